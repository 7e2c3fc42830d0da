"""Quiet times as scripts: what is said when, for how long, and what the circle does meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coach.datafile import read_toml
from coach.mind.model import Model, Text, packaged

Circle = Literal["grow", "shrink", "breathe", "still"]
"""What the circle does in a step; "breathe" grows and shrinks slowly without a meaning."""


class StepText(Model):
    """What is said, for how many seconds; ``{part}`` and ``{how}`` are filled in."""

    say: Text
    seconds: Annotated[float, Field(gt=0, le=600)]
    circle: Circle = "still"


class Part(Model):
    """A part of the body and what to do or notice there."""

    part: Text
    how: Text


class EachPart(Model):
    """Steps for every part in turn, the whole round so many times."""

    times: Annotated[int, Field(ge=1, le=4)]
    steps: Annotated[tuple[StepText, ...], Field(min_length=1)]
    parts: Annotated[tuple[Part, ...], Field(min_length=2)]


class Practice(Model):
    """One quiet time; see ``practices.toml`` for ``fit``."""

    id: Text
    title: Text
    icon: Text
    about: Text
    careful: Text
    fit: Literal["repeat", "once", "stretch"]
    minutes: Annotated[tuple[int, ...], Field(min_length=1)]
    usual_minutes: int
    opening: tuple[StepText, ...] = ()
    steps: tuple[StepText, ...] = ()
    each: EachPart | None = None
    closing: tuple[StepText, ...] = ()

    @model_validator(mode="after")
    def _can_be_led(self) -> Self:
        if bool(self.steps) == (self.each is not None):
            raise ValueError("give either 'steps' or 'each'")
        if self.usual_minutes not in self.minutes:
            raise ValueError("usual_minutes must be one of 'minutes'")
        return self


class _File(Model):
    practice: Annotated[tuple[Practice, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a script: words, seconds, the circle, and the part of the body it is about."""

    say: str
    seconds: float
    circle: Circle
    part: str = ""


@cache
def practices() -> Mapping[str, Practice]:
    """All quiet times by id.

    Raises:
        DataFileError: the file can't be used.
    """
    file = read_toml(_File, packaged("coach.mind", "data", "practices.toml"))
    return MappingProxyType({one.id: one for one in file.practice})


def script(practice: Practice, minutes: int) -> tuple[Step, ...]:
    """All steps from the first to the last, about as many minutes long as wished.

    Raises:
        ValueError: there is no time left for the steps between opening and closing.
    """
    opening, closing = _plain(practice.opening), _plain(practice.closing)
    middle = _middle(practice)
    room = 60.0 * minutes - seconds(opening) - seconds(closing)
    if practice.fit != "once" and room <= 0:
        raise ValueError(f"{practice.id} needs more than {minutes} minutes")
    if practice.fit == "repeat":
        middle = middle * max(1, round(room / seconds(middle)))
    elif practice.fit == "stretch":
        factor = room / seconds(middle)
        middle = tuple(Step(s.say, s.seconds * factor, s.circle, s.part) for s in middle)
    return (*opening, *middle, *closing)


def seconds(steps: tuple[Step, ...]) -> float:
    """How long these steps take."""
    return sum(step.seconds for step in steps)


def _middle(practice: Practice) -> tuple[Step, ...]:
    if practice.each is None:
        return _plain(practice.steps)
    once = tuple(
        Step(text.say.format(part=p.part, how=p.how), text.seconds, text.circle, p.part)
        for p in practice.each.parts
        for text in practice.each.steps
    )
    return once * practice.each.times


def _plain(texts: tuple[StepText, ...]) -> tuple[Step, ...]:
    return tuple(Step(text.say, text.seconds, text.circle) for text in texts)
