"""How much is to be done in one sitting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from coach.engine.exercise import Exercise

REST_S: Final = 60.0
"""Between two sets; an engineering default."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The dose of one exercise: sets of repetitions (None = as many as you like) or of a hold.

    ``hold_s``, ``rest_s`` and ``time_s`` are seconds; ``per_side`` means that much on each side.
    A set with ``time_s`` ends by itself after so long, pauses not counted. ``one_go`` makes each
    set one attempt: it is over as soon as the hold, or that of each side, has ended, and seconds of
    different holds are not added up. ``tasks`` say what is to be done in each set, the last of them
    in all that follow.
    """

    sets: int = 1
    repetitions: int | None = None
    hold_s: float | None = None
    rest_s: float = REST_S
    per_side: bool = False
    time_s: float | None = None
    one_go: bool = False
    tasks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.sets < 1 or self.rest_s < 0:
            raise ValueError("a plan has at least one set and no negative rest")
        if self.repetitions is not None and self.repetitions < 1:
            raise ValueError("a set has at least one repetition")
        if self.hold_s is not None and self.hold_s <= 0:
            raise ValueError("a hold lasts longer than no time")
        if self.time_s is not None and self.time_s <= 0:
            raise ValueError("a set lasts longer than no time")
        object.__setattr__(self, "tasks", tuple(self.tasks))

    @property
    def in_all(self) -> int | None:
        """Repetitions of a set, both sides together; None for as many as one likes."""
        if self.repetitions is None:
            return None
        return self.repetitions * (2 if self.per_side else 1)

    def task(self, number: int) -> str | None:
        """What to do in this set, counted from 1."""
        return self.tasks[min(number, len(self.tasks)) - 1] if self.tasks else None


def first_plan(exercise: Exercise) -> Plan:
    """The catalogue's dose for the first weeks."""
    dose = exercise.dosage.weeks_1_2
    held = exercise.hold is not None
    return Plan(
        sets=dose.sets,
        repetitions=None if held else dose.repetitions,
        hold_s=(dose.hold_s or exercise.hold.target_s) if exercise.hold else None,
        per_side=dose.per_side,
    )
