"""Where a person is on each ladder, out of the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coach.records.journal import EntryId, Journal, JournalEntry
from coach.returning.forms import LADDER, LADDER_STEP, Came, LadderPlace, LadderTry
from coach.returning.ladders import steps_of
from coach.returning.rising import Standing, Try


@dataclass(frozen=True, slots=True)
class ActivityStep:
    """The present step of one activity: its number from 1, of how many, and in words."""

    entry: EntryId
    ladder: str
    title: str
    step: int
    last: int
    words: str
    goal: str
    since: date
    place: LadderPlace


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
) -> Standing:
    """What the rules of the ladder need to know; ``done`` the latest first."""
    past = tuple(
        Try(one.day, one.body.step, one.body.whole, one.body.pain, one.body.morning)
        for one in reversed(done)
    )
    return Standing(here.step, here.last, here.since, today, past, pain_now, usual_pain, flared_on)


def moved(place: LadderPlace, step: int, today: date, *, came: Came, reason: str) -> LadderPlace:
    """The same ladder on another step from today on.

    Raises:
        ValueError: there is no such step.
    """
    changes = {"step": step, "since": today, "came": came, "reason": reason}
    return LadderPlace.model_validate({**place.model_dump(), **changes})


def _step(entry: JournalEntry[LadderPlace], steps: tuple[str, ...]) -> ActivityStep:
    place = entry.body
    number = min(place.step, len(steps))
    return ActivityStep(
        entry.id,
        place.ladder,
        place.title,
        number,
        len(steps),
        steps[number - 1],
        place.goal,
        place.since,
        place,
    )
