"""Movements on one scale: from start over turn to end, however long each of them took."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.exercise import Exercise
from coach.engine.results import FaultSeen, SetResult, Side
from coach.engine.tracker import Trace
from coach.review.comparing_rules import comparing_rules, error_of, together
from coach.review.series import main_series
from poses.view import View

Array = NDArray[np.float64]

SHARES: Final[Array] = np.linspace(0.0, 100.0, 101)
"""Per cent of the movement: 0 at the start, 50 at the turn, 100 at the end."""

_ENDS_S: Final = 0.1
"""The line is carried on so far where its first or last picture was a little late or early."""


@dataclass(frozen=True)
class Piece:
    """One repetition or hold of a set, as it is compared.

    Times are seconds of the set; ``turn_s`` is None for a hold. ``range_deg`` and ``score`` are
    None where they are not known. ``unseen`` are the titles of what this set could not be judged
    on. ``near`` is whether the range is that of the limb next to the camera, which is another one
    when the other side is exercised.
    """

    number: int
    side: Side | None
    view: str
    start_s: float
    turn_s: float | None
    end_s: float
    range_deg: float | None
    range_error_deg: float
    score: float | None
    faults: tuple[FaultSeen, ...]
    unseen: frozenset[str] = frozenset()
    near: bool = False

    def __post_init__(self) -> None:
        """Time goes forward.

        Raises:
            ValueError: start, turn and end are not in this order.
        """
        if not self.start_s <= self.middle_s <= self.end_s:
            raise ValueError("start, turn and end of a movement must come in this order")

    @property
    def middle_s(self) -> float:
        """When half of the movement is over: its turn, or the middle of a hold."""
        return 0.5 * (self.start_s + self.end_s) if self.turn_s is None else self.turn_s

    @property
    def noun(self) -> str:
        """What it is called."""
        return "hold" if self.turn_s is None else "repetition"

    @cached_property
    def times_s(self) -> Array:
        """The moment of each of ``SHARES``, seconds of the set."""
        stops = (self.start_s, self.middle_s, self.end_s)
        return np.interp(SHARES, (0.0, 50.0, 100.0), stops)


def pieces_of(result: SetResult, exercise: Exercise | None) -> tuple[Piece, ...]:
    """The repetitions of a set, or its holds where it was held, in order of time."""
    unseen = frozenset(one.what for one in result.not_assessed)
    ref = exercise.range if exercise is not None else None
    error = error_of("" if ref is None else ref.measure, "deg", result.view)
    from_a_side = result.view in (View.SIDE_LEFT, View.SIDE_RIGHT)
    near = ref is not None and ref.has_sides and ref.sides == "near" and from_a_side
    if result.holds:
        return tuple(
            Piece(
                number=number,
                side=hold.side,
                view=result.view,
                start_s=hold.start_s,
                turn_s=None,
                end_s=hold.end_s,
                range_deg=None,
                range_error_deg=error,
                score=None,
                faults=hold.faults,
                unseen=unseen,
            )
            for number, hold in enumerate(result.holds, start=1)
        )
    return tuple(
        Piece(
            number=rep.number,
            side=rep.side,
            view=result.view,
            start_s=rep.start_s,
            turn_s=rep.turn_s,
            end_s=rep.end_s,
            range_deg=rep.range_of_motion_deg,
            range_error_deg=error,
            score=rep.score.value,
            faults=rep.faults,
            unseen=unseen,
            near=near,
        )
        for rep in result.repetitions
    )


def same_limb(pieces: Iterable[Piece]) -> bool:
    """Whether the ranges and lines of these can be compared: all are of the same limb."""
    known = list(pieces)
    return not any(piece.near for piece in known) or len({piece.side for piece in known}) == 1


def typical(pieces: Sequence[Piece]) -> Piece:
    """The one in the middle: of their range, or of their length where no range is known.

    Raises:
        ValueError: there is none.
    """
    if not pieces:
        raise ValueError("there is nothing to choose from")
    ranged = [piece for piece in pieces if piece.range_deg is not None]
    if ranged:
        order = sorted(ranged, key=lambda piece: (piece.range_deg or 0.0, piece.number))
    else:
        order = sorted(pieces, key=lambda piece: (piece.end_s - piece.start_s, piece.number))
    return order[(len(order) - 1) // 2]


def normalised(time_s: Array, value: Array, piece: Piece) -> Array:
    """A line (n,) over time at each of ``SHARES``, NaN where it was not seen."""
    if not len(time_s):
        return np.full(len(SHARES), np.nan)
    line = np.interp(piece.times_s, time_s, value)
    outside = (piece.times_s < time_s[0] - _ENDS_S) | (piece.times_s > time_s[-1] + _ENDS_S)
    line[outside] = np.nan
    return line


@dataclass(frozen=True)
class Curve:
    """The main measure over a movement: ``value`` (101,) in ``unit`` at ``SHARES``.

    ``signed`` is whether left and right have opposite signs, as in bending to a side.
    """

    title: str
    unit: str
    value: Array
    error: float
    signed: bool = False

    def mirrored(self) -> Curve:
        """As the other side of the body would have made it."""
        return replace(self, value=-self.value) if self.signed else self


def curve_of(piece: Piece, exercise: Exercise, result: SetResult, trace: Trace) -> Curve | None:
    """What tells most about the movement; None where nothing could be seen."""
    series = main_series(exercise, result, trace)
    if series is None:
        return None
    value = normalised(series.time_s, series.value, piece)
    if not np.isfinite(value).any():
        return None
    own = [ref for ref in exercise.references() if ref.title == series.title]
    measure, unit = (own[0].measure, own[0].unit) if own else ("", "deg")
    signed = bool(own) and not own[0].has_sides and not own[0].absolute
    return Curve(
        series.title,
        series.unit,
        value,
        error_of(measure, unit, result.view),
        signed=signed and exercise.has_sides,
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the movement, per cent, in which two lines differ by up to ``most``."""

    first: float
    last: float
    most: float


def comparable(one: Curve, other: Curve) -> bool:
    """Whether both show the same measure."""
    return (one.title, one.unit) == (other.title, other.unit)


def stretches(one: Curve, other: Curve) -> tuple[Stretch, ...]:
    """Where the second line differs from the first by more than measuring can make.

    Raises:
        ValueError: they show different measures.
    """
    if not comparable(one, other):
        raise ValueError("lines of different measures can't be compared")
    limit = together(one.error, other.error)
    difference = other.value - one.value
    # Over and under are stretches of their own; what was not seen belongs to none.
    state = np.where(np.abs(np.nan_to_num(difference)) > limit, np.sign(difference), 0.0)
    state = np.nan_to_num(state)
    edges = np.flatnonzero(np.diff(state)) + 1
    found = []
    for part in np.split(np.arange(len(SHARES)), edges):
        first, last = float(SHARES[part[0]]), float(SHARES[part[-1]])
        if state[part[0]] and last - first >= comparing_rules().curve.least_share:
            peak = part[np.argmax(np.abs(difference[part]))]
            found.append(Stretch(first, last, float(difference[peak])))
    return tuple(found)
