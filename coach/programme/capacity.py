"""What check-ups mean for the start: how much is enough, and what comes later."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coach.engine.exercise import Exercise
from coach.programme.model import Model, Prescription
from coach.programme.reading import packaged, read

Text = Annotated[str, Field(min_length=1)]

_STEP_DEG = 5.0
"""No one aims more exactly than this."""


class CapacityRule(Model):
    """How one test sets the dose of some exercises; a low result puts others in their place."""

    test: Text
    field: Literal["repetitions", "hold_s"]
    exercises: Annotated[tuple[Text, ...], Field(min_length=1)]
    share: Annotated[float, Field(gt=0, le=1)]
    growth: Annotated[float, Field(ge=0, le=0.2)]
    least: Annotated[float, Field(gt=0)]
    value: Text
    below: float | None = None
    instead: Mapping[str, str] = {}
    reason: str = ""

    @model_validator(mode="after")
    def _tells_why(self) -> Self:
        if (self.below is None) != (not self.instead) or bool(self.instead) != bool(self.reason):
            raise ValueError("'below', 'instead' and 'reason' belong together")
        return self

    def most(self, value: float, week: int) -> float:
        """The most of a set in a week, from 1."""
        grown = self.share * value * (1 + self.growth) ** (week - 1)
        return max(self.least, math.floor(grown))


class _Table(Model):
    ranged: tuple[Text, ...]
    rule: Annotated[tuple[CapacityRule, ...], Field(min_length=1)]


@cache
def _table() -> _Table:
    return read(_Table, packaged("capacity.toml"))


def capacity_rules() -> tuple[CapacityRule, ...]:
    """All rules.

    Raises:
        ProgrammeDataError: the table can't be used.
    """
    return _table().rule


def range_to_aim_at(exercise: Exercise, share: float) -> float | None:
    """This share of the full movement, in degrees; None where no range is prescribed."""
    if exercise.id not in _table().ranged or exercise.repetitions is None:
        return None
    signal = exercise.repetitions.signals[0]
    way = signal.start + share * (signal.target - signal.start)
    return _STEP_DEG * round(way / _STEP_DEG) or None


def fitted(one: Prescription, values: Mapping[str, float], week: int) -> Prescription:
    """The prescription, at most as much as the check-ups say."""
    for rule in capacity_rules():
        held = getattr(one, rule.field)
        if one.exercise in rule.exercises and rule.test in values and held is not None:
            most = min(held, rule.most(values[rule.test], week))
            new = int(most) if rule.field == "repetitions" else float(most)
            one = one.model_copy(update={rule.field: new})
    return one


def finding(exercise: str, values: Mapping[str, float]) -> str | None:
    """The result of a check-up that an exercise starts from, in words."""
    for rule in capacity_rules():
        if exercise in rule.exercises and rule.test in values:
            return rule.value.format(values[rule.test])
    return None


def too_early(values: Mapping[str, float]) -> Mapping[str, CapacityRule]:
    """The exercises that come later, each with the rule that says so."""
    return {
        exercise: rule
        for rule in capacity_rules()
        if rule.below is not None and rule.test in values and values[rule.test] < rule.below
        for exercise in rule.instead
    }
