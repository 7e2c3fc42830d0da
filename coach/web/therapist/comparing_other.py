"""Another set of the same exercise to compare with: the first one, unless another is chosen."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.library import as_it_was
from coach.records import Log, SetId, SetSummary, Status
from coach.records.care import Care
from coach.web.problems import plain
from coach.web.therapist.comparing_side import ComparedSet
from coach.web.words import count_words, moment_words, seconds_words
from poses.errors import UserFacingError
from poses.track import PoseTrack

_PAGE: Final = 500


def other_set(care: Care, this: ComparedSet) -> tuple[ComparedSet, str] | None:
    """The set that was chosen, and what it is called; None where there is none, which is said.

    Raises:
        StorageError: the log can't be read.
    """
    others = [
        one
        for one in _all_of(care.log, this.saved.result.exercise)
        if one.id != this.saved.id and (one.repetitions or one.holds)
    ]
    if not others:
        st.markdown("There is no other set of this exercise yet.")
        return None
    order = {one.id: one for one in reversed(others)}
    first = next(iter(order.values()))
    first_of_all = first.id if first.performed_at < this.saved.performed_at else None

    def words(set_id: SetId) -> str:
        one = order[set_id]
        done = (
            f"held {seconds_words(one.hold_s)}"
            if one.holds
            else count_words(one.repetitions, "repetition")
        )
        ending = " · the first of all" if set_id == first_of_all else ""
        return f"{moment_words(one.performed_at, care.patient.zone)} · {done}{ending}"

    chosen = st.selectbox(
        "Compare with", list(order), format_func=words, key=f"compare-set-{this.saved.id}"
    )
    saved = care.log.load(chosen)
    exercise = as_it_was(care.log, saved.result.exercise, saved.recorded_at)
    other = ComparedSet.of(saved, exercise, _track(care, chosen))
    if not other.pieces:
        st.markdown("Nothing was counted in that set: please choose another one.")
        return None
    return other, _day(care, order[chosen])


def _day(care: Care, one: SetSummary) -> str:
    return moment_words(one.performed_at, care.patient.zone).rpartition(",")[0]


def _track(care: Care, set_id: SetId) -> PoseTrack | None:
    try:
        return care.log.track(set_id)
    except UserFacingError as error:
        st.warning(plain(str(error)), icon=":material/info:")
        return None


def _all_of(log: Log, exercise: str) -> list[SetSummary]:
    """The finished sets of an exercise, the latest first."""
    found = page = log.sets(limit=_PAGE, exercise=exercise)
    while len(page) == _PAGE:
        page = log.sets(limit=_PAGE, before=page[-1], exercise=exercise)
        found = [*found, *page]
    return [one for one in found if one.status is Status.FINISHED]
