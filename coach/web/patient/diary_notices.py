"""Answers that stay on the page until they were read."""

from __future__ import annotations

import streamlit as st

from coach.diary.noticing import Notice, note_told
from coach.records.care_entries import AlertLevel
from coach.safety import stop_rules
from coach.settings import Settings
from coach.web.patient.diary_keeping import NOTICES
from coach.web.problems import plain


def show_notices() -> None:
    """What the last lines were answered with, the most urgent first; nothing for most people.

    Raises:
        SafetyTextError: the safety texts can't be used.
        SettingsError: a setting can't be used.
    """
    shown: list[Notice] = st.session_state.get(NOTICES, [])
    if not shown:
        return
    number = Settings.from_environment().emergency_number
    with st.container(border=True, key="card-diary-notices"):
        for one in shown:
            st.markdown(f"#### :material/favorite: {plain(one.title)}")
            st.markdown(plain(one.text))
            st.markdown("\n".join(f"- {plain(step)}" for step in one.steps))
        stops = stop_rules(number)
        signs = [sign for sign in stops.signs if sign in stops.call_for]
        if any(one.level is AlertLevel.NOW for one in shown):
            st.link_button(
                f"Call {number}",
                f"tel:{number.replace(' ', '')}",
                type="primary",
                icon=":material/call:",
            )
        else:
            when = ", or if ".join(signs)
            st.markdown(f"Call {plain(number)} at once if {plain(when)}.")
        st.caption(plain(note_told()))
        st.button("I have read this", key="diary-notices-read", on_click=_read)


def _read() -> None:
    st.session_state.pop(NOTICES, None)
