"""When a person can help more than an app: whom to talk to, what to say, and what is too much."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from coach.instruments import Handover, crisis_words
from coach.mind.words import mind_words
from coach.records.care import Care
from coach.settings import Settings
from coach.web.problems import plain


def show(_care: Care) -> None:
    """The limits of self-help, when to talk to somebody, and help at once."""
    limits = mind_words().limits
    st.markdown(plain(limits.text))
    with st.container(border=True, key="card-mind-limits"):
        st.subheader("Better with a person")
        st.markdown("\n".join(f"- {plain(line)}" for line in limits.hand_over))
        st.markdown(f"**{plain(limits.then)}**")
    _crisis()


def say_handovers(reached: Sequence[Handover]) -> None:
    """Why a talk would be good, and sentences for it."""
    support = mind_words().support
    for number, handover in enumerate(reached):
        with st.container(border=True, key=f"card-mind-person-{number}"):
            st.subheader(f":material/forum: {handover.title}")
            st.markdown(f"{plain(handover.text)} {plain(support.soon)}")
            with st.expander("What you could say", icon=":material/chat:"):
                st.markdown("\n".join(f"- “{plain(line)}”" for line in handover.say))
                st.markdown(plain(support.bring))
    with st.expander(mind_words().crisis.title, icon=":material/call:"):
        _crisis_steps()


def _crisis() -> None:
    with st.container(border=True, key="card-mind-crisis"):
        st.subheader(f":material/call: {mind_words().crisis.title}")
        _crisis_steps()


def _crisis_steps() -> None:
    number = Settings.from_environment().emergency_number
    st.markdown(plain(crisis_words(number)))
    steps = [step.replace("{number}", number) for step in mind_words().crisis.steps]
    st.markdown("\n".join(f"{place}. {plain(step)}" for place, step in enumerate(steps, 1)))
