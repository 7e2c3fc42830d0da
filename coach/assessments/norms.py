"""A value beside those of other people: only where somebody has measured people like this one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from coach.assessments.about import About
from coach.assessments.protocol import Quantity
from coach.assessments.stated import Mark, Stratum


class Band(StrEnum):
    """Where a value lies; ``UNKNOWN`` where only the mean of others is known."""

    USUAL = "usual"
    LESS = "less"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Norm:
    """What is usual for people like this one: a band, the words for it, and the source."""

    band: Band
    words: str
    mark: Mark
    source: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence that belongs to a value, and where it is from."""

    words: str
    mark: Mark
    source: str


_USUAL: Final = "About what is usual for your age, or better."
_LESS: Final = {
    "higher": "Less than is usual for your age: good to work on.",
    "lower": "It took longer than is usual for your age: good to work on.",
}


def norm_for(quantity: Quantity, value: float, about: About) -> Norm | None:
    """The norm for this age and sex; None where there is none for such people."""
    if quantity.norms is None:
        return None
    rows = (row for row in quantity.norms.strata if row.holds(about.age, about.sex))
    row = next(rows, None)
    if row is None:
        return None
    band = _band(quantity, row, value)
    return Norm(band, _words(quantity, row, band), quantity.norms.mark, quantity.norms.source)


def _band(quantity: Quantity, row: Stratum, value: float) -> Band:
    if row.mean is not None:
        reached = value <= row.mean if quantity.better == "lower" else value >= row.mean
        return Band.USUAL if reached else Band.UNKNOWN
    less = (row.below is not None and value < row.below) or (
        row.above is not None and value > row.above
    )
    return Band.LESS if less else Band.USUAL


def _words(quantity: Quantity, row: Stratum, band: Band) -> str:
    people = {"female": "Women", "male": "Men", None: "People"}[row.sex]
    young, old = row.ages
    of_age = f"{people} from {young} to {old}" if old < 100 else f"{people} of {young} and over"
    if row.mean is not None:
        mean = f"{of_age} reach {_figure(quantity, row.mean)} on average."
        return f"{_USUAL} {mean}" if band is Band.USUAL else mean
    limit = row.below if row.below is not None else row.above
    assert limit is not None
    usual = f"{of_age} usually reach {_figure(quantity, limit)} or {_side(row)}."
    return f"{_USUAL if band is Band.USUAL else _LESS[quantity.better or 'higher']} {usual}"


def _side(row: Stratum) -> str:
    return "more" if row.below is not None else "less"


def _figure(quantity: Quantity, value: float) -> str:
    return f"{value:g} {quantity.unit}"


def comparisons_for(quantity: Quantity, about: About) -> list[Remark]:
    """Figures of other people, which say nothing about how this person should be."""
    return [
        Remark(one.text, one.mark, one.source)
        for one in quantity.comparisons
        if one.sex in (None, about.sex)
    ]


def telling_for(quantity: Quantity, value: float, about: About) -> list[Remark]:
    """What the therapist should see."""
    return [
        Remark(one.text, one.mark, one.source)
        for one in quantity.tell
        if (about.age or 0) >= one.from_age
        and (
            (one.at_most is not None and value <= one.at_most)
            or (one.at_least is not None and value >= one.at_least)
        )
    ]
