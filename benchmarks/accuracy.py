"""Repetitions counted in clips against counts by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.clips import Clip
from benchmarks.metrics import (
    Span,
    count_error,
    matched,
    mean_absolute_error,
    off_by_one_accuracy,
)
from coach.analysis import analyse_track
from coach.engine.catalogue import catalogue, find_exercise
from coach.engine.results import SetResult
from poses.track import PoseTrack


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A movement that began like a repetition, and why it did not count; seconds."""

    start_s: float
    end_s: float
    reason: str


@dataclass(frozen=True, slots=True)
class ClipCount:
    """One clip, counted as the exercise that it shows.

    ``error`` in repetitions, too many positive, ``None`` where nobody has counted by hand.
    ``repetitions_s`` are start and end of each, seconds; ``timed`` is how many were noted by hand
    with their times, ``missed_s`` those of them that were not found, ``extra_s`` what was found
    where none was noted, ``not_counted`` what the engine itself left out. ``problem`` tells why a
    clip could not be used; it then counts as nothing found.
    """

    clip: str
    exercise: str
    counted: int
    reps_min: int | None
    reps_max: int | None
    expected: str
    error: int | None
    view: str
    score: float | None
    hold_s: float
    repetitions_s: tuple[Span, ...]
    timed: int
    missed_s: tuple[Span, ...]
    extra_s: tuple[Span, ...]
    not_counted: tuple[NotCounted, ...]
    real: bool
    problem: str = ""

    @property
    def matched(self) -> int:
        """How many of the noted repetitions were found at their time."""
        return self.timed - len(self.missed_s)

    @property
    def moving(self) -> bool:
        """Whether there is a repetition to be found."""
        return bool(self.reps_max)


@dataclass(frozen=True, slots=True)
class FalseCount:
    """A clip of something else, run as one exercise of the catalogue; ``counted`` should be 0."""

    clip: str
    exercise: str
    counted: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Over real clips of exercises in the catalogue that were counted by hand.

    ``mae`` in repetitions per clip, ``obo`` the share of clips wrong by one at most, ``exact``
    the share counted right; ``moving_…`` the same without clips that show no repetition, which
    are easier to get right.
    """

    clips: int
    mae: float | None
    obo: float | None
    exact: float | None
    moving_clips: int
    moving_mae: float | None
    moving_obo: float | None


@dataclass(frozen=True, slots=True)
class ExerciseCount:
    """All real clips of one exercise that were counted by hand, together."""

    exercise: str
    counted: int
    expected_min: int
    expected_max: int
    summary: Summary


def count_clip(clip: Clip, track: PoseTrack) -> ClipCount:
    """Count one clip as the exercise that it shows, which must be in the catalogue.

    An exercise that is held has no repetitions: where some were counted by hand, its holds count.
    """
    result = analyse_track(track, clip.exercise).result
    found = _found(clip, result)
    pairs = matched(found, clip.times_s)
    hit, true = {i for i, _ in pairs}, {j for _, j in pairs}
    return ClipCount(
        clip=clip.name,
        exercise=clip.exercise,
        counted=len(found),
        reps_min=clip.reps_min,
        reps_max=clip.reps_max,
        expected=clip.expected,
        error=_error(clip, len(found)),
        view=result.view,
        score=result.score.value,
        hold_s=result.hold_s,
        repetitions_s=found,
        timed=len(clip.times_s),
        missed_s=tuple(span for j, span in enumerate(clip.times_s) if j not in true),
        extra_s=tuple(s for i, s in enumerate(found) if i not in hit) if clip.times_s else (),
        not_counted=tuple(
            NotCounted(part.start_s, part.end_s, part.reason) for part in result.partial_repetitions
        ),
        real=clip.real,
    )


def _found(clip: Clip, result: SetResult) -> tuple[Span, ...]:
    if find_exercise(clip.exercise).hold is not None and clip.reps_max:
        return tuple((hold.start_s, hold.end_s) for hold in result.holds)
    return tuple((rep.start_s, rep.end_s) for rep in result.repetitions)


def unusable_clip(clip: Clip, problem: str) -> ClipCount:
    """The row of a clip that could not be read: nothing found in it."""
    return ClipCount(
        clip=clip.name,
        exercise=clip.exercise,
        counted=0,
        reps_min=clip.reps_min,
        reps_max=clip.reps_max,
        expected=clip.expected,
        error=_error(clip, 0) if in_catalogue(clip) else None,
        view="",
        score=None,
        hold_s=0.0,
        repetitions_s=(),
        timed=len(clip.times_s),
        missed_s=clip.times_s,
        extra_s=(),
        not_counted=(),
        real=clip.real,
        problem=problem,
    )


def _error(clip: Clip, counted: int) -> int | None:
    if clip.reps_min is None or clip.reps_max is None:
        return None
    return count_error(counted, clip.reps_min, clip.reps_max)


def count_as_everything(clip: Clip, track: PoseTrack) -> list[FalseCount]:
    """Count one clip as every exercise of the catalogue in turn."""
    return [
        FalseCount(clip.name, name, len(analyse_track(track, name).result.repetitions))
        for name in catalogue()
    ]


def in_catalogue(clip: Clip) -> bool:
    """Whether the exercise shown is one that the coach knows."""
    return clip.exercise in catalogue()


def summarise(counts: Iterable[ClipCount]) -> Summary:
    """The overall figures."""
    rows = [row for row in counts if row.real and row.error is not None]
    errors = _errors(rows)
    moving = _errors([row for row in rows if row.moving])
    return Summary(
        clips=len(errors),
        mae=mean_absolute_error(errors),
        obo=off_by_one_accuracy(errors),
        exact=sum(error == 0 for error in errors) / len(errors) if errors else None,
        moving_clips=len(moving),
        moving_mae=mean_absolute_error(moving),
        moving_obo=off_by_one_accuracy(moving),
    )


def by_exercise(counts: Sequence[ClipCount]) -> list[ExerciseCount]:
    """The same for each exercise that a real, counted clip shows."""
    rows = [row for row in counts if row.real and row.error is not None]
    found = []
    for exercise in dict.fromkeys(row.exercise for row in rows):
        own = [row for row in rows if row.exercise == exercise]
        found.append(
            ExerciseCount(
                exercise,
                sum(row.counted for row in own),
                sum(row.reps_min or 0 for row in own),
                sum(row.reps_max or 0 for row in own),
                summarise(own),
            )
        )
    return found


def _errors(rows: Sequence[ClipCount]) -> list[int]:
    return [row.error for row in rows if row.error is not None]
