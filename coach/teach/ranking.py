"""Which of the measures that moved is best to count repetitions on, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coach.engine.exercise import MeasureRef
from coach.teach.agreement import Agreement
from coach.teach.candidates import OF_REST, typical
from coach.teach.cycles import Cycle
from coach.teach.measuring import Demonstration
from coach.teach.movers import Mover
from poses.angles import measures

ARMS: Final = ("elbow", "wrist", "index", "thumb", "pinky")
HEAD: Final = ("ear", "nose")
AGAINST_PICTURE: Final = ("pelvis_turn", "shoulder_turn")
"""Measured against the picture: anybody who stands a little turned starts elsewhere."""

_BOTH: Final = 0.5
"""Both sides move when the smaller way is at least this share of the larger one."""

WORTH: Final = 0.5
"""A second measure tells something when it is at least so clear, against the first one."""

_FAR: Final = 2.5
_COARSE: Final = 0.7
"""From the front, the estimated depth hides most of a bend."""


@dataclass(frozen=True)
class Ranked:
    """A mover as a counting signal: ``rank`` 0..1 and what speaks for and against it."""

    mover: Mover
    rank: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Sides:
    """How far the left and the right of a measure go in each repetition, (n,) in its unit."""

    left: tuple[float, ...]
    right: tuple[float, ...]

    @property
    def both(self) -> bool:
        """Whether left and right do the same at the same time."""
        shares = [
            min(abs(one), abs(other)) / max(abs(one), abs(other), 1e-9) if one * other > 0 else 0.0
            for one, other in zip(self.left, self.right, strict=True)
        ]
        return float(np.median(shares)) >= _BOTH


def ways(demonstration: Demonstration, ref: MeasureRef, cycles: Sequence[Cycle]) -> Sides | None:
    """The ways of both sides; None for a measure without sides."""
    if not ref.has_sides:
        return None
    both = []
    for side in ("left", "right"):
        values, _ = demonstration.read(ref.model_copy(update={"sides": side, "absolute": False}))
        ends = [0.5 * (values[c.start] + values[c.end]) for c in cycles]
        both.append(tuple(float(values[c.turn] - end) for c, end in zip(cycles, ends, strict=True)))
    return Sides(*both)


def rank(
    demonstration: Demonstration, agreement: Agreement, *, facing: bool = False
) -> list[Ranked]:
    """The movers of an agreement as counting signals, the best first.

    ``facing``: to be counted from the front or from behind.
    """
    best = max(mover.quality for mover in agreement.movers)
    free = any(
        mover.quality >= WORTH * best and goes_far(mover)
        for mover in agreement.movers
        if not uses(mover.ref, (*ARMS, *HEAD))
    )
    ranked = [
        Ranked(mover, *_judged(mover, _side_words(demonstration, mover), free, facing))
        for mover in agreement.movers
    ]
    return sorted((entry for entry in ranked if entry.rank > 0), key=lambda entry: -entry.rank)


def _judged(
    mover: Mover, sides: tuple[float, str], arms_are_free: bool, facing: bool
) -> tuple[float, tuple[str, ...]]:
    measure = measures()[mover.ref.columns[0]]
    share, words = 1.0, []
    for factor, word in _marks(mover, measure.unit, measure.space, arms_are_free, facing):
        share *= factor
        words.append(word)
    factor, word = sides
    return mover.quality * share * factor, tuple(filter(None, [*words, word]))


def _marks(
    mover: Mover, unit: str, space: str, arms_are_free: bool, facing: bool
) -> Iterator[tuple[float, str]]:
    if mover.ref.measure in OF_REST:
        yield 0.8, "exact from any side, as a share of the start position"
    elif unit == "deg":
        yield 1.0, "an angle, the same for people of any size"
    else:
        yield 0.6, "depends on the build of the body"
    if space == "world":
        yield (
            (0.85 * (_COARSE if facing else 1.0)),
            "estimated in space: can be seen from any side, but less exactly",
        )
    if uses(mover.ref, HEAD):
        yield 0.4, "of the head, which may look anywhere"
    elif arms_are_free and uses(mover.ref, ARMS):
        yield 0.5, "of the arms, which may hold on to something"
    if mover.ref.measure in AGAINST_PICTURE:
        yield 0.5, "depends on how one stands before the camera"


def _side_words(demonstration: Demonstration, mover: Mover) -> tuple[float, str]:
    sides = ways(demonstration, mover.ref, mover.cycles)
    if sides is None:
        return 1.0, ""
    if sides.both:
        return (1.0, "both sides move") if mover.ref.sides == "near" else (0.0, "")
    # the side that moves is the one furthest along
    picks = "max" if mover.travel > 0 else "min"
    return (1.0, "one side moves at a time") if mover.ref.sides == picks else (0.0, "")


def goes_far(mover: Mover) -> bool:
    """Whether it moves much more than people's start positions differ."""
    return abs(mover.travel) >= _FAR * typical(mover.ref)


def uses(ref: MeasureRef, points: Iterable[str]) -> bool:
    """Whether a measure looks at one of these parts of the body."""
    own = measures()[ref.columns[0]].points
    return any(point.endswith(name) for point in own for name in points)
