"""The figures of the revised NIOSH equation, from ``niosh.toml``, and each multiplier by itself."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Self

import numpy as np
from pydantic import Field, model_validator

from coach.engine.model import Model
from coach.lifting.reading import packaged

Row = tuple[float, float, float]


class _Horizontal(Model):
    at_least_cm: float = Field(gt=0)
    at_most_cm: float = Field(gt=0)


class _Vertical(Model):
    best_cm: float = Field(gt=0)
    slope_per_cm: float = Field(gt=0)
    at_most_cm: float = Field(gt=0)


class _Distance(Model):
    base: float = Field(gt=0, lt=1)
    share_cm: float = Field(gt=0)
    at_least_cm: float = Field(gt=0)
    at_most_cm: float = Field(gt=0)


class _Asymmetry(Model):
    slope_per_deg: float = Field(gt=0)
    at_most_deg: float = Field(gt=0)


class _Frequency(Model):
    short: tuple[Row, ...] = Field(min_length=2)
    moderate: tuple[Row, ...] = Field(min_length=2)
    long: tuple[Row, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _falling(self) -> Self:
        for rows in (self.short, self.moderate, self.long):
            for before, after in pairwise(rows):
                if after[0] <= before[0]:
                    raise ValueError("the lifts a minute must rise from row to row")
                if after[1] > before[1] or after[2] > before[2]:
                    raise ValueError("more lifts a minute can't allow more weight")
        return self


class _Grip(Model):
    good: tuple[float, float]
    fair: tuple[float, float]
    poor: tuple[float, float]


class _CameraError(Model):
    reach_cm: float = Field(ge=0)
    height_cm: float = Field(ge=0)
    asymmetry_deg: float = Field(ge=0)


class Equation(Model):
    """The whole equation: lengths in cm, weights in kg, angles in degrees."""

    load_constant_kg: float = Field(gt=0)
    horizontal: _Horizontal
    vertical: _Vertical
    distance: _Distance
    asymmetry: _Asymmetry
    frequency: _Frequency
    grip: _Grip
    camera_error: _CameraError

    def horizontal_at(self, reach_cm: float) -> float:
        """HM: less the further the hands are from the ankles; 0 beyond reach."""
        known = self.horizontal
        if reach_cm > known.at_most_cm:
            return 0.0
        return known.at_least_cm / max(reach_cm, known.at_least_cm)

    def vertical_at(self, height_cm: float) -> float:
        """VM: best with hanging hands; 0 above reach."""
        known = self.vertical
        if height_cm > known.at_most_cm:
            return 0.0
        return 1.0 - known.slope_per_cm * abs(height_cm - known.best_cm)

    def distance_at(self, travel_cm: float) -> float:
        """DM: less the longer the way up or down."""
        known = self.distance
        if travel_cm > known.at_most_cm:
            return 0.0
        return min(known.base + known.share_cm / max(travel_cm, known.at_least_cm), 1.0)

    def asymmetry_at(self, aside_deg: float) -> float:
        """AM: less the further the load lies to one side."""
        known = self.asymmetry
        return 0.0 if aside_deg > known.at_most_deg else 1.0 - known.slope_per_deg * aside_deg

    def frequency_at(self, lifts_per_minute: float, duration: str, height_cm: float) -> float:
        """FM: less the more often and the longer; ``height_cm`` at the start of the lift."""
        rows: tuple[Row, ...] = getattr(self.frequency, duration)
        column = 2 if height_cm >= self.vertical.best_cm else 1
        if lifts_per_minute > rows[-1][0]:
            return 0.0
        above = next(row for row in rows if lifts_per_minute <= row[0])
        if above[column] == 0.0:
            return 0.0
        return float(
            np.interp(lifts_per_minute, [row[0] for row in rows], [row[column] for row in rows])
        )

    def coupling_at(self, grip: str, height_cm: float) -> float:
        """CM: less without handles."""
        below, above = getattr(self.grip, grip)
        return float(above if height_cm >= self.vertical.best_cm else below)


@cache
def equation() -> Equation:
    """The equation as it comes with the program.

    Raises:
        LiftingDataError: its file can't be used.
    """
    return packaged(Equation, "niosh.toml")
