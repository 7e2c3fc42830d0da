"""The ladders back to everyday life, from ``ladders/*.toml``, and the rules of all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated

from pydantic import Field

from coach.datafile import read_toml
from coach.mind.model import Model, Text, packaged
from coach.returning.forms import FEWEST_STEPS, MOST_STEPS, LadderPlace

_ROOM = "coach.returning"


class Rules(Model):
    """When to go on and when to go back; pain is 0..10."""

    good_days: Annotated[int, Field(ge=1)]
    pain_at_most: Annotated[int, Field(ge=0, le=10)]
    pain_above_usual: Annotated[int, Field(ge=0, le=10)]
    rest_after_flare_days: Annotated[int, Field(ge=1)]
    flare_lasts_days: Annotated[int, Field(ge=1)]
    days_between_rises: Annotated[int, Field(ge=0)]


class Ladder(Model):
    """The way to one activity, from the easiest step on; hints say how a step can be eased.

    ``order`` is the ladder's place in the list.
    """

    id: Text
    title: Text
    icon: Text
    order: int
    about: Text
    steps: Annotated[tuple[Text, ...], Field(min_length=FEWEST_STEPS, max_length=MOST_STEPS)]
    hints: Annotated[tuple[Text, ...], Field(min_length=2)]
    careful: str = ""


class OwnLadder(Model):
    """How a person fills in a ladder of their own: a prompt for each step, and hints."""

    about: Text
    prompts: Annotated[tuple[Text, ...], Field(min_length=FEWEST_STEPS, max_length=MOST_STEPS)]
    hints: Annotated[tuple[Text, ...], Field(min_length=2)]


@cache
def rules() -> Rules:
    """The rules of all ladders.

    Raises:
        DataFileError: the file can't be used.
    """
    return read_toml(Rules, packaged(_ROOM, "rules.toml"))


@cache
def own_ladder() -> OwnLadder:
    """The fill-in ladder.

    Raises:
        DataFileError: the file can't be used.
    """
    return read_toml(OwnLadder, packaged(_ROOM, "own.toml"))


@cache
def ladders() -> Mapping[str, Ladder]:
    """All packaged ladders by id, in the order of the list.

    Raises:
        DataFileError: a file can't be used.
    """
    files = packaged(_ROOM, "ladders").iterdir()
    found = [read_toml(Ladder, path) for path in files if path.name.endswith(".toml")]
    return MappingProxyType({one.id: one for one in sorted(found, key=lambda one: one.order)})


def steps_of(place: LadderPlace) -> tuple[str, ...]:
    """The steps of the ladder that somebody is on; none if it is no longer in the program."""
    if place.steps:
        return place.steps
    known = ladders().get(place.ladder)
    return known.steps if known else ()


def hints_of(place: LadderPlace) -> tuple[str, ...]:
    """How a step of it can be eased."""
    known = ladders().get(place.ladder)
    return known.hints if known else own_ladder().hints
