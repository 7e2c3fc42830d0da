"""Change the plan: a draft in which everything may be changed, saved as a new version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.programme.facts import Facts
from coach.programme.making import make_programme, suggested_template
from coach.programme.template import templates
from coach.records.care import Care
from coach.records.programmes import Programmes
from coach.records.proposals import Proposals
from coach.visit import visit_of
from coach.web.patient.plan_history import show_versions
from coach.web.patient.visit_ending import capacity_of
from coach.web.problems import plain, say_problem
from coach.web.store import library_of, patient_care
from coach.web.therapist.editing_draft import begin_with, draft_of
from coach.web.therapist.editing_saving import SAID, show_saving
from coach.web.therapist.editing_week import show_week
from coach.web.therapist.editing_whole import show_whole
from poses.errors import UserFacingError

_PROPOSALS: Final = "therapist/deciding.py"


def show() -> None:
    """The plan of the chosen patient."""
    st.title("Change the plan")
    try:
        care = patient_care()
        _page(care, library_of(care.log).own)
    except UserFacingError as error:
        say_problem(str(error))


def _page(care: Care, exercises: Mapping[str, Exercise]) -> None:
    said = st.session_state.pop(SAID, None)
    if said:
        st.success(plain(said), icon=":material/check_circle:")
    st.caption(f"The plan of {plain(care.patient.display_name)}")
    _elsewhere(care)
    current = care.book(Programmes).current()
    draft = draft_of(care, current)
    if draft is None:
        _first(care, exercises)
        return
    today = care.today()
    show_week(care, draft, exercises, today)
    show_whole(draft, exercises, care, today)
    show_saving(care, draft, current, exercises)
    if current is not None:
        with st.expander("All versions", icon=":material/history:"):
            show_versions(care, exercises)


def _elsewhere(care: Care) -> None:
    waiting = len(care.book(Proposals).waiting())
    label = f"Proposals ({waiting} waiting) and messages" if waiting else "Proposals and messages"
    st.page_link(_PROPOSALS, label=label, icon=":material/rule:")


def _first(care: Care, exercises: Mapping[str, Exercise]) -> None:
    visit = visit_of(care.journal)
    facts = visit.body if visit is not None else Facts()
    if visit is None:
        st.info(
            "There is no finished check-in yet. A plan can be made all the same, with usual "
            "values.",
            icon=":material/info:",
        )
    names = list(templates())
    name = st.selectbox(
        "Template",
        names,
        index=names.index(suggested_template(facts)),
        format_func=lambda each: templates()[each].name,
        key="editing-first-template",
    )
    st.caption(templates()[name].about)
    begins = st.date_input("First day", value=care.today(), key="editing-first-day")
    if st.button("Make a plan", type="primary", key="editing-make", icon=":material/event:"):
        begin_with(care, make_programme(facts, exercises, begins, name, capacity=capacity_of(care)))
        st.rerun()
