"""Notes and reports: what is written at a visit, and what leaves the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from coach.records.care import Care
from coach.records.consents import ConsentMissingError
from coach.web.problems import plain, say_problem
from coach.web.store import patient_care, single_user
from coach.web.therapist.reporting_made import forget
from coach.web.therapist.reporting_note import show_note
from coach.web.therapist.reporting_report import show_report
from coach.web.therapist.reporting_tables import show_tables
from coach.web.therapist.sharing import show_fhir
from poses.errors import UserFacingError

_PARTS: Final[Mapping[str, Callable[[Care], None]]] = {
    "Visit note": show_note,
    "Report": show_report,
    "Tables": show_tables,
    "FHIR": show_fhir,
}


def show() -> None:
    """Choose what to write or to take along."""
    st.title("Notes and reports")
    try:
        care = patient_care()
        if not single_user():
            st.markdown(f"For **{plain(care.patient.display_name)}**")
        chosen = st.segmented_control(
            "What is it to be?",
            list(_PARTS),
            default="Visit note",
            key="reporting-part",
            required=True,
            label_visibility="collapsed",
        )
        _PARTS[chosen or "Visit note"](care)
    except ConsentMissingError as error:
        forget()
        say_problem(str(error))
    except UserFacingError as error:
        say_problem(str(error))
