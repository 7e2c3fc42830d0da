"""What a difference between two movements must exceed before it is told."""

from __future__ import annotations

import math
from functools import cache
from importlib import resources
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from coach.datafile import read_toml
from coach.review.errors import errors
from poses.angles import measures
from poses.view import View

Positive = Annotated[float, Field(gt=0)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Unmeasured(_Model):
    """The error of one value whose error was never measured."""

    picture_deg: Positive
    space_deg: Positive
    ratio: Positive
    metres: Positive


class Tempo(_Model):
    """How exactly a moment of a movement is found, seconds."""

    moment_s: Positive


class CurveRules(_Model):
    """From which share of the movement on (per cent) a stretch is told."""

    least_share: Positive


class FormRules(_Model):
    """How many repetitions it takes, and the width of the interval in standard deviations."""

    least_repetitions: Annotated[int, Field(ge=1)]
    z: Positive


class ComparingRules(_Model):
    """All of them."""

    unmeasured: Unmeasured
    tempo: Tempo
    curve: CurveRules
    form: FormRules

    @property
    def duration_s(self) -> float:
        """The error of a length of time between two moments, seconds."""
        return math.hypot(self.tempo.moment_s, self.tempo.moment_s)


@cache
def comparing_rules() -> ComparingRules:
    """The rules that come with the program.

    Raises:
        DataFileError: their file can't be used.
    """
    return read_toml(ComparingRules, resources.files("coach.review").joinpath("comparing.toml"))


_SECONDS: Final = frozenset({"s", "seconds"})


def error_of(measure: str, unit: str, view: str) -> float:
    """How far off one value of a measure may be, in its ``unit``, seen in this view.

    What was measured, or else what is assumed; a measure that nobody knows counts as one of space.
    """
    rules = comparing_rules()
    if unit in _SECONDS:
        return rules.duration_s
    if unit == "m":
        return rules.unmeasured.metres
    if unit != "deg":
        return rules.unmeasured.ratio
    known = errors().of(measure, _view(view))
    if known is not None:
        return known.high
    plane = next((each.plane for each in measures().values() if each.base == measure), "any")
    in_plane = {"sagittal": _view(view).is_side, "frontal": _view(view).is_facing}.get(plane, False)
    return rules.unmeasured.picture_deg if in_plane else rules.unmeasured.space_deg


def together(first: float, second: float) -> float:
    """The error of the difference of two values, from that of each."""
    return math.hypot(first, second)


def _view(name: str) -> View:
    try:
        return View(name)
    except ValueError:
        return View.UNKNOWN
