"""What a person tells or plans in words: each kind has its form in the room that it belongs to.

>>> class Value(BaseModel):  # doctest: +SKIP
...     text: str
>>> journal.add("value", Value(text="Play with my grandchildren"))  # doctest: +SKIP
>>> journal.latest("value", Value)  # doctest: +SKIP
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, NewType, TypeVar
from uuid import UUID, uuid4

from pydantic import BaseModel, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from coach import clock
from coach.records.book import Book
from coach.records.care_models import JournalRow
from coach.records.entries import PersonId
from coach.records.errors import NotFoundError, StorageError
from coach.records.people import require_person
from coach.records.text import storable

EntryId = NewType("EntryId", UUID)
BodyT = TypeVar("BodyT", bound=BaseModel)

_NO_SUCH_ENTRY = "There is no such entry here: go back to the list and choose one."


@dataclass(frozen=True, slots=True)
class JournalEntry(Generic[BodyT]):
    """One entry: its ``day`` where the patient was then, its moment in UTC, and who wrote it."""

    id: EntryId
    kind: str
    day: date
    at: datetime
    author: PersonId | None
    body: BodyT
    replaces: EntryId | None = None


class Journal(Book):
    """The journal of one patient. Nothing is overwritten: a change is a new version."""

    def add(self, kind: str, body: BaseModel, *, day: date | None = None) -> EntryId:
        """Keep an entry, of today unless another ``day`` is given.

        Raises:
            NotFoundError: the patient is not known.
        """
        entry_day = day or self.today()
        with self._database.writing() as session:
            require_person(session, self._patient)
            return self._insert(session, kind, body, entry_day, None)

    def replace(self, entry: EntryId, body: BaseModel) -> EntryId:
        """Put a new version in the place of an entry; the old one stays as history.

        Raises:
            NotFoundError: this patient has no such entry, or it was replaced or retired already.
        """
        with self._database.writing() as session:
            row = self._own(session, entry)
            row.retired_at = clock.now()
            return self._insert(session, row.kind, body, row.day, EntryId(row.id))

    def retire(self, entry: EntryId) -> None:
        """Take an entry out of sight.

        Raises:
            NotFoundError: this patient has no such entry, or it was replaced or retired already.
        """
        with self._database.writing() as session:
            self._own(session, entry).retired_at = clock.now()

    def entries(
        self,
        kind: str,
        form: type[BodyT],
        *,
        since: date | None = None,
        until: date | None = None,
        limit: int = 1000,
    ) -> list[JournalEntry[BodyT]]:
        """Those that hold, the latest first, of the days ``since`` to ``until`` inclusive.

        Raises:
            StorageError: one of them is damaged.
        """
        query = select(JournalRow).where(
            JournalRow.patient_id == self._patient,
            JournalRow.kind == kind,
            JournalRow.retired_at.is_(None),
        )
        if since is not None:
            query = query.where(JournalRow.day >= since)
        if until is not None:
            query = query.where(JournalRow.day <= until)
        query = query.order_by(JournalRow.day.desc(), JournalRow.at.desc(), JournalRow.id)
        with self._database.reading() as session:
            return [_entry(row, form) for row in session.scalars(query.limit(limit))]

    def latest(self, kind: str, form: type[BodyT]) -> JournalEntry[BodyT] | None:
        """The last one that holds, or None.

        Raises:
            StorageError: it is damaged.
        """
        found = self.entries(kind, form, limit=1)
        return found[0] if found else None

    def _own(self, session: Session, entry: EntryId) -> JournalRow:
        query = select(JournalRow).where(
            JournalRow.id == entry,
            JournalRow.patient_id == self._patient,
            JournalRow.retired_at.is_(None),
        )
        row = session.scalar(query.with_for_update())
        if row is None:
            raise NotFoundError(_NO_SUCH_ENTRY)
        return row

    def _insert(
        self, session: Session, kind: str, body: BaseModel, day: date, replaces: EntryId | None
    ) -> EntryId:
        row = JournalRow(
            id=uuid4(),
            patient_id=self._patient,
            kind=kind,
            day=day,
            at=clock.now(),
            author_id=self._author,
            body_json=storable(body.model_dump_json()),
            replaces_id=replaces,
        )
        session.add(row)
        session.flush()
        return EntryId(row.id)


def _entry(row: JournalRow, form: type[BodyT]) -> JournalEntry[BodyT]:
    try:
        body = form.model_validate(json.loads(row.body_json))
    except (ValidationError, ValueError) as error:
        raise StorageError(
            f"An entry of {row.day.isoformat()} in this log is damaged: put a backup in its place, "
            "or report it."
        ) from error
    return JournalEntry(
        EntryId(row.id),
        row.kind,
        row.day,
        row.at,
        None if row.author_id is None else PersonId(row.author_id),
        body,
        None if row.replaces_id is None else EntryId(row.replaces_id),
    )
