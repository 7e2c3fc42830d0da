"""One person's log, to read and to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coach import clock
from coach.engine.results import Hold, Repetition, Score, SetResult
from coach.records.codec import decode, encode
from coach.records.entries import Ending, SetId, Source, Status
from coach.records.errors import SetFinishedError, StorageError
from coach.records.fingerprint import fingerprint
from coach.records.measuring import MeasuredLog
from coach.records.models import SetRow
from coach.records.people import require_person
from coach.records.rows import hold_row, repetition_row, replace_pieces
from coach.records.set_rows import complete, new_set_row, refuse_loss
from coach.records.tracks import track_row
from coach.records.video_files import remove_video
from poses.track import PoseTrack

_FINISHED = "This set is finished and can't be changed: begin a new set."


class Log(MeasuredLog):
    """The sets of one patient, to read and to write; see ``ReadOnlyLog`` for the wall.

    When a method raises, nothing of that call was kept.
    """

    def save_result(
        self,
        result: SetResult,
        *,
        source: Source,
        source_name: str,
        performed_at: datetime,
        track: PoseTrack | None = None,
    ) -> SetId:
        """Keep a finished set, whole or not at all.

        The very same analysis (patient, exercise, source name, movement, engine version and
        result) is kept once: saving it again returns the id that it has. Without a track nobody
        can tell whether two sets are one, so each is kept.

        Raises:
            NotFoundError: the log's patient is not known.
            ValueError: ``performed_at`` has no time zone.
        """
        text = encode(result)
        row = new_set_row(self._patient, result, source, source_name, performed_at)
        complete(row, result, text)
        kept = None
        if track is not None:
            row.fingerprint = fingerprint(self._patient, row.exercise, row.source_name, text, track)
            known = self._marked(row.fingerprint)
            if known is not None:
                return known
            kept = track_row(row.id, track, row.recorded_at, self._database.keys)
        try:
            with self._database.writing() as session:
                require_person(session, self._patient)
                session.add(row)
                session.flush()
                replace_pieces(session, row.id, decode(text))
                if kept is not None:
                    session.add(kept)
        except StorageError as error:
            # Somebody may have saved the same analysis just now.
            if not isinstance(error.__cause__, IntegrityError):
                raise
            twin = self._marked(row.fingerprint)
            if twin is None:
                raise
            return twin
        return SetId(row.id)

    def start_set(
        self,
        *,
        exercise: str,
        exercise_name: str,
        view: str,
        source: Source,
        source_name: str,
        performed_at: datetime,
        set_id: SetId | None = None,
    ) -> SetId:
        """Begin a set that is written while it goes on; call ``finish_set`` at its end.

        Beginning a set twice under the same ``set_id`` is harmless.

        Raises:
            NotFoundError: the log's patient is not known.
            ValueError: ``performed_at`` has no time zone.
        """
        nothing_yet = SetResult(
            exercise, exercise_name, view, 0.0, 0.0, 0, 0.0, (), (), (), Score(None)
        )
        row = new_set_row(self._patient, nothing_yet, source, source_name, performed_at)
        with self._database.writing() as session:
            require_person(session, self._patient)
            if set_id is not None:
                if session.get(SetRow, set_id) is not None:
                    return SetId(self._own(session, set_id).id)
                row.id = set_id
            session.add(row)
        return SetId(row.id)

    def add_repetition(self, set_id: SetId, repetition: Repetition) -> None:
        """Keep one more repetition of a set in progress; on return it is safe on disk.

        A repetition number that the set already has changes nothing: sending twice is harmless.

        Raises:
            NotFoundError: this log has no such set.
            SetFinishedError: the set is finished and has no repetition of this number.
        """

        def grown(result: SetResult) -> SetResult | None:
            if any(repetition.number == known.number for known in result.repetitions):
                return None
            every = (*result.repetitions, repetition)
            return replace(result, repetitions=tuple(sorted(every, key=lambda r: r.number)))

        with self._database.writing() as session:
            row, result = self._grow(session, set_id, grown)
            if result is not None:
                clean = next(r for r in result.repetitions if r.number == repetition.number)
                session.add(repetition_row(row.id, clean))

    def add_hold(self, set_id: SetId, hold: Hold) -> None:
        """Keep one more hold of a set in progress; on return it is safe on disk.

        A hold that starts when a known one does changes nothing: sending twice is harmless.

        Raises:
            NotFoundError: this log has no such set.
            SetFinishedError: the set is finished and has no such hold.
        """

        def grown(result: SetResult) -> SetResult | None:
            if any(hold.start_s == known.start_s for known in result.holds):
                return None
            every = (*result.holds, hold)
            return replace(result, holds=tuple(sorted(every, key=lambda h: h.start_s)))

        with self._database.writing() as session:
            row, result = self._grow(session, set_id, grown)
            if result is not None:
                clean = next(h for h in result.holds if h.start_s == hold.start_s)
                session.add(hold_row(row.id, clean))
                row.hold_s = result.hold_s

    def finish_set(
        self,
        set_id: SetId,
        result: SetResult,
        *,
        track: PoseTrack | None = None,
        ended: Ending | None = None,
    ) -> None:
        """Close a set with the engine's final word; finishing twice with the same is harmless.

        Raises:
            NotFoundError: this log has no such set.
            SetFinishedError: the set was finished with another result, or ended otherwise.
            ValueError: the result is of another exercise, or lacks a repetition or a hold that
                was added before: nothing recorded is dropped.
        """
        text = encode(result)
        keys = self._database.keys
        kept = track_row(set_id, track, clock.now(), keys) if track is not None else None
        with self._database.writing() as session:
            row = self._own(session, set_id)
            if row.status is Status.FINISHED:
                if row.result_json == text and ended in (None, row.ended):
                    return
                raise SetFinishedError(_FINISHED)
            refuse_loss(decode(row.result_json), result)
            complete(row, result, text)
            row.ended = ended
            replace_pieces(session, row.id, decode(text))
            if kept is not None:
                session.add(kept)

    def delete(self, set_id: SetId) -> None:
        """Remove a set with everything that belongs to it, its video too, for good.

        Raises:
            NotFoundError: this log has no such set.
            StorageError: its video can't be removed; the set stays.
        """
        with self._database.writing() as session:
            row = self._own(session, set_id)
            session.execute(delete(SetRow).where(SetRow.id == row.id))
            # Before the row is gone for good: a video that nobody knows of must not be left.
            remove_video(self._database.videos, SetId(row.id))

    def _grow(
        self,
        session: Session,
        set_id: SetId,
        grown: Callable[[SetResult], SetResult | None],
    ) -> tuple[SetRow, SetResult | None]:
        row = self._own(session, set_id)
        result = grown(decode(row.result_json))
        if result is None:
            return row, None
        if row.status is Status.FINISHED:
            raise SetFinishedError(_FINISHED)
        row.result_json = encode(result)
        return row, decode(row.result_json)
