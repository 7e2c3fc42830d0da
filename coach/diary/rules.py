"""From how many days on the diary tells something; the numbers are data."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field

from coach.diary.reading import packaged
from coach.engine.model import Model

_Days = Annotated[int, Field(ge=1)]
_Points = Annotated[float, Field(gt=0, le=10)]


class PatternRules(Model):
    """Numbers of days, and points of 0..10; ``patterns.toml`` says what each is for."""

    usual_days: _Days
    usual_needed: _Days
    two_weeks_needed: _Days
    four_weeks_needed: _Days
    change_points: _Points
    average_needed: _Days
    window_days: _Days
    group_needed: _Days
    weekday_needed: _Days
    weekdays_needed: Annotated[int, Field(ge=2, le=7)]
    weekday_points: _Points
    helped_needed: _Days
    helped_days: _Days


@cache
def pattern_rules() -> PatternRules:
    """The numbers that come with the program.

    Raises:
        DataFileError: their file can't be used.
    """
    return packaged(PatternRules, "patterns.toml")
