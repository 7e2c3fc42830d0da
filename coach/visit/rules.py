"""The rules of the first visit: irritability, cautions, camera tests. All numbers are data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import Field

from coach.assessments.stated import Mark
from coach.body import below_knee
from coach.datafile import read_toml
from coach.engine.model import Model, Text
from coach.programme.model import Irritability
from coach.visit.visit import Caution

Points = Annotated[int, Field(ge=0, le=2)]


class _Irritability(Model):
    mark: Mark
    source: Text
    pain: tuple[tuple[int, Points], ...]
    stirs: dict[str, Points]
    settles: dict[str, Points]
    medium: int
    high: int


class Again(Model):
    """When things are asked again: weeks from the start, days before that count, days of safety."""

    weeks: Annotated[tuple[int, ...], Field(min_length=1)]
    early_days: Annotated[int, Field(ge=0)]
    safety_days: Annotated[int, Field(ge=1)]


class _Test(Model):
    id: Text
    not_with: tuple[Caution, ...]


class _Camera(Model):
    tests: Annotated[int, Field(ge=1)]
    test: tuple[_Test, ...]


class _Rules(Model):
    irritability: _Irritability
    cautions: dict[str, Caution]
    again: Again
    camera: _Camera


@cache
def _rules() -> _Rules:
    return read_toml(_Rules, resources.files("coach.visit").joinpath("rules.toml"))


def irritability(average_pain: int, stirs: str, settles: str) -> Irritability:
    """How easily the back is stirred up.

    Points are added: for the average pain of the last seven days (0..10), for how little it takes
    to stir it up, and for how long it lasts then. An answer that is not known counts as the
    middle one.

    Raises:
        DataFileError: the rule's file can't be used.
    """
    rule = _rules().irritability
    points = max((gives for least, gives in rule.pain if average_pain >= least), default=0)
    points += rule.stirs.get(stirs, 1) + rule.settles.get(settles, 1)
    if points >= rule.high:
        return Irritability.HIGH
    return Irritability.MEDIUM if points >= rule.medium else Irritability.LOW


def cautions(
    told: Iterable[str], screening: Mapping[str, bool], areas: Iterable[str]
) -> tuple[Caution, ...]:
    """What exercises have to fit: as told, as the safety questions say, and as the chart shows.

    Raises:
        DataFileError: the rule's file can't be used.
    """
    found = {Caution(one) for one in told if one in set(Caution)}
    found |= {caution for asked, caution in _rules().cautions.items() if screening.get(asked)}
    if below_knee(areas):
        found.add(Caution.LEG_PAIN)
    return tuple(caution for caution in Caution if caution in found)


def camera_tests(known: Iterable[Caution]) -> tuple[str, ...]:
    """The ids of the camera tests that suit a first visit with these cautions.

    Raises:
        DataFileError: the rule's file can't be used.
    """
    rule = _rules().camera
    fitting = [test.id for test in rule.test if not set(test.not_with) & set(known)]
    return tuple(fitting[: rule.tests])


def again() -> Again:
    """When things are asked again.

    Raises:
        DataFileError: the rule's file can't be used.
    """
    return _rules().again
