"""One stored set, judged again. This is what runs in the processes of a batch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal
from uuid import UUID

from coach.batch.comparing import Figures, differences, figures
from coach.engine.tracker import track_set
from coach.library import as_it_was
from coach.records import Database, Log, PersonId, SetId, open_database
from coach.records.codec import encode
from coach.settings import Settings
from poses.errors import UserFacingError

Outcome = Literal["same", "different", "unreadable", "unknown exercise", "gone"]

_UNFORESEEN: Final = "It can't be judged by this version"


@dataclass(frozen=True, slots=True)
class Task:
    """Which set; nothing of its content travels before it is asked for."""

    person: UUID
    set_id: UUID


@dataclass(frozen=True, slots=True)
class Judged:
    """How it came out.

    ``stored`` and ``today`` are None where there is nothing to compare, ``why`` says so in a
    sentence then. ``result`` is today's whole result as text, only where it is different.
    """

    task: Task
    outcome: Outcome
    exercise: str = ""
    performed_on: str = ""
    engine_version: str = ""
    stored: Figures | None = None
    today: Figures | None = None
    different: tuple[str, ...] = ()
    why: str = ""
    result: str | None = None


def judge_again(tasks: list[Task]) -> list[Judged]:
    """Some sets out of the database that this process's environment names.

    Whatever is amiss with one is told in its place, and the others go on.

    Raises:
        StorageError: the database can't be opened.
        SettingsError: a setting can't be used.
    """
    database = _database(Settings.from_environment())
    return [judged(database, task) for task in tasks]


def judged(database: Database, task: Task) -> Judged:
    """One set; nothing is written."""
    log = Log(database, PersonId(task.person))
    try:
        saved = log.load(SetId(task.set_id))
    except UserFacingError as error:
        return Judged(task, "unreadable", why=str(error))
    about = Judged(
        task,
        "same",
        exercise=saved.result.exercise,
        performed_on=f"{saved.performed_at:%Y-%m-%d}",
        engine_version=saved.engine_version,
    )
    try:
        track = log.track(SetId(task.set_id))
        if track is None:
            return replace(about, outcome="gone", why="Its movement is no longer kept.")
        exercise = as_it_was(log, saved.result.exercise, saved.recorded_at)
        if exercise is None:
            why = "There is no exercise of this name any more."
            return replace(about, outcome="unknown exercise", why=why)
        result = track_set(exercise, track).finish()
    except UserFacingError as error:
        return replace(about, outcome="unreadable", why=str(error))
    except Exception as error:
        # One strange recording must not end the night's work for all others.
        why = f"{_UNFORESEEN} ({type(error).__name__})."
        return replace(about, outcome="unreadable", why=why)
    stored, today = figures(saved.result), figures(result)
    different = differences(stored, today)
    return replace(
        about,
        outcome="different" if different else "same",
        stored=stored,
        today=today,
        different=different,
        result=encode(result) if different else None,
    )


@cache
def _database(settings: Settings) -> Database:
    return open_database(settings)
