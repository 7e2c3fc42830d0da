"""What a pattern is: something the diary shows, told plainly, and never as a cause."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Final

NOT_WHY: Final = "That does not say why."


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence for the person; ``told`` is False while there are too few days for it.

    ``days`` is on how many days it rests (of the smaller group, where two are compared), and
    ``needed`` from how many on it is told.
    """

    id: str
    title: str
    sentence: str
    told: bool
    days: int
    needed: int


def told(name: str, title: str, sentence: str, days: int, needed: int) -> Pattern:
    """A pattern with days enough.

    Raises:
        ValueError: there are too few, so that nothing may be told.
    """
    if days < needed:
        raise ValueError(f"{name} rests on {days} days and needs {needed}")
    return Pattern(name, title, sentence, True, days, needed)


def not_yet(name: str, title: str, days: int, needed: int, what: str = "days") -> Pattern:
    """A pattern that has too few days so far; ``what`` says of which kind."""
    sentence = f"Not enough yet: {min(days, needed)} of {needed} {what}."
    return Pattern(name, title, sentence, False, days, needed)


def compare(
    name: str,
    title: str,
    pain: Mapping[date, float],
    chosen: Collection[date],
    needed: int,
    words: tuple[str, str],
    why: str = NOT_WHY,
) -> Pattern:
    """The mean pain of the chosen days against that of all other days with pain noted.

    ``words`` name the two: "days after exercise", "other days".
    """
    ones = [figure for day, figure in pain.items() if day in chosen]
    others = [figure for day, figure in pain.items() if day not in chosen]
    fewer = min(len(ones), len(others))
    if fewer < needed:
        short = words[0] if len(ones) < needed else words[1]
        return not_yet(name, title, fewer, needed, short)
    sentence = (
        f"On {len(ones)} {words[0]} pain was {number(fmean(ones))} of 10 on average, on "
        f"{len(others)} {words[1]} {number(fmean(others))}. {why}"
    )
    return told(name, title, sentence, fewer, needed)


def number(value: float) -> str:
    """A figure with one decimal, or none where it would be 0."""
    return f"{value:.1f}".removesuffix(".0")


def day_words(day: date) -> str:
    """A day as people say it."""
    return f"{day:%A}, {day.day} {day:%B}"


def times(count: int, one: str = "day") -> str:
    """A count with its noun."""
    return f"{count} {one if count == 1 else one + 's'}"
