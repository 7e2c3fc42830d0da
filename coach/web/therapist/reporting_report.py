"""The section with the report of progress on paper."""

from __future__ import annotations

from typing import Final, Literal

import streamlit as st

from coach.records.care import Care
from coach.records.care_entries import ConsentKind
from coach.reporting.notes import last_signed
from coach.reporting.report import make_report
from coach.reporting.words import day_words
from coach.web.therapist.reporting_made import offer
from coach.web.therapist.reporting_span import ask_since

Edition = Literal["patient", "doctor"]

_EDITIONS: Final[dict[Edition, str]] = {
    "patient": "For the patient: plain words",
    "doctor": "For the doctor: how it was measured, and what it can't tell",
}
_OWN: Final[dict[Edition, str]] = {
    "patient": "For myself: plain words",
    "doctor": "For my doctor: how it was measured, and what it can't tell",
}


def show_report(care: Care) -> None:
    """Choose for whom and from when, make it, download it.

    Raises:
        ConsentMissingError: the patient has not agreed to sharing, or not any more.
        StorageError: the records can't be read.
    """
    care.require(ConsentKind.SHARING)
    st.markdown(
        "Pain, daily life, range, form, days of exercise, goals and the plan on pages of A4, in "
        "black and white."
    )
    names = _OWN if care.own else _EDITIONS
    edition: Edition = st.radio(
        "For whom?",
        list(names),
        format_func=lambda each: names[each],
        key="reporting-edition",
    )
    since = ask_since(care, "About which days?", "reporting-report-since")
    signed = last_signed(care.journal, care.author) if edition == "doctor" else None
    note = None
    if signed is not None and st.checkbox(
        f"With my note of {day_words(signed.day)}", key="reporting-with-note"
    ):
        note = signed.body
    offer(
        care,
        ("report", edition, str(since), str(care.today()), str(note is not None)),
        label="Make the report",
        what=f"a progress report for the {edition} (PDF)",
        name=f"back-coach-report-{care.today():%Y-%m-%d}.pdf",
        mime="application/pdf",
        make=lambda: make_report(care, edition, since=since, note=note),
    )
