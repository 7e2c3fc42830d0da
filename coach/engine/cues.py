"""What to say now: one thing at a time, the most important first, and praise as well."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import Final

from coach.engine.events import (
    BackInFrame,
    Event,
    FaultNoticed,
    HeldEnough,
    HoldProgress,
    HoldStarted,
    NotInFrame,
    Ready,
    RepCompleted,
    RepRejected,
    SecondPerson,
    WrongView,
)
from coach.engine.results import Severity

COOLDOWN_S: Final = 4.0
REPEAT_AFTER_S: Final = 12.0
PRAISE_EVERY: Final = 3


class Priority(IntEnum):
    """What goes first when there is more than one thing to say."""

    COUNT = 0
    PRAISE = 1
    HINT = 2
    FORM = 3
    CAMERA = 4


@dataclass(frozen=True, slots=True)
class Cue:
    """One short sentence for screen and voice."""

    time_s: float
    text: str
    priority: Priority


@cache
def phrases() -> dict[str, list[str]]:
    """The coach's own words, from ``phrases.toml``."""
    text = resources.files("coach.engine").joinpath("phrases.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    return {key: [str(phrase) for phrase in value] for key, value in content.items()}


class CueChooser:
    """Chooses cues from events: a cooldown between corrections, nothing repeated needlessly.

    Problems with the camera, the count and the end of a hold are never held back.
    """

    def __init__(self) -> None:
        self._last_form_s = -COOLDOWN_S
        self._said: dict[str, float] = {}
        self._clean = 0
        self._praised = 0

    def choose(self, events: Iterable[Event]) -> list[Cue]:
        """The count, where a repetition was completed, and at most one thing more."""
        said: list[Cue] = []
        offers: list[Cue] = []
        for event in events:
            if isinstance(event, RepCompleted):
                number = str(event.repetition.number)
                said.append(Cue(event.time_s, number, Priority.COUNT))
            elif isinstance(event, HeldEnough):
                said.append(Cue(event.time_s, phrases()["held_enough"][0], Priority.HINT))
            offer = self._offer(event)
            if offer is not None:
                offers.append(offer)
        best = max(offers, key=lambda cue: cue.priority, default=None)
        if best is not None and self._may_say(best):
            self._said[best.text] = best.time_s
            if best.priority in (Priority.FORM, Priority.HINT, Priority.PRAISE):
                self._last_form_s = best.time_s
            said.append(best)
        return said

    def _may_say(self, cue: Cue) -> bool:
        if cue.time_s - self._said.get(cue.text, -REPEAT_AFTER_S) < REPEAT_AFTER_S:
            return False
        return cue.priority is Priority.CAMERA or cue.time_s - self._last_form_s >= COOLDOWN_S

    def _offer(self, event: Event) -> Cue | None:
        match event:
            case NotInFrame() | WrongView():
                return Cue(event.time_s, event.advice, Priority.CAMERA)
            case SecondPerson():
                return Cue(event.time_s, phrases()["second_person"][0], Priority.CAMERA)
            case BackInFrame():
                return Cue(event.time_s, phrases()["back_in_frame"][0], Priority.HINT)
            case Ready() | HoldStarted():
                key = "ready" if isinstance(event, Ready) else "hold_started"
                return Cue(event.time_s, phrases()[key][0], Priority.PRAISE)
            case FaultNoticed():
                self._clean = 0
                important = event.fault.severity is not Severity.INFO
                return Cue(
                    event.time_s, event.fault.cue, Priority.FORM if important else Priority.HINT
                )
            case RepRejected():
                self._clean = 0
                return Cue(event.time_s, phrases()["not_counted"][0], Priority.HINT)
            case RepCompleted():
                return self._praise(event)
            case HoldProgress() if int(event.held_s) % 5 == 0:
                text = phrases()["holding"][0].format(seconds=int(event.held_s))
                return Cue(event.time_s, text, Priority.PRAISE)
        return None

    def _praise(self, event: RepCompleted) -> Cue | None:
        if any(fault.severity is not Severity.INFO for fault in event.repetition.faults):
            return None
        self._clean += 1
        if self._clean % PRAISE_EVERY:
            return None
        words = phrases()["praise"]
        self._praised += 1
        return Cue(event.time_s, words[self._praised % len(words)], Priority.PRAISE)
