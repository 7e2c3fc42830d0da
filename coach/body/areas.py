"""Where on the body: areas with plain names, and their shapes on the chart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from coach.datafile import each_once, read_toml
from coach.engine.model import Model, Text

View = Literal["back", "front"]
Region = Literal["back", "neck", "arm", "trunk", "buttock", "leg", "below_knee"]
Point = tuple[Annotated[float, Field(ge=0, le=200)], Annotated[float, Field(ge=0, le=400)]]

WIDTH: Final = 200.0
HEIGHT: Final = 400.0
"""Size of each picture, in the units of the points."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area of the chart; ``points`` are its corners in the picture of ``view``."""

    id: str
    name: str
    view: View
    region: Region
    points: tuple[tuple[float, float], ...]


class _Shape(Model):
    id: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
    name: Text
    view: View
    region: Region
    pair: bool = False
    points: Annotated[tuple[Point, ...], Field(min_length=3)]

    @model_validator(mode="after")
    def _names_its_side(self) -> Self:
        if self.pair != ("{side}" in self.name):
            raise ValueError("a pair, and nothing else, has {side} in its name")
        return self

    def areas(self) -> Iterator[Area]:
        if not self.pair:
            yield Area(self.id, self.name, self.view, self.region, self.points)
            return
        mirrored = tuple((WIDTH - x, y) for x, y in self.points)
        on_left, on_right = ("left", "right") if self.view == "back" else ("right", "left")
        for side, points in ((on_left, self.points), (on_right, mirrored)):
            name = self.name.replace("{side}", side)
            yield Area(f"{self.id}_{side}", name, self.view, self.region, points)


class _Chart(Model):
    shapes: Annotated[tuple[_Shape, ...], Field(alias="area", min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        each_once("areas", [area.id for shape in self.shapes for area in shape.areas()])
        return self


@cache
def areas() -> Mapping[str, Area]:
    """All areas by id, in the order of their file.

    Raises:
        DataFileError: the file can't be used.
    """
    chart = read_toml(_Chart, resources.files("coach.body").joinpath("areas.toml"))
    return {area.id: area for shape in chart.shapes for area in shape.areas()}


def area_names(ids: Iterable[str]) -> list[str]:
    """The plain names of these areas; one that is no longer on the chart keeps its id's words."""
    known = areas()
    return [known[one].name if one in known else one.replace("_", " ") for one in ids]


def below_knee(ids: Iterable[str]) -> tuple[str, ...]:
    """Those of these areas that are below the knee: pain there is for the therapist to know."""
    known = areas()
    return tuple(one for one in ids if one in known and known[one].region == "below_knee")
