"""Answers to tap: a scale of numbers, one of several, several of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from coach.instruments import Instrument, signed
from coach.web.asset import asset
from coach.web.problems import plain


def use_styles() -> None:
    """Large targets for fingers on this page."""
    st.html(f"<style>{asset('visit.css')}</style>")


def scale(
    label: str,
    key: str,
    value: object,
    *,
    low: int = 0,
    high: int = 10,
    ends: tuple[str, str] = ("", ""),
) -> int | None:
    """A number of a scale; ``ends`` say what its ends mean. None while nothing is chosen."""
    numbers = list(range(low, high + 1))
    meaning = f"{low} = {ends[0]}, {high} = {ends[1]}".replace("-", "\u2212") if all(ends) else ""
    with st.container(key=f"scale-{key}"):
        chosen = st.radio(
            plain(label),
            numbers,
            index=numbers.index(value) if isinstance(value, int) and value in numbers else None,
            format_func=signed if low < 0 else str,
            horizontal=True,
            key=key,
        )
        if meaning:
            st.caption(meaning)
    return chosen


def scale_of(
    instrument: Instrument, label: str, key: str, value: object, *, ends: bool = True
) -> int | None:
    """The same with the scale of an instrument; its ``ends`` need be said only once on a page."""
    return scale(
        label,
        key,
        value,
        low=instrument.low,
        high=instrument.high,
        ends=(instrument.low_text, instrument.high_text) if ends else ("", ""),
    )


def one_of(
    label: str,
    choices: Mapping[str, str],
    key: str,
    value: object,
    note: str = "",
    *,
    across: bool = False,
) -> str | None:
    """One of several answers by id."""
    names = list(choices)
    with st.container(key=f"{'scale' if across else 'pick'}-of-{key}"):
        return st.radio(
            plain(label),
            names,
            index=names.index(value) if isinstance(value, str) and value in names else None,
            format_func=lambda one: plain(choices[one]),
            key=key,
            horizontal=across,
            help=note or None,
        )


def many_of(
    label: str, choices: Mapping[str, str], key: str, value: object, note: str = ""
) -> list[str]:
    """Any of several answers by id, each with a box to tick."""
    ticked = value if isinstance(value, Sequence) else ()
    with st.container(key=f"tick-{key}", gap=None):
        st.markdown(f"**{plain(label)}**")
        if note:
            st.caption(plain(note))
        chosen = [
            st.checkbox(plain(text), value=name in ticked, key=f"{key}-{name}")
            for name, text in choices.items()
        ]
    return [name for name, yes in zip(choices, chosen, strict=True) if yes]
