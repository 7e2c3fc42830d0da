"""One person's log, to read: the wall between people stands here."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from coach.records import targets
from coach.records.assessments import assessments, posture_sessions
from coach.records.database import Database
from coach.records.entries import (
    NO_SUCH_SET,
    Assessment,
    PersonId,
    PostureSession,
    Recording,
    SavedSet,
    Screening,
    SetId,
    SetSummary,
    Target,
    TaughtExercise,
)
from coach.records.errors import NotFoundError
from coach.records.models import RecordingRow, SetRow, TrackRow
from coach.records.screenings import latest
from coach.records.set_rows import saved_set
from coach.records.summaries import summaries, unfinished
from coach.records.taught import taught_exercises
from coach.records.tracks import read_track
from coach.records.video_files import video_folder
from poses.track import PoseTrack


class ReadOnlyLog:
    """The sets of one patient, to look at.

    Every query is limited to the patient for whom the log was opened, and another person's set
    is answered exactly like one that does not exist. Whoever opens a log decides whether the
    person at the screen may see that patient.

    Every method raises ``StorageError`` when the database can't do its part. A log may be used by
    several threads.
    """

    def __init__(self, database: Database, patient: PersonId) -> None:
        self._database = database
        self._patient = patient

    def sets(
        self,
        limit: int = 50,
        before: SetSummary | datetime | None = None,
        exercise: str | None = None,
    ) -> list[SetSummary]:
        """The latest sets first, at most ``limit``.

        For the next page pass the last summary of this one as ``before``; a moment as ``before``
        gives the sets that were performed earlier.

        Raises:
            ValueError: ``limit`` is below 1, or ``before`` has no time zone.
        """
        if limit < 1:
            raise ValueError(f"limit must be 1 or more, got {limit}")
        with self._database.reading() as session:
            return summaries(session, self._patient, limit=limit, before=before, exercise=exercise)

    def unfinished(self) -> list[SetSummary]:
        """Live sets that were begun and have no end yet, the latest first."""
        with self._database.reading() as session:
            return unfinished(session, self._patient)

    def load(self, set_id: SetId) -> SavedSet:
        """A set as it was saved.

        Raises:
            NotFoundError: this log has no such set.
            StorageError: its record is damaged.
        """
        with self._database.reading() as session:
            row = self._own(session, set_id, lock=False)
            has_track = select(TrackRow.set_id).where(TrackRow.set_id == row.id)
            has_video = select(RecordingRow.set_id).where(RecordingRow.set_id == row.id)
            return saved_set(
                row,
                has_track=session.scalar(has_track) is not None,
                has_video=session.scalar(has_video) is not None,
            )

    def track(self, set_id: SetId) -> PoseTrack | None:
        """The landmarks of a set, or None if it was kept without.

        Raises:
            NotFoundError: this log has no such set.
            StorageError: the stored landmarks are damaged.
        """
        with self._database.reading() as session:
            row = session.get(TrackRow, self._own(session, set_id, lock=False).id)
            stored = row and (row.data, row.sha256)
        return read_track(*stored, set_id, self._database.keys) if stored else None

    def video(self, set_id: SetId) -> Recording | None:
        """The video of a set, or None if it has none; its file lies in ``video_folder``.

        Raises:
            NotFoundError: this log has no such set.
        """
        with self._database.reading() as session:
            row = session.get(RecordingRow, self._own(session, set_id, lock=False).id)
            if row is None:
                return None
            return Recording(row.file_name, row.mime, row.size_bytes, row.consented_at)

    def video_folder(self, set_id: SetId) -> Path:
        """The folder for the video of a set, whether or not it exists.

        Raises:
            NotFoundError: this log has no such set.
        """
        with self._database.reading() as session:
            return video_folder(
                self._database.videos, SetId(self._own(session, set_id, lock=False).id)
            )

    def latest_screening(self) -> Screening | None:
        """The safety questions as they were answered last, or None before the first time."""
        with self._database.reading() as session:
            return latest(session, self._patient)

    def targets(self, exercise: str | None = None) -> list[Target]:
        """The person's own values that hold now, of one exercise or of all, by exercise and key."""
        with self._database.reading() as session:
            return targets.current(session, self._patient, exercise)

    def target_history(self, exercise: str) -> list[Target]:
        """Every value that the person ever had for an exercise, what was set last first."""
        with self._database.reading() as session:
            return targets.history(session, self._patient, exercise)

    def taught_exercises(self, at: datetime | None = None) -> list[TaughtExercise]:
        """The exercises taught to this installation, which everybody shares, now or at a moment.

        Raises:
            ValueError: the moment has no time zone.
        """
        return taught_exercises(self._database, at)

    def assessments(self, test: str | None = None) -> list[Assessment]:
        """What tests came to, of one test or of all, the latest first."""
        with self._database.reading() as session:
            return assessments(session, self._patient, test)

    def posture_sessions(self, limit: int = 50) -> list[PostureSession]:
        """The times at the desk, the latest first, at most ``limit``.

        Raises:
            ValueError: ``limit`` is below 1.
        """
        if limit < 1:
            raise ValueError(f"limit must be 1 or more, got {limit}")
        with self._database.reading() as session:
            return posture_sessions(session, self._patient, limit)

    def _own(self, session: Session, set_id: SetId, *, lock: bool = True) -> SetRow:
        query = select(SetRow).where(SetRow.id == set_id, SetRow.patient_id == self._patient)
        row = session.scalar(query.with_for_update() if lock else query)
        if row is None:
            raise NotFoundError(NO_SUCH_SET)
        return row

    def _marked(self, mark: str | None) -> SetId | None:
        if mark is None:
            return None
        query = select(SetRow.id).where(
            SetRow.fingerprint == mark, SetRow.patient_id == self._patient
        )
        with self._database.reading() as session:
            found = session.scalar(query)
        return None if found is None else SetId(found)
