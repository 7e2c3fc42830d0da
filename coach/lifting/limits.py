"""The figures by which lifts are described, from ``lifting.toml``."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from coach.engine.model import Model
from coach.lifting.reading import packaged


class StyleLimits(Model):
    """Where squat and stoop begin, and how exact knee and trunk angles are, degrees."""

    stoop_trunk_above_deg: float
    stoop_knee_below_deg: float
    squat_knee_above_deg: float
    squat_trunk_below_deg: float
    knee_error_deg: float = Field(gt=0)
    trunk_error_deg: float = Field(gt=0)


class BodyShares(Model):
    """Lengths as shares of the standing height."""

    shoulder_above_ankle: float = Field(gt=0, lt=1)
    ankle_above_floor: float = Field(gt=0, lt=1)


class Errors(Model):
    """How far measures may be off, plus or minus; ``unknown_size`` is a share on top."""

    height_m: float = Field(gt=0)
    reach_m: float = Field(gt=0)
    turn_deg: float = Field(gt=0)
    depth_m: float = Field(gt=0)
    unknown_size: float = Field(ge=0)


class LiftLimits(Model):
    """Where a lift begins and ends and what belongs to its lowest point."""

    still_m_s: float = Field(gt=0)
    still_share: float = Field(gt=0, lt=1)
    bottom_share: float = Field(gt=0, lt=1)
    bottom_m: float = Field(gt=0)
    carry_share: float = Field(gt=0, lt=1)
    hips_way_m: float = Field(gt=0)
    sustained_s: float = Field(gt=0)


class WorthTelling(Model):
    """From where on something is worth a sentence."""

    far_m: float
    turn_deg: float
    quick_ratio: float
    fast_m_s: float
    hips_lead: float
    pause_s: float
    compared_lifts: int = Field(ge=2)


class Limits(Model):
    """All of them."""

    style: StyleLimits
    body: BodyShares
    error: Errors
    lift: LiftLimits
    worth_telling: WorthTelling


@cache
def limits() -> Limits:
    """The figures as they come with the program.

    Raises:
        LiftingDataError: their file can't be used.
    """
    return packaged(Limits, "lifting.toml")
