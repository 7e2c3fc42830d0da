"""Which days a note, a report or a table is about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import streamlit as st

from coach.records.care import Care
from coach.records.programmes import Programmes
from coach.reporting.notes import last_signed
from coach.reporting.words import short_day

_VISIT: Final = "Since my last visit"
_PLAN: Final = "Since the plan began"
_LATELY: Final = "The last four weeks"
_ALL: Final = "Everything"
_LONG_AGO: Final = timedelta(days=3650)


def ask_since(care: Care, label: str, key: str, *, visit_first: bool = False) -> date:
    """The first day, from which on until today.

    Raises:
        StorageError: the records can't be read.
    """
    today = care.today()
    found = {_LATELY: today - timedelta(days=27), _ALL: today - _LONG_AGO}
    current = care.book(Programmes).current()
    if current is not None and current.programme.starts_on <= today:
        found = {_PLAN: current.programme.starts_on, **found}
    last = last_signed(care.journal, care.author)
    if last is not None:
        visit = {_VISIT: last.day}
        found = {**visit, **found} if visit_first else {**found, **visit}
    chosen = st.selectbox(
        label,
        list(found),
        format_func=lambda name: name if name == _ALL else f"{name}, {short_day(found[name])}",
        key=key,
        width=420,
    )
    return found[chosen]
