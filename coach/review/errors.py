"""How far off an angle may be, as it was measured; what was not measured has no figure."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from coach.datafile import read_toml
from poses.angles import measures
from poses.view import View

Positive = Annotated[float, Field(gt=0)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AngleError(_Model):
    """Mean absolute errors of one measure, ``low`` to ``high`` degrees, in some views."""

    measure: str
    views: Annotated[tuple[View, ...], Field(min_length=1)]
    landmarks: tuple[tuple[str, str, str], ...] = ()
    low: Positive
    high: Positive
    on: str
    source: str

    @field_validator("measure")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in {measure.base for measure in measures().values()}:
            raise ValueError(f"there is no measure '{name}'")
        return name

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError("'low' must not exceed 'high'")
        return self

    @property
    def words(self) -> str:
        """The figures and what they were seen on, for people."""
        size = f"{self.high:g}°" if self.low == self.high else f"{self.low:g} to {self.high:g}°"
        return f"Mean error {size} in our own tests: {self.on}."


class Placing(_Model):
    """How exactly a point is placed by hand, in CSS pixels."""

    mouse_px: Positive
    touch_px: Positive
    mark: Literal["default"]


class Errors(_Model):
    """All that is known."""

    angle: tuple[AngleError, ...]
    placing: Placing

    def of(self, measure: str, view: View) -> AngleError | None:
        """What was measured of a measure in this view; None is never measured."""
        for known in self.angle:
            if known.measure == measure and view in known.views:
                return known
        return None


@cache
def errors() -> Errors:
    """The figures that come with the software.

    Raises:
        DataFileError: the file can't be used.
    """
    return read_toml(Errors, resources.files("coach.review").joinpath("errors.toml"))
