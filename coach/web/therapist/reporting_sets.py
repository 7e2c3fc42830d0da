"""Which sets were looked at in a visit."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

import streamlit as st

from coach import clock
from coach.records import SetSummary
from coach.records.care import Care
from coach.records.judgements import Judgements
from coach.reporting.note import VisitNote
from coach.web.therapist.reviewing import SET
from coach.web.words import count_words, moment_words

_OFFERED = 60


def sets_to_begin_with(care: Care, since: date) -> tuple[UUID, ...]:
    """Those that this therapist judged since then, and the one that is open in the review.

    Raises:
        StorageError: the records can't be read.
    """
    known = {str(one.id): one.id for one in care.log.sets(limit=_OFFERED)}
    begins = datetime.combine(since, time(), clock.zone(care.patient.zone))
    judged = [
        str(one.set_id)
        for one in care.book(Judgements).all(begins)
        if one.author == care.author and begins <= one.at
    ]
    wanted = dict.fromkeys([*judged, str(st.session_state.get(SET, ""))])
    return tuple(known[name] for name in wanted if name in known)


def ask_sets(care: Care, note: VisitNote, key: str) -> tuple[UUID, ...]:
    """The sets of a note, to be changed; one that is gone stays named.

    Raises:
        StorageError: the records can't be read.
    """
    names: dict[UUID, str] = {one.id: _words(care, one) for one in care.log.sets(limit=_OFFERED)}
    gone: dict[UUID, str] = {each: "A set that is older" for each in note.sets if each not in names}
    offered: dict[UUID, str] = {**names, **gone}
    if not offered:
        return note.sets
    chosen = st.multiselect(
        "Sets that were looked at",
        list(offered),
        default=[each for each in note.sets if each in offered],
        format_func=lambda each: offered[each],
        key=key,
        placeholder="None",
    )
    return tuple(chosen)


def _words(care: Care, one: SetSummary) -> str:
    amount = (
        count_words(one.repetitions, "repetition") if one.repetitions else f"{one.hold_s:.0f} s"
    )
    return f"{one.exercise_name}, {moment_words(one.performed_at, care.patient.zone)}, {amount}"
