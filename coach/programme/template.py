"""Templates of a programme: themes of the weeks, and which exercises come when, as data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from coach.programme.model import WEEKS, Irritability, Model, Phase, Scale
from coach.programme.reading import ProgrammeDataError, packaged, read

Text = Annotated[str, Field(min_length=1)]
Days = Literal["daily", "sessions", "strength"]
Share = Annotated[float, Field(gt=0, le=1)]
WeekNumber = Annotated[int, Field(ge=1, le=WEEKS)]

SIX_WEEKS: Final = "six_weeks"
GENTLE: Final = "gentle"
STANDING: Final = "standing"


class Theme(Model):
    """What a week is about, with the most sessions, minutes of a day, and the band of effort."""

    phase: Phase
    title: Text
    aim: Text
    sessions: Annotated[int, Field(ge=2, le=7)]
    minutes: Annotated[int, Field(ge=5, le=120)]
    effort: tuple[Scale, Scale]
    names_activities: bool = False


class Slot(Model):
    """A place in the day that one exercise takes, in the order of the file.

    The first of ``choose`` that this person may do takes it. ``weeks`` are the first and the last
    theme that have it. ``priority`` 1 stays longest when there is little time. ``topic`` makes it
    one only for people with such a wish, ``direction`` only for those to whom a therapist
    prescribed it; ``not_direction`` leaves it to others.
    """

    choose: Annotated[tuple[Text, ...], Field(min_length=1)]
    weeks: tuple[WeekNumber, WeekNumber] = (1, WEEKS)
    days: Days = "sessions"
    priority: Annotated[int, Field(ge=1, le=9)] = 5
    topic: Text | None = None
    direction: Literal["flexion", "extension"] | None = None
    not_direction: Literal["flexion", "extension"] | None = None
    load_kg: Annotated[float, Field(ge=0)] | None = None
    note: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.weeks[0] > self.weeks[1]:
            raise ValueError("'weeks' are the first and the last")
        return self


class Pace(Model):
    """How a degree of irritability goes through the template.

    ``themes`` is the theme of each week, ``shares`` the share of the catalogue's dose in each,
    ``exercises`` how many there are at most, ``range_share`` how far movements go at first.
    """

    themes: Annotated[tuple[WeekNumber, ...], Field(min_length=WEEKS, max_length=WEEKS)]
    shares: Annotated[tuple[Share, ...], Field(min_length=WEEKS, max_length=WEEKS)]
    exercises: Annotated[int, Field(ge=3)]
    range_share: Share = 1.0


class Walk(Model):
    """Walking goes by minutes of its own: a start and a rise per week, as shares."""

    start_minutes: Annotated[float, Field(gt=0)]
    rise: Annotated[float, Field(ge=0, le=0.5)]
    most_minutes: Annotated[float, Field(gt=0)]


class Routine(Model):
    """What follows the six weeks; the ``weeks`` of its slots mean nothing."""

    theme: Theme
    exercises: Annotated[int, Field(ge=3)]
    slots: Annotated[tuple[Slot, ...], Field(min_length=1)]


class Template(Model):
    """One template.

    ``fewest`` exercises stay however short the time is. Minutes of a week's exercises rise from
    one week to the next by the share ``rise_at_most`` at most. ``strength_days`` of a week are
    for strength, with days of rest in between. ``rest_s`` is the rest between sets by the kind of
    exercise, in seconds.
    """

    id: Text
    name: Text
    about: Text
    sources: Annotated[tuple[Text, ...], Field(min_length=1)]
    strength_days: Annotated[int, Field(ge=1, le=3)] = 3
    fewest: Annotated[int, Field(ge=1)] = 3
    rise_at_most: Annotated[float, Field(gt=0, le=1)]
    rest_s: Mapping[str, Annotated[float, Field(ge=0, le=300)]]
    walk: Walk
    paces: Mapping[Irritability, Pace]
    themes: Annotated[tuple[Theme, ...], Field(min_length=WEEKS, max_length=WEEKS)]
    slots: Annotated[tuple[Slot, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if set(self.paces) != set(Irritability):
            raise ValueError(f"'paces' must have {', '.join(Irritability)}")
        return self


@cache
def templates() -> Mapping[str, Template]:
    """All templates that come with the program, by id.

    Raises:
        ProgrammeDataError: one of them can't be used.
    """
    files = [file for file in packaged("templates").iterdir() if file.name.endswith(".toml")]
    found = [read(Template, file) for file in sorted(files, key=lambda file: file.name)]
    return {template.id: template for template in found}


def template_of(name: str) -> Template:
    """The template of this id.

    Raises:
        ProgrammeDataError: there is none, or it can't be used.
    """
    try:
        return templates()[name]
    except KeyError:
        raise ProgrammeDataError(
            f"There is no template {name!r}: choose one of {', '.join(templates())}."
        ) from None


@cache
def routine() -> Routine:
    """The short routine of the time after the six weeks.

    Raises:
        ProgrammeDataError: its file can't be used.
    """
    return read(Routine, packaged("maintenance.toml"))
