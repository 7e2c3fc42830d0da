"""What a patient agrees to, kind by kind, until when; taking it back deletes what it was for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from coach import clock
from coach.records.auditing import Deed, note
from coach.records.book import Book
from coach.records.care_entries import ConsentKind
from coach.records.columns import in_utc
from coach.records.entries import PersonId, SetId
from coach.records.models import RecordingRow, SetRow, TrackRow
from coach.records.people import require_person
from coach.records.review_models import ConsentRow
from coach.records.video_files import remove_video
from poses.errors import UserFacingError

_MISSING: Final = {
    ConsentKind.MOVEMENT: "to show the movement of their sets",
    ConsentKind.VIDEO: "to show the videos of their sets",
    ConsentKind.SHARING: "to a report or file that leaves the app",
}


class ConsentMissingError(UserFacingError):
    """The patient has not agreed to this kind of data, or not any more."""

    def __init__(self, kind: ConsentKind) -> None:
        self.kind = kind
        super().__init__(
            f"Your patient has not agreed {_MISSING[kind]}, or not any more. They can change that "
            "on their page “Who sees what”; everything else stays as it is."
        )


class OwnDecisionError(UserFacingError):
    """Somebody else wants to agree, or to take it back, for the patient."""

    def __init__(self) -> None:
        super().__init__("Only patients themselves agree to this: ask yours to do it.")


@dataclass(frozen=True, slots=True)
class Consent:
    """A patient's word for one kind of data.

    ``until`` is the moment from which it holds no longer, None is until it is taken back;
    ``withdrawn_at`` is when it was taken back or another took its place.
    """

    kind: ConsentKind
    given_at: datetime
    until: datetime | None
    withdrawn_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it holds at a moment."""
        ends = [end for end in (self.until, self.withdrawn_at) if end is not None]
        return self.given_at <= at and all(at < end for end in ends)


class Consents(Book):
    """The consents of one patient."""

    def give(self, kind: ConsentKind, until: datetime | None = None) -> None:
        """Agree from now on; an earlier word for the same kind becomes history.

        Raises:
            OwnDecisionError: somebody else asks than the patient.
            NotFoundError: the patient is not known.
            ValueError: ``until`` is not later than now, or has no time zone.
        """
        self._only_the_patient()
        with self._database.writing() as session:
            give_consents(session, self._patient, [kind], until)

    def withdraw(self, kind: ConsentKind) -> None:
        """Take it back: movements or videos that it was for are deleted, the figures stay.

        What was not agreed to, or was taken back already, stays as it is.

        Raises:
            OwnDecisionError: somebody else asks than the patient.
            NotFoundError: the patient is not known.
            StorageError: a video can't be deleted; then nothing was changed.
        """
        self._only_the_patient()
        with self._database.writing() as session:
            require_person(session, self._patient, lock=True)
            row = _lasting(session, self._patient, kind)
            if row is None:
                return
            row.withdrawn_at = clock.now()
            note(
                session,
                Deed.CONSENT_WITHDRAWN,
                actor=self._patient,
                about=self._patient,
                detail=kind,
            )
            session.flush()
            delete_kept(session, self._database.videos, self._patient, kind, row.withdrawn_at)

    def current(self) -> tuple[Consent, ...]:
        """The last word for each kind that was not taken back, whether or not its time is over."""
        query = select(ConsentRow).where(
            ConsentRow.patient_id == self._patient, ConsentRow.withdrawn_at.is_(None)
        )
        with self._database.reading() as session:
            found = {row.kind: _consent(row) for row in session.scalars(query)}
        return tuple(found[kind] for kind in ConsentKind if kind in found)

    def history(self) -> tuple[Consent, ...]:
        """Every word that was ever given, the latest first."""
        query = select(ConsentRow).where(ConsentRow.patient_id == self._patient)
        query = query.order_by(ConsentRow.given_at.desc(), ConsentRow.id.desc())
        with self._database.reading() as session:
            return tuple(_consent(row) for row in session.scalars(query))

    def holds(self, kind: ConsentKind, at: datetime | None = None) -> bool:
        """Whether the patient agrees to a kind now, or did at a moment.

        Raises:
            ValueError: the moment has no time zone.
        """
        moment = clock.now() if at is None else in_utc(at)
        return any(one.kind is kind and one.holds(moment) for one in self.history())

    def require(self, kind: ConsentKind) -> None:
        """Make sure that whoever opened this book may see a kind of data now; patients always may.

        Raises:
            ConsentMissingError: somebody else opened it, and the patient does not agree.
        """
        if self._author != self._patient and not self.holds(kind):
            raise ConsentMissingError(kind)

    def _only_the_patient(self) -> None:
        if self._author != self._patient:
            raise OwnDecisionError


def give_consents(
    session: Session, patient: PersonId, kinds: Sequence[ConsentKind], until: datetime | None
) -> None:
    """Keep the patient's word for some kinds, inside a transaction.

    Raises:
        NotFoundError: the patient is not known.
        ValueError: ``until`` is not later than now, or has no time zone.
    """
    now = clock.now()
    end = None if until is None else in_utc(until)
    if end is not None and end <= now:
        raise ValueError(f"a consent must end later than now, got {end.isoformat()}")
    require_person(session, patient, lock=True)
    for kind in kinds:
        before = _lasting(session, patient, kind)
        if before is not None:
            before.withdrawn_at = now
            session.flush()
        session.add(
            ConsentRow(patient_id=patient, kind=kind, given_at=now, until=end, withdrawn_at=None)
        )
        note(session, Deed.CONSENT_GIVEN, actor=patient, about=patient, detail=kind)


def delete_kept(
    session: Session, videos: Path, patient: PersonId, kind: ConsentKind, until: datetime
) -> int:
    """Delete the movements or videos that were kept up to a moment; how many sets had one.

    Raises:
        StorageError: a video can't be deleted.
    """
    own = select(SetRow.id).where(SetRow.patient_id == patient)
    if kind is ConsentKind.MOVEMENT:
        tracks = (TrackRow.set_id.in_(own), TrackRow.created_at <= until)
        count = session.scalar(select(func.count()).where(*tracks)) or 0
        session.execute(delete(TrackRow).where(*tracks))
        return count
    if kind is ConsentKind.VIDEO:
        made = (RecordingRow.set_id.in_(own), RecordingRow.consented_at <= until)
        found = list(session.scalars(select(RecordingRow.set_id).where(*made)))
        session.execute(delete(RecordingRow).where(RecordingRow.set_id.in_(found)))
        # Before the rows are gone for good: a video that nobody knows of must not be left.
        for set_id in found:
            remove_video(videos, SetId(set_id))
        return len(found)
    return 0  # what left the app can't be called back


def _lasting(session: Session, patient: UUID, kind: ConsentKind) -> ConsentRow | None:
    query = select(ConsentRow).where(
        ConsentRow.patient_id == patient,
        ConsentRow.kind == kind,
        ConsentRow.withdrawn_at.is_(None),
    )
    return session.scalar(query.with_for_update())


def _consent(row: ConsentRow) -> Consent:
    return Consent(row.kind, row.given_at, row.until, row.withdrawn_at)
