"""Landmark tracks as bytes that can prove that they are whole."""

from __future__ import annotations

import hashlib
import io
import struct
from datetime import datetime
from uuid import UUID

from coach.keyring import NO_KEYS, Keyring
from coach.records.encrypting import seal, unseal
from coach.records.errors import StorageError
from coach.records.models import TrackRow
from poses.track import PoseTrack, TrackFileError


def track_row(set_id: UUID, track: PoseTrack, now: datetime, keys: Keyring = NO_KEYS) -> TrackRow:
    """The row that keeps a track, sealed with today's key if there is one."""
    stream = io.BytesIO()
    track.save(stream)
    data = stream.getvalue()
    return TrackRow(
        set_id=set_id,
        data=seal(data, keys, context_of(set_id)),
        sha256=hashlib.sha256(data).hexdigest(),
        frames=len(track),
        key_id=None if keys.current is None else keys.current.id,
        created_at=now,
    )


def context_of(set_id: UUID) -> bytes:
    """What the seal of a set's recordings is bound to."""
    return set_id.bytes


def read_track(
    stored: bytes, sha256: str, set_id: UUID | None = None, keys: Keyring = NO_KEYS
) -> PoseTrack:
    """The track out of its bytes; those of a sealed one need its set and the key.

    Raises:
        KeyMissingError: the key is not here.
        StorageError: the bytes are not those that were written, or a newer version wrote them.
    """
    data = unseal(stored, keys, b"" if set_id is None else context_of(set_id))
    if hashlib.sha256(data).hexdigest() != sha256:
        raise StorageError(
            "The recording of this set is damaged; its repetitions and score are not: restore "
            "the log from a backup to see the movement again."
        )
    try:
        return PoseTrack.load(data)
    except TrackFileError as error:
        raise StorageError(str(error)) from error


def movement_digest(track: PoseTrack) -> str:
    """SHA-256 of the movement itself.

    Not of the file, whose compression differs between machines, and without ``source``.
    """
    digest = hashlib.sha256(struct.pack("<qqq", len(track), track.width, track.height))
    digest.update(track.time_s.astype("<f8").tobytes())
    digest.update(track.image.astype("<f4").tobytes())
    digest.update(track.world.astype("<f4").tobytes())
    digest.update(track.people.astype("i1").tobytes())
    return digest.hexdigest()
