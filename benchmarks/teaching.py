"""Teaching by demonstration: taught from one recording, what does it count in another?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from benchmarks.clips import Clip, read_clips
from benchmarks.environment import environment, environment_line
from benchmarks.metrics import (
    Span,
    count_error,
    matched,
    mean_absolute_error,
    off_by_one_accuracy,
)
from benchmarks.tables import number, plain_table
from benchmarks.truth_file import Truth, read_truths
from coach.engine.exercise import Exercise
from coach.engine.tracker import track_set
from coach.teach import TeachingError, Words, teach
from poses.track import PoseTrack

Give = Callable[[Path], PoseTrack]
Tracks = Callable[[Path | None], AbstractContextManager[Give]]

HALVED_FROM: Final = 6
"""A clip with so many repetitions is also taught from one half and counted in the other."""

_DAY: Final = date(2026, 1, 1)


@dataclass(frozen=True)
class Recording:
    """A clip or one half of it: what it shows, and the range of right counts."""

    name: str
    file: str
    half: int | None
    exercise: str
    track: PoseTrack
    low: int
    high: int
    times_s: tuple[Span, ...]
    real: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt from a recording; ``problem`` says why nothing was.

    ``signal`` is what is counted on, ``counted`` what the taught exercise counts in the recording
    it was taught from.
    """

    name: str
    exercise: str
    real: bool
    problem: str
    signal: str
    shown: int
    counted: int
    expected: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A taught exercise in another recording of it; ``error`` repetitions outside the range.

    ``in_time`` is how many of the ``noted`` repetitions were counted at their time.
    """

    taught_from: str
    counted_in: str
    exercise: str
    real: bool
    counted: int
    expected: str
    error: int
    noted: int
    in_time: int


@dataclass(frozen=True)
class Report:
    """Everything; ``false`` are repetitions counted where there is nothing to count."""

    lessons: tuple[Lesson, ...]
    pairs: tuple[Pair, ...]
    false: tuple[tuple[str, str, int], ...]


def teaching_report(recordings: Sequence[Recording], still: Sequence[Recording]) -> Report:
    """Teach from every recording and count the others of the same exercise."""
    lessons, pairs, false = [], [], []
    for source in recordings:
        lesson, exercise = _lesson(source)
        lessons.append(lesson)
        if exercise is None:
            continue
        pairs += [_pair(source, exercise, other) for other in _others(source, recordings)]
        for other in still:
            counted = len(track_set(exercise, other.track).finish().repetitions)
            false.append((source.name, other.name, counted))
    return Report(tuple(lessons), tuple(pairs), tuple(false))


def _lesson(source: Recording) -> tuple[Lesson, Exercise | None]:
    told = (source.name, source.exercise, source.real)
    expected = _range(source)
    try:
        proposal = teach(source.track, Words(id="taught", name="Taught"), day=_DAY)
    except TeachingError as error:
        return Lesson(*told, str(error), "", 0, 0, expected), None
    chosen = proposal.chosen
    if chosen is None:
        return Lesson(*told, "taken for a position that is held", "", 0, 0, expected), None
    signal = f"{chosen.ref.measure} {chosen.start:.4g} to {chosen.far:.4g}"
    counts = len(proposal.repetitions), len(proposal.result.repetitions)
    return Lesson(*told, "", signal, *counts, expected), proposal.exercise


def _others(source: Recording, recordings: Sequence[Recording]) -> Iterator[Recording]:
    """The other half of a half; the whole clips in other files of a whole clip."""
    for other in recordings:
        if other.exercise != source.exercise or other is source:
            continue
        if source.half is not None:
            if other.half is not None and other.file == source.file:
                yield other
        elif other.half is None and other.file != source.file:
            yield other


def _pair(source: Recording, exercise: Exercise, other: Recording) -> Pair:
    found = track_set(exercise, other.track).finish().repetitions
    spans = [(rep.start_s, rep.end_s) for rep in found]
    return Pair(
        source.name,
        other.name,
        source.exercise,
        source.real and other.real,
        len(found),
        _range(other),
        count_error(len(found), other.low, other.high),
        len(other.times_s),
        len(matched(spans, other.times_s)),
    )


def _range(recording: Recording) -> str:
    same = recording.low == recording.high
    return str(recording.low) if same else f"{recording.low}-{recording.high}"


def recordings_of(clip: Clip, track: PoseTrack) -> Iterator[Recording]:
    """A counted clip as a whole and, with enough repetitions noted by their times, in halves."""
    assert clip.reps_min is not None
    assert clip.reps_max is not None
    name, times = clip.path.stem, clip.times_s
    yield Recording(
        name, name, None, clip.exercise, track, clip.reps_min, clip.reps_max, times, clip.real
    )
    if len(times) < HALVED_FROM:
        return
    middle = len(times) // 2
    cut_s = 0.5 * (times[middle - 1][1] + times[middle][0])
    spare = clip.reps_max - len(times)
    for half, own, begin_s, end_s in (
        (1, times[:middle], -np.inf, cut_s),
        (2, times[middle:], cut_s, np.inf),
    ):
        part = _between(track, begin_s, end_s)
        yield Recording(
            f"{name} {half}/2",
            name,
            half,
            clip.exercise,
            part,
            max(len(own) - (len(times) - clip.reps_min), 0),
            len(own) + max(spare, 0),
            own,
            clip.real,
        )


def drawn_recording(truth: Truth, track: PoseTrack) -> Recording:
    """A drawn clip, whose truth is exact."""
    name, reps = truth.video.stem, truth.repetitions
    return Recording(name, name, None, truth.exercise, track, len(reps), len(reps), reps, False)


def _between(track: PoseTrack, begin_s: float, end_s: float) -> PoseTrack:
    own = (track.time_s >= begin_s) & (track.time_s < end_s)
    return PoseTrack(
        track.time_s[own],
        track.image[own],
        track.world[own],
        track.people[own],
        track.width,
        track.height,
        track.source,
    )


def tables(report: Report) -> Iterator[Table]:
    """Lessons, pairs, and their summary."""
    learnt = plain_table("Taught from", "recording", "exercise", "signal", "shown", "counted")
    for lesson in report.lessons:
        signal = lesson.signal or lesson.problem
        counts = (str(lesson.shown), f"{lesson.counted}/{lesson.expected}")
        learnt.add_row(lesson.name, lesson.exercise, signal, *(counts if lesson.signal else "––"))
    yield learnt
    counted = plain_table("Counts in another", "taught from", "counted in", "reps", "in time")
    for pair in report.pairs:
        reps = f"{pair.counted}/{pair.expected}" + (" !" if pair.error else "")
        noted = f"{pair.in_time}/{pair.noted}" if pair.noted else ""
        counted.add_row(pair.taught_from, pair.counted_in, reps, noted)
    yield counted
    whole = plain_table("Summary", "pairs", "n", "MAE", "off by one", "exact")
    for title, real in (("real clips", True), ("with a drawn clip", False)):
        errors = [pair.error for pair in report.pairs if pair.real is real]
        exact = sum(not error for error in errors) / len(errors) if errors else None
        figures = (mean_absolute_error(errors), off_by_one_accuracy(errors), exact)
        whole.add_row(title, str(len(errors)), *(number(figure, 3) for figure in figures))
    yield whole
    false = plain_table("Counted where there is nothing", "taught from", "clip", "found")
    for source, clip, found in report.false:
        if found:
            false.add_row(source, clip, str(found))
    false.caption = f"{len(report.false)} tried"
    yield false


def add_command(app: typer.Typer, out: Console, tracks: Tracks) -> None:
    """Add the command to the program; ``tracks`` gives what makes a video's landmarks."""

    @app.command()
    def teaching(
        clips: Annotated[Path, typer.Argument(help="CSV next to the videos, with counts by hand.")],
        truths: Annotated[
            Path | None, typer.Option("--truths", help="Folder of drawn clips to try as well.")
        ] = None,
        cache: Annotated[
            Path | None,
            typer.Option("--cache", help="Folder for landmark tracks, kept between runs."),
        ] = None,
        as_json: Annotated[
            bool, typer.Option("--json", help="Print one JSON object, no tables.")
        ] = False,
    ) -> None:
        """Exercises taught from each recording, counted in the others of the same exercise."""
        recordings: list[Recording] = []
        with tracks(cache) as give:
            for clip in read_clips(clips):
                if clip.reps_max is not None:
                    recordings += recordings_of(clip, give(clip.path))
            if truths is not None:
                drawn = [truth for truth in read_truths(truths) if truth.hold_s is None]
                recordings += [drawn_recording(truth, give(truth.video)) for truth in drawn]
        moving = [recording for recording in recordings if recording.high]
        still = [recording for recording in recordings if not recording.high]
        report = teaching_report(moving, still)
        if as_json:
            typer.echo(json.dumps(asdict(report) | {"environment": environment()}, indent=2))
            return
        for table in tables(report):
            out.print(table)
        out.print(environment_line(), style="dim")
