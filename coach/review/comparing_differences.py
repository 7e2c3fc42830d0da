"""Range, tempo, form: what differs between two movements by more than measuring can make."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from coach.engine.results import FaultSeen
from coach.progress.rules import progress_rules
from coach.review.agreement_interval import newcombe
from coach.review.comparing import Piece
from coach.review.comparing_rules import comparing_rules, error_of, together


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
    return (*found, *_faults_of_two(first, second, names))


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
    return (*found, *_faults_of_groups(first, second, names))


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
        sentence = f"{what.title}: {figures}. That is {figure(abs(second - first))} {more}."
    else:
        sentence = f"{what.title}: {figures}. No difference beyond measuring ({figure(needed)})."
    return Difference(what.aspect, what.title, what.unit, first, second, needed, beyond, sentence)


def _faults_of_two(first: Piece, second: Piece, names: Names) -> list[Difference]:
    found = []
    ones, others = _worst(first.faults), _worst(second.faults)
    for check in dict.fromkeys([*ones, *others]):
        one, other = ones.get(check), others.get(check)
        if one is not None and other is not None:
            found.append(_in_both(one, other, first.view, second.view, names))
        elif one is not None:
            found.append(_in_one(one, first, second, names.first, names.second, swapped=False))
        elif other is not None:
            found.append(_in_one(other, second, first, names.second, names.first, swapped=True))
    return found


def _worst(faults: Iterable[FaultSeen]) -> dict[str, FaultSeen]:
    worst: dict[str, FaultSeen] = {}
    for fault in faults:
        known = worst.get(fault.check)
        if known is None or _excess(fault) > _excess(known):
            worst[fault.check] = fault
    return worst


def _excess(fault: FaultSeen) -> float:
    return abs(fault.value - fault.threshold)


def _figure(fault: FaultSeen) -> str:
    if fault.unit == "deg":
        return f"{fault.value:.0f}° with a limit of {fault.threshold:.0f}°"
    unit = "" if fault.unit in ("", "ratio") else f" {fault.unit}"
    return f"{fault.value:.2f}{unit} with a limit of {fault.threshold:.2f}{unit}"


def _in_both(one: FaultSeen, other: FaultSeen, view: str, view2: str, names: Names) -> Difference:
    needed = together(
        error_of(one.measure, one.unit, view), error_of(other.measure, other.unit, view2)
    )
    beyond = abs(other.value - one.value) > needed
    sentence = f"{one.title}: in both."
    if beyond:
        further = names.second if _excess(other) > _excess(one) else names.first
        sentence = f"{one.title}: in both, further in {further}."
    return Difference(
        Aspect.FORM, one.title, one.unit, one.value, other.value, needed, beyond, sentence
    )


def _in_one(
    fault: FaultSeen, has: Piece, lacks: Piece, name: str, other: str, *, swapped: bool
) -> Difference:
    """The other one stayed within the limit: the difference is what exceeds it, at least."""
    needed = together(
        error_of(fault.measure, fault.unit, has.view),
        error_of(fault.measure, fault.unit, lacks.view),
    )
    first, second = (None, fault.value) if swapped else (fault.value, None)
    beyond = False
    if fault.title in lacks.unseen:
        sentence = f"{fault.title}: in {name}; in {other} it could not be seen."
    elif _excess(fault) > needed:
        beyond = True
        sentence = f"{fault.title}: only in {name} ({_figure(fault)})."
    else:
        sentence = (
            f"{fault.title}: found in {name}, but so near the limit that {other} may be the same."
        )
    return Difference(
        Aspect.FORM, fault.title, fault.unit, first, second, needed, beyond, sentence
    )


def _faults_of_groups(
    first: Sequence[Piece], second: Sequence[Piece], names: Names
) -> list[Difference]:
    rules = comparing_rules().form
    titles = {fault.check: fault.title for piece in (*first, *second) for fault in piece.faults}
    found = []
    for check, title in titles.items():
        one, other = _counted(check, first), _counted(check, second)
        figures = f"{one[0]} of {one[1]} ({names.first}), {other[0]} of {other[1]} ({names.second})"
        blind = [
            name
            for name, group in ((names.first, first), (names.second, second))
            if all(title in piece.unseen for piece in group)
        ]
        beyond = False
        if blind:
            ending = f" In {' and '.join(blind)} it could not be seen."
        elif min(one[1], other[1]) < rules.least_repetitions:
            ending = f" Too few to compare: {rules.least_repetitions} of each are needed."
        else:
            low, high = newcombe(one, other, rules.z)
            beyond = low > 0 or high < 0
            more = "More" if low > 0 else "Less"
            ending = f" {more} often." if beyond else " No difference beyond chance."
        sentence = f"{title}: {figures}.{ending}"
        share, other_share = one[0] / one[1], other[0] / other[1]
        found.append(Difference(Aspect.FORM, title, "", share, other_share, None, beyond, sentence))
    return found


def _counted(check: str, pieces: Sequence[Piece]) -> tuple[int, int]:
    with_it = sum(any(fault.check == check for fault in piece.faults) for piece in pieces)
    return with_it, len(pieces)
