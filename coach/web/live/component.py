"""The live coach on a page: a small loader for the scripts that the app serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from coach.web.live.assets import live_assets_base, vision_data
from coach.web.live.hub import Room
from coach.web.live.loader import loader
from coach.web.live.phone import qr_svg
from coach.web.live.socket import PATH
from coach.web.live.tokens import Claim, Role, issue, secret_key
from coach.web.live.videos import UPLOAD
from coach.web.silhouette import silhouette
from coach.web.store import my_sign_in

_component = st.components.v2.component(
    "back_coach_live", html='<section class="live"></section>', js=loader("live.js", "The coach")
)


@dataclass(frozen=True, slots=True)
class Came:
    """What the component told: the sitting is over and looked at, or was left."""

    over: bool
    left: bool


def show_live(
    room: Room,
    role: Role,
    *,
    key: str,
    pair_url: str | None = None,
    token: str | None = None,
) -> Came:
    """Show the coach; ``pair_url`` is what another device opens to be the camera.

    Raises:
        UserFacingError: pose model or scripts can't be had, or the key can't be made.
    """
    told = _component(
        key=key,
        data=_data(room, role, pair_url, token or token_for(room, role)),
        on_over_change=lambda: None,
        on_left_change=lambda: None,
    )
    return Came(bool(told.over), bool(told.left))


def token_for(room: Room, role: Role) -> str:
    """A token for one device of this sitting."""
    coach = room.coach
    return issue(Claim(coach.owner.person, coach.id, role, my_sign_in()), secret_key())


def _data(room: Room, role: Role, pair_url: str | None, token: str) -> dict[str, Any]:
    return {
        "id": str(room.coach.id),
        "assets": live_assets_base(),
        "socket": PATH,
        "token": token,
        "role": role,
        "vision": vision_data() if role != "screen" else None,
        "video": {"consent": room.coach.consent, "upload": UPLOAD},
        "pair": {"url": pair_url, "svg": qr_svg(pair_url)} if pair_url else None,
        "silhouette": silhouette(room.coach.exercise),
        "language": "en",
    }
