"""A check-up before the camera: the live coach runs it, this page begins and ends it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from coach import clock
from coach.assessments.keeping import By
from coach.assessments.protocol import Protocol
from coach.records import SetId
from coach.web.live.component import show_live
from coach.web.live.hub import Room, hub
from coach.web.live.tokens import Role
from coach.web.patient.assess_concluding import Concluded, want
from coach.web.patient.preparing import assets_ready, pair_url, start_buttons
from coach.web.problems import say_problem
from coach.web.store import me, my_log
from poses.errors import UserFacingError

_SITTING: Final = "sitting"
_ROLE: Final = "role"
_SETTLE_S: Final = 10.0


def ask(protocol: Protocol) -> None:
    """Draw the start; begins the sitting when it is pressed.

    Raises:
        UserFacingError: what the browser needs can't be had, or the log can't be read.
    """
    if my_log().unfinished():
        st.info("You were in the middle of a set. Please finish it first, on the page Exercise.")
        return
    if not assets_ready():
        return
    here, by_phone = start_buttons()
    if here or by_phone:
        room = hub.open(me(), protocol.as_tested, protocol.run.plan)
        _enter(room, "both" if here else "screen")
        st.rerun()


def under_way() -> Room | None:
    """The sitting that the address names; after a restart of the server it is found again.

    Raises:
        UserFacingError: it can't be gone on with.
    """
    named = st.query_params.get(_SITTING)
    if not named:
        return None
    owner = me()
    try:
        sitting = UUID(named)
        room = hub.find(sitting, owner.person) or hub.recover(sitting, owner)
    except ValueError:
        room = None
    except UserFacingError:
        _leave()
        raise
    if room is None:
        _leave()
    return room


def show(room: Room, protocol: Protocol | None) -> None:
    """Show the coach; when the sitting is over, its result comes next.

    Raises:
        UserFacingError: what the browser needs can't be had.
    """
    role = _role()
    came = show_live(
        room,
        role,
        key=f"live-{room.coach.id}",
        pair_url=pair_url(room) if role == "screen" else None,
    )
    if came.over or came.left:
        if room.coach.sitting.over and protocol is not None:
            end(room, protocol)
        _leave()
        st.rerun()


def end(room: Room, protocol: Protocol) -> None:
    """The sitting is over: its sets are what the result is made of."""
    keeper = room.coach.keeper
    if not keeper.settle(_SETTLE_S) and keeper.problem:
        say_problem(keeper.problem)
    sitting = room.coach.sitting
    sets = tuple(SetId(set_id) for set_id in sitting.set_ids)
    want(Concluded(protocol.id, By.CAMERA, sets, clock.now(), sitting.ended))


def _role() -> Role:
    return "screen" if st.query_params.get(_ROLE) == "screen" else "both"


def _enter(room: Room, role: Role) -> None:
    st.query_params[_SITTING] = str(room.coach.id)
    st.query_params[_ROLE] = role


def _leave() -> None:
    for name in (_SITTING, _ROLE):
        st.query_params.pop(name, None)
