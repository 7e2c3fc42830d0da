"""What a test's file says: the pydantic model of ``coach/assessments/protocols/*.toml``."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from coach.assessments.stated import Comparison, NormTable, Stated, Telling
from coach.assessments.ways import How
from coach.engine.catalogue import find_exercise
from coach.engine.exercise import Exercise
from coach.engine.model import Model, Text
from coach.live.plan import Plan

Better = Literal["higher", "lower"]
Need = Literal["age", "sex", "height"]
Adapted = Literal["start", "repetitions", "hold", "camera"]


class Quantity(Model):
    """One value that a test gives.

    ``error``: repeated measurements of the same thing lie within plus or minus so much.
    ``change``: two results have to differ by more than this, where somebody has studied it.
    Without ``better`` a change is only a difference. Sides that differ by more than
    ``alike_percent`` of their mean are told.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: Text
    unit: Text
    one_unit: Text | None = None
    decimals: int = Field(default=0, ge=0, le=1)
    per_side: bool = False
    alike_percent: float | None = Field(default=None, gt=0)
    better: Better | None = None
    how: How
    error: Stated
    change: Stated | None = None
    norms: NormTable | None = None
    comparisons: tuple[Comparison, ...] = ()
    tell: tuple[Telling, ...] = ()


class Run(Model):
    """How the test is run before the camera; see ``Plan``. ``keep_checks`` stay switched on."""

    sets: int = Field(default=1, gt=0)
    repetitions: int | None = Field(default=None, gt=0)
    time_s: float | None = Field(default=None, gt=0)
    hold_s: float | None = Field(default=None, gt=0)
    rest_s: float = Field(default=60.0, ge=0)
    per_side: bool = False
    one_go: bool = False
    tasks: tuple[Text, ...] = ()
    keep_checks: tuple[Text, ...] = ()
    adapt: dict[Adapted, dict[str, Any]] = Field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The same as the plan of a sitting."""
        return Plan(
            sets=self.sets,
            repetitions=self.repetitions,
            hold_s=self.hold_s,
            rest_s=self.rest_s,
            per_side=self.per_side,
            time_s=self.time_s,
            one_go=self.one_go,
            tasks=self.tasks,
        )


class Protocol(Model):
    """One test, complete.

    ``exercise`` is what the engine runs; ``touched`` asks a question whose yes makes the main value
    zero; ``note`` says what people should know about the result.
    """

    schema_version: Literal[1] = Field(alias="schema")
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    name: Text
    tells: Text
    purpose: Text
    equipment: tuple[Text, ...] = ()
    steps: tuple[Text, ...] = Field(min_length=2)
    camera: Text
    leave_out: tuple[Text, ...] = Field(min_length=1)
    stop: tuple[Text, ...] = Field(min_length=1)
    unseen: tuple[Text, ...] = ()
    note: Text | None = None
    touched: Text | None = None
    needs: tuple[Need, ...] = ()
    retest_weeks: tuple[int, ...] = (0, 3, 6)
    exercise: Text
    run: Run
    quantities: tuple[Quantity, ...] = Field(min_length=1)
    sources: tuple[Text, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _distinct(self) -> Self:
        if len({quantity.id for quantity in self.quantities}) != len(self.quantities):
            raise ValueError("two quantities have the same id")
        return self

    def key(self, quantity: Quantity) -> str:
        """Under which name results of this quantity are kept."""
        return self.id if quantity.id == self.id else f"{self.id}.{quantity.id}"

    @cached_property
    def by_key(self) -> dict[str, Quantity]:
        """The quantities by the name that their results are kept under."""
        return {self.key(quantity): quantity for quantity in self.quantities}

    @cached_property
    def as_tested(self) -> Exercise:
        """The exercise as this test runs it: without coaching, and with the test's own limits.

        Raises:
            ExerciseError: there is no such exercise.
        """
        exercise = find_exercise(self.exercise)
        told = exercise.model_dump(by_alias=True)
        told["checks"] = [one for one in told["checks"] if one["id"] in self.run.keep_checks]
        for part, changes in self.run.adapt.items():
            told[part] = (told[part] or {}) | changes
        return Exercise.model_validate(told)
