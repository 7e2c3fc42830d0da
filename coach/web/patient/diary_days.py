"""The days of the diary: each line can be changed and deleted, and forgotten days written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final

import streamlit as st

from coach.diary.line import DiaryEntry, DiaryId, Treatment
from coach.diary.relief import relief_name
from coach.records.care import Care
from coach.records.care_entries import DiaryMoment
from coach.records.diary import Diary
from coach.records.treatments import Treatments
from coach.web.patient.diary_form import NOTHING, ask, ask_pain, filled_in, forget
from coach.web.patient.diary_keeping import PROBLEM, SAID, keep_changed, keep_new, local, take_out
from coach.web.patient.diary_words import day_title, entry_words
from coach.web.problems import plain
from coach.web.store import my_care
from poses.errors import UserFacingError

_PAGE: Final = 20
_SHOWN: Final = "diary-days-shown"
_OPEN: Final = "diary-days-open"
_ASKED: Final = "diary-days-delete"
_NEW: Final = "new"
_DAY: Final = "diary-days-day"
_LONG_AGO: Final = timedelta(days=60)
"""So far back a day can be written; what was felt longer ago is hard to remember."""


def show_days(care: Care) -> None:
    """The latest day first."""
    if st.session_state.get(_OPEN) == _NEW:
        _write_another_day(care)
    else:
        st.button(
            "Write for another day",
            icon=":material/edit_calendar:",
            key="diary-another",
            on_click=_open,
            args=(_NEW,),
        )
    shown: int = st.session_state.get(_SHOWN, _PAGE)
    lines = care.book(Diary).lines(limit=shown + 1)
    more, lines = len(lines) > shown, lines[:shown]
    since = lines[-1].day if lines and more else None
    _list(care, lines, care.book(Treatments).all(since=since))
    if more:
        st.button("Show older days", key="diary-older", on_click=_show_more, args=(shown,))


def _list(care: Care, lines: Sequence[DiaryEntry], given: Sequence[Treatment]) -> None:
    if not lines and not given:
        st.info("Nothing is written yet. One tap under Write is a good beginning.")
        return
    today = care.today()
    treated = {day: list(ones) for day, ones in groupby(given, key=lambda one: one.day)}
    written = {day: list(ones) for day, ones in groupby(lines, key=lambda one: one.day)}
    for day in sorted(treated.keys() | written.keys(), reverse=True):
        st.subheader(day_title(day, today))
        for one in treated.get(day, ()):
            note = f" · {plain(one.note)}" if one.note else ""
            st.markdown(f":material/clinical_notes: At the clinic: {relief_name(one.kind)}{note}")
        for entry in written.get(day, ()):
            _line(care, entry)


def _line(care: Care, entry: DiaryEntry) -> None:
    with st.container(border=True, key=f"card-line-{entry.id}"):
        st.markdown(entry_words(entry, local(care, entry.at)))
        if st.session_state.get(_OPEN) == str(entry.id):
            _change(entry)
            return
        with st.container(horizontal=True):
            if st.session_state.get(_ASKED) == str(entry.id):
                _ask_to_delete(entry.id)
                return
            st.button(
                "Change",
                icon=":material/edit:",
                key=f"diary-change-{entry.id}",
                on_click=_open,
                args=(str(entry.id),),
            )
            st.button(
                "Delete",
                icon=":material/delete:",
                key=f"diary-delete-{entry.id}",
                on_click=_ask_first,
                args=(str(entry.id),),
            )


def _change(entry: DiaryEntry) -> None:
    prefix = f"line-{entry.id}"
    ask_pain(prefix, entry)
    ask(prefix, entry, entry.moment)
    with st.container(horizontal=True):
        st.button(
            "Keep the change",
            type="primary",
            key="diary-change-keep",
            on_click=_keep_change,
            args=(entry.id,),
        )
        st.button("Leave it as it was", key="diary-change-leave", on_click=_close)


def _ask_to_delete(line_id: DiaryId) -> None:
    st.button(
        "Yes, delete it",
        type="primary",
        key="diary-delete-yes",
        on_click=_delete,
        args=(line_id,),
    )
    st.button("Keep it", key="diary-delete-no", on_click=_ask_first, args=(None,))


def _write_another_day(care: Care) -> None:
    today = care.today()
    with st.container(border=True, key="card-diary-another"):
        st.date_input(
            "Which day?",
            value=today - timedelta(days=1),
            min_value=today - _LONG_AGO,
            max_value=today,
            format="DD/MM/YYYY",
            key=_DAY,
            width=240,
        )
        ask_pain(_NEW, None)
        ask(_NEW, None, DiaryMoment.DAY)
        with st.container(horizontal=True):
            st.button("Keep it", type="primary", key="diary-another-keep", on_click=_keep_new)
            st.button("Leave it", key="diary-another-leave", on_click=_close)


def _keep_new() -> None:
    line = filled_in(_NEW)
    if line is None:
        st.session_state[PROBLEM] = NOTHING
        return
    day: date = st.session_state[_DAY]
    try:
        keep_new(my_care(), line, day)
    except UserFacingError as error:
        st.session_state[PROBLEM] = str(error)
        return
    _close()
    st.session_state[SAID] = "Noted for that day."


def _keep_change(line_id: DiaryId) -> None:
    line = filled_in(f"line-{line_id}")
    if line is None:
        st.session_state[PROBLEM] = NOTHING
        return
    try:
        care = my_care()
        keep_changed(care, care.book(Diary).line(line_id), line)
    except UserFacingError as error:
        st.session_state[PROBLEM] = str(error)
        return
    _close()
    st.session_state[SAID] = "The change is kept."


def _delete(line_id: DiaryId) -> None:
    _ask_first(None)
    try:
        care = my_care()
        take_out(care, care.book(Diary).line(line_id))
    except UserFacingError as error:
        st.session_state[PROBLEM] = str(error)
        return
    st.session_state[SAID] = "The line is deleted."


def _open(what: str) -> None:
    _close()
    st.session_state[_OPEN] = what
    _ask_first(None)


def _close() -> None:
    """No form is open; what was filled in is forgotten."""
    opened = st.session_state.pop(_OPEN, None)
    if opened is not None:
        forget(_NEW if opened == _NEW else f"line-{opened}")


def _ask_first(line_id: str | None) -> None:
    st.session_state[_ASKED] = line_id


def _show_more(shown: int) -> None:
    st.session_state[_SHOWN] = shown + _PAGE
