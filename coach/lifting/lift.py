"""One lift as it was seen: facts without praise or blame."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coach.engine.results import NotAssessed, Side


class Style(StrEnum):
    """How the body was bent at the lowest point. None is better than another."""

    SQUAT = "squat"
    STOOP = "stoop"
    MIXED = "mixed"


class Kind(StrEnum):
    """What the hands did: they ended higher than they began, lower, or where they began."""

    PICKED_UP = "picked_up"
    PUT_DOWN = "put_down"
    DOWN_AND_UP = "down_and_up"


@dataclass(frozen=True, slots=True)
class Measured:
    """A value and how far it may be off, plus or minus, in the same unit."""

    value: float
    error: float

    @property
    def certain(self) -> bool:
        """Whether it differs from zero by more than its error."""
        return abs(self.value) > self.error


@dataclass(frozen=True, slots=True)
class Bend:
    """How the body was bent at the lowest point.

    ``knee_deg`` and ``trunk_deg`` are the bend of the nearer knee and the lean of the trunk;
    ``stoop_index`` is the knees' share of both: 0 all trunk, 1 all knees. ``confidence`` 0..1
    holds how well it was seen and how far from the limits of the style it lies.
    """

    style: Style
    confidence: float
    knee_deg: float
    trunk_deg: float
    stoop_index: float


@dataclass(frozen=True, slots=True)
class Hands:
    """The hands at one moment: metres before the ankles, metres above the floor, and degrees to
    the person's right of straight ahead; None where this view can't show it.
    """

    reach_m: Measured | None
    height_m: Measured | None
    aside_deg: Measured | None


@dataclass(frozen=True, slots=True)
class Pace:
    """How evenly the hands went while they held the load, or on the whole way.

    ``fastest_m_s`` is their greatest and ``mean_m_s`` their mean speed upwards or downwards,
    ``against_own`` the greatest divided by the median of the set's lifts, ``smoothness`` the
    spectral arc length (nearer 0 is smoother).
    """

    fastest_m_s: float | None
    mean_m_s: float | None
    against_own: float | None
    smoothness: float | None


@dataclass(frozen=True, slots=True)
class Lift:
    """One repetition, described. Times are media times in seconds.

    ``lift_off_s`` is the last moment at the lowest point. ``from_hands`` and ``to_hands`` are where
    the load is taken up and set down, or where it would be. ``turn_deg`` is the turn of the
    shoulders against the hips while the load is held, to the person's right positive.
    ``hips_lead`` is how far the hips were ahead of the shoulders on the way up, as a share of it.
    ``pause_s`` is the time until the next lift begins.
    """

    number: int
    kind: Kind
    start_s: float
    lift_off_s: float
    end_s: float
    bend: Bend | None
    from_hands: Hands
    to_hands: Hands
    turn_deg: Measured | None
    pace: Pace
    hips_lead: float | None
    pause_s: float | None
    not_assessed: tuple[NotAssessed, ...] = ()

    @property
    def low_hands(self) -> Hands:
        """The hands at the lowest point."""
        return self.to_hands if self.kind is Kind.PUT_DOWN else self.from_hands

    @property
    def reach_m(self) -> Measured | None:
        """The reach where the load leaves the floor or comes to it."""
        return self.low_hands.reach_m

    @property
    def travel_m(self) -> Measured | None:
        """How far the hands went up or down with the load."""
        first, last = self.from_hands.height_m, self.to_hands.height_m
        if first is None or last is None:
            return None
        return Measured(abs(last.value - first.value), max(first.error, last.error))

    @property
    def turned_to(self) -> Side | None:
        """The side that the person turned to; None when the turn is within its error."""
        if self.turn_deg is None or not self.turn_deg.certain:
            return None
        return Side.RIGHT if self.turn_deg.value > 0 else Side.LEFT
