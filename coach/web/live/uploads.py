"""Which videos the holder of a live token may send."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from coach.records import Log, NotFoundError, SetId
from coach.web.live.admitting import admit
from coach.web.live.hub import Room, hub
from coach.web.live.videos import Upload
from coach.web.store import owner_of
from poses.errors import UserFacingError


@dataclass(frozen=True)
class _SetsOfSitting:
    """Sets of the sitting; after a restart of the server, those whose video was begun before."""

    room: Room | None
    log: Log

    def __contains__(self, set_id: object) -> bool:
        if self.room is not None and set_id in self.room.coach.sitting.set_ids:
            return True
        try:
            return isinstance(set_id, UUID) and self.log.video(SetId(set_id)) is not None
        except NotFoundError:
            return False


def may_upload(token: str) -> Upload | None:
    """What this token allows, or None if it is not one of ours or its person is gone."""
    claim = admit(token)
    if claim is None or claim.role == "screen":
        return None
    try:
        log = owner_of(claim.person).log
    except UserFacingError:
        return None
    room = hub.find(claim.sitting, claim.person)
    # Without a room only a set counts whose video, and hence the consent to it, is in the log.
    consent = room is None or room.coach.consent
    return Upload(claim.person, _SetsOfSitting(room, log), consent)
