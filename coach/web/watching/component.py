"""A sitting that is watched, on the therapist's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from coach.live.ready_cues import ready_cues
from coach.live.watch_wire import LONGEST_CUE
from coach.records import Person
from coach.records.sittings import LiveSitting
from coach.web.live.loader import loader
from coach.web.live.tokens import secret_key
from coach.web.store import SignedOutError, my_sign_in
from coach.web.watching.scripts import watch_assets_base
from coach.web.watching.socket import watch_path
from coach.web.watching.tokens import WatchClaim, issue

_component = st.components.v2.component(
    "back_coach_watch",
    html='<section class="watch"></section>',
    js=loader("watch.js", "The view of the exercise"),
)


@dataclass(frozen=True, slots=True)
class WatchCame:
    """What the component told: the therapist wants to ask once more, or to go back."""

    again: bool
    left: bool


def show_watch(therapist: Person, sitting: LiveSitting, *, time: int, key: str) -> WatchCame:
    """Ask to watch, and show what the patient allows; a new ``time`` asks once more.

    Raises:
        UserFacingError: nobody is signed in, or the key can't be made.
    """
    told = _component(
        key=key,
        data=_data(therapist, sitting, time),
        on_again_change=lambda: None,
        on_left_change=lambda: None,
    )
    return WatchCame(bool(told.again), bool(told.left))


def watch_token(therapist: Person, sitting: LiveSitting) -> str:
    """What lets this page ask, together with the cookie of its sign-in.

    Raises:
        SignedOutError: nobody is signed in.
        StorageError: the key can't be made.
    """
    sign_in = my_sign_in()
    if sign_in is None:
        raise SignedOutError
    return issue(WatchClaim(therapist.id, sitting.id, sign_in), secret_key())


def _data(therapist: Person, sitting: LiveSitting, time: int) -> dict[str, Any]:
    return {
        "id": f"{sitting.id}/{time}",
        "assets": watch_assets_base(),
        "socket": watch_path(sitting.worker),
        "token": watch_token(therapist, sitting),
        "patient": sitting.patient.display_name,
        "exercise": sitting.exercise,
        "cues": list(ready_cues()),
        "longest": LONGEST_CUE,
    }
