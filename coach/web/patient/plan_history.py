"""How a plan came to be as it is: what waits, its versions, and beginning again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import zip_longest
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.programme.comparing import differences
from coach.programme.missing import name_of
from coach.programme.model import Programme
from coach.programme.restarting import restart
from coach.records import NotFoundError, PersonId, find_person
from coach.records.care import Care
from coach.records.programmes import Programmes, SavedProgramme
from coach.web.problems import plain

_ALL: Final = "plan-versions-all"
_LATEST: Final = 8


def show_history(
    care: Care,
    current: SavedProgramme,
    exercises: Mapping[str, Exercise],
    today: date,
) -> None:
    """What is below the weeks, each part closed."""
    _waiting(current.programme, exercises)
    _again(care, current, today)
    with st.expander("How my plan has changed", icon=":material/history:"):
        show_versions(care, exercises)


def _waiting(programme: Programme, exercises: Mapping[str, Exercise]) -> None:
    if not programme.left_out:
        return
    with st.expander("What waits for later, and why", icon=":material/hourglass_empty:"):
        for one in programme.left_out:
            instead = (
                f" Instead: {plain(name_of(one.instead, exercises))}."
                if one.instead is not None
                else ""
            )
            name = plain(name_of(one.exercise, exercises))
            st.markdown(f"**{name}**: {plain(one.reason)}{instead}")


def _again(care: Care, current: SavedProgramme, today: date) -> None:
    programme = current.programme
    reached = min(programme.week_number(today), len(programme.weeks))
    if reached < 1:
        return
    with st.expander("Begin again", icon=":material/restart_alt:"):
        st.markdown(
            "After a break, an illness or a sore time, go back to a week that feels easy. "
            "It begins today, and everything before stays in your log."
        )
        week = st.selectbox(
            "From which week?",
            range(1, reached + 1),
            format_func=lambda number: f"Week {number}: {programme.weeks[number - 1].title}",
            key="plan-again-week",
        )
        if st.button("Begin this week today", key="plan-again", icon=":material/play_arrow:"):
            care.book(Programmes).save(
                restart(programme, today, week),
                reason=f"Began again at week {week}",
                expected=current.number,
            )
            st.rerun()


def show_versions(care: Care, exercises: Mapping[str, Exercise]) -> None:
    """The latest versions, or all: when, by whom, why, and what was different."""
    everything = st.session_state.get(_ALL, False)
    book = care.book(Programmes)
    versions = book.history(None if everything else _LATEST + 1)
    # The last one is only what the one after it is compared with, unless it is the first.
    shown = versions if everything or len(versions) <= _LATEST else versions[:-1]
    for version, before in zip_longest(shown, versions[1:]):
        if version is None:
            continue
        day = f"{version.day.day} {version.day:%B %Y}"
        st.markdown(
            f"**Version {version.number}**, {day}, by {plain(_by(care, version.made_by))}  \n"
            f"{plain(version.reason)}"
        )
        if before is not None:
            found = differences(before.programme, version.programme, exercises)
            st.markdown("\n".join(f"- {plain(text)}" for text in found) or "- nothing else")

    if everything or len(shown) < len(versions):
        st.checkbox("Show all versions", key=_ALL)


def _by(care: Care, person: PersonId | None) -> str:
    if person is None:
        return "somebody who is no longer here"
    if person == care.author:
        return "you"
    if person == care.patient.id:
        return care.patient.display_name
    try:
        return find_person(care.database, person).display_name
    except NotFoundError:
        return "somebody who is no longer here"
