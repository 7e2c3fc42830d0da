"""The end of a day's exercises: how it was, what the coach decided, what comes next."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import streamlit as st

from coach.programme.doing import SessionEnding, TrainingSession
from coach.programme.progression import ProposalKind, must_end
from coach.records.proposals import Proposal
from coach.web.frame import figures
from coach.web.patient.today_day import Day
from coach.web.patient.today_list import show_item
from coach.web.patient.today_scale import ask_effort, ask_pain
from coach.web.problems import plain

_ENOUGH: Final = "today-enough"
_ICONS: Final = {
    ProposalKind.STEP_UP: ":material/trending_up:",
    ProposalKind.HOLD: ":material/check:",
    ProposalKind.STEP_DOWN: ":material/stairs:",
    ProposalKind.REST_DAY: ":material/spa:",
    ProposalKind.FLARE: ":material/spa:",
    ProposalKind.REBUILD: ":material/trending_up:",
}


def ask_end(day: Day, session: TrainingSession) -> None:
    """The last questions, once nothing is left to do.

    Raises:
        StorageError: the day can't be written.
    """
    with st.container(border=True, key="card-end"):
        st.subheader("That was everything for today")
        _ask(day, session, SessionEnding.DONE)


def offer_end(day: Day, session: TrainingSession) -> None:
    """A way to end the day before everything is done.

    Raises:
        StorageError: the day can't be written.
    """
    if st.session_state.get(_ENOUGH) != session.id:
        if st.button("That is enough for today", icon=":material/flag:", key="today-enough-ask"):
            st.session_state[_ENOUGH] = session.id
            st.rerun()
        return
    with st.container(border=True, key="card-end"):
        st.subheader("That is fine: what you did counts")
        _ask(day, session, SessionEnding.STOPPED)
        if st.button("I will go on after all", type="tertiary", key="today-enough-back"):
            st.session_state.pop(_ENOUGH, None)
            st.rerun()


def show_over(day: Day, session: TrainingSession) -> None:
    """A day that is over.

    Raises:
        StorageError: the day can't be written.
    """
    done = [item for item in session.items if item.was_done]
    if must_end(session, day.programme.pain_limit):
        st.subheader("Enough for today, and that was wise")
        st.markdown(
            "Two exercises asked for a rest, so the session ends here. Find a position that is "
            "comfortable, or take a short walk. If the pain is sharp, runs into a leg or does not "
            "settle by tomorrow, tell your therapist before you exercise again. If a leg feels "
            "numb or weak, or bladder or bowel change, call a doctor now."
        )
    elif done:
        whole = len(done) == len(session.items)
        end = "your exercises for today are finished" if whole else "what you did today counts"
        st.subheader(f"Well done: {end}")
    else:
        st.subheader("Your day is closed")
        st.markdown("Nothing was done this time, and that is all right. The next day is a new one.")
    if session.pain_after is None and done:
        _ask_after(day, session)
    if done:
        _figures(session)
    # The latest first: what was decided before more was told has been overtaken.
    latest: dict[str, Proposal] = {}
    for one in day.decisions:
        if _of_session(one, session):
            latest.setdefault(str(one.decision.exercise), one)
    order = [item.exercise for item in session.items]
    decisions = [latest[name] for name in dict.fromkeys(order) if name in latest]
    if decisions:
        st.subheader("What your coach makes of it")
        for one in decisions:
            st.markdown(f"{_ICONS[one.decision.kind]} {plain(one.decision.sentence)}")
    st.markdown(f":material/event: {_next_words(day)}")
    with st.container(horizontal=True, key="actions"):
        st.page_link("patient/diary.py", label="Write in my diary", icon=":material/edit_note:")
        st.page_link("patient/progress.py", label="See my progress", icon=":material/trending_up:")
    with st.expander("The exercises of today", icon=":material/list:"):
        for item in session.items:
            show_item(day, item)


def _ask(day: Day, session: TrainingSession, ending: SessionEnding) -> None:
    pain = ask_pain("How much does your back hurt now?", f"today-after-{session.id}")
    effort = ask_effort("How hard was it all in all?", f"today-effort-{session.id}")
    note = st.text_input(
        "A word about today, if you like", max_chars=400, key=f"today-note-{session.id}"
    )
    with st.container(key="big-today-finish"):
        pressed = st.button(
            "Finish today", type="primary", icon=":material/check:", key="today-finish"
        )
    if pressed:
        day.book.finish(session.id, ending, pain_after=pain, effort=effort, note=note.strip())
        st.session_state.pop(_ENOUGH, None)
        st.rerun()


def _ask_after(day: Day, session: TrainingSession) -> None:
    pain = ask_pain("How much does your back hurt now?", f"today-after-over-{session.id}")
    if pain is not None:
        day.book.finish(session.id, SessionEnding.DONE, pain_after=pain)
        st.rerun()


def _figures(session: TrainingSession) -> None:
    done = sum(item.was_done for item in session.items)
    shown = [("Exercises", f"{done}", f"of {len(session.items)}")]
    if session.pain_before is not None and session.pain_after is not None:
        shown.append(("Pain before and after", f"{session.pain_before} → {session.pain_after}", ""))
    scores = [item.form for item in session.items if item.form is not None]
    if scores:
        shown.append(("Form", f"{sum(scores) / len(scores):.0f}", "of 100"))
    figures(shown)


def _of_session(one: Proposal, session: TrainingSession) -> bool:
    return (
        one.decision.exercise is not None
        and one.decision.day == session.day
        and (session.day.isoformat() in one.decision.mark)
    )


def _next_words(day: Day) -> str:
    following = day.next_day()
    if following is None:
        return "Your coach tells you here when the next exercises come."
    if following == day.today + timedelta(days=1):
        return "Your next exercises are tomorrow. Tell me in the morning how your back is."
    return f"Your next exercises are on {following:%A}. Tell me tomorrow morning how your back is."
