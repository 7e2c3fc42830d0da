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
from coach.engine.catalogue import catalogue
from poses.track import PoseTrack


@dataclass(frozen=True, slots=True)
class ClipCount:
    """One clip, counted as the exercise that it shows.

    ``error`` in repetitions, too many positive, ``None`` where nobody has counted by hand.
    ``repetitions_s`` are start and end of each, seconds; ``timed`` is how many were noted by hand
    with their times, ``matched`` how many of those were found at that time. ``problem`` tells why
    a clip could not be used; it then counts as nothing found.
    """

    clip: str
    exercise: str
    counted: int
    expected: str
    error: int | None
    partial: int
    view: str
    score: float | None
    hold_s: float
    repetitions_s: tuple[Span, ...]
    timed: int
    matched: int
    real: bool
    moving: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FalseCount:
    """A clip without repetitions, run as one exercise of the catalogue; ``counted`` must be 0."""

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


def count_clip(clip: Clip, track: PoseTrack) -> ClipCount:
    """Count one clip as the exercise that it shows, which must be in the catalogue."""
    result = analyse_track(track, clip.exercise).result
    found = tuple((rep.start_s, rep.end_s) for rep in result.repetitions)
    return ClipCount(
        clip=clip.name,
        exercise=clip.exercise,
        counted=len(result.repetitions),
        expected=clip.expected,
        error=_error(clip, len(result.repetitions)),
        partial=len(result.partial_repetitions),
        view=result.view,
        score=result.score.value,
        hold_s=result.hold_s,
        repetitions_s=found,
        timed=len(clip.times_s),
        matched=len(matched(found, clip.times_s)),
        real=clip.real,
        moving=bool(clip.reps_max),
    )


def unusable_clip(clip: Clip, problem: str) -> ClipCount:
    """The row of a clip that could not be read: nothing found in it."""
    return ClipCount(
        clip=clip.name,
        exercise=clip.exercise,
        counted=0,
        expected=clip.expected,
        error=_error(clip, 0),
        partial=0,
        view="",
        score=None,
        hold_s=0.0,
        repetitions_s=(),
        timed=len(clip.times_s),
        matched=0,
        real=clip.real,
        moving=bool(clip.reps_max),
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


def _errors(rows: Sequence[ClipCount]) -> list[int]:
    return [row.error for row in rows if row.error is not None]
