"""Watching a guided exercise: nothing that a camera could count or judge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from coach.engine.events import Event
from coach.engine.moment import Moment
from coach.engine.repetitions import State
from coach.engine.results import Hold, NotAssessed, PartialRepetition, Repetition, Score
from poses.view import View

_WHY: Final = "A camera can't see this movement: follow the timer, and tell how many you did."


class GuideWatch:
    """Says of a set of a guided exercise that the camera saw nothing of it."""

    busy: Final = False
    state: Final = State.WAITING
    progress: Final = 0.0
    repetitions: Final[tuple[Repetition, ...]] = ()
    partial_repetitions: Final[tuple[PartialRepetition, ...]] = ()
    holds: Final[tuple[Hold, ...]] = ()
    usable_share: Final = 0.0
    main_view: Final[View | None] = None

    @property
    def measurements(self) -> dict[str, float]:
        """None: the person tells afterwards."""
        return {}

    @property
    def scores(self) -> list[Score]:
        """None."""
        return []

    def unseen(self, time_s: float, events: list[Event]) -> None:
        """A frame without the patient."""

    def interrupt(self, time_s: float, events: list[Event]) -> None:
        """The picture was cut."""

    def finish(self, time_s: float, events: list[Event]) -> None:
        """The recording is over."""

    def update(self, moment: Moment, events: list[Event]) -> None:
        """A frame: nothing to see in it."""

    def not_assessed(self, view: View) -> Iterable[NotAssessed]:
        """The whole of it."""
        yield NotAssessed("The movement", _WHY)
