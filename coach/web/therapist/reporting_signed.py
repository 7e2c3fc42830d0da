"""Notes that were signed: to read, and to write another one in the place of one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.records import PersonId, find_person
from coach.records.care import Care
from coach.records.errors import NotFoundError
from coach.reporting.note import PARTS
from coach.reporting.notes import Note, keep_draft, signed_notes
from coach.web.problems import plain
from coach.web.words import count_words, moment_words

_SHOWN: Final = 20


def show_signed(care: Care, *, can_amend: bool) -> None:
    """The latest of them.

    Raises:
        StorageError: the journal can't be read.
    """
    found = signed_notes(care.journal)[:_SHOWN]
    st.subheader("Signed notes")
    if not found:
        st.markdown("None yet.")
    later = {one.body.amends: one for one in found if one.body.amends is not None}
    names: dict[PersonId | None, str] = {}
    for one in found:
        if one.author not in names:
            names[one.author] = _name(care, one.author)
        _one(care, one, names[one.author], later.get(one.id), can_amend=can_amend)


def _one(care: Care, one: Note, name: str, later: Note | None, *, can_amend: bool) -> None:
    zone = care.patient.zone
    when = moment_words(one.at, zone)
    old = " (another one is read in its place)" if later is not None else ""
    with st.expander(f"{when}, {plain(name)}{old}", icon=":material/lock:"):
        if later is not None:
            st.caption(f"A later note of {moment_words(later.at, zone)} takes its place.")
        for part, title in PARTS.items():
            text = getattr(one.body, part).strip()
            if text:
                st.markdown(f"**{title}**")
                st.text(text)
        if one.body.sets:
            st.caption(f"{count_words(len(one.body.sets), 'set')} looked at.")
        mine = one.author == care.author and later is None
        if mine and can_amend and st.button("Write one in its place", key=f"amend-{one.id}"):
            keep_draft(care, one.body.model_copy(update={"amends": one.id}), None)
            st.rerun()


def _name(care: Care, author: PersonId | None) -> str:
    if author is None:
        return "somebody who has left"
    try:
        return find_person(care.database, author).display_name
    except NotFoundError:
        return "somebody who has left"
