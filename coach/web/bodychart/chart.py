"""A figure from behind and from the front: tap an area to mark it, tap again to take it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import streamlit as st

from coach.body import HEIGHT, WIDTH, area_names, areas
from coach.web.asset import asset

_TITLES: Final = {"back": "From behind", "front": "From the front"}
_SIDES: Final = {"back": ("left", "right"), "front": ("right", "left")}

_component = st.components.v2.component(
    "back_coach_body_chart",
    html='<section class="bodychart"></section>',
    css=asset("bodychart.css"),
    js=asset("shared.js", "bodychart.js"),
)


def body_chart(key: str, value: Iterable[str] = ()) -> tuple[str, ...]:
    """Draw the chart; the ids of the marked areas, in the order of the chart.

    ``value`` are the marks to begin with. Marks live in the session under ``key`` until
    ``clear_chart`` forgets them, so that they outlive a step to another page and back.
    """
    marks, turn, chart, listed = _keys(key)
    if marks not in st.session_state:
        st.session_state[marks] = _ordered(value)
        st.session_state[turn] = 0
    _component(
        key=chart,
        data=_data(st.session_state[marks], st.session_state[turn]),
        default={"areas": list(st.session_state[marks])},
        on_areas_change=lambda: _from_chart(key),
    )
    with st.expander("Choose from a list", icon=":material/list:"):
        st.session_state[listed] = list(st.session_state[marks])
        st.multiselect(
            "Where it hurts",
            list(areas()),
            format_func=lambda one: _capital(areas()[one].name),
            key=listed,
            placeholder="Choose one or more places",
            on_change=_from_list,
            args=(key,),
        )
    marked: tuple[str, ...] = st.session_state[marks]
    st.markdown(f"Marked: **{', '.join(area_names(marked))}**." if marked else "Nothing is marked.")
    return marked


def clear_chart(key: str) -> None:
    """Forget the marks, so that the chart begins with its ``value`` again."""
    marks, turn, chart, listed = _keys(key)
    for one in (marks, turn, chart, listed):
        st.session_state.pop(one, None)


def _keys(key: str) -> tuple[str, str, str, str]:
    return f"{key}-marks", f"{key}-turn", f"{key}-chart", f"{key}-list"


def _from_chart(key: str) -> None:
    marks, _turn, chart, _listed = _keys(key)
    st.session_state[marks] = _ordered(st.session_state[chart].get("areas") or ())


def _from_list(key: str) -> None:
    """The figure takes the marks of the list over when it sees a new turn."""
    marks, turn, _chart, listed = _keys(key)
    st.session_state[marks] = _ordered(st.session_state[listed])
    st.session_state[turn] += 1


def _ordered(ids: Iterable[str]) -> tuple[str, ...]:
    wanted = set(ids)
    return tuple(one for one in areas() if one in wanted)


def _data(marked: tuple[str, ...], turn: int) -> dict[str, Any]:
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "turn": turn,
        "marked": list(marked),
        "views": [
            {
                "title": title,
                "sides": _SIDES[view],
                "areas": [
                    {
                        "id": area.id,
                        "name": _capital(area.name),
                        "points": " ".join(f"{x:g},{y:g}" for x, y in area.points),
                    }
                    for area in areas().values()
                    if area.view == view
                ],
            }
            for view, title in _TITLES.items()
        ],
    }


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
