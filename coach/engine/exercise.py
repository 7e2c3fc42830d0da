"""What an exercise file says: the pydantic model of ``coach/exercises/*.toml``."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, field_validator, model_validator

from coach.engine.model import Model, Text
from coach.engine.reference import Reference
from coach.engine.results import Severity
from poses.angles import measures
from poses.view import View

Sides = Literal["near", "left", "right", "mean", "max", "min"]
Phase = Literal["any", "out", "turn", "back", "rest", "hold"]
Metric = Literal["duration_s", "out_s", "back_s", "pause_s", "held_s", "peak"]
Mode = Literal["repetitions", "hold", "guide"]
FloorPose = Literal["supine", "prone", "side", "quadruped", "kneeling"]
BodyPart = Literal["head", "shoulders", "elbows", "hands", "hips", "knees", "feet"]


class MeasureRef(Model):
    """A measure of ``poses/measures.toml`` and, where it has sides, which of them.

    ``near`` is the side that the camera sees better, or the mean of both from the front. ``max``
    and ``min`` take the side with the larger or smaller value, or with the larger or smaller value
    of another measure that ``by`` names: the knee of the leg that is raised.
    """

    measure: Text
    sides: Sides = "near"
    by: Text | None = None
    absolute: bool = False

    @field_validator("measure")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in measures() and f"{name}_left" not in measures():
            bases = sorted({measure.base for measure in measures().values()})
            raise ValueError(f"there is no measure '{name}'; known are: {', '.join(bases)}")
        return name

    @model_validator(mode="after")
    def _picking(self) -> Self:
        if self.by is None:
            return self
        if self.sides not in ("max", "min"):
            raise ValueError("'by' needs 'sides' to be 'max' or 'min'")
        if not self.has_sides or f"{self.by}_left" not in measures():
            raise ValueError("'measure' and 'by' must both be measures with sides")
        return self

    @property
    def has_sides(self) -> bool:
        """Whether there is one such measure for each side of the body."""
        return f"{self.measure}_left" in measures()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the table's columns that this reference may read."""
        if not self.has_sides:
            return (self.measure,)
        return (f"{self.measure}_left", f"{self.measure}_right")

    @property
    def picked_by(self) -> tuple[str, ...]:
        """Names of the columns whose values decide between the sides for ``max`` and ``min``."""
        return self.columns if self.by is None else (f"{self.by}_left", f"{self.by}_right")

    @property
    def reads(self) -> tuple[str, ...]:
        """Every column that reading it takes."""
        return (*self.columns, *self.picked_by)

    @property
    def unit(self) -> str:
        """Unit of the measure."""
        return measures()[self.columns[0]].unit

    @property
    def title(self) -> str:
        """Its name for people."""
        return measures()[self.columns[0]].title

    @property
    def plane(self) -> str:
        """The plane in which it can be seen: sagittal, frontal or any."""
        return measures()[self.columns[0]].plane


class Condition(MeasureRef):
    """A measure that has to lie below and/or above a limit.

    ``relative`` looks at its change from the person's own start position. Seen with less
    confidence than ``trust``, or from another side than ``views`` (empty = any), it is left out.
    """

    views: tuple[View, ...] = ()
    relative: bool = False
    trust: float = Field(default=0.0, ge=0, le=1)
    below: float | None = None
    above: float | None = None

    @model_validator(mode="after")
    def _limited(self) -> Self:
        if self.below is None and self.above is None:
            raise ValueError("needs 'below' or 'above'")
        return self

    def holds(self, value: float) -> bool:
        """Whether the value lies within the limits."""
        return (self.below is None or value < self.below) and (
            self.above is None or value > self.above
        )


class Signal(MeasureRef):
    """The measure that repetitions are counted on, for some camera views.

    ``start`` and ``target`` are its values in the start position and at a full repetition;
    ``minimum`` is how far it has to travel, in its own unit, for a repetition to count.
    ``of_rest`` takes the measure as a share of its value in the person's own start position.
    """

    of_rest: bool = False
    views: tuple[View, ...] = Field(min_length=1)
    start: float
    target: float
    minimum: float = Field(gt=0)

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if self.start == self.target:
            raise ValueError("'start' and 'target' must differ")
        if self.minimum > abs(self.target - self.start):
            raise ValueError("'minimum' must not exceed the way from 'start' to 'target'")
        return self

    def progress(self, value: float) -> float:
        """0 in the start position, 1 at a full repetition."""
        return (value - self.start) / (self.target - self.start)

    @property
    def minimum_progress(self) -> float:
        """``minimum`` on the scale of ``progress``."""
        return self.minimum / abs(self.target - self.start)


class Confirmation(MeasureRef):
    """A second measure that must move with the first, so that other movements don't count.

    Seen with less confidence than ``trust``, or from another side than ``views`` (empty = any), it
    can neither confirm nor deny. ``of_rest`` means shares of the start position's value instead of
    the measure's own unit.
    """

    views: tuple[View, ...] = ()
    of_rest: bool = False

    rise: float | None = Field(default=None, gt=0)
    fall: float | None = Field(default=None, gt=0)
    trust: float = Field(default=0.0, ge=0, le=1)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.rise is None) == (self.fall is None):
            raise ValueError("needs either 'rise' or 'fall'")
        return self


class Planted(Model):
    """The feet stay where they are while the hips move, seen from these views.

    ``share`` is how far the feet may move at the turning point, against the hips' way down.
    """

    views: tuple[View, ...] = ()
    share: float = Field(gt=0)

    FEET: ClassVar = (MeasureRef(measure="feet_x"), MeasureRef(measure="feet_y"))
    HIPS: ClassVar = MeasureRef(measure="leg_height")


class Repetitions(Model):
    """How repetitions of this exercise are counted and timed (seconds).

    ``pause_max_s`` is how long the far end may be held before it is a rest; ``sway`` is how much
    progress is still standing still; whoever turns by more than ``turning_max_deg`` before the
    camera is walking about. ``side_at`` is when the side of a repetition can be told. ``hold_s`` is
    how long each repetition is to be held at its far end.
    """

    signals: tuple[Signal, ...] = Field(min_length=1)
    confirm: tuple[Confirmation, ...] = ()
    turn_conditions: tuple[Condition, ...] = ()
    planted: Planted | None = None
    side_from: MeasureRef | None = None
    side_at: Literal["start", "turn"] = "turn"
    alternating: bool = False
    tempo_s: tuple[float, float] = (2.5, 6.0)
    minimum_s: float = Field(default=0.6, gt=0)
    maximum_s: float = Field(default=15.0, gt=0)
    pause_max_s: float = Field(default=6.0, gt=0)
    sway: float = Field(default=0.15, gt=0, lt=0.5)
    turning_max_deg: float = Field(default=60.0, gt=0)
    hold_s: float | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _pausing(self) -> Self:
        if self.hold_s is not None and self.hold_s >= self.pause_max_s:
            raise ValueError("'hold_s' must be less than 'pause_max_s'")
        return self


class HoldRule(Model):
    """The position to hold: all conditions together, for at least ``minimum_s`` seconds.

    ``begin`` has further conditions without which no hold begins, but which it may lose.

    With ``side_from`` each hold is told by its side: right where the measure is positive, or the
    side that ``max`` or ``min`` picks.
    """

    conditions: tuple[Condition, ...] = Field(min_length=1)
    begin: tuple[Condition, ...] = ()
    steady: MeasureRef | None = None
    side_from: MeasureRef | None = None
    target_s: float = Field(gt=0)
    minimum_s: float = Field(default=2.0, gt=0)
    grace_s: float = Field(default=1.0, ge=0)
    report: tuple[MeasureRef, ...] = ()


class GuideStep(Model):
    """One instruction of a guided exercise, and how many seconds it lasts."""

    say: Text
    seconds: float = Field(gt=0, le=600)


class Guide(Model):
    """An exercise that no camera can judge: instructions in turn, and the person reports.

    One round of the steps is one repetition; ``report`` is what the person tells afterwards.
    """

    steps: tuple[GuideStep, ...] = Field(min_length=1)
    report: Literal["repetitions", "minutes"] = "repetitions"

    @property
    def round_s(self) -> float:
        """Seconds of one round."""
        return sum(step.seconds for step in self.steps)


class Check(Model):
    """A form check: a fault is seen when the measure goes past its limit in the phase.

    ``relative`` compares with the person's own start position. ``metric`` judges the whole
    repetition instead of a measure in a frame. ``minimum_s`` is how long it must last.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Text
    measure: MeasureRef | None = None
    metric: Metric | None = None
    phase: Phase = "any"
    above: float | None = None
    below: float | None = None
    relative: bool = False
    minimum_s: float = Field(default=0.3, ge=0)
    severity: Severity
    cue: Text
    why: Text

    @field_validator("cue")
    @classmethod
    def _short(cls, cue: str) -> str:
        if len(cue.split()) > 8:
            raise ValueError("a cue has at most eight words")
        return cue

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.measure is None) == (self.metric is None):
            raise ValueError("needs either 'measure' or 'metric'")
        if (self.above is None) == (self.below is None):
            raise ValueError("needs either 'above' or 'below'")
        return self

    @property
    def threshold(self) -> float:
        """The limit, in the unit of the measure."""
        return self.above if self.above is not None else self.below or 0.0

    def excess(self, value: float) -> float:
        """How far the value lies past the limit; positive = fault."""
        return value - self.above if self.above is not None else self.threshold - value


class Texts(Model):
    """The words for people.

    ``leave_out`` says who should not do it before their therapist agrees, ``stop`` when to stop
    this very exercise, beside what always holds.
    """

    purpose: Text
    start_position: Text
    how_to: tuple[Text, Text, Text]
    camera: Text
    safety: tuple[Text, ...] = Field(min_length=1)
    leave_out: tuple[Text, ...] = ()
    stop: tuple[Text, ...] = ()
    unseen: tuple[Text, ...] = ()
    easier: Text
    harder: Text


class Dose(Model):
    """How much: sets of repetitions, of seconds held, or of minutes."""

    sets: int = Field(gt=0)
    repetitions: int | None = Field(default=None, gt=0)
    hold_s: float | None = Field(default=None, gt=0)
    minutes: float | None = Field(default=None, gt=0)
    per_side: bool = False


class Dosage(Model):
    """The default dose as the weeks go by."""

    weeks_1_2: Dose
    weeks_3_4: Dose
    weeks_5_6: Dose


class Camera(Model):
    """From where to film: the best views, and the body parts that must be in the picture."""

    views: tuple[View, ...] = Field(min_length=1)
    body_parts: tuple[BodyPart, ...] = ("shoulders", "hips", "knees", "feet")


class Start(Model):
    """The position before a repetition or around a hold, without which nothing is counted."""

    conditions: tuple[Condition, ...] = ()
    still_s: float = Field(default=0.15, ge=0)


class Exercise(Model):
    """One exercise, complete.

    ``range`` is the joint angle reported as range of motion. ``recognise`` helps to tell the
    exercise from its likes when it has to be proposed; it has no say in the counting.
    ``easier`` and ``harder`` are the ids of its neighbours on the ladder of exercises.
    """

    schema_version: Literal[1] = Field(alias="schema")
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Text
    category: Literal[
        "mobility", "strength", "stability", "functional", "posture", "stretch", "assessment"
    ]
    position: Literal["standing", "floor", "chair"]
    floor_pose: FloorPose | None = None
    goal: Text
    easier: tuple[Text, ...] = ()
    harder: tuple[Text, ...] = ()
    equipment: tuple[Text, ...] = ()
    text: Texts
    dosage: Dosage
    camera: Camera
    reference: Reference
    start: Start = Start()
    repetitions: Repetitions | None = None
    hold: HoldRule | None = None
    guide: Guide | None = None
    range: MeasureRef | None = None
    recognise: tuple[Condition, ...] = ()
    checks: tuple[Check, ...] = ()
    sources: tuple[Text, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_mode(self) -> Self:
        if sum(way is not None for way in (self.repetitions, self.hold, self.guide)) != 1:
            raise ValueError("needs either [repetitions] or [hold] or [guide]")
        if self.guide and (self.checks or self.range):
            raise ValueError("a guided exercise has no checks and no range: no camera sees it")
        if len({check.id for check in self.checks}) != len(self.checks):
            raise ValueError("two checks have the same id")
        if self.reference.view not in self.camera.views:
            raise ValueError("'reference.view' must be one of 'camera.views'")
        return self

    @property
    def mode(self) -> Mode:
        """Whether its repetitions are counted, its position is held, or it is only guided."""
        if self.guide is not None:
            return "guide"
        return "repetitions" if self.repetitions is not None else "hold"

    @property
    def has_sides(self) -> bool:
        """Whether left and right are counted or timed apart."""
        if self.repetitions is not None:
            return self.repetitions.alternating
        return self.hold is not None and self.hold.side_from is not None

    def references(self) -> tuple[MeasureRef, ...]:
        """Every measure that counting and judging this exercise reads."""
        found: list[MeasureRef] = [*self.start.conditions]
        found += [check.measure for check in self.checks if check.measure]
        if self.range:
            found.append(self.range)
        if self.repetitions:
            found += [*self.repetitions.signals, *self.repetitions.confirm]
            found += self.repetitions.turn_conditions
            found += [*Planted.FEET, Planted.HIPS] if self.repetitions.planted else []
            found += [self.repetitions.side_from] if self.repetitions.side_from else []
        if self.hold:
            found += [*self.hold.conditions, *self.hold.begin, *self.hold.report]
            found += [ref for ref in (self.hold.steady, self.hold.side_from) if ref]
        return tuple(found)
