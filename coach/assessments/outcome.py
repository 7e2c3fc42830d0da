"""What a test came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coach.assessments.protocol import Quantity
from coach.engine.results import Side


@dataclass(frozen=True, slots=True)
class Outcome:
    """One value of a test, or the reason why there is none.

    ``value`` and ``error`` (plus or minus) are in the quantity's unit, the value rounded to its
    decimals. ``attempts`` are what the value was chosen from, ``spread`` their standard deviation
    where there were several. ``reason`` is a sentence for people, empty when there is a value;
    ``notes`` are further sentences. ``details`` is plain data.
    """

    key: str
    quantity: Quantity
    side: Side | None
    value: float | None
    error: float | None = None
    attempts: tuple[float, ...] = ()
    spread: float | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def assessed(self) -> bool:
        """Whether there is a value."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Found:
    """What a way of measuring found: the value with its attempts, or the reason for none."""

    value: float | None
    attempts: tuple[float, ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)


def nothing(reason: str, *notes: str, **details: object) -> Found:
    """Not assessed, and why."""
    return Found(None, reason=reason, notes=notes, details=details)
