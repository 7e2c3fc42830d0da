"""Trying out something that is avoided: guess, do a small version, compare."""

from __future__ import annotations

import streamlit as st

from coach.mind.comparing import outcome
from coach.mind.forms import EXPOSURE, Exposure
from coach.mind.words import mind_words
from coach.records.care import Care
from coach.records.journal import Journal, JournalEntry
from coach.safety import pain_limit
from coach.web.patient.mind_entries import (
    SCALE,
    day_words,
    edited,
    form_buttons,
    form_key,
    history,
    keep,
    leave_button,
    told,
)
from coach.web.problems import plain, say_problem


def show(care: Care) -> None:
    """What is planned, with its comparison to come; a form for another; those done."""
    journal, words = care.journal, mind_words().exposure
    found = journal.entries(EXPOSURE, Exposure)
    st.markdown(plain(words.intro))
    st.markdown(f":material/info: {plain(words.careful.replace('{limit}', str(pain_limit())))}")
    planned = [entry for entry in found if entry.body.done_on is None]
    for entry in planned:
        _compare(journal, entry)
    _plan(journal, planned, edited(EXPOSURE, planned))
    past = [entry for entry in found if entry.body.done_on is not None]
    history(journal, EXPOSURE, past, tell, title="What you tried", change=False)


def _plan(
    journal: Journal,
    planned: list[JournalEntry[Exposure]],
    entry: JournalEntry[Exposure] | None,
) -> None:
    words, key = mind_words().exposure, form_key(EXPOSURE, entry)
    old = entry.body if entry else None
    st.subheader("Plan something to try")
    with st.form(key):
        activity = st.text_input(words.activity, old.activity if old else "", key=f"{key}-what")
        expected = st.text_area(words.expected, old.expected if old else "", key=f"{key}-expected")
        pain = st.pills(
            words.expected_pain,
            SCALE,
            default=old.expected_pain if old else None,
            key=f"{key}-pain",
        )
        sure = st.slider(words.sure, 0, 100, old.sure if old else 50, step=5, key=f"{key}-sure")
        sent = form_buttons(entry, "Keep the plan")
    leave_button(EXPOSURE, entry)
    if sent:
        if not activity.strip() or not expected.strip() or pain is None:
            say_problem("Please say what you will try, what you expect, and how much it may hurt.")
            return
        body = Exposure(activity=activity, expected=expected, expected_pain=pain, sure=sure)
        said = words.smaller if pain > pain_limit() else "Come back when you have done it."
        keep(journal, EXPOSURE, body, entry, said=f"Kept. {said}")
    history(journal, EXPOSURE, planned, tell, title="Planned")


def _compare(journal: Journal, entry: JournalEntry[Exposure]) -> None:
    words, plan = mind_words().exposure, entry.body
    key = f"compare-{entry.id}"
    with st.container(border=True, key=f"card-{key}"):
        st.markdown(f"#### :material/explore: {plain(plan.activity)}\n{tell(plan)}")
        with st.expander("I did it: compare", icon=":material/compare_arrows:"), st.form(key):
            happened = st.text_area(words.happened, key=f"{key}-happened")
            pain = st.pills(words.pain, SCALE, key=f"{key}-pain")
            sure = st.slider(words.sure_after, 0, 100, plan.sure, step=5, key=f"{key}-sure")
            learned = st.text_area(words.learned, key=f"{key}-learned")
            sent = form_buttons(None)
    if not sent:
        return
    if pain is None:
        say_problem("Please say how much it hurt: 0 is fine as well.")
        return
    changes = {
        "done_on": journal.today(),
        "happened": happened,
        "pain": pain,
        "sure_after": sure,
        "learned": learned,
    }
    done = Exposure.model_validate({**plan.model_dump(), **changes})
    keep(journal, EXPOSURE, done, entry, said=f"Well done. {_outcome_words(done)}")


def _outcome_words(exposure: Exposure) -> str:
    words = mind_words().exposure
    said = {"less": words.less, "as_expected": words.as_expected, "more": words.more}
    found = outcome(exposure)
    return said[found] if found else ""


def tell(exposure: Exposure) -> str:
    """It in a few lines."""
    pain = exposure.pain
    sure = f"{exposure.sure} of 100"
    if exposure.sure_after is not None:
        sure += f", then {exposure.sure_after}"
    return told(
        ("Expected", exposure.expected),
        ("Pain expected", f"{exposure.expected_pain} of 10"),
        ("How sure", sure),
        ("Done on", day_words(exposure.done_on) if exposure.done_on else ""),
        ("What happened", exposure.happened),
        ("Pain", None if pain is None else f"{pain} of 10. {_outcome_words(exposure)}"),
        ("What I take from it", exposure.learned),
    )
