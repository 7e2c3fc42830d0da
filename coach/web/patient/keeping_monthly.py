"""The monthly check-in: five short questions, what they come to, and those before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import streamlit as st

from coach.keeping.checking import Due, reentry
from coach.keeping.data import keeping
from coach.keeping.forms import MONTHLY, Monthly
from coach.records.care import Care
from coach.records.journal import JournalEntry
from coach.records.sessions import Sessions
from coach.web.patient.mind_entries import (
    SCALE,
    edited,
    form_buttons,
    form_key,
    history,
    keep,
    leave_button,
    told,
)
from coach.web.problems import plain, say_problem

_WEEK: Final = timedelta(days=6)


def show(care: Care, found: Due | None, entries: Sequence[JournalEntry[Monthly]]) -> None:
    """The form when one is due or wished; then the history."""
    entry = edited(MONTHLY, entries)
    last = entries[0] if entries else None
    if last is not None and entry is None:
        answer = reentry(last.body.pain, last.body.function)
        with st.container(border=True, key="card-monthly-last"):
            st.markdown(f":material/signpost: {plain(answer.sentence)}")
    if entry is not None or found is None or found.now:
        _form(care, found, entry)
    else:
        with st.expander("Check in before that", icon=":material/edit_note:"):
            _form(care, found, None)
    history(care.journal, MONTHLY, entries, _tell, title="Your check-ins")


def _form(care: Care, found: Due | None, entry: JournalEntry[Monthly] | None) -> None:
    old, key = entry.body if entry else None, form_key(MONTHLY, entry)
    st.markdown(plain(keeping().monthly.intro))
    with st.form(key):
        pain = st.pills(
            "How much did your back hurt in the last week, usually? 0 is no pain, 10 the worst",
            SCALE,
            default=old.pain if old else None,
            key=f"{key}-pain",
        )
        function = st.pills(
            "How well do the things that matter to you go? 0 not at all, 10 as before",
            SCALE,
            default=old.function if old else None,
            key=f"{key}-function",
        )
        confidence = st.pills(
            "How sure are you that you can look after your back yourself? 10 is quite sure",
            SCALE,
            default=old.confidence if old else None,
            key=f"{key}-confidence",
        )
        sessions = st.number_input(
            "On how many days of the last seven did you exercise?",
            0,
            7,
            min(7, old.sessions) if old else _days_exercised(care),
            key=f"{key}-sessions",
        )
        wishes = st.text_area(
            "Is there anything you wish for?", old.wishes if old else "", key=f"{key}-wishes"
        )
        sent = form_buttons(entry, "Keep this check-in")
    leave_button(MONTHLY, entry)
    if not sent:
        return
    if pain is None or function is None or confidence is None:
        say_problem("Please answer the first three questions: a number is enough.")
        return
    body = Monthly(
        pain=pain,
        function=function,
        confidence=confidence,
        sessions=int(sessions),
        wishes=wishes,
        week=old.week if old else found.week if found and found.now else 0,
    )
    keep(care.journal, MONTHLY, body, entry, said="Thank you: it is kept.")


def _days_exercised(care: Care) -> int:
    today = care.today()
    kept = care.book(Sessions).between(today - _WEEK, today)
    return min(7, len({one.day for one in kept}))


def _tell(one: Monthly) -> str:
    return told(
        ("Week of the programme", one.week or ""),
        ("Pain", f"{one.pain} of 10"),
        ("Things that matter", f"{one.function} of 10"),
        ("Sure", f"{one.confidence} of 10"),
        ("Days of exercise in the week", one.sessions),
        ("Wishes", one.wishes),
    )
