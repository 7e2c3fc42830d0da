"""The tab with the lifting ladder: where I am, what is next, and why."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.lifting.ladder import Step, ladder
from coach.lifting.progress import History, Move, Next, next_step
from coach.records import Log
from coach.web.frame import LIVE
from coach.web.patient import preparing
from coach.web.patient.lifting_diary import move_to, present_step, report, sessions
from coach.web.problems import plain
from coach.web.store import my_care, my_log

_SCALE: Final = list(range(11))
_NO, _YES = "No", "Yes"


def show() -> None:
    """Two questions, the step, the advice, and the way to the exercise."""
    log = my_log()
    here = ladder().step(present_step(log))
    pain = st.pills(
        "How much does your back hurt now? 0 is no pain, 10 the worst you can imagine",
        _SCALE,
        key="ladder-pain",
    )
    flared = st.segmented_control(
        "Was your back clearly worse than usual today or yesterday?",
        [_NO, _YES],
        key="ladder-flare",
    )
    today = my_care().today()
    history = History(
        here.number,
        today,
        sessions(log),
        pain_now=pain,
        flared_on=today if flared == _YES else None,
    )
    found = next_step(history)
    with st.container(border=True, key="summary-ladder"):
        st.subheader(f"You are on step {here.number} of {len(ladder().steps)}")
        st.markdown(f"**{plain(here.words)}**")
        st.markdown(f":material/signpost: {plain(found.reason)}")
        _moves(log, here, found)
    if here.load_kg:
        st.markdown(":material/handshake: The weight is agreed with your therapist.")
    _exercise(log, here)
    _all_steps(here)


def _moves(log: Log, here: Step, found: Next) -> None:
    with st.container(horizontal=True):
        if found.move is Move.UP:
            heavier = found.step.load_kg > here.load_kg
            label = "My therapist agreed: next step" if heavier else "Take the next step"
            if st.button(label, type="primary", icon=":material/north:", key="ladder-up"):
                _go(log, found.step, found.reason)
        elif found.move is Move.BACK and st.button(
            "Take one step back", type="primary", icon=":material/south:", key="ladder-back"
        ):
            _go(log, found.step, found.reason)
        if here.number > 1 and found.move is not Move.BACK:
            easier = ladder().step(here.number - 1)
            if st.button("I want an easier step", icon=":material/south:", key="ladder-easier"):
                _go(log, easier, "Chosen by the person")


def _go(log: Log, step: Step, reason: str) -> None:
    move_to(log, step, reason)
    st.rerun()


def _exercise(log: Log, here: Step) -> None:
    if here.camera:
        if st.button(
            "Lift with your coach", type="primary", icon=":material/play_arrow:", key="ladder-start"
        ):
            preparing.choose(ladder().exercise)
            st.switch_page(LIVE)
    else:
        st.markdown(
            "From a table your hands go down too little for the camera to count: count for "
            "yourself, and tell it here."
        )
    with st.expander("I did it without the camera", icon=":material/edit_note:"):
        with st.form("ladder-report", border=False):
            done = st.number_input("How many lifts in all?", 0, 100, here.total, key="ladder-done")
            pain = st.pills("How much did it hurt?", _SCALE, key="ladder-felt-pain")
            effort = st.pills("How hard was it?", _SCALE, key="ladder-felt-effort")
            sent = st.form_submit_button("Keep it")
        if not sent:
            return
        if pain is None or effort is None or not done:
            st.warning("Please give the number of lifts and answer both questions.")
            return
        report(log, here, int(done), pain, effort)
        st.rerun()


def _all_steps(here: Step) -> None:
    with st.expander("All steps", icon=":material/stairs:"):
        lines = []
        for step in ladder().steps:
            line = f"{step.number}. {plain(step.words)}"
            lines.append(f"**{line} (you are here)**" if step == here else line)
        st.markdown("\n".join(lines))
        st.caption(
            "Each step adds one thing only. The steps are a usual order of ours; your therapist "
            "may choose another."
        )
