"""Bringing what is kept under today's key, or out of encryption, while the app runs."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select

from coach.keyring import Keyring
from coach.records.database import Database
from coach.records.encrypting import seal, unseal
from coach.records.models import TrackRow
from coach.records.tracks import context_of


def reseal_tracks(database: Database, keys: Keyring) -> int:
    """Seal every movement with the current key of ``keys``, or open it where none seals; how many.

    Each is kept by itself: breaking off loses nothing, and calling it again goes on.

    Raises:
        KeyMissingError: the key of one of them is not among ``keys``.
        StorageError: one is damaged, or the log can't be written.
    """
    key_id = None if keys.current is None else keys.current.id
    others: ColumnElement[bool] = TrackRow.key_id.is_not(None)
    if key_id is not None:
        others = or_(TrackRow.key_id.is_(None), TrackRow.key_id != key_id)
    with database.reading() as session:
        found = list(session.scalars(select(TrackRow.set_id).where(others)))
    for set_id in found:
        with database.writing() as session:
            row = session.get(TrackRow, set_id, with_for_update=True)
            if row is not None:  # it may have been deleted meanwhile
                context = context_of(set_id)
                row.data = seal(unseal(row.data, keys, context), keys, context)
                row.key_id = key_id
    return len(found)


def keys_in_use(database: Database) -> tuple[str, ...]:
    """The ids of the keys with which movements are sealed.

    Raises:
        StorageError: the log can't be read.
    """
    query = select(TrackRow.key_id).where(TrackRow.key_id.is_not(None)).distinct()
    with database.reading() as session:
        return tuple(sorted(one for one in session.scalars(query) if one))
