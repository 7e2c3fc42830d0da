"""What is kept of the way back to an activity: the forms of these journal entries."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from coach.mind.model import Model, Scale, Text, Words

LADDER: Final = "ladder"
LADDER_STEP: Final = "ladder_step"
OWN: Final = "own"
"""The beginning of the key of a ladder that the person wrote."""

FEWEST_STEPS: Final = 3
MOST_STEPS: Final = 10

Came = Literal["start", "up", "back", "chosen"]
"""How somebody came to a step: began there, up or back by the rules, or by own choice."""

Morning = Literal["settled", "more", "worse"]
"""How it was the next morning: as usual, a little more, clearly worse than usual."""


class LadderPlace(Model):
    """Where somebody is on a ladder: the step from 1, since when, how and why they came to it.

    ``ladder`` is the id of a packaged ladder, or ``own:`` and a name. ``steps`` are the person's
    own words where the ladder is their own.
    """

    ladder: Text
    title: Text
    step: Annotated[int, Field(ge=1)] = 1
    steps: Annotated[tuple[Text, ...], Field(max_length=MOST_STEPS)] = ()
    goal: Words = ""
    since: date
    came: Came = "start"
    reason: Words = ""

    @model_validator(mode="after")
    def _there_is_such_a_step(self) -> Self:
        if self.ladder.startswith(f"{OWN}:") and len(self.steps) < FEWEST_STEPS:
            raise ValueError(f"an own ladder has at least {FEWEST_STEPS} steps")
        if self.steps and self.step > len(self.steps):
            raise ValueError(f"there is no step {self.step} of {len(self.steps)}")
        return self


class LadderTry(Model):
    """A step done on a day: whether all of it, pain 0..10, and how the next morning was."""

    ladder: Text
    step: Annotated[int, Field(ge=1)]
    whole: bool = True
    pain: Scale
    morning: Morning | None = None
    note: Words = ""


def own_key(name: str) -> str:
    """The key of a person's own ladder."""
    return f"{OWN}:{' '.join(name.split()).casefold()}"
