"""What is said in a sitting: the engine's cues and the coach's own words, in order, each once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from coach.engine.cues import CueChooser, Priority
from coach.engine.events import Event
from coach.live.update import CueKind, Said

ADVICE_EVERY_S: Final = 8.0

_KINDS: Final[dict[Priority, CueKind]] = {
    Priority.COUNT: "count",
    Priority.PRAISE: "praise",
    Priority.HINT: "hint",
    Priority.FORM: "form",
    Priority.CAMERA: "camera",
}


class Speaker:
    """Gathers what is to be said until somebody takes it."""

    def __init__(self) -> None:
        self._chooser = CueChooser()
        self._cues: list[Said] = []
        self._number = 0
        self._advised: tuple[str, float] = ("", -ADVICE_EVERY_S)

    def begin_set(self) -> None:
        """What was said in the set before is forgotten."""
        self._chooser = CueChooser()

    def say(self, text: str, kind: CueKind = "stage", by: str | None = None) -> None:
        """Say this; ``by`` is whose words they are, if not the coach's own."""
        self._number += 1
        self._cues.append(Said(self._number, text, kind, by))

    def comment(self, events: Iterable[Event]) -> None:
        """Say what there is to say of these events, if anything."""
        for cue in self._chooser.choose(events):
            self.say(cue.text, _KINDS[cue.priority])

    def advise(self, text: str | None, now_s: float) -> None:
        """Say it when it is new, and again when it was not followed for a while."""
        told, at_s = self._advised
        if text is not None and (text != told or now_s - at_s >= ADVICE_EVERY_S):
            self._advised = (text, now_s)
            self.say(text, "camera")

    def take(self) -> tuple[Said, ...]:
        """What was not handed out yet."""
        cues, self._cues = self._cues, []
        return tuple(cues)
