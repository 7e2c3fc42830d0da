"""Visit notes: drafts are kept as they grow, signed ones for good."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.records import add_person
from coach.records.care import Care
from coach.reporting.note import LONGEST, VISIT_NOTE, VisitNote
from coach.reporting.notes import (
    EmptyNoteError,
    NoteChangedError,
    SignedNoteError,
    discard,
    draft_note,
    keep_draft,
    last_signed,
    sign,
    signed_notes,
)

TOLD = VisitNote(subjective="Slept well, stairs are easier.")


def test_a_draft_is_there_again(ada: Care) -> None:
    keep_draft(ada, TOLD, None)
    held = draft_note(ada.journal, ada.author)
    assert held is not None
    assert held.body == TOLD
    assert not signed_notes(ada.journal)


def test_a_draft_grows_in_its_place(ada: Care) -> None:
    first = keep_draft(ada, TOLD, None)
    later = keep_draft(ada, TOLD.with_parts(plan="Go on."), first)
    held = draft_note(ada.journal, ada.author)
    assert held is not None
    assert (held.id, held.body.plan) == (later, "Go on.")
    assert len(ada.journal.entries(VISIT_NOTE, VisitNote)) == 1


def test_what_was_typed_in_two_windows_is_never_overwritten(ada: Care) -> None:
    first = keep_draft(ada, TOLD, None)
    keep_draft(ada, TOLD.with_parts(plan="From one window"), first)
    with pytest.raises(NoteChangedError, match="Both versions are shown"):
        keep_draft(ada, TOLD.with_parts(plan="From the other"), first)
    with pytest.raises(NoteChangedError):
        keep_draft(ada, TOLD, None)
    held = draft_note(ada.journal, ada.author)
    assert held is not None
    assert held.body.plan == "From one window"


def test_each_therapist_has_a_draft_of_their_own(ada: Care, ben: Care) -> None:
    of_ada = keep_draft(ada, TOLD, None)
    assert draft_note(ben.journal, ben.author) is None
    with pytest.raises(NoteChangedError):
        keep_draft(ben, TOLD.with_parts(plan="Mine"), of_ada)
    with pytest.raises(NoteChangedError):
        discard(ben, of_ada)
    keep_draft(ben, TOLD.with_parts(plan="Mine"), None)
    held = draft_note(ada.journal, ada.author)
    assert held is not None
    assert held.body == TOLD


def test_a_signed_note_is_never_changed(ada: Care, ben: Care) -> None:
    signed = sign(ada, TOLD, keep_draft(ada, TOLD, None))
    for who in (ada, ben):
        with pytest.raises(SignedNoteError, match="stays as it is"):
            keep_draft(who, TOLD.with_parts(plan="Later"), signed)
        with pytest.raises(SignedNoteError):
            sign(who, TOLD.with_parts(plan="Later"), signed)
        with pytest.raises(SignedNoteError):
            discard(who, signed)
    (held,) = signed_notes(ada.journal)
    assert held.body == TOLD.model_copy(update={"signed": True})


def test_another_note_takes_the_place_of_a_signed_one_and_both_can_be_read(ada: Care) -> None:
    signed = sign(ada, TOLD, None)
    better = TOLD.with_parts(plan="Two weeks, then again.").model_copy(update={"amends": signed})
    sign(ada, better, keep_draft(ada, better, None))
    assert [one.body.amends for one in signed_notes(ada.journal)] == [signed, None]


def test_nothing_is_signed_that_is_empty(ada: Care) -> None:
    with pytest.raises(EmptyNoteError, match="write a line"):
        sign(ada, VisitNote(objective="  \n"), None)
    assert not signed_notes(ada.journal)


def test_the_last_visit_is_the_last_note_that_this_therapist_signed(ada: Care, ben: Care) -> None:
    assert last_signed(ada.journal, ada.author) is None
    mine = sign(ada, TOLD, None)
    sign(ben, TOLD, None)
    keep_draft(ada, TOLD, None)
    found = last_signed(ada.journal, ada.author)
    assert found is not None
    assert found.id == mine


def test_a_draft_can_be_left(ada: Care) -> None:
    entry = keep_draft(ada, TOLD, None)
    discard(ada, entry)
    assert draft_note(ada.journal, ada.author) is None
    with pytest.raises(NoteChangedError):
        discard(ada, entry)


def test_the_note_of_another_patient_is_as_if_it_were_not_there(ada: Care) -> None:
    entry = keep_draft(ada, TOLD, None)
    elsewhere = replace(ada, patient=add_person(ada.database, "Somebody else"))
    assert draft_note(elsewhere.journal, ada.author) is None
    for change in (keep_draft, sign):
        with pytest.raises(NoteChangedError):
            change(elsewhere, TOLD.with_parts(plan="Changed"), entry)
    with pytest.raises(NoteChangedError):
        discard(elsewhere, entry)
    held = draft_note(ada.journal, ada.author)
    assert held is not None
    assert held.body == TOLD


def test_a_part_has_a_length_that_it_may_have() -> None:
    with pytest.raises(ValueError, match="at most"):
        TOLD.with_parts(plan="x" * (LONGEST + 1))
