"""The numbers by which weeks are reckoned."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coach.datafile import read_toml

Share = Annotated[float, Field(ge=0, le=1)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AdherenceRules(_Model):
    """Weights that add up to 1, and the limits of "good" and "low"."""

    sessions: Share
    sets: Share
    practice: Share
    practice_days: Annotated[int, Field(ge=1, le=7)]
    good: Share
    low: Share

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if abs(self.sessions + self.sets + self.practice - 1.0) > 1e-9:
            raise ValueError("the weights must add up to 1")
        return self


class StreakRules(_Model):
    """How many days of rest in a row a streak survives."""

    grace_days: Annotated[int, Field(ge=0, le=7)]


class ChangeRules(_Model):
    """What a difference between two weeks must exceed to be called a change."""

    sets_needed: Annotated[int, Field(ge=2)]
    spreads: Annotated[float, Field(gt=0)]
    range_deg: Annotated[float, Field(gt=0)]
    score: Annotated[float, Field(gt=0)]


class ProgressRules(_Model):
    """All of them."""

    adherence: AdherenceRules
    streak: StreakRules
    change: ChangeRules


@cache
def progress_rules() -> ProgressRules:
    """The rules that come with the program.

    Raises:
        DataFileError: their file can't be used.
    """
    return read_toml(ProgressRules, resources.files("coach.progress").joinpath("rules.toml"))
