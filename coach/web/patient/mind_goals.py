"""What matters, and goals that serve it."""

from __future__ import annotations

from datetime import date

import streamlit as st

from coach.mind import Goal, Value, goals, values
from coach.mind.forms import GOAL, VALUE
from coach.mind.words import mind_words
from coach.records.care import Care
from coach.records.journal import Journal, JournalEntry
from coach.visit import visit_of
from coach.web.patient.mind_entries import (
    SCALE,
    day_words,
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
from coach.web.problems import plain, say_problem

_NONE = "—"


def show(care: Care) -> None:
    """The goals, a form for another, and what matters."""
    journal = care.journal
    found = goals(journal)
    for entry in found:
        if entry.body.reached_on is None:
            _goal(journal, entry)
    goal_tab, value_tab = st.tabs(["A goal", "What matters"])
    with goal_tab:
        _goal_form(care, found)
        reached = [entry for entry in found if entry.body.reached_on is not None]
        history(journal, GOAL, reached, _tell, title="Goals you reached")
    with value_tab:
        _values(journal)


def _goal(journal: Journal, entry: JournalEntry[Goal]) -> None:
    goal = entry.body
    with st.container(border=True, key=f"card-goal-{entry.id}"):
        st.markdown(f"#### :material/flag: {plain(goal.text)}\n{_tell(goal)}")
        if goal.wants_shrinking:
            st.info(mind_words().goals.shrink, icon=":material/compress:")
        with st.container(horizontal=True):
            if st.button("I reached it", key=f"goal-reached-{entry.id}", icon=":material/star:"):
                reached = goal.model_copy(update={"reached_on": journal.today()})
                keep(journal, GOAL, reached, entry, said="Wonderful. You did that.")
            st.button(
                "Make it smaller" if goal.wants_shrinking else "Change",
                key=f"goal-change-{entry.id}",
                icon=":material/edit:",
                on_click=start_change,
                args=(GOAL, entry),
            )
            remove_button(journal, GOAL, entry)


def _goal_form(care: Care, found: list[JournalEntry[Goal]]) -> None:
    words = mind_words().goals
    entry = edited(GOAL, found)
    old = entry.body if entry else None
    key = form_key(GOAL, entry)
    st.markdown(f"{plain(words.intro)} {plain(words.examples)}")
    activities, what_matters = _activities(care), [one.body.text for one in values(care.journal)]
    with st.form(key):
        text = st.text_input("What do you want to do?", old.text if old else "", key=f"{key}-text")
        much = st.text_input(
            "How much, and how often?", old.how_much if old else "", key=f"{key}-much"
        )
        by = st.date_input("Until when?", old.by if old else None, key=f"{key}-by")
        first = st.text_input(
            "What is the first small step?", old.first_step if old else "", key=f"{key}-first"
        )
        activity = _choice(
            "Which of your own activities is it for?",
            activities,
            old.activity if old else "",
            f"{key}-activity",
        )
        value = _choice(
            "What is it good for?", what_matters, old.value if old else "", f"{key}-value"
        )
        sure = st.pills(
            "How sure are you that you will do it? 0 not at all, 10 completely",
            SCALE,
            default=old.confidence if old else None,
            key=f"{key}-sure",
        )
        sent = form_buttons(entry, "Keep this goal")
    leave_button(GOAL, entry)
    if not sent:
        return
    if not text.strip() or sure is None:
        say_problem("Please say what you want to do, and how sure you are of it.")
        return
    goal = Goal(
        text=text,
        how_much=much,
        by=by if isinstance(by, date) else None,
        first_step=first,
        confidence=sure,
        activity=activity,
        value=value,
        reached_on=old.reached_on if old else None,
    )
    said = "Kept." if goal.wants_shrinking else f"Kept. {words.sure}"
    keep(care.journal, GOAL, goal, entry, said=said)


def _activities(care: Care) -> list[str]:
    visit = visit_of(care.journal)
    return list(visit.body.activities) if visit else []


def _choice(label: str, known: list[str], now: str, key: str) -> str:
    """One of the known ones, or none; nothing is asked where none is known."""
    names = list(dict.fromkeys([*known, *([now] if now else [])]))
    if not names:
        return ""
    options = [_NONE, *names]
    chosen = st.selectbox(label, options, index=options.index(now) if now else 0, key=key)
    return "" if chosen in (None, _NONE) else str(chosen)


def _tell(goal: Goal) -> str:
    return told(
        ("How much", goal.how_much),
        ("Until", day_words(goal.by) if goal.by else ""),
        ("First step", goal.first_step),
        ("For", goal.activity),
        ("Good for", goal.value),
        ("How sure", f"{goal.confidence} of 10"),
        ("Reached on", day_words(goal.reached_on) if goal.reached_on else ""),
    )


def _values(journal: Journal) -> None:
    words = mind_words().values
    found = values(journal)
    entry = edited(VALUE, found)
    old = entry.body if entry else None
    key = form_key(VALUE, entry)
    st.markdown(plain(words.intro))
    with st.form(key):
        area = st.pills(
            "In which part of your life?",
            words.areas,
            default=old.area if old and old.area in words.areas else None,
            key=f"{key}-area",
        )
        text = st.text_input(
            "What matters to you there?",
            old.text if old else "",
            key=f"{key}-text",
            placeholder="To play on the floor with my grandchildren",
        )
        sent = form_buttons(entry)
    leave_button(VALUE, entry)
    if sent:
        if text.strip():
            keep(journal, VALUE, Value(text=text, area=area or ""), entry)
        else:
            say_problem("Please write what matters to you: a few words are enough.")
    history(
        journal,
        VALUE,
        found,
        lambda one: told((one.area or "It matters to me", one.text)),
        title="What matters to you",
        open_at_once=True,
    )
