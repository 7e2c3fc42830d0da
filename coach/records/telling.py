"""What a person tells: about a set, about the consent to its video, about their health."""

from __future__ import annotations

from collections.abc import Mapping

from coach import clock
from coach.records.columns import in_utc
from coach.records.entries import Recording, SetId
from coach.records.models import RecordingRow
from coach.records.people import require_person
from coach.records.reading import ReadOnlyLog
from coach.records.screenings import screening_row
from coach.records.text import storable
from coach.safety.outcome import ScreeningOutcome


class ToldLog(ReadOnlyLog):
    """The part of ``Log`` that the person fills with words; see there."""

    def report(self, set_id: SetId, *, pain: int | None = None, effort: int | None = None) -> None:
        """Keep how a set felt, 0..10 each; None leaves what is known.

        Raises:
            NotFoundError: this log has no such set.
            ValueError: a figure is outside 0..10.
        """
        for name, figure in (("pain", pain), ("effort", effort)):
            if figure is not None and not 0 <= figure <= 10:
                raise ValueError(f"{name} must be 0 to 10, got {figure}")
        with self._database.writing() as session:
            row = self._own(session, set_id)
            if pain is not None:
                row.pain = int(pain)
            if effort is not None:
                row.effort = int(effort)

    def add_note(self, set_id: SetId, note: str) -> None:
        """Add a line to the note of a set; empty text adds nothing.

        Raises:
            NotFoundError: this log has no such set.
        """
        with self._database.writing() as session:
            row = self._own(session, set_id)
            row.note = "\n".join(filter(None, (row.note, storable(note).strip())))

    def attach_video(self, set_id: SetId, recording: Recording) -> None:
        """Note the video of a set; once more replaces what was noted, but not the consent.

        Raises:
            NotFoundError: this log has no such set.
            ValueError: ``consented_at`` has no time zone.
        """
        with self._database.writing() as session:
            owner = self._own(session, set_id)
            row = session.get(RecordingRow, owner.id)
            if row is None:
                row = RecordingRow(
                    set_id=owner.id,
                    consented_at=in_utc(recording.consented_at),
                    created_at=clock.now(),
                )
                session.add(row)
            row.file_name = storable(recording.file_name)
            row.mime = storable(recording.mime)
            row.size_bytes = recording.size_bytes

    def add_screening(self, outcome: ScreeningOutcome, answers: Mapping[str, bool]) -> None:
        """Keep the answers to the safety questions; earlier ones stay as they are.

        Raises:
            NotFoundError: the log's patient is not known.
        """
        with self._database.writing() as session:
            require_person(session, self._patient)
            session.add(screening_row(self._patient, outcome, answers))
