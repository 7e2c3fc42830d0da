"""The page on which a patient exercises with the coach: choose, get ready, do, look back."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import streamlit as st

from coach.live.livecoach import finish_broken_off
from coach.records import NotFoundError, SetId, SetSummary
from coach.web.live.admitting import admit
from coach.web.live.component import show_live
from coach.web.live.hub import Room, hub
from coach.web.live.phone import phone_url
from coach.web.live.tokens import Role
from coach.web.patient import outcome, preparing
from coach.web.patient.visit_safety import screened
from coach.web.problems import plain, say_problem
from coach.web.store import me, my_care, my_log, owner_of
from coach.web.words import count_words, date_words, seconds_words
from poses.errors import UserFacingError

_SITTING: Final = "sitting"
_PAIR: Final = "pair"
_MINE: Final = "live-mine"
"""The sitting that this very page began; after a reload there is none."""
_ROLE: Final = "role"


def show() -> None:
    """Whatever comes next."""
    try:
        if pair := st.query_params.get(_PAIR):
            _as_camera(pair)
        elif (room := _under_way()) is not None:
            _coach(room)
        elif outcome.wanted():
            outcome.show()
        elif screened(my_care()):
            _begin()
    except UserFacingError as error:
        say_problem(str(error))


def _begin() -> None:
    unfinished = my_log().unfinished()
    for entry in unfinished:
        _offer(entry)
    if unfinished:
        return  # one set at a time
    chosen = preparing.prepare()
    if chosen is not None:
        room = hub.open(me(), chosen.exercise, chosen.plan, consent=chosen.consent)
        _enter(room, "screen" if chosen.by_phone else "both")
        st.rerun()


def _enter(room: Room, role: Role) -> None:
    st.session_state[_MINE] = str(room.coach.id)
    st.query_params[_SITTING] = str(room.coach.id)
    st.query_params[_ROLE] = role


def _leave() -> None:
    st.session_state.pop(_MINE, None)
    st.query_params.clear()


def _role() -> Role:
    """Whether this page films as well; a screen leaves that to a phone."""
    return "screen" if st.query_params.get(_ROLE) == "screen" else "both"


def _under_way() -> Room | None:
    """The sitting of this page; after a restart of the server it is found again."""
    named = st.session_state.get(_MINE) or st.query_params.get(_SITTING)
    if not named:
        return None
    try:
        sitting = UUID(named)
    except ValueError:
        st.query_params.clear()
        return None
    owner = me()
    room = hub.find(sitting, owner.person)
    if room is not None:
        loaded_again = st.session_state.get(_MINE) != named
        # Somebody who loads the page in the middle of a set is asked whether to go on.
        if loaded_again and room.coach.sitting.in_a_set:
            return None
        _enter(room, _role())
        return room
    room = hub.recover(sitting, owner)
    if room is not None:
        _enter(room, _role())
    else:
        _leave()
    return room


def _coach(room: Room) -> None:
    role = _role()
    came = show_live(
        room,
        role,
        key=f"live-{room.coach.id}",
        pair_url=preparing.pair_url(room) if role == "screen" else None,
    )
    if came.over or came.left:
        if room.coach.sitting.over:
            outcome.want(room)
        _leave()
        st.rerun()


def _as_camera(token: str) -> None:
    claim = admit(token)
    room = None
    if claim is not None:
        room = hub.find(claim.sitting, claim.person) or hub.recover(
            claim.sitting, owner_of(claim.person)
        )
    if room is None or room.coach.sitting.over:
        st.title("This code is no longer valid")
        st.markdown("Begin an exercise on the other screen, and scan the code that it shows then.")
        return
    # Its own token goes on: nobody need be signed in on the phone.
    show_live(room, "camera", key=f"camera-{room.coach.id}", token=token)


def _offer(entry: SetSummary) -> None:
    """A set that was broken off: go on, or finish it."""
    done = (
        f"held for {seconds_words(entry.hold_s)}"
        if entry.holds
        else count_words(entry.repetitions, "repetition")
    )
    with st.container(border=True, key=f"unfinished-{entry.id}"):
        st.subheader("You were in the middle of a set")
        st.markdown(
            f"**{plain(entry.exercise_name)}**, {date_words(entry.performed_at)}: {done} so far. "
            "Nothing of it is lost."
        )
        with st.container(horizontal=True):
            st.button(
                "Go on",
                type="primary",
                icon=":material/play_arrow:",
                key=f"go-on-{entry.id}",
                on_click=_go_on,
                args=(SetId(entry.id), _role()),
            )
            if phone_url() is not None:
                st.button(
                    "Go on with my phone",
                    icon=":material/qr_code_2:",
                    key=f"go-on-phone-{entry.id}",
                    on_click=_go_on,
                    args=(SetId(entry.id), "screen"),
                )
            st.button(
                "Finish it",
                icon=":material/check:",
                key=f"finish-{entry.id}",
                on_click=_finish,
                args=(SetId(entry.id),),
            )


def _go_on(set_id: SetId, role: Role) -> None:
    try:
        _enter(hub.go_on(me(), set_id), role)
    except UserFacingError as error:
        say_problem(str(error))


def _finish(set_id: SetId) -> None:
    owner = me()
    room = hub.holding(owner.person, set_id)
    try:
        if room is not None:
            room.coach.keeper.settle(10.0)
            hub.forget(room.coach.id)
        finish_broken_off(owner, set_id)
    except NotFoundError:
        pass  # finished already, as wanted
    except UserFacingError as error:
        say_problem(str(error))
        return
    outcome.want_set(set_id)
    st.query_params.clear()
