"""What may ease pain: what can be noted as helping, recorded as a treatment, and done oneself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Self

from pydantic import Field, model_validator

from coach.datafile import each_once
from coach.diary.reading import packaged
from coach.engine.model import Model, Text


class Relief(Model):
    """One kind: ``name`` on the page, ``words`` inside a sentence, ``note`` shown beside it."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
    name: Text
    words: Text
    helped: bool
    treatment: bool
    note: str = ""


class Advice(Model):
    """What a person can do: what to look at first, the steps, and when to leave it."""

    relief: Text
    title: Text
    icon: Text
    text: Text
    first: Text
    steps: Annotated[tuple[Text, ...], Field(min_length=1)]
    stop: Text
    basis: Text


class _Kinds(Model):
    kinds: Annotated[tuple[Relief, ...], Field(alias="kind", min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        each_once("kinds", [kind.id for kind in self.kinds])
        return self


class _Advices(Model):
    advices: Annotated[tuple[Advice, ...], Field(alias="advice", min_length=1)]


@cache
def reliefs() -> Mapping[str, Relief]:
    """All kinds by id, in the order of their file.

    Raises:
        DataFileError: the file can't be used.
    """
    return {kind.id: kind for kind in packaged(_Kinds, "relief.toml").kinds}


def helping() -> tuple[Relief, ...]:
    """What a person can note as helping."""
    return tuple(kind for kind in reliefs().values() if kind.helped)


def treatments() -> tuple[Relief, ...]:
    """What a therapist can record."""
    return tuple(kind for kind in reliefs().values() if kind.treatment)


def relief_name(kind_id: str) -> str:
    """The name of a kind; one that is no longer in the file keeps its id's words."""
    kind = reliefs().get(kind_id)
    return kind.name if kind else kind_id.replace("_", " ").capitalize()


def relief_words(kind_id: str) -> str:
    """The kind inside a sentence."""
    kind = reliefs().get(kind_id)
    return kind.words if kind else kind_id.replace("_", " ")


@cache
def advices() -> tuple[Advice, ...]:
    """What a person can do when it hurts, in the order of the file.

    Raises:
        DataFileError: the file can't be used.
    """
    return packaged(_Advices, "advice.toml").advices
