"""The words of one week of a draft, and how much a week is about."""

from __future__ import annotations

import streamlit as st

from coach.programme import editing
from coach.programme.model import Week
from coach.web.problems import plain
from coach.web.therapist.editing_draft import Draft, keep


def show_title(draft: Draft, number: int, week: Week) -> None:
    """Title, aim, days, minutes and effort; closed, since they are seldom changed."""
    tail = f"{number}-{draft.edits}"
    with (
        st.expander(f"{plain(week.title)}: title, aim, days and effort", icon=":material/title:"),
        st.form(f"editing-words-{tail}", border=False),
    ):
        title = st.text_input("Title", value=week.title, key=f"editing-title-{tail}")
        aim = st.text_area("Aim", value=week.aim, key=f"editing-aim-{tail}")
        left, right = st.columns(2)
        sessions = left.number_input(
            "Days with exercises", 1, 7, week.sessions, key=f"editing-sessions-{tail}"
        )
        minutes = right.number_input(
            "Minutes of a day", 1, 120, week.minutes, key=f"editing-minutes-{tail}"
        )
        effort = st.slider("Effort", 0, 10, week.effort, key=f"editing-effort-{tail}")
        if st.form_submit_button("Take over into the draft", key="editing-take-words"):
            values = {
                "title": title.strip() or week.title,
                "aim": aim.strip(),
                "sessions": sessions,
                "minutes": minutes,
                "effort": effort,
            }
            keep(draft, editing.retitle(draft.programme, number, values))
            st.rerun()
