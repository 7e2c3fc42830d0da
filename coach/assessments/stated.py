"""Numbers that a test's file states about itself and about others, each with its source."""

from __future__ import annotations

import itertools
from typing import Literal, Self

from pydantic import Field, model_validator

from coach.assessments.about import Sex
from coach.engine.model import Model, Text

Mark = Literal["read", "recalled", "own"]


class Stated(Model):
    """A number and where it is from.

    ``mark``: ``read`` = cited and read in the source; ``recalled`` = cited, to be checked against
    the source before a clinician relies on it; ``own`` = an engineering default of ours.
    """

    value: float = Field(gt=0)
    mark: Mark
    source: Text


class Stratum(Model):
    """One row of a norm: people of ``ages`` (both included), of one sex or of both.

    Less than usual is ``below`` or ``above`` a limit; where only the ``mean`` is known, who
    reaches it is as usual and nobody is told to be less.
    """

    ages: tuple[int, int]
    sex: Sex | None = None
    below: float | None = None
    above: float | None = None
    mean: float | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if sum(limit is not None for limit in (self.below, self.above, self.mean)) != 1:
            raise ValueError("needs one of 'below', 'above' and 'mean'")
        if self.ages[0] > self.ages[1]:
            raise ValueError("'ages' are the youngest and the oldest")
        return self

    def holds(self, age: int | None, sex: Sex | None) -> bool:
        """Whether this row is about such a person."""
        if age is None or not self.ages[0] <= age <= self.ages[1]:
            return False
        return self.sex is None or self.sex is sex


class NormTable(Model):
    """The norm of one quantity."""

    mark: Mark
    source: Text
    strata: tuple[Stratum, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _no_overlap(self) -> Self:
        for sex in Sex:
            ages = sorted(row.ages for row in self.strata if row.sex in (None, sex))
            if any(older[0] <= younger[1] for younger, older in itertools.pairwise(ages)):
                raise ValueError("two rows are about the same people")
        return self


class Comparison(Model):
    """A figure of other people that is no norm for this one: shown, never judged by."""

    text: Text
    sex: Sex | None = None
    mark: Mark
    source: Text


class Telling(Model):
    """A result that the therapist should see: at or past a limit, from an age on."""

    text: Text
    at_most: float | None = None
    at_least: float | None = None
    from_age: int = 0
    mark: Mark
    source: Text

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if (self.at_most is None) == (self.at_least is None):
            raise ValueError("needs either 'at_most' or 'at_least'")
        return self
