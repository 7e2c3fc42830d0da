"""What the therapist notes: treatments, and totals of questionnaires filled in elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Final

import streamlit as st

from coach.diary.days import pain_by_day
from coach.diary.line import LONGEST_TEXT, Treatment, TreatmentId
from coach.diary.relief import relief_name, reliefs, treatments
from coach.records.care import Care
from coach.records.diary import Diary
from coach.records.treatments import Treatments
from coach.web.charts import CONFIG
from coach.web.patient.diary_keeping import local
from coach.web.patient.diary_picture import WEEKS, calendar
from coach.web.patient.diary_words import day_title, entry_words
from coach.web.problems import plain, say_problem
from coach.web.store import patient_care, single_user
from coach.web.therapist.direction import show_direction
from coach.web.therapist.totals import show_totals
from poses.errors import UserFacingError

_SAID: Final = "noting-said"
_PROBLEM: Final = "noting-problem"
_ASKED: Final = "noting-delete"
_KIND: Final = "noting-kind"
_DAY: Final = "noting-day"
_NOTE: Final = "noting-note"
_SHOWN: Final = 50
_LINES: Final = 60


def show() -> None:
    """Record a treatment, see those that were, and enter totals."""
    st.title("Treatments and scores")
    try:
        _page(patient_care())
    except UserFacingError as error:
        say_problem(str(error))


def _page(care: Care) -> None:
    if not single_user():
        st.markdown(f"For **{plain(care.patient.display_name)}**")
    problem = st.session_state.pop(_PROBLEM, None)
    if problem:
        say_problem(problem)
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(said, icon=":material/check_circle:")
    st.subheader("Record a treatment")
    _record(care)
    st.subheader("Treatments so far")
    _list(care)
    st.subheader("Totals of questionnaires")
    st.markdown(
        "For questionnaires that were filled in on paper. Only the total is kept: their text may "
        "not be shown here."
    )
    show_totals(care)
    st.subheader("Movements that relieve")
    show_direction(care)
    st.subheader("The diary")
    if st.toggle("Show the last weeks", key="noting-diary"):
        _diary(care)


def _diary(care: Care) -> None:
    """What the patient wrote, to read."""
    today = care.today()
    lines = care.book(Diary).lines(since=today - timedelta(days=7 * WEEKS + 6))
    pain = pain_by_day(lines)
    if pain:
        st.plotly_chart(calendar(pain, today), theme=None, config=CONFIG, key="noting-calendar")
        st.caption("Pain 0 to 10, the average of each day. Darker is more pain.")
    if not lines:
        st.info("Nothing is written in the last weeks.")
    for day, ones in groupby(lines[:_LINES], key=lambda one: one.day):
        st.markdown(f"**{day_title(day, today)}**")
        for one in ones:
            st.markdown(entry_words(one, local(care, one.at)))


def _record(care: Care) -> None:
    kinds = {kind.id: kind for kind in treatments()}
    chosen = st.pills(
        "What was done?",
        list(kinds),
        format_func=relief_name,
        key=_KIND,
    )
    if chosen and kinds[chosen].note:
        st.caption(plain(kinds[chosen].note))
    today = care.today()
    st.date_input(
        "When?",
        value=today,
        max_value=today,
        min_value=today - timedelta(days=3650),
        format="DD/MM/YYYY",
        key=_DAY,
        width=240,
    )
    st.text_area(
        "A note; the patient can read it too",
        max_chars=LONGEST_TEXT,
        key=_NOTE,
        placeholder="Mobilisation of the lower back, ten minutes; felt good",
    )
    st.button("Record it", type="primary", key="noting-keep", on_click=_keep)


def _keep() -> None:
    kind: str = st.session_state.get(_KIND) or ""
    day: date | None = st.session_state.get(_DAY)
    if kind not in reliefs():
        st.session_state[_PROBLEM] = "Please choose what was done."
        return
    try:
        patient_care().book(Treatments).add(kind, st.session_state.get(_NOTE) or "", day)
    except UserFacingError as error:
        st.session_state[_PROBLEM] = str(error)
        return
    st.session_state[_KIND] = None
    st.session_state[_NOTE] = ""
    st.session_state[_SAID] = "Recorded. The patient sees it in the diary."


def _list(care: Care) -> None:
    given = care.book(Treatments).all(limit=_SHOWN)
    if not given:
        st.info("None is recorded yet.")
    for one in given:
        with st.container(border=True, key=f"card-treatment-{one.id}"):
            left, right = st.columns([3, 2], vertical_alignment="center")
            left.markdown(_words(one))
            with right.container(horizontal=True):
                _buttons(one.id)


def _words(one: Treatment) -> str:
    day = f"{one.day:%A}, {one.day.day} {one.day:%B %Y}"
    note = f"  \n{plain(one.note)}" if one.note else ""
    return f"**{plain(relief_name(one.kind))}**  \n{day}{note}"


def _buttons(treatment_id: TreatmentId) -> None:
    if st.session_state.get(_ASKED) == treatment_id:
        st.button(
            "Yes, take it out",
            type="primary",
            key="noting-delete-yes",
            on_click=_retire,
            args=(treatment_id,),
        )
        st.button("Keep it", key="noting-delete-no", on_click=_ask, args=(None,))
        return
    st.button(
        "Take it out",
        icon=":material/delete:",
        key=f"noting-delete-{treatment_id}",
        on_click=_ask,
        args=(treatment_id,),
    )


def _ask(treatment_id: TreatmentId | None) -> None:
    st.session_state[_ASKED] = treatment_id


def _retire(treatment_id: TreatmentId) -> None:
    _ask(None)
    try:
        patient_care().book(Treatments).retire(treatment_id)
    except UserFacingError as error:
        st.session_state[_PROBLEM] = str(error)
        return
    st.session_state[_SAID] = "Taken out."
