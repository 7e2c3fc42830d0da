"""A patient's log as somebody else sees it: with the patient's consent, and written down."""

from __future__ import annotations

from pathlib import Path

from coach.records.auditing import note_view
from coach.records.care_entries import ConsentKind
from coach.records.consents import Consents
from coach.records.database import Database
from coach.records.entries import PersonId, Recording, SetId
from coach.records.repository import Log
from poses.track import PoseTrack


class SharedLog(Log):
    """The sets of a patient for a therapist, who must be allowed to see them.

    Movements and videos are given out while the patient agrees to that kind of data, and each
    look at one is written down.
    """

    def __init__(self, database: Database, patient: PersonId, viewer: PersonId) -> None:
        super().__init__(database, patient)
        self._viewer = viewer

    def track(self, set_id: SetId) -> PoseTrack | None:
        """The landmarks of a set, or None if it was kept without.

        Raises:
            NotFoundError: this log has no such set.
            ConsentMissingError: the patient does not agree, or not any more.
            StorageError: the stored landmarks are damaged.
        """
        self._ask(set_id, ConsentKind.MOVEMENT)
        found = super().track(set_id)
        if found is not None:
            self._note(set_id, ConsentKind.MOVEMENT)
        return found

    def video(self, set_id: SetId) -> Recording | None:
        """The video of a set, or None if it has none.

        Raises:
            NotFoundError: this log has no such set.
            ConsentMissingError: the patient does not agree, or not any more.
        """
        self._ask(set_id, ConsentKind.VIDEO)
        found = super().video(set_id)
        if found is not None:
            self._note(set_id, ConsentKind.VIDEO)
        return found

    def video_folder(self, set_id: SetId) -> Path:
        """The folder for the video of a set, whether or not it exists.

        Raises:
            NotFoundError: this log has no such set.
            ConsentMissingError: the patient does not agree, or not any more.
        """
        self._ask(set_id, ConsentKind.VIDEO)
        return super().video_folder(set_id)

    def _ask(self, set_id: SetId, kind: ConsentKind) -> None:
        with self._database.reading() as session:
            self._own(session, set_id, lock=False)  # a set that isn't theirs is not found first
        Consents(self._database, self._patient, self._viewer).require(kind)

    def _note(self, set_id: SetId, kind: ConsentKind) -> None:
        note_view(self._database, self._viewer, self._patient, f"{kind}:{set_id}")
