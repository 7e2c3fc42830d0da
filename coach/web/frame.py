"""What every page has around its own content."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib import resources
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

LIVE: Final = "patient/live.py"
ANALYSE: Final = "patient/analyse.py"
LOG: Final = "patient/log.py"
_FIRST: Final = (
    ("patient/browse.py", "All exercises", ":material/search:", "exercises"),
    ("patient/assess.py", "Check-ups", ":material/straighten:", "assess"),
)
_MORE: Final = (
    ("patient/desk.py", "Desk posture", ":material/desk:", "desk"),
    ("patient/lifting.py", "Lifting", ":material/package_2:", "lifting"),
    ("patient/targets.py", "Targets", ":material/tune:", "targets"),
    ("patient/teach.py", "Teach an exercise", ":material/school:", "teach"),
)

_ICON: Final = Path(__file__).with_name("assets") / "icon.svg"


def run_pages() -> None:
    """Draw the bar with the pages' names, then the page that was chosen."""
    st.set_page_config(page_title="Back Coach", page_icon=str(_ICON), layout="wide")
    st.html(f"<style>{_page_css()}</style>")
    live = st.Page(LIVE, title="Exercise", icon=":material/fitness_center:", default=True)
    analyse = st.Page(
        ANALYSE, title="Analyse a video", icon=":material/videocam:", url_path="analyse"
    )
    log = st.Page(LOG, title="My log", icon=":material/menu_book:", url_path="log")
    first = _pages(_FIRST)
    more = _pages(_MORE)
    page = st.navigation([live, *first, analyse, log, *more], position="hidden")
    with st.container(
        horizontal=True, key="top", vertical_alignment="center", horizontal_alignment="left"
    ):
        st.html('<span class="brand">Back Coach</span>', width="content")
        for one in (live, *first, analyse, log):
            st.page_link(one)
        with st.popover("More", icon=":material/more_horiz:"):
            for one in more:
                st.page_link(one)
    page.run()


def _pages(rows: tuple[tuple[str, str, str, str], ...]) -> list[StreamlitPage]:
    return [st.Page(path, title=title, icon=icon, url_path=url) for path, title, icon, url in rows]


def figures(pairs: list[tuple[str, str, str]]) -> None:
    """Large figures side by side: label, figure, and a smaller word behind it."""
    cells = "".join(
        f'<div><span class="label">{escape(label)}</span>'
        f'<span class="value">{escape(figure)} <span>{escape(unit)}</span></span></div>'
        for label, figure, unit in pairs
    )
    st.html(f'<div class="figures">{cells}</div>')


@cache
def _page_css() -> str:
    page = resources.files("coach.web").joinpath("assets", "page.css")
    return page.read_text(encoding="utf-8")
