"""What a programme is made from: what the first visit and the check-ups found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, Protocol

from coach.programme.model import Irritability

Direction = Literal["flexion", "extension", "none"]


class VisitFacts(Protocol):
    """What the result of a first visit tells; see ``coach.visit.Visit``.

    ``usual_pain`` is 0..10, ``activities`` and ``goals`` are the person's own words, ``cautions``
    are ids of ``coach.programme.cautions``. ``direction`` is only set by a therapist.
    """

    @property
    def irritability(self) -> Irritability:
        """How easily the back is stirred up."""

    @property
    def usual_pain(self) -> int:
        """The pain of ordinary days, 0..10."""

    @property
    def activities(self) -> tuple[str, ...]:
        """What is hard at present."""

    @property
    def goals(self) -> tuple[str, ...]:
        """What the person wants."""

    @property
    def cautions(self) -> Collection[str]:
        """Facts about health that exercises have to fit."""

    @property
    def days_per_week(self) -> int:
        """On how many days exercising is realistic."""

    @property
    def minutes(self) -> int:
        """How many minutes of a day are realistic."""

    @property
    def direction(self) -> Direction:
        """Which movements relieve, as the therapist found."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts themselves, for who has no first visit at hand."""

    irritability: Irritability = Irritability.MEDIUM
    usual_pain: int = 3
    activities: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    days_per_week: int = 4
    minutes: int = 20
    direction: Direction = "none"
