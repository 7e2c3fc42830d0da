"""Exercises that were taught to this installation; they belong to no person.

The text is kept as it was given: whoever reads it must expect that a later version of Back Coach
no longer understands it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coach import clock
from coach.engine.catalogue import ExerciseError, catalogue, parse_exercise
from coach.records.columns import in_utc
from coach.records.database import Database
from coach.records.entries import TaughtExercise
from coach.records.errors import NotFoundError
from coach.records.models import TaughtExerciseRow
from coach.records.text import storable


def taught_exercises(database: Database, at: datetime | None = None) -> list[TaughtExercise]:
    """The exercises that are taught and not retired, now or at a moment; the oldest first.

    Raises:
        StorageError: the log can't be read.
        ValueError: the moment has no time zone.
    """
    query = select(TaughtExerciseRow)
    retired = TaughtExerciseRow.retired_at
    if at is None:
        query = query.where(retired.is_(None))
    else:
        moment = in_utc(at)
        query = query.where(
            TaughtExerciseRow.taught_at <= moment, or_(retired.is_(None), retired > moment)
        )
    with database.reading() as session:
        rows = session.scalars(query.order_by(TaughtExerciseRow.id))
        return [TaughtExercise(row.exercise, row.toml, row.taught_at, row.origin) for row in rows]


def add_taught_exercise(database: Database, toml_text: str, *, origin: str) -> TaughtExercise:
    """Keep a taught exercise; one of the same id becomes its past version.

    Raises:
        ExerciseError: the text is no exercise file, or its id is one of the catalogue's.
        StorageError: the log can't be written.
    """
    exercise = parse_exercise("taught exercise", toml_text)
    if exercise.id in catalogue():
        raise ExerciseError(
            f"The catalogue has an exercise with the id '{exercise.id}' already: choose another."
        )
    now = clock.now()
    taught = TaughtExercise(exercise.id, storable(toml_text), now, storable(origin))
    with database.writing() as session:
        _retire(session, exercise.id, now)
        session.add(
            TaughtExerciseRow(
                exercise=taught.id, toml=taught.toml, origin=taught.origin, taught_at=now
            )
        )
    return taught


def retire_taught_exercise(database: Database, exercise_id: str) -> None:
    """Take a taught exercise out of use; its text and the sets done of it stay.

    Raises:
        NotFoundError: no exercise of this id is taught.
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        if not _retire(session, exercise_id, clock.now()):
            raise NotFoundError(
                f"No exercise '{exercise_id}' is taught here: go back to the list and choose one."
            )


def _retire(session: Session, exercise_id: str, now: datetime) -> bool:
    query = select(TaughtExerciseRow).where(
        TaughtExerciseRow.exercise == storable(exercise_id), TaughtExerciseRow.retired_at.is_(None)
    )
    row = session.scalar(query.with_for_update())
    if row is None:
        return False
    row.retired_at = now
    session.flush()
    return True
