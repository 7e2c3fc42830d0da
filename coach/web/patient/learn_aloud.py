"""Reading a lesson aloud, in the browser."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from coach.web.asset import asset

_component = st.components.v2.component(
    "back_coach_aloud",
    html='<section class="aloud"></section>',
    css=asset("aloud.css"),
    js=asset("shared.js", "aloud.js"),
)


def show_aloud(text_id: str, lines: Sequence[str]) -> None:
    """A button that reads these lines aloud, with pause and going on."""
    _component(key=f"aloud-{text_id}", data={"id": text_id, "lines": list(lines)})
