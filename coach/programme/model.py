"""A person's programme: weeks of prescriptions, as plain data that can be kept and compared."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

WEEKS: Final = 6
"""Length of the clinic's programme; after it comes maintenance."""

Scale = Annotated[int, Field(ge=0, le=10)]


class Model(BaseModel):
    """Frozen, and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Phase(StrEnum):
    """What a week is about."""

    CALM = "calm"
    CONTROL = "control"
    BUILD = "build"
    BEND = "bend"
    TASKS = "tasks"
    INDEPENDENCE = "independence"
    MAINTENANCE = "maintenance"


class Irritability(StrEnum):
    """How easily the back is stirred up, as the first visit found it."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Prescription(Model):
    """How much of one exercise, how often, and why.

    One of ``repetitions``, ``hold_s`` (seconds) and ``minutes`` says how much a set is; held
    repetitions have the first two. ``side`` is "both" for each side in turn where an exercise has
    sides. ``target_deg`` is the range to aim at in degrees; ``load_kg`` is carried or lifted.
    ``fixed`` means that the therapist decides: no rule changes it.
    """

    exercise: str
    sets: Annotated[int, Field(ge=1, le=10)] = 1
    repetitions: Annotated[int, Field(ge=1, le=100)] | None = None
    hold_s: Annotated[float, Field(gt=0, le=600)] | None = None
    minutes: Annotated[float, Field(gt=0, le=180)] | None = None
    side: Literal["both", "left", "right"] = "both"
    per_side: bool = False
    days_per_week: Annotated[int, Field(ge=1, le=7)] = 4
    rest_s: Annotated[float, Field(ge=0, le=600)] = 60.0
    target_deg: Annotated[float, Field(gt=0, le=180)] | None = None
    load_kg: Annotated[float, Field(ge=0, le=50)] | None = None
    why: str = ""
    note: str = ""
    fixed: bool = False

    @model_validator(mode="after")
    def _says_how_much(self) -> Self:
        if self.repetitions is None and self.hold_s is None and self.minutes is None:
            raise ValueError(f"{self.exercise}: say how much: repetitions, hold_s or minutes")
        return self

    @property
    def each_side(self) -> bool:
        """Whether so much is done on the left and on the right."""
        return self.per_side and self.side == "both"


class Week(Model):
    """One week: its exercises in the order of the day.

    ``minutes`` is about how long a day's exercises take; ``effort`` the band to aim at, 0..10.
    """

    number: Annotated[int, Field(ge=1)]
    phase: Phase
    title: str
    aim: str
    sessions: Annotated[int, Field(ge=1, le=7)]
    minutes: Annotated[int, Field(ge=1, le=120)]
    effort: tuple[Scale, Scale]
    prescriptions: tuple[Prescription, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [one.exercise for one in self.prescriptions]
        if len(names) != len(set(names)):
            raise ValueError("a week has each exercise once")
        return self

    def of(self, exercise: str) -> Prescription | None:
        """The prescription of an exercise, if the week has it."""
        return next((one for one in self.prescriptions if one.exercise == exercise), None)


class LeftOut(Model):
    """An exercise that the template has and this person's plan has not, and why."""

    exercise: str
    reason: str
    instead: str | None = None


class Easing(Model):
    """From ``since`` to ``until`` (both included) every dose is only this share of the plan's."""

    since: date
    until: date
    share: Annotated[float, Field(gt=0, le=1)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.since:
            raise ValueError("'until' must not be before 'since'")
        return self


class Programme(Model):
    """Six weeks and the routine after them, from ``starts_on`` (a day where the person lives).

    ``usual_pain`` is the pain of ordinary days at the start, 0..10. ``goals`` are the person's own
    words. ``template`` names what it was made from. The last of the ``easings`` that holds on a
    day is the one that counts.
    """

    template: str
    starts_on: date
    irritability: Irritability
    usual_pain: Scale
    pain_limit: Scale = 5
    goals: tuple[str, ...] = ()
    weeks: Annotated[tuple[Week, ...], Field(min_length=1)]
    maintenance: Week
    left_out: tuple[LeftOut, ...] = ()
    easings: tuple[Easing, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if [week.number for week in self.weeks] != list(range(1, len(self.weeks) + 1)):
            raise ValueError("the weeks must be numbered 1, 2, 3 and so on")
        return self

    def week_number(self, day: date) -> int:
        """Which week a day is in, from 1; 0 before the start; beyond the last in maintenance."""
        return (day - self.starts_on).days // 7 + 1 if day >= self.starts_on else 0

    def week_on(self, day: date) -> Week:
        """What holds on a day: the first week before the start, maintenance after the last."""
        number = max(1, self.week_number(day))
        return self.weeks[number - 1] if number <= len(self.weeks) else self.maintenance

    def ends_on(self) -> date:
        """The last day of the last week."""
        return self.starts_on + timedelta(weeks=len(self.weeks)) - timedelta(days=1)


class Change(Model):
    """One thing that a decision changes, from the week of a day on: never two loads at once.

    ``field`` names a field of ``Prescription`` (sets, repetitions, hold_s, minutes, load_kg,
    target_deg, days_per_week), or "exercise" when an easier or harder one takes its place;
    ``share`` instead of ``new`` scales the doses of all exercises until ``until`` (a flare plan).
    """

    exercise: str | None = None
    field: str = ""
    old: float | str | None = None
    new: float | str | None = None
    share: Annotated[float, Field(gt=0, le=1)] | None = None
    until: date | None = None
