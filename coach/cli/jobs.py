"""Analysing many files, several at a time, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from pathlib import Path
from typing import Final

from coach.analysis import analyse_video
from coach.cli.guard import unexpected
from coach.cli.outcome import Outcome
from coach.engine.exercise import Exercise
from poses.errors import UserFacingError
from poses.estimator import PoseEstimator

MOST_WORKERS: Final = 2
"""Unless told otherwise: every process decodes and holds a pose model of its own."""

_DIED: Final = (
    "The analysis of this file broke off unexpectedly: check that there is enough free "
    "memory, or save the video again in a smaller size."
)


def analyse_all(
    videos: Sequence[Path],
    exercise: str,
    model: Path,
    workers: int | None,
    exercises: Mapping[str, Exercise] | None = None,
) -> Iterator[Outcome]:
    """Analyse files as ``workers`` allow (by default two at most), in the order they get done.

    ``exercises`` are those of a person, or the catalogue.

    Stopping early ends the processes.
    """
    workers = min(workers or min(MOST_WORKERS, os.cpu_count() or 1), len(videos))
    if workers <= 1:
        with PoseEstimator(model) as estimator:
            for video in videos:
                yield _outcome(video, exercise, exercises, lambda: estimator)
        return
    left = list(videos)
    for outcome in _in_processes(left, exercise, model, workers, exercises):
        left.remove(outcome.file)
        yield outcome
    # A process died and took the pool with it: only the guilty file fails a second time.
    for video in left:
        alone = list(_in_processes([video], exercise, model, 1, exercises))
        yield alone[0] if alone else Outcome(video, error=_DIED)


def _in_processes(
    videos: Sequence[Path],
    exercise: str,
    model: Path,
    workers: int,
    exercises: Mapping[str, Exercise] | None,
) -> Iterator[Outcome]:
    """Outcomes as they come; fewer than videos when a process died."""
    executor = ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(model, exercises),
    )
    try:
        futures = [executor.submit(_work, video, exercise) for video in videos]
        for future in as_completed(futures):
            try:
                outcome = future.result()
            except BrokenProcessPool:
                continue
            yield outcome
    except BaseException:
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    finally:
        executor.shutdown(cancel_futures=True)


_given: list[tuple[Path, Mapping[str, Exercise] | None]] = []


@cache
def _estimator() -> PoseEstimator:
    return PoseEstimator(_given[0][0])


def _start(model: Path, exercises: Mapping[str, Exercise] | None) -> None:
    # The first process speaks for all: its children just end, without a word.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _given.append((model, exercises))


def _work(video: Path, exercise: str) -> Outcome:
    return _outcome(video, exercise, _given[0][1], _estimator)


def _outcome(
    video: Path,
    exercise: str,
    exercises: Mapping[str, Exercise] | None,
    estimator: Callable[[], PoseEstimator],
) -> Outcome:
    try:
        return Outcome(video, analyse_video(video, exercise, estimator(), exercises=exercises))
    except UserFacingError as error:
        return Outcome(video, error=str(error))
    except Exception as error:
        return Outcome(video, error=unexpected(error), details=traceback.format_exc())
