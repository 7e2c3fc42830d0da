"""The activity budget: today's amount in pieces, what was done, and the plan."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.mind.forms import PACING, PACING_DAY, PacingDay, PacingPlan
from coach.mind.pacing import Budget, DayDone, budget, pieces
from coach.mind.words import mind_words
from coach.records.care import Care
from coach.records.journal import Journal, JournalEntry
from coach.safety import pain_limit
from coach.web.frame import figures
from coach.web.patient.mind_entries import (
    SCALE,
    edited,
    form_buttons,
    form_key,
    history,
    keep,
    leave_button,
    remove_button,
    start_change,
    told,
)
from coach.web.patient.mind_pacing_plan import plan_form
from coach.web.problems import plain, say_problem

_NEW: Final = "Plan another activity"
_WHICH: Final = "pacing-which"


def show(care: Care) -> None:
    """One activity at a time."""
    journal, words = care.journal, mind_words().pacing
    plans = journal.entries(PACING, PacingPlan)
    st.markdown(plain(words.intro))
    entry = edited(PACING, plans)
    if entry is not None:
        plan_form(care, plans, entry)
        return
    by_activity = {one.body.activity: one for one in reversed(plans)}
    if not by_activity:
        plan_form(care, plans, None)
        return
    names = list(by_activity)
    chosen = st.pills("Which activity?", [*names, _NEW], default=names[0], key=_WHICH)
    if chosen == _NEW:
        plan_form(care, plans, None)
    else:
        _today(care, by_activity[chosen or names[0]])


def _today(care: Care, entry: JournalEntry[PacingPlan]) -> None:
    journal, plan = care.journal, entry.body
    done = [
        one for one in journal.entries(PACING_DAY, PacingDay) if one.body.activity == plan.activity
    ]
    days = [DayDone(one.day, one.body.amount, one.body.pain) for one in done]
    found = budget(plan, days, care.today(), pain_limit())
    with st.container(border=True, key="card-pacing-today"):
        figures([(f"{plan.activity} today", f"{found.amount:g}", plan.unit)])
        st.markdown(plain(found.sentence))
        _pieces(plan, found)
    _done_form(journal, plan, found, done)
    leave_button(PACING_DAY, edited(PACING_DAY, done))
    history(journal, PACING_DAY, done, lambda one: _tell(plan, one), title="What you did")
    with st.expander("The plan", icon=":material/tune:"):
        st.markdown(_tell_plan(plan))
        limit = str(pain_limit())
        st.caption(plain(mind_words().pacing.careful.replace("{limit}", limit)))
        st.button(
            "Change the plan",
            key="pacing-change",
            icon=":material/edit:",
            on_click=start_change,
            args=(PACING, entry),
        )
        remove_button(journal, PACING, entry)


def _pieces(plan: PacingPlan, found: Budget) -> None:
    parts = pieces(found.amount, plan.longest, plan.rest_min)
    if len(parts) < 2:
        return
    words = [
        f"**{part.amount:.3g} {plan.unit}**" if part.kind == "do" else f"{part.amount:g} min rest"
        for part in parts
    ]
    st.markdown(f":material/timeline: {' · '.join(words)}")


def _done_form(
    journal: Journal, plan: PacingPlan, found: Budget, done: list[JournalEntry[PacingDay]]
) -> None:
    entry = edited(PACING_DAY, done)
    old, key = entry.body if entry else None, form_key(PACING_DAY, entry)
    with st.form(key):
        amount = st.number_input(
            f"How much was it, in {plan.unit}?",
            0.0,
            100_000.0,
            old.amount if old else found.amount,
            step=1.0 if plan.unit != "minutes" else 0.5,
            format="%g",
            key=f"{key}-amount",
        )
        pain = st.pills(
            "How much did it hurt? 0 is no pain, 10 the worst you can imagine",
            SCALE,
            default=old.pain if old else None,
            key=f"{key}-pain",
        )
        sent = form_buttons(entry)
    if not sent:
        return
    if pain is None:
        say_problem("Please say how much it hurt: 0 is fine as well.")
        return
    words = mind_words().pacing
    body = PacingDay(activity=plan.activity, amount=amount, pain=pain)
    above = entry is None and amount > found.amount
    keep(
        journal,
        PACING_DAY,
        body,
        entry,
        said=f"Kept. {words.above if above else words.within if entry is None else ''}".strip(),
    )


def _tell(plan: PacingPlan, one: PacingDay) -> str:
    pain = None if one.pain is None else f"{one.pain} of 10"
    return told(("Done", f"{one.amount:g} {plan.unit}"), ("Pain", pain))


def _tell_plan(plan: PacingPlan) -> str:
    tried = ", ".join(f"{amount:g}" for amount in plan.trials)
    return told(
        ("Comfortable on three days", f"{tried} {plan.unit}"),
        ("It rises", f"by {plan.share:.0%} a {plan.per}"),
        ("Until", f"{plan.goal:g} {plan.unit}" if plan.goal else ""),
        ("At a time", f"{plan.longest:g} {plan.unit}" if plan.longest else ""),
        ("Rest between", f"{plan.rest_min:g} minutes" if plan.longest else ""),
    )
