"""What the diary shows over weeks, and what was done at the clinic."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from coach.diary.days import pain_by_day
from coach.diary.line import Treatment
from coach.diary.pattern import Pattern
from coach.diary.patterns import patterns
from coach.diary.relief import relief_name
from coach.diary.rules import pattern_rules
from coach.records.care import Care
from coach.records.diary import Diary
from coach.records.sessions import Sessions
from coach.records.treatments import Treatments
from coach.web.charts import CONFIG
from coach.web.patient.diary_keeping import local
from coach.web.patient.diary_picture import WEEKS, calendar
from coach.web.patient.diary_words import day_title
from coach.web.problems import plain

_SETS = 500


def show_patterns(care: Care) -> None:
    """The calendar, the sentences, what is still missing, and the treatments."""
    today = care.today()
    since = today - timedelta(days=max(7 * WEEKS + 6, pattern_rules().window_days))
    lines = care.book(Diary).lines(since=since)
    given = care.book(Treatments).all(since=since)
    pain = pain_by_day(lines)
    if pain:
        st.subheader("Pain, day by day")
        st.plotly_chart(calendar(pain, today), theme=None, config=CONFIG, key="diary-calendar")
        st.caption("The figure is the average of the day, 0 to 10. Darker is more pain.")
    found = patterns(lines, active_days(care, since, today), given, today)
    _sentences([one for one in found if one.told], [one for one in found if not one.told])
    _treatments(given, today)


def active_days(care: Care, since: date, until: date) -> set[date]:
    """The days with exercise, of the programme or beside it."""
    days = {
        session.day for session in care.book(Sessions).between(since, until) if session.was_done
    }
    days |= {local(care, one.performed_at).date() for one in care.log.sets(_SETS)}
    return {day for day in days if since <= day <= until}


def _sentences(told: Sequence[Pattern], waiting: Sequence[Pattern]) -> None:
    st.subheader("What your diary shows")
    if not told:
        st.info(
            "Your diary is still young. After some days of notes you can read here what they show."
        )
    for one in told:
        with st.container(border=True, key=f"card-pattern-{one.id}"):
            st.markdown(f"**{plain(one.title)}**  \n{plain(one.sentence)}")
    if waiting:
        with st.expander("What needs some more days", icon=":material/hourglass_empty:"):
            for one in waiting:
                st.markdown(f"**{plain(one.title)}**  \n{plain(one.sentence)}")
    st.caption(
        "These are counts of what you noted. They can't tell what leads to what: many things "
        "change from day to day. Talk with your therapist about what you see."
    )


def _treatments(given: Sequence[Treatment], today: date) -> None:
    if not given:
        return
    st.subheader("At the clinic")
    for one in given:
        note = f"  \n{plain(one.note)}" if one.note else ""
        st.markdown(f"**{plain(relief_name(one.kind))}** · {day_title(one.day, today)}{note}")
