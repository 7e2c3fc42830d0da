"""The pain diary of one patient."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, TypeAlias
from uuid import uuid4

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from coach import clock
from coach.diary.line import DiaryEntry, DiaryId, DiaryLine
from coach.records.book import Book
from coach.records.care_entries import DiaryMoment
from coach.records.care_models import DiaryRow
from coach.records.errors import NotFoundError, StorageError
from coach.records.people import require_person
from coach.records.text import storable

__all__ = ["Diary", "DiaryEntry", "DiaryId", "DiaryLine"]

_Query: TypeAlias = Select[*tuple[Any, ...]]

MOST: Final = 20_000
"""Lines that are read at once unless told otherwise: ten years of five a day."""

_NO_SUCH_LINE: Final = "There is no such line in this diary: go back to the list and choose one."

# Columns instead of rows: years of lines are read several times faster so.
_COLUMNS: Final = (
    DiaryRow.id,
    DiaryRow.day,
    DiaryRow.at,
    DiaryRow.moment,
    DiaryRow.pain,
    DiaryRow.areas_json,
    DiaryRow.helped_json,
    DiaryRow.side_effects,
    DiaryRow.sleep_h,
    DiaryRow.sleep_quality,
    DiaryRow.mood,
    DiaryRow.note,
)


class Diary(Book):
    """Lines of the pain diary. A change keeps the line that was; a deleted one is only hidden."""

    def add(self, line: DiaryLine, *, day: date | None = None) -> DiaryId:
        """Keep a line, of today unless another ``day`` is given.

        Raises:
            NotFoundError: the patient is not known.
        """
        line_day = day or self.today()
        with self._database.writing() as session:
            require_person(session, self._patient)
            return self._insert(session, line, line_day, clock.now())

    def line(self, line_id: DiaryId) -> DiaryEntry:
        """One line.

        Raises:
            NotFoundError: this patient has no such line, or it was replaced or deleted.
        """
        with self._database.reading() as session:
            found = session.execute(self._lasting().where(DiaryRow.id == line_id)).one_or_none()
            if found is None:
                raise NotFoundError(_NO_SUCH_LINE)
            return _entry(found)

    def lines(
        self, since: date | None = None, until: date | None = None, limit: int = MOST
    ) -> list[DiaryEntry]:
        """The lines of the days ``since`` to ``until`` inclusive, the latest first.

        Raises:
            StorageError: one of them is damaged.
        """
        query = _between(self._lasting(), since, until)
        query = query.order_by(DiaryRow.day.desc(), DiaryRow.at.desc(), DiaryRow.id)
        with self._database.reading() as session:
            return [_entry(row) for row in session.execute(query.limit(limit))]

    def morning_pain(self, since: date, until: date) -> dict[date, int]:
        """Pain 0..10 in the morning of each day that has it; the most, if it was told twice."""
        query: _Query = select(DiaryRow.day, func.max(DiaryRow.pain))
        query = query.where(
            DiaryRow.patient_id == self._patient,
            DiaryRow.retired_at.is_(None),
            DiaryRow.moment == DiaryMoment.MORNING,
            DiaryRow.pain.is_not(None),
        )
        query = _between(query, since, until).group_by(DiaryRow.day).order_by(DiaryRow.day)
        with self._database.reading() as session:
            return {row[0]: int(row[1]) for row in session.execute(query)}

    def replace(self, line_id: DiaryId, line: DiaryLine) -> DiaryId:
        """Put a changed line in the place of one: same day, same moment of writing.

        Raises:
            NotFoundError: this patient has no such line, or it was replaced or deleted already.
        """
        with self._database.writing() as session:
            row = self._own(session, line_id)
            row.retired_at = clock.now()
            return self._insert(session, line, row.day, row.at)

    def retire(self, line_id: DiaryId) -> None:
        """Take a line out of sight.

        Raises:
            NotFoundError: this patient has no such line, or it was replaced or deleted already.
        """
        with self._database.writing() as session:
            self._own(session, line_id).retired_at = clock.now()

    def _lasting(self) -> _Query:
        query: _Query = select(*_COLUMNS)
        return query.where(DiaryRow.patient_id == self._patient, DiaryRow.retired_at.is_(None))

    def _own(self, session: Session, line_id: DiaryId) -> DiaryRow:
        query = select(DiaryRow).where(
            DiaryRow.id == line_id,
            DiaryRow.patient_id == self._patient,
            DiaryRow.retired_at.is_(None),
        )
        row = session.scalar(query.with_for_update())
        if row is None:
            raise NotFoundError(_NO_SUCH_LINE)
        return row

    def _insert(self, session: Session, line: DiaryLine, day: date, at: datetime) -> DiaryId:
        row = DiaryRow(
            id=uuid4(),
            patient_id=self._patient,
            day=day,
            at=at,
            moment=line.moment,
            pain=line.pain,
            areas_json=_listed(line.areas),
            helped_json=_listed(line.helped),
            side_effects=storable(line.side_effects).strip(),
            sleep_h=line.sleep_h,
            sleep_quality=line.sleep_quality,
            mood=line.mood,
            note=storable(line.note).strip(),
        )
        session.add(row)
        session.flush()
        return DiaryId(row.id)


def _between(query: _Query, since: date | None, until: date | None) -> _Query:
    if since is not None:
        query = query.where(DiaryRow.day >= since)
    if until is not None:
        query = query.where(DiaryRow.day <= until)
    return query


def _listed(words: Iterable[str]) -> str:
    """Each once, in the order in which they were chosen."""
    return json.dumps([storable(word) for word in dict.fromkeys(words)])


def _entry(row: Row[*tuple[Any, ...]]) -> DiaryEntry:
    try:
        areas, helped = (_words(text) for text in (row.areas_json, row.helped_json))
    except (ValueError, TypeError) as error:
        raise StorageError(
            f"A line of {row.day.isoformat()} in this diary is damaged: put a backup in its "
            "place, or report it."
        ) from error
    return DiaryEntry(
        DiaryId(row.id),
        row.day,
        row.at,
        row.moment,
        row.pain,
        areas,
        helped,
        row.side_effects,
        row.sleep_h,
        row.sleep_quality,
        row.mood,
        row.note,
    )


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    # Years of lines are read at once, and people mark the same few places again and again.
    return tuple(str(word) for word in json.loads(text))
