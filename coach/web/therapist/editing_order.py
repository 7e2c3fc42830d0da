"""The order of a day: a list to drag, or to move by the arrow keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.programme import editing
from coach.programme.editing import Scope
from coach.programme.missing import name_of
from coach.programme.model import Week
from coach.web.asset import asset
from coach.web.therapist.editing_draft import Draft, keep

_LIST: Final = "editing-order-list"
_WISH: Final = "editing-order-wish"

_component = st.components.v2.component(
    "back_coach_order",
    html='<section class="order"></section>',
    css=asset("editing/order.css"),
    js=asset("shared.js", "editing/order-rules.js", "editing/order.js"),
)


def show_order(
    draft: Draft, number: int, scope: Scope, week: Week, exercises: Mapping[str, Exercise]
) -> None:
    """The exercises of a week, to be put into another order."""
    if len(week.prescriptions) < 2:
        return
    with st.expander("Put the day into another order", icon=":material/drag_indicator:"):
        st.caption("Drag a row, or choose it and press the arrow keys.")
        names = [one.exercise for one in week.prescriptions]
        _component(
            key=_LIST,
            data={
                # Any other change of the draft, or another week, brings the list anew.
                "turn": f"{draft.patient}/{number}/{' '.join(names)}",
                "items": [{"id": name, "name": name_of(name, exercises)} for name in names],
            },
            default={"order": names},
            on_order_change=_wish,
        )
    wished = st.session_state.pop(_WISH, None) or ()
    if sorted(wished) == sorted(names) and list(wished) != names:
        keep(draft, editing.reorder(draft.programme, number, scope, wished))
        st.rerun()


def _wish() -> None:
    """What the list tells is wished once; later drawings don't put it into that order again."""
    st.session_state[_WISH] = [str(name) for name in st.session_state[_LIST].get("order") or ()]
