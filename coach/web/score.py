"""The score with its visible parts, and what the recording can't tell."""

from __future__ import annotations

from html import escape

import streamlit as st

from coach.engine.results import Part, ScorePart, SetResult
from coach.engine.summary import band
from coach.web.words import PARTS


def show_score(result: SetResult) -> None:
    """Bars with words: how the score came about."""
    if not result.score.parts:
        return
    st.subheader("How your score came about")
    st.html(f'<div class="parts">{"".join(_bar(part) for part in result.score.parts)}</div>')


def show_not_assessed(result: SetResult) -> None:
    """What the camera could not see this time, each with its reason."""
    parts = {part.value for part in Part}
    unseen = [item for item in result.not_assessed if item.what not in parts]
    if not unseen:
        return
    st.subheader("What this video can't show")
    entries = "".join(
        f"<div><b>{escape(item.what)}</b>{escape(_sentence(item.reason))}</div>" for item in unseen
    )
    st.html(f'<div class="notseen">{entries}</div>')


def _bar(part: ScorePart) -> str:
    name, meaning = PARTS[part.part]
    if part.value is None:
        value = "not assessed"
        line = '<div class="none"></div>'
        meaning = _sentence(part.reason) or meaning
    else:
        value = f"{part.value:.0f} of 100, {band(part.value)}"
        width = min(max(part.value, 0.0), 100.0)
        line = f'<div class="track"><div class="fill" style="width:{width:.0f}%"></div></div>'
    return (
        f'<div class="part"><div class="name"><span>{escape(name)}</span>'
        f"<span>{escape(value)}</span></div>{line}"
        f'<div class="why">{escape(meaning)}</div></div>'
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
