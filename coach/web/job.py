"""One analysis that was asked for: what it is about, how far it is, and what came of it."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from coach.analysis import Analysis
from coach.engine.exercise import Exercise
from coach.web.shelf import Clip
from poses.track import PoseTrack


class Stage(StrEnum):
    """What is being done."""

    WAITING = "waiting"
    PREPARING = "preparing"
    LOOKING = "looking"
    JUDGING = "judging"
    DRAWING = "drawing"
    OVER = "over"


START: Final = {
    Stage.WAITING: 0.0,
    Stage.PREPARING: 0.0,
    Stage.LOOKING: 0.01,
    Stage.JUDGING: 0.74,
    Stage.DRAWING: 0.78,
    Stage.OVER: 1.0,
}
"""The share of the whole work that is done when a stage begins."""

_TIMED: Final = (Stage.LOOKING, Stage.DRAWING)


class CancelledError(Exception):
    """The person does not want the analysis any more."""


@dataclass(frozen=True)
class Order:
    """What to analyse.

    ``upload`` is what keeps an uploaded ``video`` on the disk, None for a sample; ``track`` is
    given when the body was found before and only the exercise is another; ``exercises`` are those
    of the person, or the catalogue. ``find_only``: the body's track is wanted and nothing else.
    """

    video: Path
    exercise: str
    source_name: str
    performed_at: datetime
    upload: Clip | None = None
    track: PoseTrack | None = None
    exercises: Mapping[str, Exercise] | None = None
    find_only: bool = False


@dataclass(frozen=True)
class Outcome:
    """A finished analysis with its video for the player."""

    order: Order
    analysis: Analysis
    clip: Clip


class Job:
    """An order on its way through the desk; read by the page, written by the worker.

    ``track`` is there once the body was found.
    """

    def __init__(self, order: Order) -> None:
        self.order = order
        self.track: PoseTrack | None = None
        self.outcome: Outcome | None = None
        self.error: BaseException | None = None
        self._stage = Stage.WAITING
        self._share = 0.0
        self._began: float | None = None
        self._from = 0.0
        self._cancelled = threading.Event()

    @property
    def stage(self) -> Stage:
        """What is being done now."""
        return self._stage

    @property
    def share(self) -> float:
        """How much of the work is done, 0..1."""
        return self._share

    @property
    def left_s(self) -> float | None:
        """Seconds still to go, or None while nobody can tell."""
        if self._began is None or self._share < self._from + 0.05:
            return None
        spent_s = time.monotonic() - self._began
        return spent_s * (1.0 - self._share) / (self._share - self._from)

    @property
    def cancelled(self) -> bool:
        """Whether it was given up."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Give it up; the worker stops at the next picture."""
        self._cancelled.set()

    def enter(self, stage: Stage) -> None:
        """The worker begins a stage.

        Raises:
            CancelledError: the job was given up.
        """
        self._go_on()
        if stage in _TIMED and self._began is None:
            self._began, self._from = time.monotonic(), START[stage]
        self._stage, self._share = stage, START[stage]

    def progress(self, done_s: float, total_s: float | None) -> None:
        """The worker has come to this second of the clip; the callback of analysis and overlay.

        Raises:
            CancelledError: the job was given up.
        """
        self._go_on()
        if not total_s:
            return
        stages = list(Stage)
        first, last = START[self._stage], START[stages[stages.index(self._stage) + 1]]
        self._share = first + (last - first) * min(done_s / total_s, 1.0)

    def close(self, outcome: Outcome | None, error: BaseException | None) -> None:
        """The worker is done with it, well or not."""
        self.outcome, self.error = outcome, error
        self._stage, self._share = Stage.OVER, 1.0

    def _go_on(self) -> None:
        if self._cancelled.is_set():
            raise CancelledError


class Ticket:
    """What the page keeps of a job: when the page is gone for good, the job is given up."""

    def __init__(self, job: Job) -> None:
        self.job = job
        weakref.finalize(self, job.cancel)
