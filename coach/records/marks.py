"""Moments of a set that a therapist marked, cued or drew on."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NewType
from uuid import UUID, uuid4

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from coach import clock
from coach.records.book import Book
from coach.records.care_entries import MarkKind
from coach.records.codec import plain
from coach.records.entries import NO_SUCH_SET, PersonId, SetId
from coach.records.errors import NotFoundError, StorageError
from coach.records.models import SetRow
from coach.records.people import require_person
from coach.records.review_models import MarkRow
from coach.records.text import storable

MarkId = NewType("MarkId", UUID)

_NO_SUCH_MARK: Final = "There is no such mark here: go back to the set and choose one."


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at ``time_s`` seconds of the set's own clock, None where it is about all of it.

    ``drawing`` is plain data, None where nothing is drawn. A mark of a set that was never kept has
    no ``set_id``.
    """

    id: MarkId
    kind: MarkKind
    set_id: SetId | None
    time_s: float | None
    text: str
    drawing: Mapping[str, object] | None
    at: datetime
    author: PersonId | None
    seen_at: datetime | None


class Marks(Book):
    """The marks on one patient's sets."""

    def add(
        self,
        kind: MarkKind,
        *,
        set_id: SetId | None,
        time_s: float | None,
        text: str = "",
        drawing: Mapping[str, object] | None = None,
    ) -> MarkId:
        """Keep a mark; a set that is still going on must have been begun in the log.

        Raises:
            NotFoundError: the patient is not known, or has no such set.
            ValueError: the time is negative or no number, or the drawing is no plain data.
        """
        if time_s is not None and not (math.isfinite(time_s) and time_s >= 0):
            raise ValueError(f"a mark's time must be 0 or more seconds, got {time_s}")
        row = MarkRow(
            id=uuid4(),
            patient_id=self._patient,
            set_id=set_id,
            author_id=self._author,
            at=clock.now(),
            kind=kind,
            time_s=None if time_s is None else float(time_s),
            text=storable(text).strip(),
            drawing_json="" if drawing is None else _as_text(drawing),
            seen_at=None,
            retired_at=None,
        )
        with self._database.writing() as session:
            require_person(session, self._patient)
            if set_id is not None:
                self._require_set(session, set_id)
            session.add(row)
        return MarkId(row.id)

    def of_set(self, set_id: SetId) -> list[Mark]:
        """The marks of one set in order of time, first those about all of it.

        Raises:
            NotFoundError: this patient has no such set.
            StorageError: one of them is damaged.
        """
        with self._database.reading() as session:
            self._require_set(session, set_id)
            rows = session.scalars(self._held().where(MarkRow.set_id == set_id))
            marks = [_mark(row) for row in rows]
        return sorted(marks, key=lambda mark: -1.0 if mark.time_s is None else mark.time_s)

    def waiting(self) -> list[Mark]:
        """Moments that nobody has looked at since they were marked, the oldest first.

        Raises:
            StorageError: one of them is damaged.
        """
        query = self._held().where(MarkRow.kind == MarkKind.MOMENT, MarkRow.seen_at.is_(None))
        with self._database.reading() as session:
            return [_mark(row) for row in session.scalars(query)]

    def seen(self, mark: MarkId) -> None:
        """Somebody has looked at it; when that was first stays written down.

        Raises:
            NotFoundError: this patient has no such mark, or it was taken away.
        """
        with self._database.writing() as session:
            row = self._own(session, mark)
            if row.seen_at is None:
                row.seen_at = clock.now()

    def retire(self, mark: MarkId) -> None:
        """Take a mark out of sight.

        Raises:
            NotFoundError: this patient has no such mark, or it was taken away already.
        """
        with self._database.writing() as session:
            self._own(session, mark).retired_at = clock.now()

    def _held(self) -> Select[MarkRow]:
        return (
            select(MarkRow)
            .where(MarkRow.patient_id == self._patient, MarkRow.retired_at.is_(None))
            .order_by(MarkRow.at, MarkRow.id)
        )

    def _own(self, session: Session, mark: MarkId) -> MarkRow:
        row = session.scalar(self._held().where(MarkRow.id == mark).with_for_update())
        if row is None:
            raise NotFoundError(_NO_SUCH_MARK)
        return row

    def _require_set(self, session: Session, set_id: SetId) -> None:
        query = select(SetRow.id).where(SetRow.id == set_id, SetRow.patient_id == self._patient)
        if session.scalar(query) is None:
            raise NotFoundError(NO_SUCH_SET)


def _as_text(drawing: Mapping[str, object]) -> str:
    try:
        return storable(json.dumps(plain(dict(drawing)), allow_nan=False))
    except TypeError as error:
        raise ValueError(f"a drawing must be plain data: {error}") from error


def _mark(row: MarkRow) -> Mark:
    try:
        drawing = json.loads(row.drawing_json) if row.drawing_json else None
    except ValueError as error:
        raise StorageError(
            f"A mark of {row.at:%Y-%m-%d} in this log is damaged: put a backup in its place, "
            "or report it."
        ) from error
    return Mark(
        id=MarkId(row.id),
        kind=row.kind,
        set_id=None if row.set_id is None else SetId(row.set_id),
        time_s=row.time_s,
        text=row.text,
        drawing=drawing,
        at=row.at,
        author=None if row.author_id is None else PersonId(row.author_id),
        seen_at=row.seen_at,
    )
