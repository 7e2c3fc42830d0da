"""What every page has around its own content."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from coach.web.pages import ANALYSE, LIVE, LOG, PAGES, TODAY, PageSpec

__all__ = ["ANALYSE", "LIVE", "LOG", "TODAY", "figures", "run_pages"]

_ICON: Final = Path(__file__).with_name("assets") / "icon.svg"


def run_pages() -> None:
    """Draw the bar with the pages' names, then the page that was chosen."""
    st.set_page_config(page_title="Back Coach", page_icon=str(_ICON), layout="wide")
    st.html(f"<style>{_page_css()}</style>")
    _draw(PAGES, TODAY)


def _draw(specs: tuple[PageSpec, ...], first: str) -> None:
    pages = {spec: _page(spec, default=spec.script == first) for spec in specs}
    page = st.navigation(list(pages.values()), position="hidden")
    with st.container(
        horizontal=True, key="top", vertical_alignment="center", horizontal_alignment="left"
    ):
        st.html('<span class="brand">Back Coach</span>', width="content")
        for spec in specs:
            if spec.place == "bar" and spec.audience != "therapist":
                st.page_link(pages[spec])
        with st.popover("More", icon=":material/more_horiz:"):
            rest = [spec for spec in specs if spec.group]
            for group, members in groupby(rest, key=lambda spec: spec.group):
                st.caption(group)
                for spec in members:
                    st.page_link(pages[spec])
    page.run()


def _page(spec: PageSpec, *, default: bool) -> StreamlitPage:
    return st.Page(
        spec.script, title=spec.title, icon=spec.icon, url_path=spec.url, default=default
    )


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
