"""Keeping visit notes in a patient's journal: drafts as they grow, signed ones for good."""

from __future__ import annotations

from typing import Final

from coach.records.care import Care
from coach.records.entries import PersonId
from coach.records.errors import NotFoundError
from coach.records.journal import EntryId, Journal, JournalEntry
from coach.reporting.note import VISIT_NOTE, VisitNote
from poses.errors import UserFacingError

Note = JournalEntry[VisitNote]

_SIGNED: Final = "This note is signed and stays as it is. Write a new one that takes its place."
_EMPTY: Final = "There is nothing in this note yet: write a line, then sign it."
_MEANWHILE: Final = (
    "This note was changed in another window. Both versions are shown: take over what you need."
)


class SignedNoteError(UserFacingError):
    """A signed note is never changed."""

    def __init__(self) -> None:
        super().__init__(_SIGNED)


class EmptyNoteError(UserFacingError):
    """Nothing is written that could be signed."""

    def __init__(self) -> None:
        super().__init__(_EMPTY)


class NoteChangedError(UserFacingError):
    """The draft was kept, signed or left somewhere else meanwhile."""

    def __init__(self) -> None:
        super().__init__(_MEANWHILE)


def signed_notes(journal: Journal, *, limit: int = 100) -> list[Note]:
    """Those that were signed, the latest first, those with a later one in their place as well.

    Raises:
        StorageError: the journal can't be read.
    """
    return [one for one in journal.entries(VISIT_NOTE, VisitNote, limit=limit) if one.body.signed]


def last_signed(journal: Journal, author: PersonId) -> Note | None:
    """The latest note that this person signed, or None.

    Raises:
        StorageError: the journal can't be read.
    """
    return next((one for one in signed_notes(journal) if one.author == author), None)


def draft_note(journal: Journal, author: PersonId) -> Note | None:
    """The draft that this person has begun, or None. Nobody sees another one's drafts.

    Raises:
        StorageError: the journal can't be read.
    """
    found = journal.entries(VISIT_NOTE, VisitNote)
    return next((one for one in found if one.author == author and not one.body.signed), None)


def keep_draft(care: Care, note: VisitNote, entry: EntryId | None) -> EntryId:
    """Keep a draft in the place of ``entry``, or as a new one; where it stands now.

    Raises:
        SignedNoteError: the entry is signed.
        NoteChangedError: another version of the draft was kept meanwhile.
        NotFoundError: the patient is not known.
        StorageError: it can't be written.
    """
    return _put(care, note.model_copy(update={"signed": False}), entry)


def sign(care: Care, note: VisitNote, entry: EntryId | None) -> EntryId:
    """Sign a note: from now on it is never changed.

    Raises:
        EmptyNoteError: nothing is written in it.
        SignedNoteError: the entry is signed already.
        NoteChangedError: another version of the draft was kept meanwhile.
        NotFoundError: the patient is not known.
        StorageError: it can't be written.
    """
    if note.empty:
        raise EmptyNoteError
    return _put(care, note.model_copy(update={"signed": True}), entry)


def discard(care: Care, entry: EntryId) -> None:
    """Take a draft away.

    Raises:
        SignedNoteError: the entry is signed.
        NoteChangedError: it was kept, signed or left somewhere else meanwhile.
        StorageError: it can't be written.
    """
    _may_change(care, entry)
    try:
        care.journal.retire(entry)
    except NotFoundError as error:
        raise NoteChangedError from error


def _put(care: Care, note: VisitNote, entry: EntryId | None) -> EntryId:
    if entry is None:
        if draft_note(care.journal, care.author) is not None:
            raise NoteChangedError
        return care.journal.add(VISIT_NOTE, note)
    _may_change(care, entry)
    try:
        return care.journal.replace(entry, note)
    except NotFoundError as error:
        raise NoteChangedError from error


def _may_change(care: Care, entry: EntryId) -> None:
    """Only one's own draft; another one's is answered like one that does not exist."""
    held = next(
        (one for one in care.journal.entries(VISIT_NOTE, VisitNote) if one.id == entry), None
    )
    if held is None or (held.author != care.author and not held.body.signed):
        raise NoteChangedError
    if held.body.signed:
        raise SignedNoteError
