"""Where a person is on each ladder, out of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coach.records.journal import Journal, JournalEntry
from coach.returning.forms import LADDER, LADDER_STEP, Came, LadderPlace, LadderTry
from coach.returning.ladders import steps_of
from coach.returning.rising import Standing, Try


@dataclass(frozen=True, slots=True)
class ActivityStep:
    """The present step of one activity, from 1, of how many, and in words; its journal entry."""

    entry: JournalEntry[LadderPlace]
    step: int
    last: int
    words: str

    @property
    def place(self) -> LadderPlace:
        """What is kept of it."""
        return self.entry.body

    @property
    def ladder(self) -> str:
        """The id of its ladder."""
        return self.place.ladder

    @property
    def title(self) -> str:
        """What the activity is called."""
        return self.place.title

    @property
    def goal(self) -> str:
        """What the person wants to do again, in own words; may be empty."""
        return self.place.goal

    @property
    def since(self) -> date:
        """Since when the person is on this step."""
        return self.place.since


def standing(journal: Journal) -> tuple[ActivityStep, ...]:
    """The present step of every activity that the person chose, the latest moved first.

    A ladder that is no longer in the program is left out; what was kept of it stays.

    Raises:
        StorageError: the journal can't be read.
        DataFileError: a ladder's file can't be used.
    """
    found: dict[str, ActivityStep] = {}
    for entry in journal.entries(LADDER, LadderPlace):
        steps = steps_of(entry.body)
        if steps and entry.body.ladder not in found:
            found[entry.body.ladder] = _step(entry, steps)
    return tuple(found.values())


def tries(journal: Journal, ladder: str) -> list[JournalEntry[LadderTry]]:
    """What was done on a ladder, the latest first.

    Raises:
        StorageError: the journal can't be read.
    """
    return [one for one in journal.entries(LADDER_STEP, LadderTry) if one.body.ladder == ladder]


def as_standing(
    here: ActivityStep,
    done: list[JournalEntry[LadderTry]],
    today: date,
    *,
    pain_now: int | None,
    usual_pain: int,
    flared_on: date | None,
    resting: bool = False,
    other_up_on: date | None = None,
) -> Standing:
    """What the rules of the ladder need to know; ``done`` the latest first."""
    past = tuple(
        Try(one.day, one.body.step, one.body.whole, one.body.pain, one.body.morning)
        for one in reversed(done)
    )
    return Standing(
        step=here.step,
        last=here.last,
        since=here.since,
        today=today,
        tries=past,
        pain_now=pain_now,
        usual_pain=usual_pain,
        flared_on=flared_on,
        came_back=here.place.came == "back",
        resting=resting,
        other_up_on=other_up_on,
    )


def moved(place: LadderPlace, step: int, today: date, *, came: Came, reason: str) -> LadderPlace:
    """The same ladder on another step from today on.

    Raises:
        ValueError: there is no such step.
    """
    changes = {"step": step, "since": today, "came": came, "reason": reason}
    return LadderPlace.model_validate({**place.model_dump(), **changes})


def last_rise(mine: Sequence[ActivityStep], but: ActivityStep) -> date | None:
    """The last day on which a step up was taken on another ladder than ``but``."""
    others = [one for one in mine if one.ladder != but.ladder and one.place.came == "up"]
    return max((one.since for one in others), default=None)


def _step(entry: JournalEntry[LadderPlace], steps: tuple[str, ...]) -> ActivityStep:
    number = min(entry.body.step, len(steps))
    return ActivityStep(entry, number, len(steps), steps[number - 1])
