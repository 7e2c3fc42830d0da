"""The desk monitor on a page: a small loader for the scripts that the app serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from coach.web.deskwatch.rooms import DeskRoom
from coach.web.deskwatch.scripts import desk_assets_base
from coach.web.deskwatch.socket import PATH
from coach.web.live.assets import vision_data
from coach.web.live.loader import loader
from coach.web.live.tokens import Claim, issue, secret_key
from coach.web.store import my_sign_in

_component = st.components.v2.component(
    "back_coach_desk",
    html='<section class="desk"></section>',
    js=loader("desk.js", "The desk monitor"),
)


@dataclass(frozen=True, slots=True)
class DeskCame:
    """What the component told: the watch is over, or the page has to go back."""

    over: bool
    left: bool


def show_desk(room: DeskRoom, *, key: str) -> DeskCame:
    """Show the monitor.

    Raises:
        UserFacingError: pose model or scripts can't be had, or the key can't be made.
    """
    told = _component(
        key=key,
        data=_data(room),
        on_over_change=lambda: None,
        on_left_change=lambda: None,
    )
    return DeskCame(bool(told.over), bool(told.left))


def desk_token(room: DeskRoom) -> str:
    """What lets a page film for this room."""
    return issue(Claim(room.person, room.id, "both", my_sign_in()), secret_key())


def _data(room: DeskRoom) -> dict[str, Any]:
    return {
        "id": str(room.id),
        "assets": desk_assets_base(),
        "socket": PATH,
        "token": desk_token(room),
        "vision": vision_data(),
    }
