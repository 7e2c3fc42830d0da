"""When to check in, where to start again, and words for the relapse plan, from the data file."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from coach.datafile import read_toml
from coach.mind.model import Model, Text, packaged
from coach.programme.model import WEEKS


class DueRule(Model):
    """Check-ins: weeks from the start of the programme, and every so many days besides."""

    check_in_weeks: Annotated[tuple[int, ...], Field(min_length=1)]
    every_days: Annotated[int, Field(ge=7)]
    near_days: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _after_the_programme(self) -> Self:
        weeks = (WEEKS, *self.check_in_weeks)
        if any(after <= before for before, after in pairwise(weeks)):
            raise ValueError(f"check_in_weeks must rise and come after week {WEEKS}")
        return self


class Choice(Model):
    """Where to start again with this much pain or more and less function than this, 0..10.

    ``week`` 0 is the routine of maintenance; ``talk``: a person should be spoken to first.
    """

    pain_from: Annotated[int, Field(ge=0, le=10)] = 0
    function_below: Annotated[int, Field(ge=0, le=11)] = 11
    week: Annotated[int, Field(ge=0, le=WEEKS)]
    talk: bool = False
    sentence: Text


class ReentryRule(Model):
    """The choices in their order; the first that fits holds, and the last fits all."""

    choice: Annotated[tuple[Choice, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _something_always_fits(self) -> Self:
        last = self.choice[-1]
        if last.pain_from > 0 or last.function_below < 11:
            raise ValueError("the last choice must have no conditions")
        return self


class RelapseWords(Model):
    """Suggestions for the relapse plan, and what to know about sore spells."""

    warning_signs: Annotated[tuple[Text, ...], Field(min_length=1)]
    first_steps: Annotated[tuple[Text, ...], Field(min_length=1)]
    come_and_go: Text


class MonthlyWords(Model):
    """What is said before the questions."""

    intro: Text


class Keeping(Model):
    """The whole file."""

    due: DueRule
    reentry: ReentryRule
    relapse: RelapseWords
    monthly: MonthlyWords


@cache
def keeping() -> Keeping:
    """What comes with the program.

    Raises:
        DataFileError: the file can't be used.
    """
    return read_toml(Keeping, packaged("coach.keeping", "keeping.toml"))
