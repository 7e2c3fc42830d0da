"""The therapist's patients: who needs them first and why, whom to look at, and whom to invite."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach import clock
from coach.records import Person, Role
from coach.records.caseload import caseload
from coach.records.invitations import invite
from coach.records.people import LONGEST_NAME
from coach.web.account.linking import keep_link, show_link
from coach.web.problems import say_problem
from coach.web.store import my_database, single_user, viewer
from coach.web.therapist.caseload_list import show_list
from coach.web.therapist.caseload_more import SAID
from poses.errors import UserFacingError

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
        with st.container(horizontal=True):
            st.page_link("therapist/overview.py", label="My overview", icon=":material/dashboard:")
            st.page_link("patient/plan.py", label="See the plan", icon=":material/calendar_month:")
        return
    try:
        therapist = viewer()
        said = st.session_state.pop(SAID, None)
        if said:
            st.success(said, icon=":material/check_circle:")
        show_link()
        _list(therapist)
        _invite(therapist)
    except UserFacingError as error:
        say_problem(str(error))


def _list(therapist: Person) -> None:
    rows = caseload(my_database(), therapist, clock.now())
    if not rows:
        st.markdown("There is nobody yet. Invite your first patient below.")
        return
    show_list(therapist, rows)


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
