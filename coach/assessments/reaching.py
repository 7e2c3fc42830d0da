"""How far somebody reaches: angles and centimetres at the far end of a movement."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence

from coach.assessments.evidence import Evidence
from coach.assessments.holding import unseen_from
from coach.assessments.outcome import Found, nothing
from coach.assessments.protocol import Better
from coach.assessments.scale import Scale
from coach.assessments.ways import FarEnd, FingertipToFloor, HandSlide, Keep
from coach.engine.results import Repetition, Side

Way = Callable[[Evidence, Repetition, Side | None], float | str]
"""The value of one repetition, or why there is none."""


def far_end(
    how: FarEnd, evidences: Sequence[Evidence], side: Side | None, better: Better | None
) -> Found:
    """A measure at the far end of each repetition; the best of them."""

    def value(evidence: Evidence, repetition: Repetition, side: Side | None) -> float | str:
        found = evidence.at_far_end(repetition, how.of, side if how.of.has_sides else None)
        if found is None:
            return unseen_from(how.of.plane, evidence.result.view)
        return found

    return _best(_each(evidences, side, how.keep, value), side, better)


def fingertip_to_floor(
    how: FingertipToFloor,
    evidences: Sequence[Evidence],
    height_cm: float | None,
    *,
    touched: bool = False,
) -> Found:
    """Centimetres between the fingertips and the floor; 0 when they reach it.

    Somebody who says that the floor was ``touched`` is believed, if all else was kept.
    """

    def value(evidence: Evidence, repetition: Repetition, _: Side | None) -> float | str:
        if touched:
            return 0.0
        near = evidence.near_side()
        if near is None:
            return unseen_from("sagittal", evidence.result.view)
        scale = Scale.of(evidence, height_cm)
        if isinstance(scale, str):
            return scale
        left_cm = scale.fingertip_cm(repetition.turn_s, near)
        return unseen_from("any", "") if left_cm is None else max(left_cm, 0.0)

    return _best(_each(evidences, None, how.keep, value), None, "lower")


def hand_slide(
    how: HandSlide, evidences: Sequence[Evidence], side: Side, height_cm: float | None
) -> Found:
    """Centimetres that the hand on the side of the bend goes down."""

    def value(evidence: Evidence, repetition: Repetition, _: Side | None) -> float | str:
        scale = Scale.of(evidence, height_cm)
        if isinstance(scale, str):
            return scale
        slid_cm = scale.hand_down_cm(repetition.turn_s, side)
        return unseen_from("any", "") if slid_cm is None else slid_cm

    return _best(_each(evidences, side, (), value), side, "higher")


def _each(
    evidences: Iterable[Evidence], side: Side | None, keep: tuple[Keep, ...], value: Way
) -> Iterator[float | str]:
    """The value of each repetition of this side, or why it has none."""
    for evidence in evidences:
        for repetition in evidence.result.repetitions:
            if side is not None and repetition.side not in (None, side):
                continue
            broken = next(_broken(evidence, repetition, side, keep), None)
            yield broken or value(evidence, repetition, side)


def _broken(
    evidence: Evidence, repetition: Repetition, side: Side | None, keep: tuple[Keep, ...]
) -> Iterator[str]:
    """What was not kept; what can't be seen neither helps nor hinders."""
    for rule in keep:
        own = side if rule.has_sides and rule.sides == "near" else None
        found = evidence.at_far_end(repetition, rule, own)
        if found is not None and not rule.holds(found):
            yield rule.says


def _best(values: Iterable[float | str], side: Side | None, better: Better | None) -> Found:
    values = list(values)
    attempts = tuple(value for value in values if isinstance(value, float))
    reasons = [value for value in values if isinstance(value, str)]
    if not attempts:
        where = f" to the {side.value}" if side else ""
        return nothing(
            reasons[0]
            if reasons
            else f"No movement{where} was seen: try it again, a little slower."
        )
    told = tuple(dict.fromkeys(reasons))
    left_out = len(reasons)
    notes = (f"Left out {left_out} of {len(values)}: {told[0]}",) if told else ()
    return Found(_chosen(attempts, better), attempts, notes=notes)


def _chosen(attempts: tuple[float, ...], better: Better | None) -> float:
    """The best attempt, or the one in the middle where none is better."""
    if better is None:
        return statistics.median(attempts)
    return max(attempts) if better == "higher" else min(attempts)
