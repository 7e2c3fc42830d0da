"""The latest sets of one patient, their goals, and what was written about them."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.caseload.overview import Overview
from coach.diary.relief import relief_name
from coach.records.entries import SetSummary
from coach.web.problems import plain
from coach.web.therapist.caseload_opening import REVIEW
from coach.web.therapist.reviewing import open_set
from coach.web.words import count_words, moment_words, seconds_words

_GOALS: Final = 6
_TREATMENTS: Final = 4


def show_sets(overview: Overview) -> None:
    """The latest sets; each leads to its review."""
    st.header("Latest sets")
    if not overview.latest:
        st.markdown("No set was recorded yet.")
        return
    for one in overview.latest:
        with st.container(horizontal=True, vertical_alignment="center", key=f"set-{one.id}"):
            st.markdown(_set_words(one, overview.care.patient.zone), width="stretch")
            if st.button("Review", key=f"review-{one.id}", icon=":material/slow_motion_video:"):
                open_set(one.id)
                st.switch_page(REVIEW)


def _set_words(one: SetSummary, zone: str | None) -> str:
    done = []
    if one.repetitions:
        done.append(count_words(one.repetitions, "repetition"))
    if one.hold_s >= 1:
        done.append(f"held {seconds_words(one.hold_s)}")
    if one.score is not None:
        done.append(f"form {one.score:.0f} of 100")
    if one.faults:
        done.append(f"{one.faults} to look at")
    if one.pain is not None:
        done.append(f"pain {one.pain}")
    if one.effort is not None:
        done.append(f"effort {one.effort}")
    return (
        f"**{plain(one.exercise_name)}** :small[{moment_words(one.performed_at, zone)}]  \n"
        f"{' · '.join(done) or 'nothing was counted'}"
    )


def show_goals(overview: Overview) -> None:
    """What the patient wants to reach."""
    st.header("Goals")
    own = [entry.body for entry in overview.goals]
    if own:
        lines = []
        for goal in own[:_GOALS]:
            sign = ":material/check_circle:" if goal.reached_on else ":material/flag:"
            until = f", until {goal.by.day} {goal.by:%B}" if goal.by and not goal.reached_on else ""
            lines.append(f"{sign} {plain(goal.text)}{until} :small[sure {goal.confidence} of 10]")
        st.markdown("  \n".join(lines))
    programme = overview.programme
    if programme is not None and programme.goals:
        st.markdown(
            "From the first visit: " + "; ".join(plain(goal) for goal in programme.goals) + "."
        )
    elif not own:
        st.markdown("None was told yet.")


def show_notes(overview: Overview) -> None:
    """The latest visit notes and treatments."""
    st.header("Notes")
    for entry in overview.notes:
        note, day = entry.body, entry.day
        with st.expander(f"Visit of {day.day} {day:%B %Y}", icon=":material/description:"):
            for title, text in (("Assessment", note.assessment), ("Plan", note.plan)):
                if text.strip():
                    st.markdown(f"**{title}**  \n{plain(text)}")
    if not overview.notes:
        st.markdown("No visit note is signed yet.")
    if overview.treatments:
        given = [
            f"{one.day.day} {one.day:%B}: {plain(relief_name(one.kind))}"
            for one in overview.treatments[:_TREATMENTS]
        ]
        st.markdown("**Treatments**  \n" + "  \n".join(given))
