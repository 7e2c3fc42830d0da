"""Lifting, bending and carrying: what was seen, how heavy, and what comes next."""

from coach.lifting.describe import describe_lifts, is_lift
from coach.lifting.lift import Bend, Hands, Kind, Lift, Measured, Pace, Style
from coach.lifting.reading import LiftingDataError
from coach.lifting.summary import style_mix, summary

__all__ = [
    "Bend",
    "Hands",
    "Kind",
    "Lift",
    "LiftingDataError",
    "Measured",
    "Pace",
    "Style",
    "describe_lifts",
    "is_lift",
    "style_mix",
    "summary",
]
