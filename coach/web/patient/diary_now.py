"""An entry for now: one tap is enough, and more can be added."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import streamlit as st

from coach import clock
from coach.diary.line import DiaryEntry, DiaryId, DiaryLine
from coach.diary.moments import suggested
from coach.records.care import Care
from coach.records.diary import Diary
from coach.records.errors import NotFoundError
from coach.web.patient.diary_form import NOTHING, SCALE, ask, filled_in, forget
from coach.web.patient.diary_keeping import PROBLEM, SAID, keep_changed, keep_new, local, take_out
from coach.web.patient.diary_words import entry_words
from coach.web.store import my_care
from poses.errors import UserFacingError

_LINE: Final = "diary-now"
_PAIN: Final = "diary-pain"
_MORE: Final = "diary-more"
_LASTS: Final = timedelta(minutes=10)
"""So long a tap corrects the last one; after that it is a new line. An engineering default."""


def show_now(care: Care) -> None:
    """The eleven figures, what was noted, and the fields for more."""
    if _PAIN not in st.session_state:  # back from another page: a tap is a new line
        st.session_state.pop(_LINE, None)
    with st.container(key="diary-pain-now"):
        st.pills(
            "How much does it hurt now? 0 is no pain, 10 the worst you can imagine",
            SCALE,
            key=_PAIN,
            on_change=_tapped,
        )
    entry = _written(care)
    if entry is None:
        st.caption("One tap is enough: it is kept at once.")
    else:
        _show_written(care, entry)
    with st.expander(
        "Add more: where it is, what helped, sleep, mood, a note", icon=":material/add:"
    ):
        ask(_MORE, entry, suggested(local(care, clock.now())))
        st.button("Keep it", type="primary", key="diary-more-keep", on_click=_keep_more)


def _show_written(care: Care, entry: DiaryEntry) -> None:
    with st.container(border=True, key="card-diary-now"):
        st.markdown(
            f":material/check_circle: Noted.  \n{entry_words(entry, local(care, entry.at))}"
        )
        with st.container(horizontal=True):
            st.button("Take it back", icon=":material/undo:", key="diary-undo", on_click=_undo)
            st.button("A new entry", icon=":material/add:", key="diary-next", on_click=_clear)


def _tapped() -> None:
    """Before the page is drawn again: keep the figure at once."""
    try:
        care = my_care()
        _keep_pain(care, st.session_state.get(_PAIN))
    except UserFacingError as error:
        st.session_state[PROBLEM] = str(error)


def _keep_pain(care: Care, pain: int | None) -> None:
    entry = _written(care)
    fresh = entry is not None and clock.now() - entry.at < _LASTS
    if entry is None or not fresh:
        if pain is None and entry is not None:
            pain = entry.pain  # the same figure, tapped again much later
            st.session_state[_PAIN] = pain
        if pain is not None:
            moment = suggested(local(care, clock.now()))
            st.session_state[_LINE] = keep_new(care, DiaryLine(moment=moment, pain=pain))
        return
    if pain is None:
        _take_back(care, entry)
        return
    line = entry.line().model_copy(update={"pain": pain})
    st.session_state[_LINE] = keep_changed(care, entry, line)


def _keep_more() -> None:
    try:
        care = my_care()
        entry = _written(care)
        line = filled_in(_MORE, entry.pain if entry else None)
        if line is None:
            st.session_state[PROBLEM] = NOTHING
            return
        if entry is None:
            keep_new(care, line)
        else:
            keep_changed(care, entry, line)
    except UserFacingError as error:
        st.session_state[PROBLEM] = str(error)
        return
    _clear()
    st.session_state[SAID] = "Noted. Thank you for taking the time."


def _undo() -> None:
    try:
        care = my_care()
        entry = _written(care)
        if entry is not None:
            _take_back(care, entry)
    except UserFacingError as error:
        st.session_state[PROBLEM] = str(error)


def _take_back(care: Care, entry: DiaryEntry) -> None:
    take_out(care, entry)
    _clear()
    st.session_state[SAID] = "Taken back."


def _clear() -> None:
    """Ready for a new line."""
    st.session_state.pop(_LINE, None)
    st.session_state[_PAIN] = None
    forget(_MORE)


def _written(care: Care) -> DiaryEntry | None:
    """The line that was written here just now; None if there is none, or it went elsewhere."""
    line_id = st.session_state.get(_LINE)
    if line_id is None:
        return None
    try:
        return care.book(Diary).line(DiaryId(line_id))
    except NotFoundError:
        st.session_state.pop(_LINE, None)
        return None
