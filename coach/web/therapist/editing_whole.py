"""What is true of a whole draft: first day, pain limit, and templates to load or to keep."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.programme.cautions import waiting
from coach.programme.facts import Facts
from coach.programme.making import make_programme
from coach.programme.missing import name_of
from coach.programme.model import Programme
from coach.programme.own_templates import own_templates, save_own
from coach.programme.reading import ProgrammeDataError
from coach.programme.template import templates
from coach.records.care import Care
from coach.settings import Settings
from coach.visit import visit_of
from coach.web.patient.visit_ending import capacity_of
from coach.web.problems import plain, say_problem
from coach.web.therapist.editing_draft import Draft, keep

_OWN: Final = "own:"


def show_whole(draft: Draft, exercises: Mapping[str, Exercise], care: Care, today: date) -> None:
    """Start, limit and templates; closed, since they are seldom changed."""
    _told_cautions(draft, exercises, care)
    with st.expander("First day, pain limit and templates", icon=":material/tune:"):
        _frame(draft)
        _load(draft, exercises, care)
        _keep_own(draft)


def _told_cautions(draft: Draft, exercises: Mapping[str, Exercise], care: Care) -> None:
    """Exercises of the draft that the check-in speaks against: told, never forbidden."""
    visit = visit_of(care.journal)
    if visit is None:
        return
    rules = waiting(exercises, visit.body.cautions)
    weeks = (*draft.programme.weeks, draft.programme.maintenance)
    used = dict.fromkeys(one.exercise for week in weeks for one in week.prescriptions)
    told = [
        f"- {plain(name_of(name, exercises))}: {plain(rules[name].title)}"
        for name in used
        if name in rules
    ]
    if told:
        st.warning(
            "In this plan are exercises for which the check-in told a caution:\n\n"
            + "\n".join(told),
            icon=":material/info:",
        )


def _frame(draft: Draft) -> None:
    programme = draft.programme
    with st.form(f"editing-frame-{draft.edits}", border=False):
        left, right = st.columns(2)
        starts = left.date_input(
            "First day", value=programme.starts_on, key=f"editing-starts-{draft.edits}"
        )
        limit = right.number_input(
            "Pain limit, 0 to 10",
            0,
            10,
            programme.pain_limit,
            key=f"editing-limit-{draft.edits}",
            help="With more pain than this the patient stops and no dose rises.",
        )
        if st.form_submit_button("Take over into the draft", key="editing-take-frame"):
            change = {"starts_on": starts, "pain_limit": int(limit)}
            keep(draft, programme.model_copy(update=change))
            st.rerun()


def _load(draft: Draft, exercises: Mapping[str, Exercise], care: Care) -> None:
    own, problems = own_templates(Settings.from_environment().data_dir)
    for problem in problems:
        st.warning(plain(problem), icon=":material/info:")
    names = {**{name: each.name for name, each in templates().items()}}
    names |= {_OWN + name: f"{name} · own" for name in own}
    chosen = st.selectbox(
        "Load a template into the draft",
        list(names),
        index=None,
        format_func=lambda each: names[each],
        placeholder="All weeks are replaced",
        key=f"editing-template-{draft.edits}",
    )
    if chosen is None or not st.button("Load it", key="editing-load"):
        return
    if chosen.startswith(_OWN):
        keep(draft, own[chosen.removeprefix(_OWN)].applied_to(draft.programme))
    else:
        keep(draft, _made(draft.programme, chosen, exercises, care))
    st.rerun()


def _made(
    held: Programme, template: str, exercises: Mapping[str, Exercise], care: Care
) -> Programme:
    visit = visit_of(care.journal)
    facts = (
        visit.body
        if visit is not None
        else Facts(irritability=held.irritability, usual_pain=held.usual_pain, goals=held.goals)
    )
    made = make_programme(facts, exercises, held.starts_on, template, capacity=capacity_of(care))
    return made.model_copy(update={"pain_limit": held.pain_limit, "easings": held.easings})


def _keep_own(draft: Draft) -> None:
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    name = left.text_input(
        "Keep these weeks as a template of your own", key="editing-own-name", max_chars=60
    )
    if not right.button("Keep", key="editing-own", width="stretch"):
        return
    try:
        save_own(Settings.from_environment().data_dir, name, draft.programme)
    except ProgrammeDataError as error:
        say_problem(str(error))
        return
    st.success(f"Kept as “{plain(name.strip())}”.", icon=":material/check_circle:")
