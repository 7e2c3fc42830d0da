"""One week in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, median
from typing import Final

from coach.diary.line import DiaryEntry
from coach.programme.doing import TrainingSession
from coach.records.care_entries import DiaryMoment
from coach.records.figures import FaultFigures, SetFigures

FAULTS_TOLD: Final = 2


@dataclass(frozen=True, slots=True)
class ExerciseWeek:
    """One exercise in one week; scores 0..100, the range in degrees, None where unknown."""

    exercise: str
    name: str
    sets: int
    repetitions: int
    hold_s: float
    best: float | None
    median: float | None
    range_deg: float | None
    looks: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """What a week came to. Pain 0..10 and sleep in hours; None where nothing was noted."""

    number: int
    since: date
    until: date
    exercises: tuple[ExerciseWeek, ...]
    pain: float | None
    worst_pain: int | None
    morning_pain: float | None
    sleep_h: float | None
    effort: float | None
    active_days: int

    @property
    def repetitions(self) -> int:
        """Those of all exercises."""
        return sum(one.repetitions for one in self.exercises)

    @property
    def hold_s(self) -> float:
        """Seconds of all holds."""
        return sum(one.hold_s for one in self.exercises)


def week_figures(
    number: int,
    since: date,
    *,
    sets: Iterable[SetFigures],
    faults: Iterable[FaultFigures],
    lines: Iterable[DiaryEntry],
    sessions: Sequence[TrainingSession],
    until: date | None = None,
) -> WeekFigures:
    """The seven days from ``since``, or those to ``until``; what lies outside is left out."""
    until = until or since + timedelta(days=6)
    of_sets = [one for one in sets if since <= one.day <= until]
    of_lines = [line for line in lines if since <= line.day <= until]
    of_days = [one for one in sessions if since <= one.day <= until]
    looks: dict[str, Counter[str]] = {}
    for fault in faults:
        if since <= fault.day <= until:
            looks.setdefault(fault.exercise, Counter())[fault.title] += fault.count
    names = {one.exercise: one.name for one in of_sets}
    pains = [line.pain for line in of_lines if line.pain is not None]
    mornings = [
        line.pain
        for line in of_lines
        if line.moment is DiaryMoment.MORNING and line.pain is not None
    ]
    slept = [line.sleep_h for line in of_lines if line.sleep_h is not None]
    efforts = [one.effort for one in of_days if one.effort is not None]
    active = {one.day for one in of_sets} | {one.day for one in of_days if one.was_done}
    return WeekFigures(
        number=number,
        since=since,
        until=until,
        exercises=tuple(
            _exercise(exercise, name, of_sets, looks) for exercise, name in sorted(names.items())
        ),
        pain=fmean(pains) if pains else None,
        worst_pain=max(pains, default=None),
        morning_pain=fmean(mornings) if mornings else None,
        sleep_h=fmean(slept) if slept else None,
        effort=fmean(efforts) if efforts else None,
        active_days=len(active),
    )


def _exercise(
    exercise: str, name: str, sets: Iterable[SetFigures], looks: Mapping[str, Counter[str]]
) -> ExerciseWeek:
    own = [one for one in sets if one.exercise == exercise]
    scores = [one.score for one in own if one.score is not None]
    ranges = [one.range_deg for one in own if one.range_deg is not None]
    seen = looks.get(exercise, Counter())
    return ExerciseWeek(
        exercise=exercise,
        name=name,
        sets=len(own),
        repetitions=sum(one.repetitions for one in own),
        hold_s=sum(one.hold_s for one in own),
        best=max(scores, default=None),
        median=median(scores) if scores else None,
        range_deg=median(ranges) if ranges else None,
        looks=tuple(sorted(seen.items(), key=lambda pair: (-pair[1], pair[0]))[:FAULTS_TOLD]),
    )
