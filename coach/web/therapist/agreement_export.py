"""Every judgement as a file, without names; only of patients who agreed that data may leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from coach.records import NotFoundError, PersonId
from coach.records.access import open_care
from coach.records.care import Care
from coach.records.care_entries import ConsentKind
from coach.records.consents import ConsentMissingError
from coach.records.judged import Judged
from coach.review.agreement_table import each_as_csv
from coach.web.problems import say_problem
from coach.web.store import my_care, my_database, single_user, viewer
from coach.web.words import count_words
from poses.errors import UserFacingError

_FILE: Final = "agreement-export"
_WHAT: Final = "their sets as judged by the therapist, without name (CSV)"


def show_export(judged: Sequence[Judged]) -> None:
    """A button that makes the file, then one that hands it out; making it is written down."""
    st.subheader("Every judgement", anchor=False)
    st.markdown(
        "One line for each judgement, for your own statistics. Patients are numbered, time is the "
        "month, and reasons are left out. Only patients who agreed that data may leave the app are "
        "in it, and each of them can see that it was made."
    )
    if st.button("Prepare the file", icon=":material/table:", key="agreement-prepare"):
        try:
            st.session_state[_FILE] = _prepared(judged)
        except UserFacingError as error:
            say_problem(str(error))
            return
    file = st.session_state.pop(_FILE, None)
    if file is None:
        return
    data, number, left_out = file
    if left_out:
        st.info(
            f"Left out: {count_words(left_out, 'patient')} without this consent.",
            icon=":material/info:",
        )
    if not number:
        st.markdown("None of these patients has agreed that data may leave the app.")
        return
    st.download_button(
        f"Download the judgements of {count_words(number, 'patient')} (CSV)",
        data=data,
        file_name="judgements.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="agreement-download",
    )


def _prepared(judged: Sequence[Judged]) -> tuple[bytes, int, int]:
    """The file, of how many patients it is, and how many were left out."""
    allowed: set[PersonId] = set()
    patients = dict.fromkeys(one.patient for one in judged)
    for patient in patients:
        try:
            care = _care_of(patient)
            care.require(ConsentKind.SHARING)
        except (ConsentMissingError, NotFoundError):
            continue
        if not care.own:
            care.note_export(_WHAT)
        allowed.add(patient)
    data = each_as_csv(one for one in judged if one.patient in allowed)
    return data, len(allowed), len(patients) - len(allowed)


def _care_of(patient: PersonId) -> Care:
    return my_care() if single_user() else open_care(my_database(), viewer(), patient)
