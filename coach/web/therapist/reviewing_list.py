"""The sets of a patient to choose one for review from: what waits, and what has faults, first."""

from __future__ import annotations

from collections import Counter
from typing import Final

import streamlit as st

from coach.records import SetId, SetSummary, Status
from coach.records.care import Care
from coach.records.marks import Marks
from coach.web.felt import ended_words, felt_words
from coach.web.problems import plain
from coach.web.therapist.reviewing import open_set
from coach.web.words import count_words, moment_words, seconds_words, view_words

_PAGE: Final = 20
_SHOWN: Final = "review-shown"


def show_list(care: Care) -> None:
    """Draw the latest sets, each with its way into the review.

    Raises:
        StorageError: the log can't be read.
    """
    limit = st.session_state.setdefault(_SHOWN, _PAGE)
    latest = care.log.sets(limit + 1)
    sets = [one for one in latest[:limit] if one.status is Status.FINISHED]
    if not latest:
        st.markdown("There is no set yet. What the patient does and keeps is listed here.")
        return
    waiting = Counter(mark.set_id for mark in care.book(Marks).waiting() if mark.set_id)
    for one in in_order(sets, waiting):
        _card(care, one, waiting[one.id])
    if earlier := waiting.total() - sum(waiting[one.id] for one in sets):
        st.caption(
            f"{count_words(earlier, 'moment')} more waiting in sets that are not shown here."
        )
    if len(latest) > limit and st.button("Show earlier sets", key="review-more", width="stretch"):
        st.session_state[_SHOWN] = limit + _PAGE
        st.rerun()


def in_order(sets: list[SetSummary], waiting: Counter[SetId]) -> list[SetSummary]:
    """Those with moments that wait, then those with faults, then the rest, the latest first."""
    return sorted(sets, key=lambda one: (not waiting[one.id], not one.faults))


def _card(care: Care, one: SetSummary, marks: int) -> None:
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"card-review-{one.id}"
    ):
        st.markdown("  \n".join(_lines(care, one, marks)), width="stretch")
        st.button(
            "Review",
            key=f"review-open-{one.id}",
            icon=":material/slow_motion_video:",
            on_click=open_set,
            args=(one.id,),
        )


def _lines(care: Care, one: SetSummary, marks: int) -> list[str]:
    done = count_words(one.repetitions, "repetition")
    if one.holds:
        done = f"held for {seconds_words(one.hold_s)}"
    facts = [done, "no score" if one.score is None else f"score {one.score:.0f} of 100"]
    if one.faults:
        facts.append(count_words(one.faults, "fault"))
    told = [ended_words(one.ended), felt_words(one.pain, one.effort)]
    waits = f" · :material/flag: {count_words(marks, 'moment')} waiting" if marks else ""
    video = ", with video" if one.has_video else ""
    when = moment_words(one.performed_at, care.patient.zone)
    return [
        f"**{plain(one.exercise_name)}**{waits}",
        " · ".join(facts),
        *filter(None, told),
        f":small[{when}, {view_words(one.view)}{video}]",
    ]
