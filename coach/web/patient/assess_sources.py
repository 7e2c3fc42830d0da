"""Where the numbers of a check-up are from: cited, to be checked, or our own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import streamlit as st

from coach.assessments.change import in_unit
from coach.assessments.protocol import Protocol, Quantity
from coach.assessments.stated import Mark
from coach.web.problems import plain

_MARKS: Final[dict[Mark, str]] = {
    "read": "Cited",
    "recalled": "Cited, to be checked against the source by your therapist",
    "own": "Our own default, from no study",
}


def show_sources(protocol: Protocol) -> None:
    """A folded list of every number, its mark and its source."""
    with st.expander("Where the numbers are from", icon=":material/menu_book:"):
        lines = [line for quantity in protocol.quantities for line in _lines(quantity)]
        lines += [f"- **What the camera can't see.** {plain(text)}" for text in protocol.unseen]
        st.markdown("\n".join(lines))
        st.caption(plain("; ".join(protocol.sources)))


def _lines(quantity: Quantity) -> Iterator[str]:
    title = plain(quantity.title)
    error = quantity.error
    yield _line(
        f"{title}: measurement error",
        f"plus or minus {in_unit(quantity, error.value)}",
        error.mark,
        error.source,
    )
    if quantity.change is not None:
        size = f"{quantity.change.value:g} {quantity.unit}"
        yield _line(
            f"{title}: least real change", size, quantity.change.mark, quantity.change.source
        )
    if quantity.norms is not None:
        norms = quantity.norms
        yield _line(f"{title}: usual for an age", "", norms.mark, norms.source)
    for one in quantity.comparisons:
        yield _line(f"{title}: other people", one.text, one.mark, one.source)
    for told in quantity.tell:
        yield _line(f"{title}: worth telling", "", told.mark, told.source)


def _line(what: str, figure: str, mark: Mark, source: str) -> str:
    shown = f" {plain(figure)}." if figure and not figure.endswith(".") else f" {plain(figure)}"
    return f"- **{what}.**{shown if figure else ''} {_MARKS[mark]}: {plain(source)}."
