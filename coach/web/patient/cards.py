"""Exercises as cards, and an exercise told: its picture, and how it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.web.exercise_words import CATEGORIES, position_words
from coach.web.howto import show_howto, still_html
from coach.web.problems import plain

_IN_A_ROW: Final = 3


def show_cards(
    exercises: Sequence[Exercise], verb: str, key: str, on_click: Callable[[str], None]
) -> None:
    """A card for each, with a button of that verb; its key is ``KEY-EXERCISE``."""
    if not exercises:
        st.info("Nothing fits all of that. Take away one of your wishes.")
    for start in range(0, len(exercises), _IN_A_ROW):
        row = exercises[start : start + _IN_A_ROW]
        for column, exercise in zip(st.columns(_IN_A_ROW), row, strict=False):
            with column, st.container(border=True, key=f"card-{exercise.id}"):
                st.html(still_html(exercise))
                st.markdown(
                    f"**{plain(exercise.name)}**  \n:small[{plain(exercise.goal)}]  \n"
                    f":small[{CATEGORIES[exercise.category]} · {position_words(exercise)}]"
                )
                st.button(
                    verb,
                    key=f"{key}-{exercise.id}",
                    width="stretch",
                    on_click=on_click,
                    args=(exercise.id,),
                    help=f"{verb}: {exercise.name}",
                )


def show_how(exercise: Exercise, key: str, more: Callable[[], None]) -> None:
    """The moving picture, and beside it the steps; ``more`` draws what comes below the steps."""
    left, right = st.columns([2, 3], gap="large")
    with left:
        show_howto(exercise, key=f"{key}-{exercise.id}")
    with right:
        steps = "\n".join(f"{n}. {plain(s)}" for n, s in enumerate(exercise.text.how_to, 1))
        st.markdown(f"**Start:** {plain(exercise.text.start_position)}\n\n{steps}")
        if exercise.equipment:
            st.markdown(f":material/category: {plain(', '.join(exercise.equipment))}")
        st.markdown(f":material/videocam: {plain(exercise.text.camera)}")
        more()
