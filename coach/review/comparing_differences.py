"""Range, tempo, form: what differs between two movements by more than measuring can make."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from coach.progress.rules import progress_rules
from coach.review.comparing import Piece, same_limb
from coach.review.comparing_difference import Aspect, Difference, Names
from coach.review.comparing_faults import faults_of_groups, faults_of_two
from coach.review.comparing_rules import comparing_rules, together

__all__ = ["Aspect", "Difference", "Names", "between_groups", "between_two"]


@dataclass(frozen=True, slots=True)
class _Measured:
    """One thing that has a figure: how to read it, and the error of one reading."""

    aspect: Aspect
    title: str
    unit: str
    of: Callable[[Piece], float | None]
    error: Callable[[Piece], float]
    decimals: int = 0


def _seconds(_: Piece) -> float:
    return comparing_rules().duration_s


def _half_of_score(_: Piece) -> float:
    # Two of them together are what the weeks must differ by.
    return progress_rules().change.score / together(1.0, 1.0)


_MOVED: Final = (
    _Measured(
        Aspect.RANGE, "Range", "°", lambda one: one.range_deg, lambda one: one.range_error_deg
    ),
    _Measured(Aspect.OUT, "Way out", " s", lambda one: one.middle_s - one.start_s, _seconds, 1),
    _Measured(Aspect.BACK, "Way back", " s", lambda one: one.end_s - one.middle_s, _seconds, 1),
    _Measured(Aspect.SCORE, "Score", "", lambda one: one.score, _half_of_score),
)
_HELD: Final = (
    _Measured(Aspect.HELD, "Held", " s", lambda one: one.end_s - one.start_s, _seconds, 1),
)


def between_two(first: Piece, second: Piece, names: Names) -> tuple[Difference, ...]:
    """One movement against another; nothing of it is beyond where both are the same one."""
    found = [
        _told(what, what.of(first), what.of(second), _needed(what, [first], [second]), names)
        for what in _measured([first, second])
    ]
    found = _of_one_limb(found, [first, second])
    return (*found, *faults_of_two(first, second, names))


def between_groups(
    first: Sequence[Piece], second: Sequence[Piece], names: Names
) -> tuple[Difference, ...]:
    """The middle of several movements against that of others, and how often each fault came.

    Raises:
        ValueError: one of the groups is empty.
    """
    if not first or not second:
        raise ValueError("both groups need a movement at least")
    found = [
        _told(
            what, _middle(what, first), _middle(what, second), _needed(what, first, second), names
        )
        for what in _measured([*first, *second])
    ]
    if {piece.side for piece in first} != {piece.side for piece in second}:
        found = _of_one_limb(found, [*first, *second])
    return (*found, *faults_of_groups(first, second, names))


def _of_one_limb(found: Sequence[Difference], pieces: Sequence[Piece]) -> list[Difference]:
    """The same, but no range compared of limbs that are not the same."""
    if same_limb(pieces):
        return list(found)
    sentence = (
        "Range: not compared. The camera measures the limb next to it, and that is another one "
        "when the other side is exercised."
    )
    return [
        replace(one, beyond=False, needed=None, sentence=sentence)
        if one.aspect is Aspect.RANGE
        else one
        for one in found
    ]


def _measured(pieces: Iterable[Piece]) -> tuple[_Measured, ...]:
    return _HELD if any(piece.turn_s is None for piece in pieces) else _MOVED


def _values(what: _Measured, pieces: Iterable[Piece]) -> list[float]:
    return [value for value in map(what.of, pieces) if value is not None]


def _middle(what: _Measured, pieces: Iterable[Piece]) -> float | None:
    values = _values(what, pieces)
    return statistics.median(values) if values else None


def _needed(what: _Measured, first: Sequence[Piece], second: Sequence[Piece]) -> float:
    """Of single ones the error of both; of several also their spread, and what weeks need."""
    needed = together(max(map(what.error, first)), max(map(what.error, second)))
    if len(first) == len(second) == 1:
        return needed
    rules = progress_rules().change
    spread = max(statistics.pstdev(_values(what, group) or [0.0]) for group in (first, second))
    least = rules.range_deg if what.aspect is Aspect.RANGE else 0.0
    return max(needed, least, rules.spreads * spread)


def _told(
    what: _Measured, first: float | None, second: float | None, needed: float, names: Names
) -> Difference:
    def figure(value: float) -> str:
        return f"{value:.{what.decimals}f}{what.unit}"

    if first is None or second is None:
        missing = [name for name, v in ((names.first, first), (names.second, second)) if v is None]
        sentence = f"{what.title}: not known of {' and '.join(missing)}."
        return Difference(what.aspect, what.title, what.unit, first, second, None, False, sentence)
    figures = f"{figure(first)} ({names.first}) and {figure(second)} ({names.second})"
    beyond = abs(second - first) > needed
    if beyond:
        more = "more" if second > first else "less"
        # As one reckons it from the two figures that are shown.
        shown = abs(round(second, what.decimals) - round(first, what.decimals))
        sentence = f"{what.title}: {figures}. That is {figure(shown)} {more}."
    else:
        sentence = f"{what.title}: {figures}. No difference beyond measuring ({figure(needed)})."
    return Difference(what.aspect, what.title, what.unit, first, second, needed, beyond, sentence)
