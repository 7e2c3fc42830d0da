"""Back to the top: what was opened from far down a list begins at its beginning."""

from __future__ import annotations

import streamlit as st

_SCRIPT = """
export default function (component) {
  const { data, parentElement } = component;
  if (parentElement.told === data.what) return;
  parentElement.told = data.what;
  const scrolls = (element) => element && element.scrollTop > 0;
  for (let up = parentElement; up; up = up.parentElement ?? up.getRootNode().host) {
    if (scrolls(up)) up.scrollTo(0, 0);
  }
}
"""

_component = st.components.v2.component("back_coach_top", html="<span></span>", js=_SCRIPT)


def show_from_the_top(what: str) -> None:
    """Scroll up once for each new ``what``: the page's own place in a list is no use to it."""
    _component(key="from-the-top", data={"what": what})
