"""The lifting ladder: its steps and rules, from ``ladder.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from coach.engine.model import Model, Text
from coach.lifting.reading import packaged

KEPT_UNDER: Final = "lifting_ladder"
"""Where targets of the ladder are kept: no exercise's name, since they change no threshold."""

TARGET: Final = "ladder.step"
"""The key of a person's present step."""

Spot = Literal["table", "seat", "shin", "floor"]
_DOWNWARDS: Final[tuple[Spot, ...]] = ("table", "seat", "shin", "floor")


class Rules(Model):
    """When to go on and when to go back: pain, effort 0..10, form 0..100, dose as a share."""

    good_sessions: int = Field(ge=1)
    pain_at_most: int = Field(ge=0, le=10)
    effort_at_most: int = Field(ge=0, le=10)
    form_at_least: float = Field(ge=0, le=100)
    done_at_least: float = Field(gt=0, le=1)
    hard_sessions: int = Field(ge=1)
    too_much_effort: int = Field(ge=0, le=10)
    too_low_form: float = Field(ge=0, le=100)
    rest_after_flare_days: int = Field(ge=0)


class _Entry(Model):
    place: Spot
    load_kg: float = Field(ge=0)
    sets: int = Field(gt=0)
    repetitions: int = Field(gt=0)
    camera: bool = True


class LadderFile(Model):
    """What ``ladder.toml`` says."""

    exercise: Text
    rules: Rules
    places: Mapping[Spot, Text]
    step: tuple[_Entry, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _one_thing_at_a_time(self) -> Self:
        if set(self.places) != set(_DOWNWARDS):
            raise ValueError(f"'places' must name {', '.join(_DOWNWARDS)}")
        for number, (before, after) in enumerate(pairwise(self.step), 1):
            changes = [
                _DOWNWARDS.index(after.place) - _DOWNWARDS.index(before.place),
                after.load_kg - before.load_kg,
                after.sets - before.sets,
                after.repetitions - before.repetitions,
            ]
            if sorted(change > 0 for change in changes) != [False, False, False, True] or any(
                change < 0 for change in changes
            ):
                raise ValueError(f"step {number + 1} must be harder than {number} in one thing")
        return self


@dataclass(frozen=True, slots=True)
class Step:
    """One step: where the box stands, its load in kg with the box empty as 0, and the dose.

    ``camera`` tells whether the camera can count it.
    """

    number: int
    place: Spot
    where: str
    load_kg: float
    sets: int
    repetitions: int
    camera: bool

    @property
    def total(self) -> int:
        """Repetitions of all sets."""
        return self.sets * self.repetitions

    @property
    def load_words(self) -> str:
        """The load as people say it."""
        return f"{self.load_kg:g} kg" if self.load_kg else "an empty box"

    @property
    def words(self) -> str:
        """The whole step in a few words."""
        sets = f"{self.sets} sets of " if self.sets > 1 else ""
        load = f"{self.load_kg:g} kg in the box" if self.load_kg else "Empty box"
        return f"{load}, {self.where}: {sets}{self.repetitions} lifts"


@dataclass(frozen=True, slots=True)
class Ladder:
    """All steps from the easiest on, their rules, and the exercise that they belong to."""

    exercise: str
    rules: Rules
    steps: tuple[Step, ...]

    def step(self, number: float) -> Step:
        """The step of a number; numbers beyond the ends give the first or last step."""
        return self.steps[min(max(round(number), 1), len(self.steps)) - 1]


@cache
def ladder() -> Ladder:
    """The ladder as it comes with the program.

    Raises:
        LiftingDataError: its file can't be used.
    """
    return build(packaged(LadderFile, "ladder.toml"))


def build(file: LadderFile) -> Ladder:
    """The ladder of a file's content."""
    steps = tuple(
        Step(
            number,
            entry.place,
            file.places[entry.place],
            entry.load_kg,
            entry.sets,
            entry.repetitions,
            entry.camera,
        )
        for number, entry in enumerate(file.step, 1)
    )
    return Ladder(file.exercise, file.rules, steps)
