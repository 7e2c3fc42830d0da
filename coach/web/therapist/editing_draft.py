"""The draft of a programme that is being changed, until it is saved or left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from coach.programme.merging import merged
from coach.programme.model import Programme
from coach.records import PersonId
from coach.records.care import Care
from coach.records.programmes import SavedProgramme

_DRAFT: Final = "draft-of-"
_FIELDS: Final = "editing-"
_OPEN: Final = "editing-open"
_PATIENT: Final = "editing-patient"


@dataclass(frozen=True, slots=True)
class Draft:
    """The changed programme of one patient, and the version that it was made from."""

    patient: PersonId
    base: SavedProgramme | None
    programme: Programme
    edits: int = 0

    @property
    def expected(self) -> int | None:
        """The number of the version that must still hold when it is saved."""
        return None if self.base is None else self.base.number

    @property
    def changed(self) -> bool:
        """Whether it differs from what it was made from."""
        return self.base is None or self.base.programme != self.programme


def draft_of(care: Care, current: SavedProgramme | None) -> Draft | None:
    """The draft of this patient; a new one of the current version when there is none.

    One without changes follows the current version. What was typed for one patient, such as a
    reason, is no other's.
    """
    if st.session_state.get(_PATIENT) != care.patient.id:
        for key in [key for key in st.session_state if str(key).startswith(_FIELDS)]:
            del st.session_state[key]
        st.session_state[_PATIENT] = care.patient.id
    held = st.session_state.get(_key(care.patient.id))
    if isinstance(held, Draft) and (held.changed or held.base == current):
        return held
    if current is None:
        return None
    return begin(care, current)


def begin(care: Care, current: SavedProgramme) -> Draft:
    """A fresh draft of a version."""
    draft = Draft(care.patient.id, current, current.programme)
    _put(draft)
    return draft


def begin_with(care: Care, programme: Programme) -> None:
    """A draft of the first programme of a patient."""
    _put(Draft(care.patient.id, None, programme))


def keep(draft: Draft, programme: Programme) -> None:
    """Put a change into the draft."""
    _put(replace(draft, programme=programme, edits=draft.edits + 1))


def rebase(draft: Draft, current: SavedProgramme, *, theirs_first: bool = False) -> None:
    """Put the changes on another version, which somebody else saved meanwhile.

    Where both changed the same thing it is what the draft has, or with ``theirs_first`` what the
    other version has.
    """
    mine, theirs = draft.programme, current.programme
    if draft.base is not None:
        order = (theirs, mine) if theirs_first else (mine, theirs)
        mine = merged(draft.base.programme, *order)
    _put(replace(draft, base=current, programme=mine, edits=draft.edits + 1))


def open_line(exercise: str | None) -> None:
    """Show the form of this exercise, and no other."""
    st.session_state[_OPEN] = exercise


def opened_line() -> str | None:
    """The exercise whose form is shown."""
    opened: str | None = st.session_state.get(_OPEN)
    return opened


def leave(draft: Draft) -> None:
    """Forget the draft."""
    st.session_state.pop(_key(draft.patient), None)


def _put(draft: Draft) -> None:
    st.session_state[_key(draft.patient)] = draft


def _key(patient: PersonId) -> str:
    return f"{_DRAFT}{patient}"
