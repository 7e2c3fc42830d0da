"""A lift's figures as people say them."""

from __future__ import annotations

from typing import Final

from coach.lifting.lift import Kind, Lift, Measured, Style
from coach.lifting.summary import KINDS

NOT_SEEN: Final = "not seen"
CLEAR_FROM: Final = 0.75
"""A style with less confidence is called likely."""

_STYLES: Final = {Style.SQUAT: "squat", Style.STOOP: "stoop", Style.MIXED: "mixed"}


def style_words(lift: Lift) -> str:
    """The style, with a word on how certain it is."""
    if lift.bend is None:
        return NOT_SEEN
    name = _STYLES[lift.bend.style]
    return name if lift.bend.confidence >= CLEAR_FROM else f"{name}, likely"


def kind_words(lift: Lift) -> str:
    """What the hands did."""
    return KINDS[lift.kind]


def measured_cm(value: Measured | None) -> str:
    """A length in centimetres with its error."""
    if value is None:
        return NOT_SEEN
    return f"{100 * value.value:.0f} ± {100 * value.error:.0f} cm"


def hands_words(lift: Lift) -> str:
    """From which height to which the load went."""
    first, last = lift.from_hands.height_m, lift.to_hands.height_m
    if first is None or last is None:
        return NOT_SEEN
    return f"{100 * first.value:.0f} to {100 * last.value:.0f} cm"


def turn_words(lift: Lift) -> str:
    """How far the shoulders turned against the hips, and to which side."""
    turn = lift.turn_deg
    if turn is None:
        return NOT_SEEN
    if lift.turned_to is None:
        return "none"
    return f"{abs(turn.value):.0f}° {lift.turned_to.value}"


def pause_words(lift: Lift) -> str:
    """How long until the next lift began."""
    if lift.pause_s is None:
        return ""
    what = "held" if lift.kind is Kind.PICKED_UP else "rest"
    return f"{what} {lift.pause_s:.1f} s"
