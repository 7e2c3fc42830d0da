"""From what was found to the rules by which repetitions are counted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

import numpy as np

from coach.engine.exercise import Condition, MeasureRef, Planted, Repetitions, Signal, Start
from coach.teach.candidates import OF_REST, typical
from coach.teach.confirmations import AS_GOOD, CLEAR, confirmations
from coach.teach.finding import FACING, GROUPS, SIDE, Finding
from coach.teach.following import RATE_HZ, Array
from coach.teach.movers import Mover
from coach.teach.postures import TRUNK, UPRIGHT_DEG, level, start_conditions, turn_conditions
from coach.teach.ranking import rank, uses
from poses.angles import measures
from poses.view import View

MINIMUM: Final = 0.5
"""A repetition counts from this share of the demonstrated travel on: an engineering default."""

_LOOSER: Final = 0.4
_FAR_ENOUGH: Final = 3.0
_OTHERS: Final = 3
_LEGS: Final = ("knee", "ankle")
_QUICK_S: Final = 0.8
"""Somebody else may do it much faster than it was shown; what is shorter is a jerk."""

_BEYOND: Final = 0.4
_PLANTED: Final = 0.25
_LOWERED: Final = 0.12
_MAY_SHIFT: Final = 0.4
_STOOD: Final = 0.05
_STEP: Final = 0.12
"""Feet that are further from their place than this, in heights of the picture, made a step."""


def start(finding: Finding) -> Start:
    """The position without which nothing is counted."""
    mover = finding.signal.mover
    legs = uses(mover.ref, _LEGS)
    conditions = start_conditions(
        finding.demonstration, finding.rest_at, legs=legs, both=finding.sides is None
    )
    return Start(conditions=(*conditions, *_not_beyond(finding)))


def repetitions(finding: Finding) -> Repetitions:
    """The counting rules, by the one signal for the views that were shown."""
    sides, hold_s = finding.sides, finding.hold_s
    shortest, longest = float(finding.lengths_s.min()), float(finding.lengths_s.max())
    pause_max_s = max(6.0, 2.0 * finding.stay_s, 3.0 * (hold_s or 0.0))
    return Repetitions(
        signals=(_signal(finding.signal.mover, finding.views, MINIMUM),),
        confirm=tuple(confirmations(finding)),
        turn_conditions=(
            *turn_conditions(finding.demonstration, finding.rest_at, finding.turn_at),
            *_on_the_spot(finding),
        ),
        planted=Planted(views=FACING, share=_MAY_SHIFT) if _stays(finding) else None,
        side_from=sides.measure if sides else None,
        alternating=sides is not None,
        tempo_s=(_rounded(0.6 * shortest), _rounded(1.7 * longest)),
        minimum_s=min(max(_rounded(0.35 * shortest), 0.3), _QUICK_S),
        maximum_s=max(15.0, _rounded(3.0 * longest)),
        pause_max_s=_rounded(pause_max_s),
        hold_s=hold_s,
    )


def other_signals(finding: Finding, known: Collection[View]) -> Iterator[list[Signal]]:
    """For each group of views but those ``known``, signals that may do there, the best first."""
    for group in GROUPS:
        if set(group) <= set(known):
            continue
        ranked = rank(finding.demonstration, finding.agreement, facing=group == FACING)
        movers = [
            entry.mover
            for entry in ranked
            if entry.rank >= AS_GOOD * finding.signal.rank and _does(entry.mover, group)
        ]
        yield [_signal(mover, group, _LOOSER) for mover in movers[:_OTHERS]]


def _does(mover: Mover, group: tuple[View, ...]) -> bool:
    """Whether it can be counted on from there, though it was not shown from there."""
    ref = mover.ref
    far_enough = abs(mover.travel) >= _FAR_ENOUGH * typical(ref)
    return far_enough and mover.trust >= CLEAR and _seen_in(mover, group)


def _seen_in(mover: Mover, group: tuple[View, ...]) -> bool:
    plane = measures()[mover.ref.columns[0]].plane
    return plane == "any" or plane == ("sagittal" if group == SIDE else "frontal")


def _signal(mover: Mover, views: tuple[View, ...], share: float) -> Signal:
    places = 2 if mover.ref.unit != "deg" else 0
    first, last = round(mover.rest, places), round(mover.far, places)
    of_rest = mover.ref.measure in OF_REST
    first = 1.0 if of_rest else first
    return Signal(
        measure=mover.ref.measure,
        sides=mover.ref.sides,
        absolute=mover.ref.absolute,
        of_rest=of_rest,
        views=views,
        start=first,
        target=last,
        minimum=round(share * abs(last - first), max(places, 1)),
    )


def _not_beyond(finding: Finding) -> Iterator[Condition]:
    """When the body was also seen far beyond the start, being there is no start position."""
    mover = finding.signal.mover
    if mover.ref.measure in OF_REST:
        return
    values, trust = finding.demonstration.read(mover.ref)
    gone = (values - mover.rest) / mover.travel
    beyond = (gone < -_BEYOND) & (trust > CLEAR)
    if beyond.sum() < 0.5 * RATE_HZ:
        return
    limit = round(mover.rest - _BEYOND * mover.travel, 0 if mover.ref.unit == "deg" else 2)
    own = {"measure": mover.ref.measure, "sides": mover.ref.sides, "absolute": mover.ref.absolute}
    side = {"above": limit} if mover.travel > 0 else {"below": limit}
    yield Condition.model_validate(own | side | {"views": finding.views})


def _on_the_spot(finding: Finding) -> Iterator[Condition]:
    """Somebody upright whose feet stayed where they were: whoever walks does something else."""
    across, _, _ = _shifts(finding)
    if _upright(finding) and across.max() < _STOOD:
        yield Condition(measure="feet_x", relative=True, absolute=True, trust=CLEAR, below=_STEP)


def _stays(finding: Finding) -> bool:
    """Whether the feet stayed where they were while the hips of somebody upright came down."""
    across, down, hips = _shifts(finding)
    height = level(finding.demonstration, MeasureRef(measure="leg_height"), finding.rest_at)
    still = np.median(np.hypot(across, down)) < _PLANTED * np.median(hips)
    return _upright(finding) and bool(still and np.median(hips) > _LOWERED * height)


def _upright(finding: Finding) -> bool:
    return not level(finding.demonstration, TRUNK, finding.rest_at) > UPRIGHT_DEG


def _shifts(finding: Finding) -> tuple[Array, Array, Array]:
    """How far feet and hips are from their place at each far end, in heights of the picture."""

    def changes(name: str) -> Array:
        values, _ = finding.demonstration.read(MeasureRef(measure=name))
        ways = [values[c.turn] - 0.5 * (values[c.start] + values[c.end]) for c in finding.cycles]
        return np.asarray(np.abs(ways))

    return changes("feet_x"), changes("feet_y"), changes("leg_height")


def _rounded(seconds: float) -> float:
    return round(seconds, 1)
