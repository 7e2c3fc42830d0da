"""The desk monitor on a page: a small loader for the scripts that the app serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from coach.web.deskwatch.rooms import DeskRoom
from coach.web.deskwatch.scripts import desk_assets_base
from coach.web.deskwatch.socket import PATH
from coach.web.live.assets import vision_data
from coach.web.live.tokens import Claim, issue, secret_key

_LOADER: Final = """
export default function (component) {
  const { data, parentElement } = component;
  const entry = new URL(data.assets + "desk.js", document.baseURI).href;
  let leave = null;
  let gone = false;
  import(entry).then(
    ({ mount }) => { leave = mount(component); if (gone) leave?.(); },
    () => {
      const words = document.createElement("p");
      words.setAttribute("role", "alert");
      words.textContent = "The desk monitor could not be loaded. Load the page again.";
      parentElement.replaceChildren(words);
    });
  return () => { gone = true; leave?.(); };
}
"""

_component = st.components.v2.component(
    "back_coach_desk", html='<section class="desk"></section>', js=_LOADER
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
    return issue(Claim(room.person, room.id, "both"), secret_key())


def _data(room: DeskRoom) -> dict[str, Any]:
    return {
        "id": str(room.id),
        "assets": desk_assets_base(),
        "socket": PATH,
        "token": desk_token(room),
        "vision": vision_data(),
    }
