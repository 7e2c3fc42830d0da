"""The relapse plan: what to do when the back gets worse again, in the person's own words."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.diary.relief import relief_name
from coach.keeping.data import keeping
from coach.keeping.forms import RELAPSE_PLAN, RelapsePlan
from coach.keeping.prefill import first_plan, what_helped
from coach.lessons.action_plan import ACTION_PLAN, ActionPlan
from coach.records.care import Care
from coach.records.diary import Diary
from coach.records.journal import JournalEntry
from coach.web.patient.mind_entries import (
    day_words,
    edited,
    form_buttons,
    form_key,
    keep,
    leave_button,
    start_change,
    ticks,
)
from coach.web.problems import plain, say_problem

_LINES: Final = 1000


def show(care: Care) -> None:
    """The plan to read, or the form to write it."""
    plans = care.journal.entries(RELAPSE_PLAN, RelapsePlan)
    now = plans[0] if plans else None
    entry = edited(RELAPSE_PLAN, plans)
    st.markdown(plain(keeping().relapse.come_and_go))
    if now is None or entry is not None:
        _form(care, entry)
        return
    with st.container(border=True, key="card-relapse-plan"):
        st.markdown(_tell(now.body))
        st.markdown(f":small[Written on {day_words(now.day)}]")
        st.button(
            "Change",
            key="relapse-change",
            icon=":material/edit:",
            on_click=start_change,
            args=(RELAPSE_PLAN, now),
        )


def _form(care: Care, entry: JournalEntry[RelapsePlan] | None) -> None:
    words, key = keeping().relapse, form_key(RELAPSE_PLAN, entry)
    old = entry.body if entry else _suggested(care)
    if entry is None and old.helped_before:
        st.markdown("What helped you before is filled in from your diary: change it as you like.")
    with st.form(key):
        signs, own_signs = _choose(
            "How do I notice it early?", words.warning_signs, old.warning_signs, f"{key}-signs"
        )
        steps, own_steps = _choose(
            "What do I do first?", words.first_steps, old.first_steps, f"{key}-steps"
        )
        helped = st.text_area(
            "What has helped me before? One a line",
            "\n".join(old.helped_before),
            key=f"{key}-helped",
            max_chars=_LINES,
        )
        whom = st.text_input(
            "Whom do I call if it does not settle? Name and number",
            old.whom_to_call,
            key=f"{key}-whom",
        )
        note = st.text_area("What do I want to tell myself then?", old.note, key=f"{key}-note")
        sent = form_buttons(entry, "Keep my plan")
    leave_button(RELAPSE_PLAN, entry)
    if not sent:
        return
    plan = RelapsePlan(
        warning_signs=(*signs, *_lines(own_signs)),
        first_steps=(*steps, *_lines(own_steps)),
        helped_before=_lines(helped),
        whom_to_call=whom,
        note=note,
    )
    if not plan.first_steps and not plan.helped_before:
        say_problem("Please choose or write at least one thing that you will do first.")
        return
    keep(care.journal, RELAPSE_PLAN, plan, entry, said="Kept. It is here when you need it.")


def _choose(
    label: str, known: tuple[str, ...], now: tuple[str, ...], key: str
) -> tuple[tuple[str, ...], str]:
    """Some of the suggestions, and lines of one's own."""
    chosen = ticks(label, known, now, f"{key}-known")
    own = st.text_area(
        "In my own words, one a line",
        "\n".join(one for one in now if one not in known),
        key=f"{key}-own",
        max_chars=_LINES,
    )
    return chosen, own


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _suggested(care: Care) -> RelapsePlan:
    """A beginning from the diary and from the person's own action plan."""
    helped = what_helped(line.helped for line in care.book(Diary).lines())
    action = care.journal.latest(ACTION_PLAN, ActionPlan)
    own = (action.body.then,) if action else ()
    return first_plan([relief_name(one) for one in helped], own)


def _tell(plan: RelapsePlan) -> str:
    parts = [
        ("I notice it early when", plan.warning_signs),
        ("First I", plan.first_steps),
        ("This has helped me before", plan.helped_before),
    ]
    text = "\n\n".join(
        f"**{title}**\n" + "\n".join(f"- {plain(line)}" for line in lines)
        for title, lines in parts
        if lines
    )
    if plan.whom_to_call:
        text += f"\n\n**I call**\n\n:material/call: {plain(plan.whom_to_call)}"
    if plan.note:
        text += f"\n\n**I tell myself**\n\n{plain(plan.note)}"
    return text
