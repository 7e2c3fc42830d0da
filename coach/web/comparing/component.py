"""Two figures that move together: on top of each other, or side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from coach.web.asset import asset

_component = st.components.v2.component(
    "back_coach_comparing",
    html='<section class="comparing"></section>',
    css=asset("comparing/comparing.css"),
    js=asset(
        "shared.js",
        "canvas.js",
        "comparing/pair.js",
        "comparing/controls.js",
        "comparing/cursor.js",
        "comparing/comparing.js",
    ),
)


def show_figures(
    packed: Mapping[str, Any], names: tuple[str, str], *, key: str, chart: str, chart_end: float
) -> None:
    """Show what ``comparing_figures.overlay`` has packed; ``names`` say which figure is which.

    ``chart`` is the key of the chart of both lines, which ends at ``chart_end`` per cent: where the
    figures are is shown in it.
    """
    data = {**packed, "called": list(names), "chart": chart, "chart_end": chart_end}
    _component(key=key, data=data)
