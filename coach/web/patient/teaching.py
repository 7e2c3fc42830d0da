"""The page on which a therapist teaches an exercise by showing it.

Without accounts, whoever sits at the screen may teach; what was taught holds for everybody here.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.engine.catalogue import catalogue
from coach.engine.tracker import track_set
from coach.records import add_taught_exercise, retire_taught_exercise, taught_exercises
from coach.teach import (
    Adjustments,
    Proposal,
    TeachingError,
    Words,
    adjusted,
    id_from,
    teach,
    to_toml,
)
from coach.web.patient import teaching_source
from coach.web.patient.teaching_proposal import change, show_found
from coach.web.patient.teaching_source import Shown
from coach.web.problems import plain, say_problem
from coach.web.store import my_database, my_exercises
from coach.web.words import count_words, seconds_words
from poses.errors import UserFacingError

_SHOWN: Final = "teach-shown"
_PROPOSAL: Final = "teach-proposal"
_KEPT: Final = "teach-kept"


def show() -> None:
    """Choose, look at what was found, change it, try it, keep it."""
    st.title("Teach an exercise")
    try:
        if kept := st.session_state.pop(_KEPT, None):
            st.success(f"{plain(kept)} is counted from now on. Find it under All exercises.")
        if _PROPOSAL in st.session_state:
            _proposed(st.session_state[_SHOWN], st.session_state[_PROPOSAL])
        else:
            _begin()
            _taught()
    except UserFacingError as error:
        say_problem(str(error))


def _begin() -> None:
    st.markdown(
        "For therapists: do an exercise three times or more in front of a camera, or hold a "
        "position. Your coach finds what moves, from where to where and how fast, and proposes an "
        "exercise that it counts from then on. You decide on words and limits."
    )
    name = st.text_input("What is the exercise called?", key="teach-name", placeholder="Wall slide")
    shown = teaching_source.ask("teach", "Look at it")
    if shown is None:
        return
    if not name.strip():
        name = "New exercise"
    try:
        with st.spinner("Finding what comes again and again. This takes some seconds."):
            proposal = teach(shown.track, Words(_new_id(name), name.strip()), day=shown.day)
    except TeachingError as error:
        say_problem(str(error))
        return
    st.session_state[_SHOWN], st.session_state[_PROPOSAL] = shown, proposal
    st.rerun()


def _new_id(name: str) -> str:
    wanted = id_from(name)
    return f"taught_{wanted}" if wanted in catalogue() else wanted


def _proposed(shown: Shown, proposal: Proposal) -> None:
    st.button("Another demonstration", icon=":material/arrow_back:", on_click=_forget, key="anew")
    st.header(f"What was seen in {plain(shown.name)}")
    show_found(proposal)
    st.header("The exercise")
    words, changes = change(proposal)
    exercise = adjusted(proposal.exercise, words, changes, day=shown.day)
    found = track_set(exercise, shown.track).finish()
    st.markdown(
        "With these limits the demonstration counts as "
        + (
            f"**{seconds_words(found.hold_s)} held**."
            if exercise.mode == "hold"
            else f"**{count_words(len(found.repetitions), 'repetition')}**."
        )
    )
    _try(words, changes, shown, proposal)
    if st.button("Keep this exercise", type="primary", icon=":material/check:", key="teach-keep"):
        add_taught_exercise(my_database(), to_toml(exercise), origin=shown.name)
        _forget()
        st.session_state[_KEPT] = exercise.name
        st.rerun()


def _try(words: Words, changes: Adjustments, shown: Shown, proposal: Proposal) -> None:
    with st.expander("Try it on another recording", icon=":material/science:"):
        other = teaching_source.ask("teach-try", "Count it")
        if other is None:
            return
        exercise = adjusted(proposal.exercise, words, changes, day=shown.day)
        found = track_set(exercise, other.track).finish()
        counted = count_words(len(found.repetitions), "repetition")
        held = f", {seconds_words(found.hold_s)} held" if found.holds else ""
        st.markdown(f"**{plain(other.name)}:** {counted}{held}.")


def _forget() -> None:
    for key in (_SHOWN, _PROPOSAL):
        st.session_state.pop(key, None)


def _taught() -> None:
    known = taught_exercises(my_database())
    if not known:
        return
    st.subheader("Taught so far")
    names = my_exercises()
    for one in known:
        with st.container(border=True, horizontal=True, key=f"taught-{one.id}"):
            name = names[one.id].name if one.id in names else one.id
            st.markdown(f"**{plain(name)}**  \n:small[from {plain(one.origin)}]")
            st.button(
                "Take it out",
                key=f"retire-{one.id}",
                on_click=_retire,
                args=(one.id,),
                help="Sets that were done stay in the log.",
            )


def _retire(exercise: str) -> None:
    try:
        retire_taught_exercise(my_database(), exercise)
    except UserFacingError as error:
        say_problem(str(error))
