"""Whether two totals differ by enough to be called a change, in a plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from coach.instruments.model import Instrument, Limit
from coach.instruments.shelf import find_instrument

Direction = Literal["better", "worse", "same"]

_ROUNDING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Verdict:
    """What has become of a total; ``needed`` points would have been a change, None: not known."""

    direction: Direction
    sentence: str
    needed: float | None = None


def compare(
    instrument: str, first: float | None, now: float | None, *, single: bool = False
) -> Verdict:
    """Hold a change against what matters and what is more than measuring.

    ``single``: the two are answers to one item by itself, such as one activity of the PSFS.

    Raises:
        UnknownInstrumentError: there is no such instrument.
    """
    return compare_of(find_instrument(instrument), first, now, single=single)


def compare_of(
    instrument: Instrument, first: float | None, now: float | None, *, single: bool = False
) -> Verdict:
    """The same for an instrument at hand."""
    limit = instrument.change
    if limit is not None and limit.from_zero:
        first = 0.0
    if now is None:
        return Verdict("same", "There is no answer of now yet.")
    if first is None:
        return Verdict("same", f"{figure(now)} now. There is nothing to compare it with yet.")
    words = f"{figure(first)} at first, {figure(now)} now"
    if limit is None or (single and limit.single is None and instrument.own is not None):
        return Verdict("same", f"{words}. {instrument.no_change_known}")
    needed = _needed(limit, first, single=single)
    amount = now - first
    if abs(amount) < needed - _ROUNDING:
        said = "No change beyond what one day differs from another"
        if limit.from_zero:
            return Verdict("same", f"{signed(now)}: about the same as at the start.", needed)
        return Verdict("same", f"{said}: {words}.", needed)
    better = (amount > 0) == (instrument.better == "higher")
    if limit.from_zero:
        told = "You find it better" if better else "You find it less well"
        more = "" if better else " Tell your therapist, so that the plan fits you again."
        return Verdict(
            "better" if better else "worse",
            f"{told} than at the start ({signed(now)} of 5).{more}",
            needed,
        )
    if better:
        return Verdict("better", f"Better: {words}.", needed)
    return Verdict(
        "worse",
        f"Harder than at first: {words}. Such times come, and they pass: show it to your "
        "therapist, who can fit the plan to it.",
        needed,
    )


def figure(total: float) -> str:
    """A total as it is told: with one decimal, or none where it would be 0."""
    return f"{total:.1f}".removesuffix(".0")


def signed(total: float) -> str:
    """A total of a scale that goes below 0, with its sign."""
    return f"+{figure(total)}" if total > 0 else figure(total).replace("-", "\u2212")


def _needed(limit: Limit, first: float, *, single: bool) -> float:
    if single:
        return (limit.single or limit.points).value
    if limit.share is None or limit.least is None:
        return limit.points.value
    share = max(limit.share.value * abs(first), limit.least.value)
    return min(limit.points.value, share)
