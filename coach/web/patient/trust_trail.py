"""Who looked at, changed or took out what: in plain words, and to download."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Final

import streamlit as st

from coach.clock import day_of, zone
from coach.records.auditing import audit_of, names_of
from coach.records.care import Care
from coach.trust.telling import TrailLine, trail, trail_csv
from coach.web.problems import plain

_MOST: Final = 10_000
_SETS: Final = 1_000
_AT_ONCE: Final = 40


def show_trail(care: Care) -> None:
    """The part of the page.

    Raises:
        StorageError: it can't be read.
    """
    st.header("Who did what")
    lines = _lines(care)
    with st.container(horizontal=True, vertical_alignment="center"):
        mine = st.toggle("Show what I did as well", key="trail-mine")
        st.download_button(
            "Download all of it",
            trail_csv(lines, care.patient.zone),
            file_name=f"who-did-what-{care.today():%Y-%m-%d}.csv",
            mime="text/csv",
            icon=":material/download:",
            key="trail-download",
        )
    shown = [line for line in lines if mine or not line.own]
    if not shown:
        st.markdown("Nobody else has looked at or changed anything of yours.")
        return
    most = st.session_state.get("trail-most", _AT_ONCE)
    place = zone(care.patient.zone)
    for day, of_day in groupby(shown[:most], lambda line: day_of(line.at, care.patient.zone)):
        st.markdown(f"**{day:%A}, {day.day} {day:%B %Y}**")
        st.markdown(
            "\n".join(
                f"- {line.at.astimezone(place):%H:%M} · {plain(line.sentence)}" for line in of_day
            )
        )
    if len(shown) > most and st.button("Show earlier days", key="trail-more"):
        st.session_state["trail-most"] = most + 5 * _AT_ONCE
        st.rerun()


def _lines(care: Care) -> tuple[TrailLine, ...]:
    events = audit_of(care.database, care.patient.id, limit=_MOST)
    actors = {event.actor for event in events if event.actor is not None}
    sets = {
        str(one.id): f"{one.exercise_name} of {_day(care, one.performed_at)}"
        for one in care.log.sets(_SETS)
    }
    return trail(events, care.patient.id, names_of(care.database, actors), sets)


def _day(care: Care, moment: datetime) -> str:
    day = day_of(moment, care.patient.zone)
    return f"{day.day} {day:%B %Y}"
