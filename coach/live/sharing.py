"""Who asks to watch a sitting, and whom the patient lets see it now. In memory, and nowhere else.

Every answer is for one sitting and one line of one therapist: whoever comes back asks anew. What is
written down of it (``coach/records/watches.py``) allows nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from uuid import UUID

from coach.records import PersonId

MOST: Final = 3
"""So many may ask or watch at once; an engineering default."""

ASK_AGAIN_S: Final = 20.0
"""Whoever was told "not now" waits so long before asking again; an engineering default."""

Why = Literal[
    "refused",
    "stopped",
    "over",
    "left",
    "gone",
    "signed_out",
    "unanswered",
    "replaced",
    "too_soon",
    "too_many",
    "closed",
]
"""Why somebody does not watch (any more).

The patient ``refused``, ``stopped`` it, did not answer, or ``left``; the sitting is ``over``; the
therapist does not care for the patient any more (``gone``), is ``signed_out``, was ``replaced`` by
another window of theirs, or ``closed`` the page. ``too_soon`` after a no, or with ``too_many``
others, they can't even ask.
"""


@dataclass(eq=False)
class Onlooker:
    """One page of a therapist that asks, and may be allowed to watch.

    ``show`` sends it a message about the patient; ``end`` is called once, at the moment from which
    it sees nothing more, with the reason.
    """

    watch: UUID
    therapist: PersonId
    name: str
    show: Callable[[dict[str, Any]], None]
    end: Callable[[Why], None]
    allowed: bool = field(default=False, init=False)
    allowed_by: UUID | None = field(default=None, init=False)
    """The sign-in of the patient by which it was allowed."""


class Sharing:
    """The onlookers of one sitting."""

    def __init__(self) -> None:
        self._onlookers: dict[UUID, Onlooker] = {}
        self._refused_s: dict[PersonId, float] = {}

    def barred(self, therapist: PersonId, now_s: float) -> Why | None:
        """Why this therapist may not even ask now, or None."""
        refused_s = self._refused_s.get(therapist)
        if refused_s is not None and now_s - refused_s < ASK_AGAIN_S:
            return "too_soon"
        others = [one for one in self._onlookers.values() if one.therapist != therapist]
        return "too_many" if len(others) >= MOST else None

    def ask(self, onlooker: Onlooker) -> None:
        """Somebody who is not barred would like to watch.

        They take the place of another window of theirs.
        """
        for other in list(self._onlookers.values()):
            if other.therapist == onlooker.therapist:
                self.end(other.watch, "replaced")
        self._onlookers[onlooker.watch] = onlooker

    def waits(self, watch: UUID) -> bool:
        """Whether somebody waits for this answer."""
        onlooker = self._onlookers.get(watch)
        return onlooker is not None and not onlooker.allowed

    def allow(self, watch: UUID, by: UUID | None) -> Onlooker | None:
        """The patient says yes, at a page of this sign-in; None if nobody waits for an answer."""
        onlooker = self._onlookers.get(watch)
        if onlooker is None or onlooker.allowed:
            return None
        onlooker.allowed, onlooker.allowed_by = True, by
        return onlooker

    def decline(self, watch: UUID, now_s: float) -> Onlooker | None:
        """The patient says no, or not any more."""
        onlooker = self._onlookers.get(watch)
        if onlooker is None:
            return None
        if not onlooker.allowed:
            self._refused_s[onlooker.therapist] = now_s
        return self.end(watch, "stopped" if onlooker.allowed else "refused")

    def end(self, watch: UUID, why: Why) -> Onlooker | None:
        """From this moment on it sees nothing; None if that was so already."""
        onlooker = self._onlookers.pop(watch, None)
        if onlooker is not None:
            onlooker.allowed = False
            onlooker.end(why)
        return onlooker

    def end_all(self, why: Why) -> list[Onlooker]:
        """The same for everybody."""
        ended = [self.end(watch, why) for watch in list(self._onlookers)]
        return [onlooker for onlooker in ended if onlooker is not None]

    def sees(self, onlooker: Onlooker) -> bool:
        """Whether it may be sent anything of the patient now."""
        return onlooker.allowed and self._onlookers.get(onlooker.watch) is onlooker

    @property
    def watching(self) -> list[Onlooker]:
        """Those who see the sitting now."""
        return [onlooker for onlooker in self._onlookers.values() if onlooker.allowed]

    @property
    def empty(self) -> bool:
        """Whether nobody asks or watches."""
        return not self._onlookers

    def as_json(self) -> dict[str, Any]:
        """What the patient's pages show of it."""
        told: dict[str, Any] = {"type": "watchers", "asking": [], "watching": []}
        for onlooker in self._onlookers.values():
            place = "watching" if onlooker.allowed else "asking"
            told[place].append({"watch": str(onlooker.watch), "name": onlooker.name})
        return told
