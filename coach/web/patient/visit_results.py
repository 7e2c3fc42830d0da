"""What a look back shows: each answer and test beside the start, in kind words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from coach.instruments import Handover, needs_a_person
from coach.records.answers import Answer, Answers
from coach.records.care import Care
from coach.visit.results import (
    Line,
    by_outcome,
    camera_lines,
    latest_of,
    opening,
    questionnaire_lines,
)
from coach.web.patient.visit_mood import show_handovers
from coach.web.problems import plain

_HEADINGS: Final = {
    "better": ("Better", ":material/trending_up:"),
    "same": ("About the same", ":material/trending_flat:"),
    "worse": ("Harder than at the start", ":material/healing:"),
}


def show_results(care: Care, occasion: str, title: str, since: date) -> None:
    """Draw the results of a look back of a programme that began on ``since``.

    Raises:
        StorageError: the log can't be read.
        SettingsError: a setting can't be used.
    """
    answers = care.book(Answers).all()
    lines = [
        *questionnaire_lines(answers, occasion, since),
        *camera_lines(care.log.assessments(), since, care.patient.zone),
    ]
    st.title(title)
    st.markdown(f"**{plain(opening(lines))}**")
    for outcome, found in by_outcome(lines).items():
        if found:
            heading, icon = _HEADINGS[outcome]
            st.subheader(f"{icon} {heading}")
            _draw(found, outcome)
    st.caption(
        "We call something a change only when it is more than one day differs from another, or "
        "than the test measures exactly."
    )
    talk = _talk(answers, occasion, since)
    if talk:
        show_handovers(talk)


def _draw(lines: Sequence[Line], outcome: str) -> None:
    for place, line in enumerate(lines):
        with st.container(border=True, key=f"card-{outcome}-{place}"):
            st.markdown(f"**{plain(line.title)}**  \n{plain(line.sentence)}")
            if line.measured:
                st.caption(f"At first {plain(line.first)}, now {plain(line.now)}")


def _talk(answers: Sequence[Answer], occasion: str, since: date) -> list[Handover]:
    found = []
    for name in ("phq2", "gad2"):
        now = latest_of(answers, name, occasion, since)
        words = needs_a_person(name, now.total) if now else None
        if words is not None:
            found.append(words)
    return found
