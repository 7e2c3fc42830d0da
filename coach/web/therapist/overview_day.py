"""One day of a patient: what an alert about a day is told from."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from coach.caseload.overview import Overview
from coach.programme.doing import ItemStatus, TrainingSession
from coach.programme.missing import name_of
from coach.web.patient.diary_keeping import local
from coach.web.patient.diary_words import entry_words
from coach.web.problems import plain
from coach.web.store import library_of
from coach.web.therapist.caseload_opening import DAY

_STATUS: Final = {
    ItemStatus.PLANNED: "not done",
    ItemStatus.DONE: "done",
    ItemStatus.PARTLY: "done in part",
    ItemStatus.SKIPPED: "left out",
}


def show_day(overview: Overview) -> None:
    """Draw the day that was asked for, if one was; it can be put away.

    Raises:
        StorageError: the records can't be read.
    """
    day = st.session_state.get(DAY)
    if not isinstance(day, date):
        return
    with st.container(border=True, key="card-overview-day"):
        st.subheader(f"{day:%A}, {day.day} {day:%B %Y}")
        lines = [one for one in overview.lines if one.day == day]
        sessions = [one for one in overview.sessions if one.day == day]
        for session in sessions:
            _session(overview, session)
        for line in lines:
            st.markdown(entry_words(line, local(overview.care, line.at)))
        if not lines and not sessions:
            st.markdown("Nothing was recorded on this day.")
        st.button("Put it away", key="overview-day-away", on_click=_away)


def _session(overview: Overview, session: TrainingSession) -> None:
    names = library_of(overview.care.log).own
    lines = [f"**Exercises** {_felt(session)}"]
    for item in session.items:
        told = [_STATUS[item.status]]
        if item.pain is not None:
            told.append(f"pain {item.pain}")
        if item.effort is not None:
            told.append(f"effort {item.effort}")
        if item.reason:
            told.append(plain(item.reason))
        lines.append(f"{plain(name_of(item.exercise, names))}: {', '.join(told)}")
    if session.note:
        lines.append(f"“{plain(session.note)}”")
    st.markdown("  \n".join(lines))


def _felt(session: TrainingSession) -> str:
    told = []
    if session.pain_before is not None:
        told.append(f"pain {session.pain_before} before")
    if session.pain_after is not None:
        told.append(f"{session.pain_after} after")
    return f":small[{', '.join(told)}]" if told else ""


def _away() -> None:
    st.session_state.pop(DAY, None)
