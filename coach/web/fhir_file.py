"""Records as one file in the form that clinics exchange (HL7 FHIR): how much, and the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import streamlit as st

from coach.records.care import Care

_READY: Final = "fhir-ready"
_SPANS: Final[Mapping[str, int | None]] = {
    "The last 3 months": 91,
    "The last year": 365,
    "Everything": None,
}

_Ready = tuple[str, str]
"""For whom and how it was asked for; the file's text."""


def offer(care: Care) -> None:
    """How much, with names or without, and a button to the file.

    Raises:
        ConsentMissingError: somebody else than the patient asks, and may not.
        StorageError: the records can't be read.
    """
    span = st.selectbox("How much", list(_SPANS), key="fhir-span")
    names = st.checkbox(
        "With names",
        help="Without this, people are called by long numbers that stay the same and tell nobody "
        "who they are. Goals and messages stay in the words in which they were written.",
        key="fhir-names",
    )
    asked = f"{care.patient.id}/{span}/{names}/{care.today()}"
    ready: _Ready | None = st.session_state.get(_READY)
    if ready is None or ready[0] != asked:
        if st.button("Prepare the file", icon=":material/ios_share:", key="fhir-prepare"):
            with st.spinner("Putting it together. Years of records take a while."):
                st.session_state[_READY] = (asked, _text(care, _SPANS[span], names))
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


def _text(care: Care, days: int | None, names: bool) -> str:
    # Loading the classes of FHIR takes a second, which no other visit of a page should cost.
    from coach.fhir import text_of

    since: date | None = None if days is None else care.today() - timedelta(days=days)
    return text_of(care, since=since, names=names)
