"""From a finding to an exercise that the engine confirms, on the demonstration and the figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import numpy as np

from coach.engine.confirming import COUNTABLE
from coach.engine.exercise import Exercise, MeasureRef, Signal
from coach.engine.figure import YAW_DEG
from coach.engine.results import SetResult
from coach.teach.compose import Frame, counted
from coach.teach.drawing import draw, moving, nobody
from coach.teach.finding import Finding
from coach.teach.postures import place
from coach.teach.ranking import rank
from coach.teach.rules import other_signals, repetitions, start
from coach.teach.trial import Span, count, counts_figure, finds
from coach.teach.words import Words
from poses.track import PoseTrack
from poses.view import View

_SHARES: Final = (1.0, 1.15, 1.3, 1.5)
"""How far the figure may be made to go so that it is counted: estimates are a little shy."""

_ALSO_SHOWN: Final = 0.1
_SLANTED_DEG: Final = 45.0


@dataclass(frozen=True)
class Made:
    """An exercise, and what the engine makes of the demonstration with it."""

    exercise: Exercise
    result: SetResult


def make(finding: Finding, track: PoseTrack, words: Words, day: date) -> Made | str:
    """The exercise that counts the demonstration and its own figure, or why there is none."""
    where = place(finding.demonstration, finding.rest_at)
    frame = Frame(words, day, where, finding.views, nobody(finding.views))
    rule = repetitions(finding)
    exercise = counted(frame, start(finding), rule, finding.signal.mover.ref, _range(finding))
    exercise, result = _counting(exercise, finding, track)
    if not _finds(result, finding):
        return f"the engine counts {len(result.repetitions)} of {len(finding.cycles)} with it"
    drawn = draw(finding, where)
    for share in _SHARES:
        trial = exercise.model_copy(update={"reference": moving(drawn, finding, where, share)})
        if counts_figure(trial):
            known = {view for signal in _signals(trial) for view in signal.views}
            whole = _with_other_views(trial, other_signals(finding, known))
            return Made(whole, count(whole, track))
    return "no figure could be drawn that is counted with it"


def spans(finding: Finding) -> list[Span]:
    """From when until when each repetition was shown."""
    times = finding.demonstration.time_s
    return [(float(times[cycle.start]), float(times[cycle.end])) for cycle in finding.cycles]


def _counting(exercise: Exercise, finding: Finding, track: PoseTrack) -> tuple[Exercise, SetResult]:
    """With signals for further views, if the demonstration needs them to be counted."""
    result = count(exercise, track)
    if _finds(result, finding):
        return exercise, result
    others = _shown_too(finding)
    if not others:
        return exercise, result
    exercise = _with_signals(exercise, others)
    return exercise, count(exercise, track)


def _finds(result: SetResult, finding: Finding) -> bool:
    return finds(result, spans(finding), partial(_unseen, finding))


def _unseen(finding: Finding, span: Span) -> bool:
    """Whether the measure that found the repetitions could mostly not be seen in this time."""
    times = finding.demonstration.time_s
    _, trust = finding.demonstration.read(finding.agreement.lead.ref)
    inside = (times >= span[0]) & (times <= span[1])
    return bool(np.mean(trust[inside] < COUNTABLE) > 0.5) if inside.any() else True


def _shown_too(finding: Finding) -> list[Signal]:
    """Signals for the views in which some of the repetitions were shown."""
    inside = finding.inside(finding.cycles)
    counts = finding.demonstration.views(inside)
    seen = {view for view, number in counts.items() if number >= _ALSO_SHOWN * inside.sum()}
    groups = other_signals(finding, finding.views)
    return [group[0] for group in groups if group and seen & set(group[0].views)]


def _with_other_views(exercise: Exercise, groups: Iterable[Sequence[Signal]]) -> Exercise:
    """With a signal for each group of other views, if one counts the figure seen from there."""
    for signals in groups:
        for signal in signals:
            trial = _with_signals(exercise, [signal])
            if counts_figure(trial, _yaws(signal.views)):
                exercise = trial
                break
    return Exercise.model_validate(exercise.model_dump(by_alias=True))


def _signals(exercise: Exercise) -> tuple[Signal, ...]:
    return exercise.repetitions.signals if exercise.repetitions else ()


def _with_signals(exercise: Exercise, more: Sequence[Signal]) -> Exercise:
    assert exercise.repetitions is not None
    signals = (*exercise.repetitions.signals, *more)
    rule = exercise.repetitions.model_copy(update={"signals": signals})
    return exercise.model_copy(update={"repetitions": rule})


def _range(finding: Finding) -> MeasureRef | None:
    """The joint angle to report: the signal's own, or the next best angle that moved with it."""
    angles = (ref for ref in _moving_refs(finding) if ref.unit == "deg")
    return next(angles, None)


def _moving_refs(finding: Finding) -> Iterator[MeasureRef]:
    yield finding.signal.mover.ref
    for entry in rank(finding.demonstration, finding.agreement):
        yield entry.mover.ref


def _yaws(views: Sequence[View]) -> list[float | None]:
    return [YAW_DEG.get(view, _SLANTED_DEG) for view in views]
