"""What every page has around its own content."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from coach.web.account.door import answer_the_door, phone_pages
from coach.web.account.roles import first_page, pages_for
from coach.web.account.zone import keep_zone_of, show_news_of_zone
from coach.web.pages import ANALYSE, LIVE, LOG, PATIENTS, TODAY, PageSpec
from coach.web.problems import plain, say_problem
from coach.web.store import chosen_patient
from poses.errors import UserFacingError

__all__ = ["ANALYSE", "LIVE", "LOG", "TODAY", "figures", "run_pages"]

_ICON: Final = Path(__file__).with_name("assets") / "icon.svg"


def run_pages() -> None:
    """Draw the bar with the pages' names, then the page that was chosen.

    Who is there is looked up at every rerun, before anything is drawn.
    """
    st.set_page_config(page_title="Back Coach", page_icon=str(_ICON), layout="wide")
    st.html(f"<style>{_page_css()}</style>")
    try:
        guest = answer_the_door()
    except UserFacingError as error:
        say_problem(str(error))
        return
    if guest is None:
        return
    if guest.person is None:
        _draw(phone_pages(), LIVE, ())
        return
    keep_zone_of(guest.person)
    role = None if guest.single else guest.person.role
    specs = pages_for(role)
    in_bar = [spec for spec in specs if spec.place == "bar"]
    if role is None:
        in_bar = [spec for spec in in_bar if spec.audience != "therapist"]
    _draw(specs, first_page(role), in_bar)


def _draw(specs: tuple[PageSpec, ...], first: str, in_bar: Sequence[PageSpec]) -> None:
    pages = {spec: _page(spec, default=spec.script == first) for spec in specs}
    page = st.navigation(list(pages.values()), position="hidden")
    with st.container(
        horizontal=True, key="top", vertical_alignment="center", horizontal_alignment="left"
    ):
        st.html('<span class="brand">Back Coach</span>', width="content")
        for spec in in_bar:
            chosen = chosen_patient() if spec.script == PATIENTS else None
            label = spec.title if chosen is None else f"{spec.title}: {plain(chosen.display_name)}"
            st.page_link(pages[spec], label=label)
        rest = [spec for spec in specs if spec.group] if in_bar else []
        if rest:
            # Each page has a menu of its own: an open one would stay and cover the next page.
            with st.popover("More", icon=":material/more_horiz:", key=f"more-{page.url_path}"):
                for group, members in groupby(rest, key=lambda spec: spec.group):
                    st.caption(group)
                    for spec in members:
                        st.page_link(pages[spec])
    show_news_of_zone()
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
