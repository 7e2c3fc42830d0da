"""Adding an activity: one of the usual ladders, or a ladder in the person's own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from coach.records.care import Care
from coach.records.journal import JournalEntry
from coach.returning.forms import FEWEST_STEPS, LADDER, OWN, LadderPlace, own_key
from coach.returning.ladders import ladders, own_ladder
from coach.returning.told import ActivityStep
from coach.visit import visit_of
from coach.web.patient.mind_entries import (
    edited,
    form_buttons,
    form_key,
    keep,
    leave_button,
    remove_button,
    start_change,
)
from coach.web.problems import plain, say_problem

OPEN: Final = "returning-open"
"""The name of an activity to show when the page is drawn next."""

_IN_A_ROW: Final = 2


def show(care: Care, mine: Sequence[ActivityStep]) -> None:
    """The ladders that are not chosen yet, and the fill-in one."""
    chosen = {one.ladder for one in mine}
    rest = [one for one in ladders().values() if one.id not in chosen]
    st.subheader("What would you like to do again?")
    for start in range(0, len(rest), _IN_A_ROW):
        for column, known in zip(
            st.columns(_IN_A_ROW), rest[start : start + _IN_A_ROW], strict=False
        ):
            with column, st.container(border=True, key=f"card-ladder-{known.id}"):
                st.markdown(f"#### {known.icon} {known.title}\n{known.about}")
                if st.button(
                    "Choose",
                    key=f"ladder-choose-{known.id}",
                    help=f"Choose: {known.title}",
                    width="stretch",
                ):
                    st.session_state[OPEN] = known.title
                    place = LadderPlace(ladder=known.id, title=known.title, since=care.today())
                    keep(care.journal, LADDER, place, said=f"{known.title}: here is your step 1.")
    _own_form(care, mine, None)


def show_own(care: Care, here: ActivityStep) -> None:
    """Change an own ladder's words, or leave an activity."""
    if edited(LADDER, [here.entry]) is not None:
        _own_form(care, [here], here.entry)
        return
    with st.container(horizontal=True):
        if here.ladder.startswith(f"{OWN}:"):
            st.button(
                "Change the steps",
                key="ladder-own-change",
                icon=":material/edit:",
                on_click=start_change,
                args=(LADDER, here.entry),
            )
        remove_button(care.journal, LADDER, here.entry, "Take this off my list")


def _own_form(
    care: Care, mine: Sequence[ActivityStep], entry: JournalEntry[LadderPlace] | None
) -> None:
    known, old = own_ladder(), entry.body if entry else None
    key = form_key(LADDER, entry)
    st.subheader("A ladder of your own")
    st.markdown(plain(known.about))
    with st.form(key):
        name = st.text_input(
            "Which activity?",
            old.title if old else _suggestion(care, mine),
            key=f"{key}-name",
            placeholder="Dancing",
            disabled=old is not None,
        )
        goal = st.text_input(
            "What would you like to do in the end?", old.goal if old else "", key=f"{key}-goal"
        )
        written = [
            st.text_input(
                f"Step {number}: {prompt}",
                old.steps[number - 1] if old and number <= len(old.steps) else "",
                key=f"{key}-step-{number}",
            )
            for number, prompt in enumerate(known.prompts, 1)
        ]
        sent = form_buttons(entry, "Keep this ladder")
    leave_button(LADDER, entry)
    if not sent:
        return
    steps = tuple(step.strip() for step in written if step.strip())
    if not name.strip() or len(steps) < FEWEST_STEPS:
        say_problem(f"Please name the activity and write at least {FEWEST_STEPS} steps.")
        return
    if old is None and any(name.strip() == one.title for one in mine):
        say_problem("You have a ladder of that name already: choose it above.")
        return
    place = LadderPlace(
        ladder=own_key(name),
        title=name,
        step=min(old.step, len(steps)) if old else 1,
        steps=steps,
        goal=goal,
        since=old.since if old else care.today(),
        came=old.came if old else "start",
    )
    st.session_state[OPEN] = place.title
    keep(care.journal, LADDER, place, entry, said="Kept: here is your step.")


def _suggestion(care: Care, mine: Sequence[ActivityStep]) -> str:
    """The first of the person's own activities that has no ladder yet."""
    visit = visit_of(care.journal)
    taken = {one.ladder for one in mine}
    own = visit.body.activities if visit else ()
    return next((name for name in own if own_key(name) not in taken), "")
