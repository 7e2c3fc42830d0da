"""The lifts of a set in plain sentences: what was seen, and at most one thing to try each."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from coach.engine.results import Side
from coach.lifting.lift import Kind, Lift, Style
from coach.lifting.limits import WorthTelling, limits

STYLES: Final = {
    Style.SQUAT: "squat style",
    Style.STOOP: "stoop style",
    Style.MIXED: "mixed style",
}

STYLE_WORDS: Final = {
    Style.SQUAT: "mostly with the knees",
    Style.STOOP: "mostly with hips and trunk",
    Style.MIXED: "with knees, hips and trunk together",
}

KINDS: Final = {
    Kind.PICKED_UP: "picked up",
    Kind.PUT_DOWN: "put down",
    Kind.DOWN_AND_UP: "down and up",
}

BOTH_FINE: Final = "All styles are fine; variety is good for your back."


def summary(lifts: Sequence[Lift]) -> tuple[str, ...]:
    """Neutral sentences on style, distance, turning, evenness, timing and pauses."""
    if not lifts:
        return ("No lift could be described in this recording.",)
    known = limits().worth_telling
    parts = (_style, _reach, _turn, _evenness, _timing, _pauses)
    return tuple(sentence for part in parts for sentence in part(lifts, known))


def style_mix(lifts: Iterable[Lift]) -> dict[Style, int]:
    """How many lifts of each style; those that could not be seen are left out."""
    counted = Counter(lift.bend.style for lift in lifts if lift.bend is not None)
    return {style: counted[style] for style in Style if counted[style]}


def _style(lifts: Sequence[Lift], _known: WorthTelling) -> Iterator[str]:
    count = f"{len(lifts)} lift{'' if len(lifts) == 1 else 's'}"
    mix = style_mix(lifts)
    if not mix:
        yield f"You did {count}. The style can only be seen from the side."
        return
    (first, often), *others = sorted(mix.items(), key=lambda item: -item[1])
    if not others and often == len(lifts):
        each = "in" if len(lifts) == 1 else "all in"
        yield f"You did {count}, {each} {STYLES[first]}: you bent {STYLE_WORDS[first]}."
    else:
        told = ", ".join(
            f"{number} in {STYLES[style]}" for style, number in [(first, often), *others]
        )
        yield f"You did {count}: {told}."
    yield BOTH_FINE


def _reach(lifts: Sequence[Lift], known: WorthTelling) -> Iterator[str]:
    reach = [lift.reach_m for lift in lifts if lift.reach_m is not None]
    if not reach:
        return
    usual = statistics.median(one.value for one in reach)
    error = max(one.error for one in reach)
    told = f"Your hands were about {_cm(usual)} in front of your ankles (give or take {_cm(error)})"
    if usual > known.far_m:
        yield f"{told}. With the load closer, your back has less to do."
    else:
        yield f"{told}: close to you."


def _turn(lifts: Sequence[Lift], known: WorthTelling) -> Iterator[str]:
    seen = [(lift.turn_deg, lift.turned_to) for lift in lifts if lift.turn_deg is not None]
    if not seen:
        return
    sides = Counter(side for turn, side in seen if abs(turn.value) > known.turn_deg)
    if not sides:
        yield "Your shoulders and hips faced the same way."
        return
    where = " and ".join(f"the {side.value}" for side in (Side.LEFT, Side.RIGHT) if sides[side])
    yield (
        f"In {_of(sides.total(), len(seen))} your shoulders turned to {where} while you held the "
        "load. Turning with your feet shares the work."
    )


def _evenness(lifts: Sequence[Lift], known: WorthTelling) -> Iterator[str]:
    compared = [lift for lift in lifts if lift.pace.against_own is not None]
    if not compared:
        return
    quick = [lift for lift in compared if (lift.pace.against_own or 0.0) > known.quick_ratio]
    if not quick:
        yield "Your lifts were about equally fast."
        return
    numbers = " and ".join(str(lift.number) for lift in quick)
    noun = "Lift" if len(quick) == 1 else "Lifts"
    verb = "was" if len(quick) == 1 else "were"
    yield f"{noun} {numbers} {verb} much quicker than your others. Smooth and steady is easier."


def _timing(lifts: Sequence[Lift], known: WorthTelling) -> Iterator[str]:
    seen = [lift for lift in lifts if lift.hips_lead is not None]
    early = [lift for lift in seen if (lift.hips_lead or 0.0) > known.hips_lead]
    if early:
        yield (
            f"In {_of(len(early), len(seen))} your hips rose before your shoulders. "
            "You may try to let chest and hips rise together."
        )


def _pauses(lifts: Sequence[Lift], known: WorthTelling) -> Iterator[str]:
    held = [one.pause_s for one in lifts if one.pause_s is not None and one.kind is Kind.PICKED_UP]
    rests = [
        one.pause_s for one in lifts if one.pause_s is not None and one.kind is not Kind.PICKED_UP
    ]
    if held:
        yield f"You held the load for about {_seconds(statistics.median(held))} at a time."
    if rests:
        usual = statistics.median(rests)
        told = f"You took about {_seconds(usual)} between lifts."
        if usual < known.pause_s:
            told += " A breath in between keeps each lift calm."
        yield told


def _of(some: int, seen: int) -> str:
    if seen == 1:
        return "this lift"
    return "every lift" if some == seen else f"{some} of {seen} lifts"


def _cm(metres: float) -> str:
    return f"{100.0 * metres:.0f} cm"


def _seconds(seconds: float) -> str:
    whole = round(seconds)
    return "less than a second" if whole < 1 else f"{whole} s"
