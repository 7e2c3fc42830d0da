"""A patient's records for another clinic: one file in the form that clinics exchange (FHIR)."""

from __future__ import annotations

import streamlit as st

from coach.records.care import Care
from coach.records.care_entries import ConsentKind
from coach.web.fhir_file import offer


def show_fhir(care: Care) -> None:
    """A section: what is in it, how much, with names or without, and the file.

    Raises:
        ConsentMissingError: the patient has not agreed to sharing, or not any more.
        StorageError: the records can't be read.
    """
    st.header("For another clinic (FHIR)")
    care.require(ConsentKind.SHARING)
    st.markdown(
        "One file with plan, goals and what was done, in the form that other clinics' programs "
        "read (HL7 FHIR R4). What a camera measured, what the patient told and what you judged "
        "are marked apart."
    )
    offer(care)
