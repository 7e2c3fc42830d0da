"""Which exercises wait, and why: a table of facts about health."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Annotated, Literal

from pydantic import Field

from coach.engine.exercise import Exercise
from coach.programme.model import Model
from coach.programme.reading import packaged, read

Text = Annotated[str, Field(min_length=1)]

FLOOR = "floor"
"""The caution of people who would rather not get down to the floor."""


class CautionRule(Model):
    """What one fact means: exercises, or all of some positions, that wait for a ``reason``."""

    id: Text
    title: Text
    reason: Text
    leave_out: tuple[Text, ...] = ()
    positions: tuple[Literal["floor", "standing", "chair"], ...] = ()

    def holds(self, exercise: Exercise) -> bool:
        """Whether this exercise waits."""
        return exercise.id in self.leave_out or exercise.position in self.positions


class _Table(Model):
    by_prescription: Mapping[str, Literal["flexion", "extension"]]
    caution: Annotated[tuple[CautionRule, ...], Field(min_length=1)]


@cache
def _table() -> _Table:
    return read(_Table, packaged("cautions.toml"))


def caution_rules() -> Mapping[str, CautionRule]:
    """All of them by id.

    Raises:
        ProgrammeDataError: the table can't be used.
    """
    return {rule.id: rule for rule in _table().caution}


def by_prescription() -> Mapping[str, str]:
    """The exercises that only a therapist chooses, each with the direction that it is for.

    Raises:
        ProgrammeDataError: the table can't be used.
    """
    return _table().by_prescription


def waiting(
    exercises: Mapping[str, Exercise], cautions: Collection[str]
) -> Mapping[str, CautionRule]:
    """The exercises that wait, each with the first rule of the table that says so.

    Facts that the table does not know leave nothing out: a therapist reads them.

    Raises:
        ProgrammeDataError: the table can't be used.
    """
    told = {str(caution) for caution in cautions}
    rules = [rule for rule in caution_rules().values() if rule.id in told]
    found = {
        name: next((rule for rule in rules if rule.holds(exercise)), None)
        for name, exercise in exercises.items()
    }
    return {name: rule for name, rule in found.items() if rule is not None}
