"""The therapist's patients: who they are, whom to look at, and whom to invite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from coach.records import Person, PersonId, Role
from coach.records.auditing import audit_of
from coach.records.care_links import OwnPatient, ask_for, colleagues, end_care, patients_of
from coach.records.invitations import (
    Invitation,
    invite,
    new_link,
    open_invitations,
    withdraw_invitation,
)
from coach.records.people import LONGEST_NAME
from coach.web.account.linking import keep_link, show_link
from coach.web.problems import plain, say_problem
from coach.web.store import PATIENT, my_database, single_user, viewer
from coach.web.words import moment_words
from poses.errors import UserFacingError

_SAID: Final = "patients-said"
_SURE: Final = "patients-sure"

_SINGLE: Final = """
You are the one person here: patient and therapist at once. The pages under **Care** are about your
own programme.

In a clinic with accounts, this page lists a therapist's patients and invites new ones. The page
**Account** says how accounts are switched on.
"""


def show() -> None:
    """The list, and what can be done."""
    st.title("Patients")
    if single_user():
        st.markdown(_SINGLE)
        st.page_link("patient/plan.py", label="See the plan", icon=":material/calendar_month:")
        return
    try:
        therapist = viewer()
        said = st.session_state.pop(_SAID, None)
        if said:
            st.success(said, icon=":material/check_circle:")
        show_link()
        _list(therapist)
        _invite(therapist)
    except UserFacingError as error:
        say_problem(str(error))


def _list(therapist: Person) -> None:
    patients = patients_of(my_database(), therapist.id)
    if not patients:
        st.markdown("There is nobody yet. Invite your first patient below.")
        return
    links = open_invitations(my_database())
    for patient in patients:
        with st.container(border=True, key=f"patient-{patient.person.id}"):
            _one(therapist, patient, links)


def _one(therapist: Person, patient: OwnPatient, links: Mapping[PersonId, Invitation]) -> None:
    person = patient.person
    left, right = st.columns([3, 2], vertical_alignment="center")
    chosen = st.session_state.get(PATIENT) == person.id
    mark = " · :material/check: chosen" if chosen else ""
    left.markdown(
        f"**{plain(person.display_name)}**{mark}  \n"
        f":small[{_state(therapist, patient, links.get(person.id))}]"
    )
    with right.container(horizontal=True):
        if patient.agreed and st.button(
            "Open",
            key=f"open-{person.id}",
            type="primary",
            icon=":material/folder_open:",
            disabled=chosen,
        ):
            st.session_state[PATIENT] = person.id
            st.rerun()
        with st.popover("More", key=f"more-{person.id}"):
            _more(therapist, patient)
    if chosen:
        with st.container(horizontal=True):
            for script, label in _PAGES:
                st.page_link(script, label=label)


_PAGES: Final = (
    ("therapist/editing.py", "Change the plan"),
    ("therapist/deciding.py", "Proposals"),
    ("therapist/noting.py", "Treatments and scores"),
    ("patient/targets.py", "Targets"),
)


def _state(therapist: Person, patient: OwnPatient, link: Invitation | None) -> str:
    if not patient.joined:
        if link is None:
            return "Invited; the link is too old. Make a new one under “More”."
        until = moment_words(link.expires_at, therapist.zone)
        return f"Invited; has not come yet. The link works until {until}."
    if not patient.agreed:
        return "Has been asked whether you may see the records, and has not answered yet."
    if patient.active_at is None:
        return "Has come; nothing recorded yet."
    return f"Last active {moment_words(patient.active_at, therapist.zone)}"


def _more(therapist: Person, patient: OwnPatient) -> None:
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
        _share(therapist, person)
        with st.expander("Who did what"):
            for event in audit_of(database, person.id, limit=20):
                st.markdown(
                    f":small[{moment_words(event.at, therapist.zone)} · "
                    f"{plain(event.deed.replace('_', ' '))}]"
                )
    if _sure("End the care", f"end-{person.id}"):
        end_care(database, person.id, therapist.id, by=therapist.id)
        _leave(person, "The care is ended: you no longer see these records.")


def _share(therapist: Person, person: Person) -> None:
    others = {other.id: other.display_name for other in colleagues(my_database(), therapist.id)}
    if not others:
        return
    colleague = st.selectbox(
        "Let a colleague help",
        list(others),
        format_func=lambda each: others[each],
        key=f"colleague-{person.id}",
        index=None,
        placeholder="Choose a colleague",
    )
    if colleague is not None and st.button("Ask the patient", key=f"ask-{person.id}"):
        ask_for(my_database(), person.id, colleague, by=therapist)
        _again(f"{plain(person.display_name)} is asked under “Account”.")


def _invite(therapist: Person) -> None:
    st.subheader("Invite a patient")
    st.markdown(
        "You get a link to send. You can prepare the plan at once, before your patient has come."
    )
    with st.form("invite", width=520, clear_on_submit=True):
        name = st.text_input("What is your patient called?", max_chars=LONGEST_NAME)
        if not st.form_submit_button("Make the link", type="primary"):
            return
    if not name.strip():
        say_problem("Please say what your patient is called.")
        return
    made = invite(my_database(), name, Role.PATIENT, by=therapist)
    keep_link(made, name.strip())
    st.rerun()


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
    st.session_state[_SAID] = said
    st.rerun()
