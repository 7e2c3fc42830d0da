"""How an exercise is done: a calm figure that does it over and over, and a still one for cards."""

from __future__ import annotations

import base64
from functools import lru_cache
from html import escape
from typing import Any, Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.web.asset import asset
from coach.web.pictogram import moving, still
from coach.web.words import view_words

_CARD_PX: Final = 160

_component = st.components.v2.component(
    "back_coach_howto",
    html='<section class="howto"></section>',
    css=asset("howto.css"),
    js=asset("shared.js", "howto.js"),
)


def show_howto(exercise: Exercise, key: str) -> None:
    """Show the exercise being done; its start and its end to people who want no motion."""
    _component(key=key, data=_data(exercise))


def still_svg(exercise: Exercise) -> str:
    """A picture of the exercise, as SVG."""
    return still(exercise, exercise.reference.most_telling).svg(_told(exercise))


@lru_cache(maxsize=256)
def still_html(exercise: Exercise, height: int = _CARD_PX) -> str:
    """The same as an image, ``height`` pixels high, for ``st.html``, which takes no SVG."""
    data = base64.b64encode(still_svg(exercise).encode()).decode("ascii")
    # A lying figure may be wider than a standing one is high, but not by much.
    style = (
        f"display:block;margin:0 auto;height:{height}px;width:100%;max-width:{1.6 * height:.0f}px"
    )
    alt = escape(_told(exercise))
    return f'<img alt="{alt}" style="{style}" src="data:image/svg+xml;base64,{data}">'


def _told(exercise: Exercise) -> str:
    return f"A drawn figure: {exercise.name}"


@lru_cache(maxsize=256)
def _data(exercise: Exercise) -> dict[str, Any]:
    picture = moving(exercise)
    seen = f"Shown {view_words(exercise.reference.view)}."
    label = f"A drawn figure shows the exercise {exercise.name}. {seen}"
    told = " ".join((label, exercise.text.start_position, *exercise.text.how_to))
    ends = dict.fromkeys((0, exercise.reference.far_end))
    pair = still(exercise, *ends)
    stills = [
        {"title": title, "svg": pair.svg(f"{exercise.name}: {title}", moment)}
        for moment, title in enumerate(("Start", "And then")[: len(ends)])
    ]
    return {
        "id": exercise.id,
        "svg": picture.svg(told),
        "moving": picture.packed(),
        "stills": stills,
        "seen": seen,
    }
