"""The faults of two movements: only in one, in both, further, more often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coach.engine.results import FaultSeen
from coach.review.agreement_interval import newcombe
from coach.review.comparing import Piece
from coach.review.comparing_difference import Aspect, Difference, Names
from coach.review.comparing_rules import comparing_rules, error_of, together


def faults_of_two(first: Piece, second: Piece, names: Names) -> list[Difference]:
    """Each fault of either movement."""
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
    return Difference(Aspect.FORM, fault.title, fault.unit, first, second, needed, beyond, sentence)


def faults_of_groups(
    first: Sequence[Piece], second: Sequence[Piece], names: Names
) -> list[Difference]:
    """How often each fault came in either group."""
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
