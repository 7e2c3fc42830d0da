"""The thought record: a thought looked at from several sides, in three small parts."""

from __future__ import annotations

import streamlit as st

from coach.mind.comparing import eased
from coach.mind.forms import THOUGHT, Thought
from coach.mind.words import ThoughtWords, mind_words
from coach.records.care import Care
from coach.records.journal import JournalEntry
from coach.web.patient.mind_entries import (
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
    """The form, and the thoughts before."""
    journal, words = care.journal, mind_words().thoughts
    found = journal.entries(THOUGHT, Thought)
    entry = edited(THOUGHT, found)
    st.markdown(plain(words.intro))
    body, sent = _form(words, entry)
    leave_button(THOUGHT, entry)
    if sent:
        if body is None:
            say_problem("Please write what was going on and what went through your mind.")
        else:
            keep(journal, THOUGHT, body, entry, said=_said(words, body))
    history(journal, THOUGHT, found, _tell)


def _form(words: ThoughtWords, entry: JournalEntry[Thought] | None) -> tuple[Thought | None, bool]:
    old, key = entry.body if entry else None, form_key(THOUGHT, entry)
    with st.form(key):
        st.markdown("#### 1. The moment")
        situation = st.text_area(words.situation, old.situation if old else "", key=f"{key}-where")
        thought = st.text_area(words.thought, old.thought if old else "", key=f"{key}-thought")
        belief = _percent(words.belief, old.belief if old else 50, f"{key}-belief")
        name = st.text_input(words.feeling_name, old.feeling_name if old else "", key=f"{key}-name")
        feeling = _percent(words.feeling, old.feeling if old else 50, f"{key}-feeling")
        st.markdown("#### 2. Both sides")
        for_it = st.text_area(words.evidence_for, old.evidence_for if old else "", key=f"{key}-for")
        against = st.text_area(
            words.evidence_against, old.evidence_against if old else "", key=f"{key}-against"
        )
        st.markdown("#### 3. A balanced thought")
        balanced = st.text_area(words.balanced, old.balanced if old else "", key=f"{key}-balanced")
        belief_after = _percent(
            words.belief_after, _known(old.belief_after if old else None), f"{key}-belief-after"
        )
        feeling_after = _percent(
            words.feeling_after, _known(old.feeling_after if old else None), f"{key}-feeling-after"
        )
        sent = form_buttons(entry)
    if not situation.strip() or not thought.strip():
        return None, sent
    looked_at = bool(balanced.strip())
    return Thought(
        situation=situation,
        thought=thought,
        belief=belief,
        feeling_name=name,
        feeling=feeling,
        evidence_for=for_it,
        evidence_against=against,
        balanced=balanced,
        belief_after=belief_after if looked_at else None,
        feeling_after=feeling_after if looked_at else None,
    ), sent


def _percent(label: str, value: int, key: str) -> int:
    return int(st.slider(label, 0, 100, value, step=5, key=key))


def _known(value: int | None) -> int:
    return 50 if value is None else value


def _said(words: ThoughtWords, thought: Thought) -> str:
    less = eased(thought)
    if less is None:
        return "Kept. Come back to it when you have a balanced thought."
    return f"Kept. {words.eased if less else words.same}"


def _tell(thought: Thought) -> str:
    return told(
        ("What was going on", thought.situation),
        ("The thought", thought.thought),
        ("Believed", _change(thought.belief, thought.belief_after)),
        (thought.feeling_name or "Feeling", _change(thought.feeling, thought.feeling_after)),
        ("Speaks for it", thought.evidence_for),
        ("Speaks against it", thought.evidence_against),
        ("Balanced", thought.balanced),
    )


def _change(before: int, after: int | None) -> str:
    return f"{before} of 100" if after is None else f"{before} of 100, then {after}"
