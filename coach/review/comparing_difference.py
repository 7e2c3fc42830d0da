"""One thing that two movements were compared by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Aspect(StrEnum):
    """What is compared."""

    RANGE = "range"
    OUT = "out"
    BACK = "back"
    HELD = "held"
    SCORE = "score"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Names:
    """What the two are called in a sentence, such as ``repetition 3``, ``left`` or ``1 March``."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing of two movements.

    ``first`` and ``second`` are in ``unit``, None where not known. ``beyond`` is whether they
    differ by more than ``needed``; ``sentence`` says it for people, without praise or blame.
    """

    aspect: Aspect
    title: str
    unit: str
    first: float | None
    second: float | None
    needed: float | None
    beyond: bool
    sentence: str

    @property
    def amount(self) -> float | None:
        """Second minus first."""
        if self.first is None or self.second is None:
            return None
        return self.second - self.first
