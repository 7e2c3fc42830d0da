"""A check-up has been done: measured from its recordings, and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import streamlit as st

from coach.assessments.keeping import By, keep
from coach.assessments.measure import assess
from coach.assessments.outcome import Outcome
from coach.assessments.protocol import Protocol
from coach.records import Ending, NotFoundError, SetId
from coach.web.patient.assess_about import about_me
from coach.web.patient.assess_list import RESULT, open_test
from coach.web.problems import plain, say_problem
from coach.web.store import my_log
from poses.errors import UserFacingError
from poses.track import PoseTrack

_CONCLUDED: Final = "assess-concluded"
_OUTCOMES: Final = "assess-outcomes"
_PAIN: Final = (Ending.PAIN, Ending.SHARP_PAIN)


@dataclass(frozen=True, slots=True)
class Concluded:
    """A test that has just been done: the sets it was done in, and how it ended."""

    test: str
    by: By
    sets: tuple[SetId, ...]
    performed_at: datetime
    ended: Ending | None


def want(concluded: Concluded) -> None:
    """Work out and show this next."""
    st.session_state[_CONCLUDED] = concluded
    st.session_state.pop(_OUTCOMES, None)


def fresh(protocol: Protocol) -> bool:
    """Whether this test has just been done."""
    concluded: Concluded | None = st.session_state.get(_CONCLUDED)
    return concluded is not None and concluded.test == protocol.id


def conclude(protocol: Protocol) -> bool:
    """Measure and keep it; False while something else has to be shown first.

    Raises:
        StorageError: the log can't be read.
    """
    concluded: Concluded = st.session_state[_CONCLUDED]
    if concluded.ended in _PAIN:
        _after_pain()
        return False
    return _work_out(protocol, concluded)


def outcomes_of(protocol: Protocol) -> list[Outcome]:
    """What the test that was just done came to, the not assessed with their reasons."""
    found: tuple[Outcome, ...] = st.session_state.get(_OUTCOMES, ())
    return [one for one in found if one.key in protocol.by_key]


def forget() -> None:
    """Nothing has just been done any more; what was kept stays."""
    for name in (_CONCLUDED, _OUTCOMES):
        st.session_state.pop(name, None)


def close() -> None:
    """Back to the list."""
    forget()
    open_test(None)


def _work_out(protocol: Protocol, concluded: Concluded) -> bool:
    """Measure and keep it; False while a question has to be answered first."""
    touched = False
    if protocol.touched is not None:
        answer = _ask_touched(protocol.touched)
        if answer is None:
            return False
        touched = answer
    tracks, sets = _recordings(concluded.sets)
    outcomes = assess(protocol, tracks, about_me(), touched=touched)
    try:
        keep(
            my_log(),
            outcomes,
            about=about_me(),
            by=concluded.by,
            performed_at=concluded.performed_at,
            sets=sets,
        )
    except UserFacingError as error:
        say_problem(f"{error} Your sets are in your log.")
        return False
    st.session_state.pop(_CONCLUDED, None)
    st.session_state[_OUTCOMES] = outcomes
    open_test(protocol.id, RESULT)
    return True


def _ask_touched(question: str) -> bool | None:
    st.title("One question")
    st.markdown(f"**{plain(question)}:** is that so?")
    with st.container(horizontal=True):
        if st.button("Yes", key="touched-yes"):
            return True
        if st.button("No", key="touched-no"):
            return False
    return None


def _recordings(sets: Sequence[SetId]) -> tuple[list[PoseTrack], list[SetId]]:
    """The tracks of the sets that were kept: one in which nothing was done is not."""
    tracks, found = [], []
    for set_id in sets:
        try:
            track = my_log().track(set_id)
        except NotFoundError:
            continue
        if track is not None:
            tracks.append(track)
            found.append(set_id)
    return tracks, found


def _after_pain() -> None:
    st.title("You listened to your body")
    st.info(
        "You stopped because it hurt, so this check-up has no result today. Rest, and tell your "
        "therapist about it before you try it again.",
        icon=":material/favorite:",
    )
    st.button("All check-ups", key="to-list", on_click=close)
