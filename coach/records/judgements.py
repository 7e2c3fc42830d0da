"""What a therapist says of what the machine found in a set, beside the machine's own value."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from coach import clock
from coach.records.book import Book
from coach.records.care_entries import Subject, Verdict
from coach.records.codec import plain
from coach.records.columns import in_utc
from coach.records.entries import NO_SUCH_SET, SetId
from coach.records.errors import NotFoundError
from coach.records.judgement_rows import (
    Judgement,
    JudgementId,
    holding,
    judgement_of,
    judgements_with_exercise,
)
from coach.records.models import SetRow
from coach.records.people import require_person
from coach.records.review_models import JudgementRow
from coach.records.text import storable

__all__ = ["Judgement", "JudgementId", "Judgements"]

_NO_SUCH_JUDGEMENT: Final = "There is no such judgement here: go back to the set and choose one."
_TICK: Final = timedelta(microseconds=1)


class Judgements(Book):
    """The judgements on one patient's sets. None is overwritten: the newest holds."""

    def add(
        self,
        set_id: SetId,
        subject: Subject,
        verdict: Verdict,
        *,
        machine: object,
        value: object,
        repetition: int | None = None,
        check: str | None = None,
        reason: str = "",
    ) -> JudgementId:
        """Keep a judgement; saying the very same once more gives the one that holds already.

        Raises:
            NotFoundError: this patient has no such set.
            ValueError: a fault without its check, a repetition below 1, or a value that is no
                plain data.
        """
        if subject is Subject.FAULT and not check:
            raise ValueError("a judgement on a fault names its check")
        if repetition is not None and repetition < 1:
            raise ValueError(f"repetitions count from 1, got {repetition}")
        row = JudgementRow(
            id=uuid4(),
            patient_id=self._patient,
            set_id=set_id,
            author_id=self._author,
            subject=subject,
            repetition=repetition,
            check=None if check is None else storable(check),
            verdict=verdict,
            machine_json=_as_text(machine),
            value_json=_as_text(value),
            reason=storable(reason).strip(),
            retired_at=None,
        )
        with self._database.writing() as session:
            require_person(session, self._patient, lock=True)
            self._require_set(session, set_id)
            earlier = self._newest_like(session, row)
            if earlier is not None and _says_the_same(earlier, row):
                return JudgementId(earlier.id)
            row.at = clock.now()
            if earlier is not None:
                # The newest holds, whatever became of the clock meanwhile.
                row.at = max(row.at, earlier.at + _TICK)
            session.add(row)
        return JudgementId(row.id)

    def of_set(self, set_id: SetId) -> list[Judgement]:
        """Those on one set that hold, the oldest first.

        Raises:
            NotFoundError: this patient has no such set.
            StorageError: one of them is damaged.
        """
        return holding(self.history(set_id))

    def history(self, set_id: SetId) -> list[Judgement]:
        """Those on one set with the ones that others took the place of, the oldest first.

        Raises:
            NotFoundError: this patient has no such set.
            StorageError: one of them is damaged.
        """
        with self._database.reading() as session:
            self._require_set(session, set_id)
            query = self._held().where(JudgementRow.set_id == set_id)
            return [judgement_of(row) for row in session.execute(query)]

    def all(self, since: datetime | None = None) -> list[Judgement]:
        """Those that hold of all sets, the oldest first, said at ``since`` or later.

        Raises:
            StorageError: one of them is damaged.
            ValueError: ``since`` has no time zone.
        """
        query = self._held()
        if since is not None:
            query = query.where(JudgementRow.at >= in_utc(since))
        with self._database.reading() as session:
            return holding(judgement_of(row) for row in session.execute(query))

    def looked_at(self, sets: Iterable[SetId]) -> set[SetId]:
        """Which of these sets somebody other than the patient has said something about."""
        query = select(JudgementRow.set_id).where(
            JudgementRow.patient_id == self._patient,
            JudgementRow.set_id.in_(list(sets)),
            JudgementRow.author_id.is_distinct_from(self._patient),
            JudgementRow.retired_at.is_(None),
        )
        with self._database.reading() as session:
            return {SetId(found) for found in session.scalars(query.distinct())}

    def retire(self, judgement: JudgementId) -> None:
        """Take a judgement back; one that it took the place of holds again.

        Raises:
            NotFoundError: this patient has no such judgement, or it was taken back already.
        """
        with self._database.writing() as session:
            query = select(JudgementRow).where(
                JudgementRow.id == judgement,
                JudgementRow.patient_id == self._patient,
                JudgementRow.retired_at.is_(None),
            )
            row = session.scalar(query.with_for_update())
            if row is None:
                raise NotFoundError(_NO_SUCH_JUDGEMENT)
            row.retired_at = clock.now()

    def _held(self) -> Select[JudgementRow, str]:
        return judgements_with_exercise().where(JudgementRow.patient_id == self._patient)

    def _require_set(self, session: Session, set_id: SetId) -> None:
        query = select(SetRow.id).where(SetRow.id == set_id, SetRow.patient_id == self._patient)
        if session.scalar(query) is None:
            raise NotFoundError(NO_SUCH_SET)

    def _newest_like(self, session: Session, row: JudgementRow) -> JudgementRow | None:
        query = select(JudgementRow).where(
            JudgementRow.patient_id == self._patient,
            JudgementRow.set_id == row.set_id,
            JudgementRow.subject == row.subject,
            JudgementRow.repetition.is_not_distinct_from(row.repetition),
            JudgementRow.check.is_not_distinct_from(row.check),
            JudgementRow.retired_at.is_(None),
        )
        return session.scalar(query.order_by(JudgementRow.at.desc()).limit(1))


def _says_the_same(one: JudgementRow, other: JudgementRow) -> bool:
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("author_id", "verdict", "machine_json", "value_json", "reason")
    )


def _as_text(value: object) -> str:
    try:
        return storable(json.dumps(plain(value), allow_nan=False, sort_keys=True))
    except TypeError as error:
        raise ValueError(f"what is judged must be plain data: {error}") from error
