"""The page at the desk: watch for a while, look back over the days, and how one stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

import streamlit as st

from coach import clock
from coach.posture.keeping import choose_suggest_after, suggest_after
from coach.posture.rules import rules
from coach.records import Log
from coach.web.deskwatch.component import show_desk
from coach.web.deskwatch.rooms import DeskRoom, desk_rooms
from coach.web.live.assets import ready
from coach.web.patient.desk_days import show_days, show_latest
from coach.web.patient.desk_setup import show_setup, show_what_is_seen
from coach.web.patient.desk_standing import show_standing
from coach.web.patient.preparing import assets_ready
from coach.web.problems import say_problem
from coach.web.store import me, my_log
from poses.errors import UserFacingError

_ROOM: Final = "desk"
_DONE: Final = "desk-done"
_AFTER: Final = "desk-after"
_GO_ON_WITHIN: Final = timedelta(minutes=15)
_CHOICES: Final[dict[int, str]] = {
    20: "after 20 minutes in one position",
    30: "after 30 minutes in one position",
    45: "after 45 minutes in one position",
    60: "after an hour in one position",
    0: "not at all",
}


def show() -> None:
    """Whatever comes next."""
    try:
        room = _under_way()
        if room is not None:
            _watch(room)
        else:
            _begin()
    except UserFacingError as error:
        say_problem(str(error))


def _under_way() -> DeskRoom | None:
    """The room of this page; one that a restart of the server has taken is made again."""
    named = st.query_params.get(_ROOM)
    if not named:
        return None
    try:
        room_id = UUID(named)
    except ValueError:
        _leave()
        return None
    owner = me()
    room = desk_rooms.find(room_id, owner.person)
    if room is None and _was_just_here(owner.log):
        room = desk_rooms.open(owner, room_id)
    if room is not None and not room.desk.over:
        return room
    st.session_state[_DONE] = room is not None
    _leave()
    return None


def _was_just_here(log: Log) -> bool:
    latest = log.posture_sessions(1)
    return bool(latest) and clock.now() - latest[0].ended_at < _GO_ON_WITHIN


def _leave() -> None:
    st.query_params.pop(_ROOM, None)


def _watch(room: DeskRoom) -> None:
    st.title("Desk posture")
    left, right = st.columns([3, 2], gap="large")
    with left:
        came = show_desk(room, key=f"desk-{room.id}")
    with right:
        show_setup()
    if came.over or came.left:
        st.session_state[_DONE] = came.over
        _leave()
        st.rerun()


def _begin() -> None:
    log = my_log()
    st.title("Desk posture")
    st.markdown(
        "There is no one right way to sit: the next position is the best one. While you work, the "
        "camera can tell you how long you have been in each position, and suggest a change now and "
        "then. You are compared with your own usual position, with nobody else's."
    )
    if st.session_state.get(_DONE):
        show_latest(log)
    left, right = st.columns([3, 2], gap="large")
    with left:
        _choose(log)
        if ready() or assets_ready():
            with st.container(key="start-live"):
                st.button("Start", type="primary", icon=":material/play_arrow:", on_click=_start)
        st.markdown(
            ":material/lock: The picture of the camera stays on this device. Only points of your "
            "body are sent, about once a second."
        )
        show_what_is_seen()
    with right:
        show_setup()
    days, standing = st.tabs(["Your days", "How you stand"])
    with days:
        show_days(log)
    with standing:
        show_standing(log)


def _choose(log: Log) -> None:
    """After which time a change is suggested; remembered for this person."""
    chosen = suggest_after(log, rules())
    minutes = 0 if chosen is None else round(chosen / 60)
    options = [*sorted({*_CHOICES, minutes} - {0}), 0]
    st.selectbox(
        "Suggest a change",
        options,
        index=options.index(minutes),
        format_func=lambda one: _CHOICES.get(one, f"after {one} minutes in one position"),
        key=_AFTER,
        on_change=_remember,
    )


def _remember() -> None:
    try:
        choose_suggest_after(my_log(), 60.0 * st.session_state[_AFTER] or None)
    except UserFacingError as error:
        say_problem(str(error))


def _start() -> None:
    st.session_state.pop(_DONE, None)
    try:
        st.query_params[_ROOM] = str(desk_rooms.open(me()).id)
    except UserFacingError as error:
        say_problem(str(error))
