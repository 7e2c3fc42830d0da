"""A patient's records for another clinic: one file in the form that clinics exchange (FHIR)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import streamlit as st

from coach.records.care import Care
from coach.records.care_entries import ConsentKind

_READY: Final = "fhir-ready"

_SPANS: Final = {"The last 3 months": 91, "The last year": 365, "Everything": None}

_Ready = tuple[str, str]
"""Whose bundle it is and how it was asked for; the bundle as JSON."""


def show_fhir(care: Care) -> None:
    """A section: how much, with names or without, and the file.

    Raises:
        ConsentMissingError: the patient has not agreed to sharing, or not any more.
        StorageError: the records can't be read.
    """
    st.header("For another clinic (FHIR)")
    care.require(ConsentKind.SHARING)
    st.markdown(
        "One file with plan, goals, what was done, what was measured, told and judged, in the form "
        "HL7 FHIR R4 that other clinics' programs read. What a camera measured, what the patient "
        "told and what you judged are marked apart."
    )
    _section(care)


def show_own_fhir(care: Care) -> None:
    """The same for the patient at the screen.

    Raises:
        StorageError: the records can't be read.
    """
    st.subheader("For a doctor or another clinic")
    st.markdown(
        "One file that programs of doctors and clinics can read (HL7 FHIR R4): your plan, your "
        "exercises, your answers and your diary's numbers. Your diary's words and your videos are "
        "not in it."
    )
    _section(care)


def _section(care: Care) -> None:
    span = st.selectbox("How much", list(_SPANS), key="fhir-span")
    names = st.checkbox(
        "With names",
        help="Without this, people are called by long numbers that stay the same and tell nobody "
        "who they are. Goals and messages are in the words in which they were written.",
        key="fhir-names",
    )
    asked = f"{care.patient.id}/{span}/{names}/{care.today()}"
    ready: _Ready | None = st.session_state.get(_READY)
    if ready is None or ready[0] != asked:
        if st.button("Prepare the file", icon=":material/ios_share:", key="fhir-prepare"):
            with st.spinner("Putting it together. Years of records take a while."):
                st.session_state[_READY] = (asked, _text(care, _since(care.today(), span), names))
            st.rerun()
        return
    st.download_button(
        "Download the file",
        ready[1],
        file_name=f"back-coach-fhir-{care.today():%Y-%m-%d}.json",
        mime="application/fhir+json",
        type="primary",
        icon=":material/download:",
        key="fhir-download",
        on_click=lambda: st.session_state.pop(_READY, None),
    )


def _since(today: date, span: str) -> date | None:
    days = _SPANS[span]
    return None if days is None else today - timedelta(days=days)


def _text(care: Care, since: date | None, names: bool) -> str:
    # Loading the classes of FHIR takes a second, which no other visit of the page should cost.
    from coach.fhir import text_of

    return text_of(care, since=since, names=names)
