"""From what people want to do again to the exercises that lead there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Annotated

from pydantic import Field

from coach.programme.model import Model
from coach.programme.reading import packaged, read

Text = Annotated[str, Field(min_length=1)]


class Say(Model):
    """How a reason is said."""

    wish: Text
    finding: Text
    plain: Text
    prescribed: Text
    activities: Text


class Topic(Model):
    """A kind of wish: beginnings of ``words`` that tell it, and ``exercises`` for it."""

    id: Text
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    exercises: Annotated[tuple[Text, ...], Field(min_length=1)]


class Wishes(Model):
    """The whole file."""

    say: Say
    topic: Annotated[tuple[Topic, ...], Field(min_length=1)]


@cache
def wishes() -> Wishes:
    """The table as it comes with the program.

    Raises:
        ProgrammeDataError: it can't be used.
    """
    return read(Wishes, packaged("wishes.toml"))


def topics_of(wish: str) -> tuple[Topic, ...]:
    """What a wish is about; nothing when no word of it is known.

    Raises:
        ProgrammeDataError: the table can't be used.
    """
    said = wish.lower()
    return tuple(
        topic
        for topic in wishes().topic
        if any(re.search(rf"\b{re.escape(word)}", said) for word in topic.words)
    )


def wish_for(own: Sequence[str]) -> Mapping[str, str]:
    """The exercises that own wishes ask for, each with the first wish that does.

    Raises:
        ProgrammeDataError: the table can't be used.
    """
    found: dict[str, str] = {}
    for wish in own:
        for topic in topics_of(wish):
            for exercise in topic.exercises:
                found.setdefault(exercise, wish)
    return found
