"""The sleep plan, and nights with how much of the time in bed was sleep."""

from __future__ import annotations

from datetime import time
from typing import Final

import streamlit as st

from coach.mind.forms import NIGHT, SLEEP_PLAN, Night, SleepPlan
from coach.mind.sleep import efficiency, hours_in_bed, usual_efficiency
from coach.mind.words import mind_words
from coach.records.care import Care
from coach.records.journal import Journal, JournalEntry
from coach.web.frame import figures
from coach.web.patient.mind_entries import (
    edited,
    form_buttons,
    form_key,
    history,
    keep,
    leave_button,
    start_change,
    ticks,
    told,
)
from coach.web.problems import plain, say_problem

_LAST: Final = 7
_RISE: Final = time(7)
_TO_BED: Final = time(22, 30)


def show(care: Care) -> None:
    """The plan, a night, and the nights before."""
    journal, words = care.journal, mind_words().sleep
    st.markdown(plain(words.intro))
    plan_tab, night_tab = st.tabs(["My plan", "My nights"])
    with plan_tab:
        _plan(journal)
    with night_tab:
        _nights(journal)


def _plan(journal: Journal) -> None:
    words = mind_words().sleep
    plans = journal.entries(SLEEP_PLAN, SleepPlan)
    now = plans[0] if plans else None
    entry = edited(SLEEP_PLAN, plans)
    if now is not None:
        with st.container(border=True, key="card-sleep-plan"):
            st.markdown(_tell_plan(now.body))
            st.button(
                "Change",
                key="sleep-change",
                icon=":material/edit:",
                on_click=start_change,
                args=(SLEEP_PLAN, now),
            )
    if now is None or entry is not None:
        _plan_form(journal, entry)
    st.markdown(f":material/bedtime: {plain(words.awake)}")
    st.caption(plain(words.no_restriction))


def _plan_form(journal: Journal, entry: JournalEntry[SleepPlan] | None) -> None:
    words, key = mind_words().sleep, form_key(SLEEP_PLAN, entry)
    old = entry.body if entry else None
    own = tuple(habit for habit in (old.habits if old else ()) if habit not in words.habits)
    with st.form(key):
        rise = st.time_input(words.rise_at, old.rise_at if old else _RISE, key=f"{key}-rise")
        down_at = st.time_input(
            words.wind_down_at, old.wind_down_at if old else None, key=f"{key}-down-at"
        )
        down = st.text_input(words.wind_down, old.wind_down if old else "", key=f"{key}-down")
        habits = ticks(
            "Which one or two habits will you try?",
            (*words.habits, *own),
            old.habits if old else (),
            f"{key}-habits",
        )
        sent = form_buttons(entry, "Keep this plan")
    leave_button(SLEEP_PLAN, entry)
    if sent:
        plan = SleepPlan(rise_at=rise, wind_down_at=down_at, wind_down=down, habits=habits)
        keep(journal, SLEEP_PLAN, plan, entry, said="Kept. Give it two weeks.")


def _tell_plan(plan: SleepPlan) -> str:
    lines = told(
        ("Up every day at", f"{plan.rise_at:%H:%M}"),
        ("Winding down from", f"{plan.wind_down_at:%H:%M}" if plan.wind_down_at else ""),
        ("With", plan.wind_down),
    )
    return lines + "".join(f"\n- {plain(habit)}" for habit in plan.habits)


def _nights(journal: Journal) -> None:
    words = mind_words().sleep
    nights = journal.entries(NIGHT, Night, limit=60)
    share = usual_efficiency([night.body for night in nights[:_LAST]])
    if share is not None:
        count = min(len(nights), _LAST)
        figures([("Asleep of the time in bed", f"{share:.0%}", f"mean of {count}")])
    entry = edited(NIGHT, nights)
    old, key = entry.body if entry else None, form_key(NIGHT, entry)
    with st.form(key):
        st.markdown(f"**Last night.** {plain(words.waking)}")
        to_bed = st.time_input("To bed", old.to_bed if old else _TO_BED, key=f"{key}-bed")
        up = st.time_input("Up", old.up if old else _RISE, key=f"{key}-up")
        asleep = st.number_input(
            "About how many hours asleep?",
            0.0,
            16.0,
            old.asleep_h if old else 7.0,
            step=0.5,
            key=f"{key}-asleep",
        )
        sent = form_buttons(entry)
    leave_button(NIGHT, entry)
    if sent:
        night = Night(to_bed=to_bed, up=up, asleep_h=asleep)
        if efficiency(night) is None:
            say_problem("That is more sleep than time in bed: please look at the times again.")
        else:
            keep(journal, NIGHT, night, entry)
    history(journal, NIGHT, nights, _tell_night, title="Your nights")


def _tell_night(night: Night) -> str:
    in_bed = hours_in_bed(night.to_bed, night.up)
    share = efficiency(night)
    return told(
        ("In bed", f"{night.to_bed:%H:%M} to {night.up:%H:%M}, {in_bed:g} hours"),
        ("Asleep", f"about {night.asleep_h:g} hours"),
        ("Share asleep", None if share is None else f"{share:.0%}"),
    )
