"""A person's way up the lifting ladder, out of the log."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from coach import clock
from coach.engine.results import Score, SetResult
from coach.lifting.ladder import KEPT_UNDER, TARGET, Step, ladder
from coach.lifting.progress import Session
from coach.records import (
    Ending,
    Log,
    SetId,
    SetSummary,
    Source,
    Status,
    Target,
    TargetSource,
)
from coach.web.store import my_exercises

TOLD: Final = "self_reported_repetitions"
_MOST: Final = 200
_FOR_PAIN: Final = (Ending.PAIN, Ending.SHARP_PAIN)


def present_step(log: Log) -> int:
    """The step that the person is on; the first one before any was kept."""
    kept = next((t for t in log.targets(KEPT_UNDER) if t.key == TARGET), None)
    return ladder().step(kept.value).number if kept else 1


def move_to(log: Log, step: Step, reason: str) -> None:
    """Keep the step that the person is on from now on."""
    log.set_target(KEPT_UNDER, TARGET, step.number, set_by=TargetSource.PATIENT, reason=reason)


def sessions(log: Log) -> tuple[Session, ...]:
    """The days on the ladder, the earliest first; sets of one day and step are one session."""
    exercise = ladder().exercise
    steps = [t for t in log.target_history(KEPT_UNDER) if t.key == TARGET]
    by_day: dict[tuple[date, int], list[tuple[SetSummary, int]]] = {}
    for entry in reversed(log.sets(_MOST, exercise=exercise)):
        if entry.status is not Status.FINISHED:
            continue
        place = entry.performed_at.astimezone().date(), step_at(steps, entry.performed_at)
        by_day.setdefault(place, []).append((entry, _done(log, entry)))
    return tuple(_session(day, step, sets) for (day, step), sets in by_day.items())


def step_at(steps: Sequence[Target], moment: datetime) -> int:
    """The step that held at a moment; ``steps`` with what was set last first."""
    held = next((t.value for t in steps if t.set_at <= moment), 1)
    return ladder().step(held).number


def report(
    log: Log,
    step: Step,
    repetitions: int,
    pain: int,
    effort: int,
    performed_at: datetime | None = None,
) -> SetId:
    """Keep lifts that no camera saw, as the person tells them; done now unless told otherwise."""
    exercise = my_exercises()[ladder().exercise]
    result = SetResult(
        exercise=exercise.id,
        exercise_name=exercise.name,
        view="unknown",
        fps=0.0,
        duration_s=0.0,
        frames=0,
        usable_share=0.0,
        repetitions=(),
        partial_repetitions=(),
        holds=(),
        score=Score(None),
        measurements={TOLD: float(repetitions)},
    )
    set_id = log.save_result(
        result,
        source=Source.SELF_REPORT,
        source_name=f"Lifting ladder, step {step.number}",
        performed_at=performed_at or clock.now(),
    )
    log.report(set_id, pain=pain, effort=effort)
    return set_id


def _done(log: Log, entry: SetSummary) -> int:
    if entry.source is not Source.SELF_REPORT:
        return entry.repetitions
    return int(log.load(entry.id).result.measurements.get(TOLD, 0.0))


def _session(day: date, step: int, sets: Sequence[tuple[SetSummary, int]]) -> Session:
    """The day as one: the most pain and effort that was told, what was done in all."""
    entries = [entry for entry, _ in sets]
    pains = [entry.pain for entry in entries if entry.pain is not None]
    efforts = [entry.effort for entry in entries if entry.effort is not None]
    scores = [entry.score for entry in entries if entry.score is not None]
    return Session(
        day=day,
        step=step,
        repetitions=sum(done for _, done in sets),
        pain=max(pains, default=None),
        effort=max(efforts, default=None),
        form=statistics.median(scores) if scores else None,
        stopped=any(entry.ended in _FOR_PAIN for entry in entries),
    )
