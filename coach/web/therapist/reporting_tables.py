"""The section with tables for other programs."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

import streamlit as st

from coach import clock
from coach.library.collection import exercises_for
from coach.records.care import Care
from coach.records.care_entries import ConsentKind
from coach.records.diary import Diary
from coach.records.sessions import Sessions
from coach.reporting.csv_tables import diary_csv, sessions_csv, sets_csv
from coach.web.export import all_sets
from coach.web.therapist.reporting_made import offer
from coach.web.therapist.reporting_span import ask_since

Kind = Literal["sets", "days", "diary"]

_KINDS: Final[dict[Kind, str]] = {
    "sets": "Sets before the camera, one line each",
    "days": "Days of exercise, a line for each exercise",
    "diary": "The diary, one line each, with the patient's own words",
}


def show_tables(care: Care) -> None:
    """Choose what and from when, make it, download it.

    Raises:
        ConsentMissingError: the patient has not agreed to sharing, or not any more.
        StorageError: the records can't be read.
    """
    care.require(ConsentKind.SHARING)
    st.markdown("Files that a spreadsheet opens: comma separated (CSV), times as at the patient's.")
    kind: Kind = st.radio(
        "Which table?",
        list(_KINDS),
        format_func=lambda each: _KINDS[each],
        key="reporting-table",
    )
    since = ask_since(care, "About which days?", "reporting-table-since")
    offer(
        care,
        ("table", kind, str(since), str(care.today())),
        label="Make the table",
        what=f"a table of {_WHAT[kind]} (CSV)",
        name=f"back-coach-{kind}-{care.today():%Y-%m-%d}.csv",
        mime="text/csv",
        make=lambda: table_of(care, kind, since),
    )


_WHAT: Final[dict[Kind, str]] = {
    "sets": "the sets",
    "days": "the days of exercise",
    "diary": "the diary",
}


def table_of(care: Care, kind: Kind, since: date) -> bytes:
    """The table as a file.

    Raises:
        StorageError: the records can't be read.
    """
    zone = care.patient.zone
    if kind == "sets":
        sets = all_sets(care.log)
        return sets_csv(
            (one for one in sets if clock.day_of(one.performed_at, zone) >= since), zone
        )
    if kind == "days":
        sessions = care.book(Sessions).between(since, care.today())
        return sessions_csv(sessions, exercises_for(care.log), zone)
    return diary_csv(care.book(Diary).lines(since=since), zone)
