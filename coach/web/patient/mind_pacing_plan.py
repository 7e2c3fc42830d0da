"""The form of an activity budget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import streamlit as st
from pydantic import ValidationError

from coach.mind.forms import PACING, TRIAL_DAYS, PacingPlan
from coach.mind.words import mind_words
from coach.records.care import Care
from coach.records.journal import JournalEntry
from coach.visit import visit_of
from coach.web.patient.mind_entries import form_buttons, form_key, keep, leave_button
from coach.web.problems import plain, say_problem

_Unit = Literal["minutes", "steps", "times"]
_UNITS: Final[tuple[_Unit, ...]] = ("minutes", "steps", "times")
_RISES: Final[dict[str, tuple[Literal["session", "week"], float]]] = {
    "10 % a week": ("week", 0.10),
    "20 % a week": ("week", 0.20),
    "5 % each time": ("session", 0.05),
    "10 % each time": ("session", 0.10),
}


def plan_form(
    care: Care,
    plans: Sequence[JournalEntry[PacingPlan]],
    entry: JournalEntry[PacingPlan] | None,
) -> None:
    """Ask for a budget, a new one or one that is being changed."""
    old, key = entry.body if entry else None, form_key(PACING, entry)
    words = mind_words().pacing
    st.subheader("Change the plan" if entry else "Plan an activity")
    with st.form(key):
        activity = st.text_input(
            "Which activity?",
            old.activity if old else _suggestion(care, plans),
            key=f"{key}-activity",
            placeholder="Gardening",
            disabled=old is not None,
        )
        unit = st.segmented_control(
            "Counted in", _UNITS, default=old.unit if old else "minutes", key=f"{key}-unit"
        )
        st.markdown(f"**{plain(words.trials)}**")
        columns = st.columns(TRIAL_DAYS)
        trials = [
            column.number_input(
                f"Day {day + 1}",
                0.0,
                100_000.0,
                old.trials[day] if old else 0.0,
                step=1.0,
                format="%g",
                key=f"{key}-trial-{day}",
            )
            for day, column in enumerate(columns)
        ]
        rise = st.selectbox(
            "How fast may it rise?",
            list(_RISES),
            index=_rise_of(old),
            key=f"{key}-rise",
            help="Slower is safer. The usual choice is 10 % a week.",
        )
        goal = st.number_input(
            "What would you like to reach? 0 if you don't know yet",
            0.0,
            100_000.0,
            (old.goal or 0.0) if old else 0.0,
            step=1.0,
            format="%g",
            key=f"{key}-goal",
        )
        longest = st.number_input(
            "The most at a time, with a rest after it? 0 if all at once is fine",
            0.0,
            100_000.0,
            (old.longest or 0.0) if old else 0.0,
            step=1.0,
            format="%g",
            key=f"{key}-longest",
        )
        rest = st.number_input(
            "Minutes of rest between",
            1.0,
            60.0,
            old.rest_min if old else 5.0,
            step=1.0,
            format="%g",
            key=f"{key}-rest",
        )
        sent = form_buttons(entry, "Keep this plan")
    leave_button(PACING, entry)
    if not sent:
        return
    if old is None and activity.strip() in {one.body.activity for one in plans}:
        say_problem("You have a plan for that already: choose it above and change it there.")
        return
    per, share = _RISES[rise]
    try:
        plan = PacingPlan(
            activity=activity,
            unit=unit or "minutes",
            trials=tuple(trials),
            per=per,
            share=share,
            goal=goal or None,
            longest=longest or None,
            rest_min=rest,
            started_on=old.started_on if old else care.today(),
        )
    except ValidationError:
        say_problem("Please name the activity and say how much was comfortable on three days.")
        return
    keep(care.journal, PACING, plan, entry, said="Kept. A little every day: that is the way.")


def _suggestion(care: Care, plans: Sequence[JournalEntry[PacingPlan]]) -> str:
    """The first of the person's own activities that has no budget yet."""
    visit = visit_of(care.journal)
    planned = {one.body.activity for one in plans}
    own = visit.body.activities if visit else ()
    return next((name for name in own if name not in planned), "")


def _rise_of(old: PacingPlan | None) -> int:
    known = list(_RISES.values())
    return known.index((old.per, old.share)) if old and (old.per, old.share) in known else 0
