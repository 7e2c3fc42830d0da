"""The check list of a place to work: what fits already, and what to try where it doesn't."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coach.datafile import read_toml
from coach.engine.model import Model, Text
from coach.lessons.model import Name, Source
from coach.lessons.reading import packaged

WORKSTATION: Final = "workstation"

Fit = Literal["yes", "not_yet", "not_mine"]


class Item(Model):
    """One thing to look at, and what to try where it does not fit yet."""

    id: Name
    title: Text
    text: Text
    suggestion: Text


class CheckList(Model):
    """All of them in order."""

    intro: Text
    sources: Annotated[tuple[Source, ...], Field(alias="source", min_length=1)]
    items: Annotated[tuple[Item, ...], Field(alias="item", min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len({item.id for item in self.items}) != len(self.items):
            raise ValueError("two items have the same id")
        return self


class WorkstationCheck(BaseModel):
    """What somebody found at their place: an answer for each item."""

    model_config = ConfigDict(frozen=True)

    answers: dict[str, Fit]


@cache
def check_list() -> CheckList:
    """The list that comes with the program.

    Raises:
        DataFileError: its file can't be used.
    """
    return read_toml(CheckList, packaged("data", "workstation.toml"))


def to_try(answers: Mapping[str, Fit], listed: CheckList | None = None) -> tuple[Item, ...]:
    """The items that don't fit yet; answers to items that are gone count for nothing.

    Raises:
        DataFileError: the list can't be read.
    """
    items = (listed or check_list()).items
    return tuple(item for item in items if answers.get(item.id) == "not_yet")


def fitting(answers: Mapping[str, Fit], listed: CheckList | None = None) -> tuple[Item, ...]:
    """The items that fit already.

    Raises:
        DataFileError: the list can't be read.
    """
    items = (listed or check_list()).items
    return tuple(item for item in items if answers.get(item.id) == "yes")
