"""The part of the page of own values that takes them from a set: measured, shown, and asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from coach.engine.calibration import Calibration, calibrate
from coach.engine.exercise import Exercise
from coach.library import change_targets
from coach.library.sheet import Entry, title_of
from coach.records import Ending, Log, SetSummary, TargetSource
from coach.safety import pain_limit
from coach.web.account.roles import may_open
from coach.web.frame import LIVE
from coach.web.problems import plain, say_problem
from coach.web.words import count_words, date_words
from poses.errors import UserFacingError

SAID: Final = "targets-said"
"""What the page says next, above everything else."""

_FOUND: Final = "targets-found"
_LOOKED_THROUGH: Final = 30


@dataclass(frozen=True)
class _Found:
    """What a set came to, waiting for a yes or no."""

    exercise: str
    of: SetSummary
    calibration: Calibration


def show_own_range(log: Log, exercise: Exercise, entries: Sequence[Entry]) -> None:
    """Offer the last set as the person's own range; nothing changes before they agree."""
    st.subheader("Your own range")
    last = _last_set(log, exercise)
    if last is None:
        st.markdown(
            "Do one set as far as is comfortable for you, and save it. Then it can be used here."
        )
        if may_open(LIVE):
            st.page_link(LIVE, label="Do a set now", icon=":material/arrow_forward:")
        return
    st.markdown(
        f"Your last set was on {date_words(last.performed_at)}. If you moved as far as was "
        "comfortable, it can be your own measure."
    )
    found: _Found | None = st.session_state.get(_FOUND)
    if found is not None and found.exercise == exercise.id:
        _ask(log, exercise, entries, found)
    elif st.button(
        "Use my last set as my own range", icon=":material/straighten:", key="targets-calibrate"
    ):
        _measure(log, exercise, last)


def _last_set(log: Log, exercise: Exercise) -> SetSummary | None:
    """The latest set that can be looked at again; one that hurt is nobody's comfortable range."""
    sets = log.sets(limit=_LOOKED_THROUGH, exercise=exercise.id)
    return next((entry for entry in sets if entry.has_track and not _hurt(entry)), None)


def _hurt(entry: SetSummary) -> bool:
    ended_so = entry.ended in (Ending.PAIN, Ending.SHARP_PAIN)
    return ended_so or (entry.pain is not None and entry.pain > pain_limit())


def _measure(log: Log, exercise: Exercise, last: SetSummary) -> None:
    try:
        track = log.track(last.id)
        if track is None:
            return
        with st.spinner("Looking at your set"):
            calibration = calibrate(exercise, track)
    except UserFacingError as error:
        say_problem(str(error))
        return
    st.session_state[_FOUND] = _Found(exercise.id, last, calibration)
    st.rerun()


def _ask(log: Log, exercise: Exercise, entries: Sequence[Entry], found: _Found) -> None:
    seen = found.calibration.seen
    noun = "time in the position" if exercise.hold else "repetition"
    many = "times in the position" if exercise.hold else "repetitions"
    with st.container(border=True, key="summary"):
        st.markdown(f"**{count_words(seen, noun, many).capitalize()} could be seen in it.**")
        for line in _changes(exercise, entries, found.calibration.values):
            st.markdown(line)
        with st.container(horizontal=True):
            agreed = st.button("Use these values", type="primary", key="targets-agree")
            if st.button("Leave it as it is", key="targets-refuse"):
                st.session_state.pop(_FOUND, None)
                st.rerun()
    if not agreed:
        return
    try:
        change_targets(
            log,
            exercise.id,
            found.calibration.values,
            set_by=TargetSource.CALIBRATION,
            reason=f"Set of {date_words(found.of.performed_at)}",
        )
    except UserFacingError as error:
        say_problem(str(error))
        return
    st.session_state.pop(_FOUND, None)
    st.session_state[SAID] = "Kept. It holds from your next set on."
    st.rerun()


def _changes(
    exercise: Exercise, entries: Sequence[Entry], values: Mapping[str, float]
) -> list[str]:
    """Each value as it is now and as it would be."""
    by_key = {entry.key: entry for entry in entries}
    lines = []
    for key, value in values.items():
        entry = by_key.get(key) or Entry(key, title_of(exercise, key), None, None)
        now = entry.usual_words if entry.own is None else entry.say(entry.own.value)
        title = plain(entry.title[:1].upper() + entry.title[1:])
        lines.append(f"{title}: now {plain(now)}, then **{plain(entry.say(value))}**")
    return lines
