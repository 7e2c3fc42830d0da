"""The words of the trust pages, from their data file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coach.datafile import each_once, read_toml
from coach.records.care_entries import ConsentKind

Text = Annotated[str, Field(min_length=1)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KindWords(_Model):
    """One kind of data: its name, what is asked, and what taking it back does."""

    id: ConsentKind
    title: Text
    asks: Text
    back: Text


class Term(_Model):
    """How long a consent is given for, in months; 0 is without an end."""

    months: Annotated[int, Field(ge=0, le=120)]
    label: Text


class Terms(_Model):
    """The terms to choose from; one whose end is ``expiring_days`` away is said to end soon."""

    default: int
    expiring_days: Annotated[int, Field(ge=1)]
    choice: Annotated[tuple[Term, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _the_default_is_one_of_them(self) -> Self:
        if self.default not in {term.months for term in self.choice}:
            raise ValueError("default must be the months of one of the choices")
        return self


class Retention(_Model):
    """How long tries to sign in and ended sign-ins are kept, and when the daily job runs."""

    attempts_days: Annotated[int, Field(ge=1)]
    sign_ins_days: Annotated[int, Field(ge=1)]
    first_minutes: Annotated[int, Field(ge=1)]
    every_hours: Annotated[int, Field(ge=1)]


class Parts(_Model):
    """Tables that a change is never told by."""

    tables: tuple[str, ...]


class TrustWords(_Model):
    """The whole file."""

    kind: tuple[KindWords, ...]
    terms: Terms
    retention: Retention
    deeds: Mapping[str, Text]
    parts: Parts
    changed: Mapping[str, Text]

    @model_validator(mode="after")
    def _every_kind_once(self) -> Self:
        each_once("kinds", [one.id for one in self.kind])
        missing = set(ConsentKind) - {one.id for one in self.kind}
        if missing:
            raise ValueError(f"these kinds have no words: {', '.join(sorted(missing))}")
        return self

    def of_kind(self, kind: ConsentKind) -> KindWords:
        """The words of one kind."""
        return next(one for one in self.kind if one.id is kind)


@cache
def words() -> TrustWords:
    """The words.

    Raises:
        DataFileError: the file can't be used.
    """
    return read_toml(TrustWords, resources.files("coach.trust").joinpath("trust.toml"))
