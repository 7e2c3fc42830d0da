"""What a person did with a lesson, in their journal under the kind "lesson"."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Final

from pydantic import BaseModel, ConfigDict

from coach.records.errors import NotFoundError
from coach.records.journal import Journal, JournalEntry

LESSON: Final = "lesson"


class LessonRead(BaseModel):
    """One lesson: the answer chosen for each question, whether it is finished, the task done."""

    model_config = ConfigDict(frozen=True)

    lesson: str
    answers: dict[str, str] = {}
    finished: bool = False
    task_done: bool = False


Entry = JournalEntry[LessonRead]


def lessons_read(journal: Journal) -> dict[str, Entry]:
    """The entry of each lesson that somebody has begun: the latest one.

    Raises:
        StorageError: they can't be read.
    """
    found: dict[str, Entry] = {}
    for entry in journal.entries(LESSON, LessonRead):
        before = found.get(entry.body.lesson)
        if before is None or (entry.body.finished and not before.body.finished):
            found[entry.body.lesson] = entry
    return found


def finished(journal: Journal) -> dict[str, date]:
    """The day on which each lesson was finished.

    Raises:
        StorageError: they can't be read.
    """
    return {
        lesson: entry.day for lesson, entry in lessons_read(journal).items() if entry.body.finished
    }


def keep_reading(journal: Journal, read: LessonRead) -> None:
    """Keep how far somebody is with a lesson; once finished, it stays finished.

    The day of the entry is the day on which it was finished.

    Raises:
        StorageError: it can't be kept.
    """
    before = lessons_read(journal).get(read.lesson)
    if before is not None and before.body.finished:
        with suppress(NotFoundError):
            journal.replace(before.id, read.model_copy(update={"finished": True}))
            return
    journal.add(LESSON, read)
    if before is not None:
        # On another device the older entry may have been put away meanwhile: that is as good.
        with suppress(NotFoundError):
            journal.retire(before.id)
