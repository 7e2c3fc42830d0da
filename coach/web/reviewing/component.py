"""The review player on a page: a small loader for the scripts that the app serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from coach.web.live.loader import loader
from coach.web.reviewing.scripts import review_assets_base

_component = st.components.v2.component(
    "back_coach_review",
    html='<section class="review"></section>',
    js=loader("reviewing.js", "The review"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What was pressed in the player since the page was drawn last; None is nothing.

    ``repetition`` is to be judged, ``drawing`` to be kept, ``seen`` and ``away`` are marks that
    were looked at or are to go, ``present`` switches the presentation on or off.
    """

    repetition: object = None
    drawing: object = None
    seen: object = None
    away: object = None
    present: object = None


def show_player(data: Mapping[str, Any], *, key: str) -> Told:
    """Show the set as ``packing`` has made it ready; ``data["id"]`` names what is shown."""
    told = _component(
        key=key,
        data={"assets": review_assets_base(), **data},
        on_repetition_change=_nothing,
        on_drawing_change=_nothing,
        on_seen_change=_nothing,
        on_away_change=_nothing,
        on_present_change=_nothing,
    )
    return Told(told.repetition, told.drawing, told.seen, told.away, told.present)


def _nothing() -> None:
    """The component's answer is read where it is drawn."""
