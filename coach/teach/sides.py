"""Does the movement go to the left and to the right? And which measure tells?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from coach.engine.exercise import MeasureRef
from coach.engine.results import Side
from coach.teach.candidates import one_sided, typical
from coach.teach.cycles import Cycle
from coach.teach.measuring import Demonstration
from coach.teach.ranking import AGAINST_PICTURE, ways

CLEAR: Final = 1.5
"""A side is told by a measure that is so many times further off the middle than people vary."""


@dataclass(frozen=True)
class SidesShown:
    """To which side each repetition went; ``from_signal`` when the counting signal tells.

    Otherwise ``measure`` does, by its sign: positive is the person's right.
    """

    sides: tuple[Side, ...]
    from_signal: bool
    measure: MeasureRef | None

    @property
    def both(self) -> bool:
        """Whether both sides were shown."""
        return len(set(self.sides)) > 1


def find_sides(
    demonstration: Demonstration, signal: MeasureRef, cycles: Sequence[Cycle]
) -> SidesShown | None:
    """To which sides the repetitions went; None when both sides of the body do the same.

    A signal that takes the side which is further along tells by itself, and one that has lost its
    sign tells by it.
    """
    if signal.sides in ("max", "min"):
        shown = ways(demonstration, signal, cycles)
        if shown is None or shown.both:
            return None
        right = np.abs(shown.right) > np.abs(shown.left)
        return SidesShown(_told(right), from_signal=True, measure=None)
    if signal.absolute:
        signed = signal.model_copy(update={"absolute": False})
        return SidesShown(_told(_turns(demonstration, signed, cycles) > 0), False, signed)
    best, measure = 0.0, None
    for ref in _tellers():
        clear = _clearness(_turns(demonstration, ref, cycles), ref)
        if clear > best:
            best, measure = clear, ref
    if measure is None or best < CLEAR:
        return None
    return SidesShown(_told(_turns(demonstration, measure, cycles) > 0), False, measure)


def _tellers() -> Iterator[MeasureRef]:
    for base in sorted(one_sided()):
        if base not in AGAINST_PICTURE:
            yield MeasureRef(measure=base)


def _turns(demonstration: Demonstration, ref: MeasureRef, cycles: Sequence[Cycle]) -> np.ndarray:
    """The measure at each far end, 0 where it can't be seen."""
    values, trust = demonstration.read(ref)
    at = [cycle.turn for cycle in cycles]
    return np.where(trust[at] >= 0.3, values[at], 0.0)


def _clearness(values: np.ndarray, ref: MeasureRef) -> float:
    """How far off the middle it is on both sides, against how much people vary."""
    left, right = values[values < 0], values[values > 0]
    if len(left) + len(right) < len(values) or not len(left) or not len(right):
        return 0.0
    return float(min(np.median(-left), np.median(right))) / typical(ref)


def _told(right: np.ndarray) -> tuple[Side, ...]:
    return tuple(Side.RIGHT if to_right else Side.LEFT for to_right in right.tolist())
