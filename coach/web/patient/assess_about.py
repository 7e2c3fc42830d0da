"""Age, sex and height, asked once and remembered with the results."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach import clock
from coach.assessments.about import About, Sex
from coach.assessments.keeping import told_before
from coach.assessments.protocol import Protocol
from coach.web.store import my_log

_TOLD: Final = "assess-about"
_SEXES: Final = {None: "I'd rather not say", Sex.FEMALE: "Female", Sex.MALE: "Male"}


def about_me() -> About:
    """What is known of the person at the screen.

    Raises:
        StorageError: the log can't be read.
    """
    known: About | None = st.session_state.get(_TOLD)
    if known is None:
        known = told_before(my_log().assessments(), clock.now())
        st.session_state[_TOLD] = known
    return known


def ask_about(protocol: Protocol) -> About:
    """Draw what this test needs to know; nobody has to say it.

    Raises:
        StorageError: the log can't be read.
    """
    known = about_me()
    if not protocol.needs:
        return known
    age, sex, height_cm = known.age, known.sex, known.height_cm
    columns = iter(st.columns(3))
    if "age" in protocol.needs:
        age = next(columns).number_input(
            "Your age", 10, 120, age, key="about-age", placeholder="years"
        )
    if "sex" in protocol.needs:
        sexes = list(_SEXES)
        sex = next(columns).selectbox(
            "Your sex",
            sexes,
            index=sexes.index(sex),
            format_func=_SEXES.__getitem__,
            key="about-sex",
        )
    if "height" in protocol.needs:
        tall = next(columns).number_input(
            "Your height in cm",
            100,
            230,
            None if height_cm is None else round(height_cm),
            key="about-height",
            placeholder="cm",
        )
        height_cm = None if tall is None else float(tall)
    st.caption(_why(protocol))
    told = About(age, sex, height_cm)
    st.session_state[_TOLD] = told
    return told


def _why(protocol: Protocol) -> str:
    if "height" in protocol.needs:
        return "Your height turns the picture into centimetres. It is kept with your result only."
    return "So that your result can be put beside those of people like you. Nobody has to say it."
