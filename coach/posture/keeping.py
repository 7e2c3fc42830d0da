"""Writes a time at the desk into the log while it goes on."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from coach.posture.baseline import Baseline
from coach.posture.rules import Rules
from coach.records import Log, PostureSessionId, ReadOnlyLog, TargetSource
from poses.errors import UserFacingError

EXERCISE: Final = "sitting_posture"
"""Under this name the usual values of sitting are kept as targets."""

LEARNT: Final = "Learnt from some seconds of comfortable sitting at the desk."

_SUGGEST_AFTER: Final = "suggest_after_s"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Page:
    """What there is to keep at one moment."""

    started_at: datetime
    ended_at: datetime
    summary: dict[str, Any]
    learnt: Baseline = field(default_factory=Baseline)


def usual_of_person(log: ReadOnlyLog) -> Baseline:
    """The person's own usual position, as it was learnt before.

    Raises:
        StorageError: the log can't be read.
    """
    return Baseline.from_targets(log.targets(EXERCISE))


def suggest_after(log: ReadOnlyLog, rules: Rules) -> float | None:
    """After how many seconds without a change the person wants a suggestion; None is never.

    Raises:
        StorageError: the log can't be read.
    """
    for target in log.targets(EXERCISE):
        if target.key == _SUGGEST_AFTER:
            return target.value or None
    return next((rule.for_s for rule in rules.suggestions if rule.still), None)


def choose_suggest_after(log: Log, seconds: float | None) -> None:
    """Remember it for this person.

    Raises:
        StorageError: it can't be kept.
    """
    log.set_target(
        EXERCISE,
        _SUGGEST_AFTER,
        seconds or 0.0,
        set_by=TargetSource.PATIENT,
        reason="Chosen on the desk page.",
    )


class DeskKeeper:
    """Keeps one time at the desk. What can't be kept now is kept with the next page."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._lock = threading.Lock()
        self._id: PostureSessionId | None = None
        self._latest_at: datetime | None = None
        self._learnt = Baseline()
        self.problem: str | None = None
        """Why it can't be kept at the moment, in a sentence for people."""

    @property
    def begun(self) -> bool:
        """Whether something of it is in the log."""
        return self._id is not None

    def keep(self, page: Page) -> None:
        """Write it down, and return when it is safe; older than what is kept changes nothing."""
        with self._lock:
            self._learnt = page.learnt.over(self._learnt)
            if self._latest_at is not None and page.ended_at < self._latest_at:
                return
            try:
                self._write(page)
            except UserFacingError as error:
                self.problem = str(error)
                _log.warning("a time at the desk can't be kept at the moment", exc_info=error)
            else:
                self.problem, self._latest_at = None, page.ended_at

    def _write(self, page: Page) -> None:
        if self._id is None:
            self._id = self._log.add_posture_session(page.started_at, page.ended_at, page.summary)
        else:
            self._log.update_posture_session(self._id, page.ended_at, page.summary)
        if self._learnt:
            self._log.set_targets(
                EXERCISE,
                self._learnt.as_targets(),
                set_by=TargetSource.CALIBRATION,
                reason=LEARNT,
            )
            self._learnt = Baseline()
