"""Totals of questionnaires that may not be shown here, typed in by the therapist."""

from __future__ import annotations

import streamlit as st

from coach.instruments import Instrument, compare_of, instruments, shelf
from coach.records.answers import Answer, Answers
from coach.records.care import Care
from coach.visit import enter_total
from coach.web.problems import plain, say_problem
from poses.errors import UserFacingError


def show_totals(care: Care) -> None:
    """Draw the form for a total, and those that were typed in before.

    Raises:
        StorageError: the log can't be read.
        SettingsError: a setting can't be used.
    """
    known = {name: one for name, one in instruments().items() if one.typed}
    for problem in shelf().problems:
        say_problem(problem)
    name = st.selectbox(
        "Questionnaire",
        list(known),
        format_func=lambda one: known[one].name,
        key="totals-instrument",
    )
    chosen = known[name]
    st.caption(
        f"From {chosen.total_low:g} to {chosen.total_high:g}. {plain(chosen.source)}  \n"
        f"{plain(chosen.licence)}"
    )
    with st.form(f"totals-{name}"):
        total = st.number_input(
            "Total",
            min_value=chosen.total_low,
            max_value=chosen.total_high,
            value=None,
            step=1.0,
            format="%g",
            key=f"totals-value-{name}",
        )
        day = st.date_input(
            "Filled in on", care.today(), max_value=care.today(), key=f"totals-day-{name}"
        )
        sent = st.form_submit_button("Keep this total", icon=":material/check:", key="totals-keep")
    if sent and total is None:
        say_problem("Please type the total first.")
    elif sent and total is not None:
        try:
            enter_total(care, name, total, day)
        except UserFacingError as error:
            say_problem(str(error))
        else:
            st.success("Kept.", icon=":material/check:")
    _show_course(care, chosen)


def _show_course(care: Care, instrument: Instrument) -> None:
    kept = care.book(Answers).of(instrument.id)
    for one in kept:
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.markdown(
            f"{one.day.day} {one.day:%B %Y}: **{plain(_figure(one))}** of {instrument.total_high:g}"
        )
        if right.button("Take it out", key=f"totals-retire-{one.id}", help="It was mistyped"):
            _retire(care, one)
    if len(kept) > 1:
        st.markdown(plain(compare_of(instrument, kept[-1].total, kept[0].total).sentence))


def _figure(one: Answer) -> str:
    return "?" if one.total is None else f"{one.total:g}"


def _retire(care: Care, one: Answer) -> None:
    try:
        care.book(Answers).retire(one.id)
    except UserFacingError as error:
        say_problem(str(error))
        return
    st.rerun()
