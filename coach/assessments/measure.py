"""From recordings of a test to its outcomes: pure, live and from a file alike."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from coach.assessments.about import About
from coach.assessments.chair import stands_in_time, time_for_repetitions
from coach.assessments.evidence import Evidence, judged
from coach.assessments.holding import longest_hold, while_still
from coach.assessments.outcome import Found, Outcome, nothing
from coach.assessments.protocol import Protocol, Quantity
from coach.assessments.reaching import far_end, fingertip_to_floor, hand_slide
from coach.assessments.ways import (
    FarEnd,
    FingertipToFloor,
    HandSlide,
    LongestHold,
    StandsInTime,
    TimeForRepetitions,
    WhileStill,
)
from coach.engine.results import Side
from poses.track import PoseTrack

SEEN_WELL: Final = 0.8
"""Below this share of usable frames a result is uncertain; the project's default."""

NO_RECORDING: Final = "Nothing was recorded, so there is nothing to measure yet."


def assess(
    protocol: Protocol,
    tracks: Sequence[PoseTrack],
    about: About | None = None,
    *,
    touched: bool = False,
) -> tuple[Outcome, ...]:
    """What a test came to, quantity by quantity and side by side.

    ``tracks`` are its recordings, one for each attempt or all in one; ``touched`` that the person
    said yes to the test's question.

    Raises:
        ExerciseError: the exercise of the test is not known.
    """
    about = about or About()
    evidences = judged(protocol, tracks)
    outcomes = [
        _outcome(protocol, quantity, side, _found(quantity, evidences, side, about, touched))
        for quantity in protocol.quantities
        for side in (Side if quantity.per_side else (None,))
    ]
    return tuple(_with_quality(outcome, evidences) for outcome in _compared(outcomes))


def _found(
    quantity: Quantity,
    evidences: list[Evidence],
    side: Side | None,
    about: About,
    touched: bool,
) -> Found:
    if not evidences:
        return nothing(NO_RECORDING)
    match quantity.how:
        case StandsInTime() as how:
            return _first_found([stands_in_time(how, one) for one in evidences])
        case TimeForRepetitions() as how:
            return _first_found([time_for_repetitions(how, one) for one in evidences])
        case LongestHold() as how:
            return longest_hold(how, evidences, side)
        case FarEnd() as how:
            return far_end(how, evidences, side, quantity.better)
        case FingertipToFloor() as how:
            return fingertip_to_floor(how, evidences, about.height_cm, touched=touched)
        case HandSlide() as how:
            assert side is not None
            return hand_slide(how, evidences, side, about.height_cm)
        case WhileStill() as how:
            return while_still(how, evidences)


def _first_found(found: list[Found]) -> Found:
    return next((one for one in found if one.value is not None), found[0])


def _outcome(protocol: Protocol, quantity: Quantity, side: Side | None, found: Found) -> Outcome:
    value = found.value
    return Outcome(
        key=protocol.key(quantity),
        quantity=quantity,
        side=side,
        value=None if value is None else round(value, quantity.decimals) + 0.0,
        error=None if value is None else quantity.error.value,
        attempts=tuple(round(attempt, 1) for attempt in found.attempts),
        spread=statistics.stdev(found.attempts) if len(found.attempts) > 1 else None,
        reason=found.reason,
        notes=found.notes,
        details=found.details,
    )


def _with_quality(outcome: Outcome, evidences: list[Evidence]) -> Outcome:
    """The same, with how well the camera saw it."""
    if not outcome.assessed or not evidences:
        return outcome
    shares = [evidence.result.usable_share for evidence in evidences]
    views = sorted({evidence.result.view for evidence in evidences})
    details = {**outcome.details, "usable_share": round(min(shares), 2), "views": views}
    notes = outcome.notes
    if min(shares) < SEEN_WELL:
        notes += (
            f"The camera saw you well in {100 * min(shares):.0f} % of the time only: a repeat in "
            "better light, all of you in the picture, would be more certain.",
        )
    return replace(outcome, details=details, notes=notes)


def symmetry_index(left: float, right: float) -> float | None:
    """How unlike both sides are, in percent of their mean; None where that is near nothing."""
    mean = 0.5 * (abs(left) + abs(right))
    return None if mean < 1e-6 else 100.0 * abs(left - right) / mean


def _compared(outcomes: list[Outcome]) -> list[Outcome]:
    """The same, with a word on the sides where they differ."""
    told = list(outcomes)
    for place, right in enumerate(outcomes):
        limit = right.quantity.alike_percent
        if limit is None or right.side is not Side.RIGHT:
            continue
        left = outcomes[place - 1]
        if left.value is None or right.value is None:
            continue
        index = symmetry_index(left.value, right.value)
        if index is None:
            continue
        notes = right.notes
        if index > limit:
            notes += (
                f"Left and right differ by {index:.0f} % here. That is common; your therapist may "
                "want to know.",
            )
        details = {**right.details, "symmetry_index": round(index, 1)}
        told[place] = replace(right, notes=notes, details=details)
    return told
