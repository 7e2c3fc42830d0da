"""Questionnaires as they were answered, each time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType
from uuid import UUID, uuid4

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from coach import clock
from coach.records.book import Book
from coach.records.care_models import AnswerRow
from coach.records.codec import plain
from coach.records.entries import PersonId
from coach.records.errors import NotFoundError, StorageError
from coach.records.people import require_person
from coach.records.text import storable

AnswerId = NewType("AnswerId", UUID)

_NO_SUCH_ANSWER = "There is no such answer here: go back to the list and choose one."


@dataclass(frozen=True, slots=True)
class Answer:
    """One time that an instrument was answered.

    ``day`` is where the patient was then, ``answered_at`` in UTC. ``answers`` is plain data, empty
    where only a ``total`` was typed in; a total of None could not be told from the answers.
    """

    id: AnswerId
    instrument: str
    occasion: str
    day: date
    answered_at: datetime
    answers: Mapping[str, object]
    total: float | None
    entered_by: PersonId | None


class Answers(Book):
    """The questionnaires of one patient."""

    def add(
        self,
        instrument: str,
        answers: Mapping[str, object],
        *,
        occasion: str,
        total: float | None,
        day: date | None = None,
    ) -> AnswerId:
        """Keep answers, of today unless another ``day`` is given.

        Raises:
            NotFoundError: the patient is not known.
            ValueError: an answer is no plain data.
        """
        own_day = day or self.today()
        with self._database.writing() as session:
            return self._insert(session, instrument, answers, occasion, total, own_day)

    def put(
        self,
        instrument: str,
        answers: Mapping[str, object],
        *,
        occasion: str,
        total: float | None,
        since: date,
    ) -> AnswerId:
        """Keep answers of today in the place of those of the same occasion since a day.

        A step that is answered twice, or on two devices, so counts once; what it replaces stays
        in the database, out of sight.

        Raises:
            NotFoundError: the patient is not known.
            ValueError: an answer is no plain data.
        """
        today = self.today()
        with self._database.writing() as session:
            query = self._held().where(
                AnswerRow.instrument == storable(instrument),
                AnswerRow.occasion == storable(occasion),
                AnswerRow.day >= since,
            )
            for row in session.scalars(query.with_for_update()):
                row.retired_at = clock.now()
            return self._insert(session, instrument, answers, occasion, total, today)

    def retire(self, answer: AnswerId) -> None:
        """Take an answer out of sight, such as a total that was mistyped.

        Raises:
            NotFoundError: this patient has no such answer, or it was retired already.
        """
        with self._database.writing() as session:
            row = session.scalar(self._held().where(AnswerRow.id == answer).with_for_update())
            if row is None:
                raise NotFoundError(_NO_SUCH_ANSWER)
            row.retired_at = clock.now()

    def of(self, instrument: str) -> list[Answer]:
        """All answers to one instrument, the latest first.

        Raises:
            StorageError: one of them is damaged.
        """
        return self._read(self._held().where(AnswerRow.instrument == storable(instrument)))

    def all(self, since: date | None = None) -> list[Answer]:
        """All answers, the latest first, of the days from ``since`` on.

        Raises:
            StorageError: one of them is damaged.
        """
        query = self._held()
        return self._read(query if since is None else query.where(AnswerRow.day >= since))

    def _held(self) -> Select[AnswerRow]:
        return select(AnswerRow).where(
            AnswerRow.patient_id == self._patient, AnswerRow.retired_at.is_(None)
        )

    def _read(self, query: Select[AnswerRow]) -> list[Answer]:
        latest = (AnswerRow.day.desc(), AnswerRow.answered_at.desc(), AnswerRow.id)
        with self._database.reading() as session:
            return [_answer(row) for row in session.scalars(query.order_by(*latest))]

    def _insert(
        self,
        session: Session,
        instrument: str,
        answers: Mapping[str, object],
        occasion: str,
        total: float | None,
        day: date,
    ) -> AnswerId:
        require_person(session, self._patient)
        row = AnswerRow(
            id=uuid4(),
            patient_id=self._patient,
            instrument=storable(instrument),
            occasion=storable(occasion),
            day=day,
            answered_at=clock.now(),
            answers_json=_as_text(answers),
            total=None if total is None else float(total),
            entered_by=self._author,
        )
        session.add(row)
        session.flush()
        return AnswerId(row.id)


def _as_text(answers: Mapping[str, object]) -> str:
    try:
        return storable(json.dumps(plain(dict(answers)), allow_nan=False))
    except TypeError as error:
        raise ValueError(f"answers must be plain data: {error}") from error


def _answer(row: AnswerRow) -> Answer:
    try:
        answers = json.loads(row.answers_json)
    except ValueError as error:
        raise StorageError(
            f"Answers of {row.day.isoformat()} in this log are damaged: put a backup in their "
            "place, or report it."
        ) from error
    return Answer(
        AnswerId(row.id),
        row.instrument,
        row.occasion,
        row.day,
        row.answered_at,
        answers,
        row.total,
        None if row.entered_by is None else PersonId(row.entered_by),
    )
