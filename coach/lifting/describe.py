"""Describing the lifts of a set from its recording."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from coach.engine.exercise import Exercise
from coach.engine.results import Repetition, SetResult
from coach.lifting.footage import Footage
from coach.lifting.lift import Lift
from coach.lifting.limits import Limits, limits
from coach.lifting.piece import MEASURES, Piece, Seen
from coach.lifting.size import size_of
from poses.angles import MeasureTable
from poses.track import PoseTrack

_COUNTED_ON: Final = "hand_height"


def is_lift(exercise: Exercise) -> bool:
    """Whether the exercise is counted on the way of the hands down and up."""
    rule = exercise.repetitions
    return rule is not None and any(signal.measure == _COUNTED_ON for signal in rule.signals)


def describe_lifts(
    track: PoseTrack, result: SetResult, *, height_m: float | None = None
) -> tuple[Lift, ...]:
    """Describe every repetition of a lifting set.

    ``height_m`` is the person's standing height in metres; without it lengths are those of an
    average adult, with a larger error. A repetition in which the body could not be followed is
    left out.

    Raises:
        ValueError: ``height_m`` is no human height.
    """
    if height_m is not None and not 0.5 <= height_m <= 2.5:
        raise ValueError(f"expected a standing height from 0.5 to 2.5 metres, got {height_m}")
    footage = Footage.of(track) if result.repetitions else None
    if footage is None:
        return ()
    known, table = limits(), MeasureTable(MEASURES)
    found = list(_look(footage, table, result.repetitions, height_m, known))
    return _compared(found, known)


def _look(
    footage: Footage,
    table: MeasureTable,
    repetitions: Sequence[Repetition],
    height_m: float | None,
    known: Limits,
) -> Iterator[Lift]:
    """Each repetition by itself, in the time between the turning points of its neighbours."""
    turned: float | None = None
    for index, repetition in enumerate(repetitions):
        before = repetitions[index - 1].turn_s if index else footage.time_s[0]
        after = (
            repetitions[index + 1].turn_s if index + 1 < len(repetitions) else footage.time_s[-1]
        )
        first, last = footage.index(before), footage.index(after)
        start = footage.index(repetition.start_s)
        body = footage.body(first, last, seen_at=start)
        values, confidence = footage.measure(table, first, last, seen_at=start)
        seen = Seen(table, values, confidence)
        size = size_of(body, seen.values("trunk_inclination_3d"), height_m, known)
        if size is None or last - first < 8:
            continue
        rows = tuple(
            min(max(footage.index(moment) - first, 0), last - first)
            for moment in (repetition.start_s, repetition.end_s)
        )
        whole = slice(first, last + 1)
        piece = Piece(
            repetition,
            footage.time_s[whole],
            footage.sideness_deg[whole],
            body,
            seen,
            size,
            known,
        )
        if turned is None:
            turned = piece.turn_before(rows[0])
        yield piece.lift(rows, turned)


def _compared(lifts: list[Lift], known: Limits) -> tuple[Lift, ...]:
    """Lifts beside each other: pauses, and each one's speed against the person's own median."""
    speeds = [lift.pace.fastest_m_s for lift in lifts if lift.pace.fastest_m_s is not None]
    usual = statistics.median(speeds) if len(speeds) >= known.worth_telling.compared_lifts else None
    found = []
    for lift, after in zip(lifts, [*lifts[1:], None], strict=True):
        fastest = lift.pace.fastest_m_s
        if usual and fastest is not None:
            lift = replace(lift, pace=replace(lift.pace, against_own=fastest / usual))
        if after is not None and after.number == lift.number + 1:
            lift = replace(lift, pause_s=max(after.start_s - lift.end_s, 0.0))
        found.append(lift)
    return tuple(found)
