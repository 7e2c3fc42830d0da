"""What else can be done about a patient: links, a colleague who helps, ending the care."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from coach.records import Person
from coach.records.auditing import audit_of
from coach.records.care_links import OwnPatient, ask_for, end_care
from coach.records.invitations import new_link, withdraw_invitation
from coach.web.account.linking import keep_link
from coach.web.problems import plain
from coach.web.store import PATIENT, my_database
from coach.web.words import moment_words

SAID: Final = "patients-said"
"""Where the page finds, in the session, what to say on top of it."""

_SURE: Final = "patients-sure"
_EVENTS: Final = 20


def show_more(therapist: Person, patient: OwnPatient, others: Sequence[Person]) -> None:
    """Draw it; ``others`` are the therapist's colleagues.

    Raises:
        StorageError: the log can't be read or written.
    """
    person, database = patient.person, my_database()
    if not patient.joined:
        if st.button("Make a new link", key=f"link-{person.id}"):
            keep_link(new_link(database, person.id, by=therapist), person.display_name)
            st.rerun()
        if _sure("Withdraw the invitation", f"withdraw-{person.id}"):
            withdraw_invitation(database, person.id, by=therapist)
            _leave(person, "The invitation is withdrawn.")
        return
    if patient.agreed:
        if st.button("Link for a new password", key=f"link-{person.id}"):
            keep_link(new_link(database, person.id, by=therapist), person.display_name)
            st.rerun()
        _share(therapist, person, others)
        if st.toggle("Who did what", key=f"events-{person.id}"):
            for event in audit_of(database, person.id, limit=_EVENTS):
                st.markdown(
                    f":small[{moment_words(event.at, therapist.zone)} · "
                    f"{plain(event.deed.replace('_', ' '))}]"
                )
    if _sure("End the care", f"end-{person.id}"):
        end_care(database, person.id, therapist.id, by=therapist.id)
        _leave(person, "The care is ended: you no longer see these records.")


def _share(therapist: Person, person: Person, others: Sequence[Person]) -> None:
    names = {other.id: other.display_name for other in others}
    if not names:
        return
    colleague = st.selectbox(
        "Let a colleague help",
        list(names),
        format_func=lambda each: names[each],
        key=f"colleague-{person.id}",
        index=None,
        placeholder="Choose a colleague",
    )
    if colleague is not None and st.button("Ask the patient", key=f"ask-{person.id}"):
        ask_for(my_database(), person.id, colleague, by=therapist)
        _again(f"{plain(person.display_name)} is asked under “Account”.")


def _sure(label: str, key: str) -> bool:
    """Two presses: the second one is meant."""
    if st.session_state.get(_SURE) != key:
        if st.button(label, key=key):
            st.session_state[_SURE] = key
            st.rerun()
        return False
    st.markdown("Are you sure?")
    if st.button(f"Yes, {label[0].lower()}{label[1:]}", key=f"{key}-yes"):
        st.session_state.pop(_SURE, None)
        return True
    return False


def _leave(person: Person, said: str) -> None:
    if st.session_state.get(PATIENT) == person.id:
        del st.session_state[PATIENT]
    _again(said)


def _again(said: str) -> None:
    st.session_state[SAID] = said
    st.rerun()
