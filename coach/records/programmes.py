"""The versions of a person's programme: what held when, who changed it, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from coach import clock
from coach.programme.model import Programme
from coach.records.book import Book
from coach.records.care_models import ProgrammeRow
from coach.records.entries import PersonId
from coach.records.errors import StorageError
from coach.records.people import require_person
from coach.records.text import storable
from poses.errors import UserFacingError

_CHANGED: Final = (
    "This plan was changed meanwhile. Look at the new version first; your own changes are still "
    "here."
)


class ChangedMeanwhileError(UserFacingError):
    """Somebody saved another version in the meantime; nothing was overwritten."""


@dataclass(frozen=True, slots=True)
class SavedProgramme:
    """One version: from its ``day`` (where the patient was) until ``ended_at``, None for now on.

    Moments are in UTC. ``made_by`` is None when that person is no longer known.
    """

    number: int
    day: date
    made_at: datetime
    made_by: PersonId | None
    reason: str
    programme: Programme
    ended_at: datetime | None = None


class Programmes(Book):
    """The programme of one patient. A change is a new version; none of the past is touched."""

    def current(self) -> SavedProgramme | None:
        """The version that holds now; None when there is no programme yet.

        Raises:
            StorageError: it is damaged.
        """
        with self._database.reading() as session:
            row = self._current(session)
            return None if row is None else _saved(row)

    def history(self, limit: int | None = None) -> list[SavedProgramme]:
        """All versions, or so many, the latest first.

        Raises:
            StorageError: one of them is damaged.
        """
        query = select(ProgrammeRow).where(ProgrammeRow.patient_id == self._patient)
        with self._database.reading() as session:
            rows = session.scalars(query.order_by(ProgrammeRow.number.desc()).limit(limit))
            return [_saved(row) for row in rows]

    def at(self, day: date) -> SavedProgramme | None:
        """The version that held at the end of a day; None before the first one was made.

        Raises:
            StorageError: it is damaged.
        """
        query = select(ProgrammeRow).where(
            ProgrammeRow.patient_id == self._patient, ProgrammeRow.day <= day
        )
        with self._database.reading() as session:
            row = session.scalar(query.order_by(ProgrammeRow.number.desc()).limit(1))
            return None if row is None else _saved(row)

    def about(self, day: date) -> SavedProgramme | None:
        """The version that tells about a day: before the first was made, that one.

        A programme that was begun elsewhere may have begun before it was entered here.

        Raises:
            StorageError: it is damaged.
        """
        query = select(ProgrammeRow).where(ProgrammeRow.patient_id == self._patient)
        with self._database.reading() as session:
            first = session.scalar(query.order_by(ProgrammeRow.number).limit(1))
            found = None if first is None else _saved(first)
        return self.at(day) or found

    def save(self, programme: Programme, *, reason: str, expected: int | None) -> int:
        """Keep a new version and end the one that held; its number, from 1.

        ``expected`` is the number of the version that was changed, None for the first one.

        Raises:
            ValueError: no reason is given.
            ChangedMeanwhileError: another version holds than the expected one.
            NotFoundError: the patient is not known.
        """
        why = storable(reason).strip()
        if not why:
            raise ValueError("a version of a programme needs a reason")
        day = self.today()
        with self._database.writing() as session:
            require_person(session, self._patient, lock=True)
            held = self._current(session)
            if (None if held is None else held.number) != expected:
                raise ChangedMeanwhileError(_CHANGED)
            now = clock.now()
            if held is not None:
                held.ended_at = now
                # The end must be written before a new version, or two would hold at once.
                session.flush()
            number = 1 if held is None else held.number + 1
            session.add(
                ProgrammeRow(
                    patient_id=self._patient,
                    number=number,
                    day=day,
                    made_at=now,
                    made_by=self._author,
                    reason=why,
                    starts_on=programme.starts_on,
                    plan_json=storable(programme.model_dump_json()),
                )
            )
        return number

    def _current(self, session: Session) -> ProgrammeRow | None:
        return session.scalar(
            select(ProgrammeRow).where(
                ProgrammeRow.patient_id == self._patient, ProgrammeRow.ended_at.is_(None)
            )
        )


def held_on(versions: Sequence[SavedProgramme], day: date) -> SavedProgramme | None:
    """As ``Programmes.about``, of versions that were read already, the latest first."""
    made = (version for version in versions if version.day <= day)
    return next(made, versions[-1] if versions else None)


def _saved(row: ProgrammeRow) -> SavedProgramme:
    try:
        programme = Programme.model_validate_json(row.plan_json)
    except ValidationError as error:
        raise StorageError(
            f"Version {row.number} of the programme in this log is damaged: put a backup in its "
            "place, or report it."
        ) from error
    return SavedProgramme(
        row.number,
        row.day,
        row.made_at,
        None if row.made_by is None else PersonId(row.made_by),
        row.reason,
        programme,
        row.ended_at,
    )
