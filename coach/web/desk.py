"""The desk where analyses are done: one estimator, one worker, one clip after the other."""

from __future__ import annotations

import atexit
import queue
import threading
from collections import deque
from functools import cache
from typing import Final

from coach.analysis import AUTO, analyse_track
from coach.engine.catalogue import find_exercise
from coach.overlay import write_overlay
from coach.web.job import CancelledError, Job, Outcome, Stage
from coach.web.shelf import shelf
from poses.estimator import PoseEstimator, estimate_track
from poses.models import ensure_model
from poses.track import PoseTrack

_PATIENCE_S: Final = 5.0


class Desk:
    """Takes jobs in the order in which they come.

    The estimator is not made for several threads and fills the processor: a second person's clip
    waits, and the page says so.
    """

    def __init__(self) -> None:
        self._inbox: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._open: deque[Job] = deque()
        self._estimator: PoseEstimator | None = None
        self._worker = threading.Thread(target=self._work, name="analysis", daemon=True)
        self._worker.start()

    def take(self, job: Job) -> None:
        """Put a job at the end of the line."""
        self._open.append(job)
        self._inbox.put(job)

    def ahead(self, job: Job) -> int:
        """How many other jobs come before this one."""
        before = 0
        for other in tuple(self._open):
            if other is job:
                break
            before += not other.cancelled
        return before

    def close(self) -> None:
        """Give up what is under way, at the end of the process."""
        for job in tuple(self._open):
            job.cancel()
        self._inbox.put(None)
        self._worker.join(_PATIENCE_S)

    def _work(self) -> None:
        while (job := self._inbox.get()) is not None:
            outcome: Outcome | None = None
            error: BaseException | None = None
            try:
                outcome = self._analyse(job)
            except CancelledError:
                job.cancel()
            except Exception as problem:  # whatever it is, the next person's clip goes on
                error = problem
            self._open.remove(job)
            job.close(outcome, error)
            # Neither may outlive the page that asked: the clip goes with its last reference.
            del job, outcome, error
        if self._estimator is not None:
            self._estimator.close()

    def _analyse(self, job: Job) -> Outcome | None:
        order = job.order
        job.enter(Stage.PREPARING)
        if order.exercise != AUTO:
            find_exercise(order.exercise, order.exercises)
        track = job.track = order.track or self._found(job)
        if order.find_only:
            return None
        job.enter(Stage.JUDGING)
        analysis = analyse_track(track, order.exercise, order.exercises)
        job.enter(Stage.DRAWING)
        clip = shelf.new_clip()
        write_overlay(order.video, analysis, clip.path, job.progress)
        return Outcome(order, analysis, clip)

    def _found(self, job: Job) -> PoseTrack:
        if self._estimator is None:
            self._estimator = PoseEstimator(ensure_model(progress=job.progress))
        job.enter(Stage.LOOKING)
        return estimate_track(job.order.video, self._estimator, job.progress)


@cache
def desk() -> Desk:
    """The one desk of this process."""
    opened = Desk()
    atexit.register(opened.close)
    return opened
