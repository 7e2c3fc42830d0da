"""What a person writes on the page of calm and mind: the forms of these journal entries."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from coach.mind.model import Model, Percent, Scale, Text, Words

VALUE: Final = "value"
GOAL: Final = "goal"
PACING: Final = "pacing"
PACING_DAY: Final = "pacing_day"
CALM: Final = "calm"
THOUGHT: Final = "thought"
EXPOSURE: Final = "exposure"
SLEEP_PLAN: Final = "sleep_plan"
NIGHT: Final = "night"

SHRINK_BELOW: Final = 7
"""With less confidence than this, 0..10, a smaller goal is suggested (default of the reference)."""

TRIAL_DAYS: Final = 3
"""Days of trying out that the baseline of an activity budget is the mean of."""


class Value(Model):
    """Something that matters to the person, in own words."""

    text: Text
    area: Words = ""


class Goal(Model):
    """Something to reach: what, how much, until when, the first small step; confidence 0..10.

    ``activity`` names one of the person's own activities of the first visit.
    """

    text: Text
    how_much: Words = ""
    by: date | None = None
    first_step: Words = ""
    confidence: Scale
    activity: Words = ""
    value: Words = ""
    reached_on: date | None = None

    @property
    def wants_shrinking(self) -> bool:
        """Whether a smaller goal would be easier to believe in."""
        return self.reached_on is None and self.confidence < SHRINK_BELOW


class PacingPlan(Model):
    """An activity budget.

    ``trials`` are what was comfortable on three days, in ``unit``; ``share`` is by how much the
    budget rises, as a share: 0.05 to 0.10 a session or 0.10 to 0.20 a week; ``goal`` is where it
    ends. ``longest`` is done at a time, with ``rest_min`` minutes of rest between.
    """

    activity: Text
    unit: Literal["minutes", "steps", "times"] = "minutes"
    trials: Annotated[
        tuple[Annotated[float, Field(ge=1, le=100_000)], ...],
        Field(min_length=TRIAL_DAYS, max_length=TRIAL_DAYS),
    ]
    per: Literal["session", "week"] = "week"
    share: Annotated[float, Field(ge=0.05, le=0.20)] = 0.10
    goal: Annotated[float, Field(gt=0, le=100_000)] | None = None
    longest: Annotated[float, Field(gt=0)] | None = None
    rest_min: Annotated[float, Field(ge=1, le=60)] = 5.0
    started_on: date

    @model_validator(mode="after")
    def _within_the_share(self) -> Self:
        low, high = (0.05, 0.10) if self.per == "session" else (0.10, 0.20)
        if not low <= self.share <= high:
            raise ValueError(
                f"a budget rises by {low:.0%} to {high:.0%} a {self.per}, got {self.share:.0%}"
            )
        if self.unit != "minutes" and min(self.trials) < 2:
            raise ValueError("try out at least 2 a day before planning")
        return self


class PacingDay(Model):
    """What was done of an activity on a day, in the unit of its plan, and the pain with it."""

    activity: Text
    amount: Annotated[float, Field(ge=0, le=100_000)]
    pain: Scale | None = None


class CalmTime(Model):
    """A quiet time: which one, how many seconds of it, whether to its end, and how it left you."""

    practice: Text
    seconds: Annotated[int, Field(ge=0, le=7200)]
    finished: bool
    felt: Literal["calmer", "same", "tenser"] | None = None


class Thought(Model):
    """A thought looked at from several sides; belief and feeling 0..100, before and after."""

    situation: Text
    thought: Text
    belief: Percent
    feeling_name: Words = ""
    feeling: Percent
    evidence_for: Words = ""
    evidence_against: Words = ""
    balanced: Words = ""
    belief_after: Percent | None = None
    feeling_after: Percent | None = None


class Exposure(Model):
    """Trying out something that is avoided: what is expected, and what came of it.

    ``expected_pain`` and ``pain`` are 0..10, ``sure`` and ``sure_after`` say how sure the person
    is of the expectation, 0..100. ``done_on`` is None while it is only planned.
    """

    activity: Text
    expected: Text
    expected_pain: Scale
    sure: Percent = 50
    done_on: date | None = None
    happened: Words = ""
    pain: Scale | None = None
    sure_after: Percent | None = None
    learned: Words = ""


class SleepPlan(Model):
    """When to get up every day, when to wind down and how, and the habits chosen."""

    rise_at: time
    wind_down_at: time | None = None
    wind_down: Words = ""
    habits: tuple[Text, ...] = ()


class Night(Model):
    """A night: to bed and up by the clock, and about how many hours asleep."""

    to_bed: time
    up: time
    asleep_h: Annotated[float, Field(ge=0, le=24)]
