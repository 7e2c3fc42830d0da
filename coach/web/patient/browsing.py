"""The catalogue to look through: every exercise with its moving picture and all that is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.web.exercise_words import CATEGORIES, dose_words, position_words
from coach.web.frame import LIVE
from coach.web.patient import preparing
from coach.web.patient.cards import show_cards, show_how
from coach.web.patient.finding import ask, matching
from coach.web.problems import plain, say_problem
from coach.web.store import my_exercises
from coach.web.top import show_from_the_top
from coach.web.words import SEVERITIES, view_words
from poses.errors import UserFacingError

_OPEN: Final = "exercise"
"""In the page's address, so that a link leads to an exercise."""


def show() -> None:
    """The list, or the exercise that was opened."""
    try:
        exercises = my_exercises()
    except UserFacingError as error:
        say_problem(str(error))
        return
    opened = exercises.get(st.query_params.get(_OPEN, ""))
    if opened is None:
        _list(exercises)
    else:
        _one(opened, exercises)


def _list(exercises: Mapping[str, Exercise]) -> None:
    st.title("All exercises")
    found = matching(exercises.values(), ask("browse"))
    st.caption("1 exercise" if len(found) == 1 else f"{len(found)} of {len(exercises)} exercises")
    show_cards(found, "Look at it", "open", _open)


def _open(exercise: str | None) -> None:
    if exercise is None:
        st.query_params.pop(_OPEN, None)
    else:
        st.query_params[_OPEN] = exercise


def _one(exercise: Exercise, exercises: Mapping[str, Exercise]) -> None:
    show_from_the_top(exercise.id)
    st.button(
        "All exercises",
        icon=":material/arrow_back:",
        key="browse-back",
        on_click=_open,
        args=(None,),
    )
    st.title(exercise.name)
    st.caption(f"{CATEGORIES[exercise.category]} · {position_words(exercise)}")
    st.markdown(plain(exercise.text.purpose))
    show_how(exercise, "browse-howto", lambda: _begin(exercise))
    _how_much(exercise)
    _care(exercise)
    _variants(exercise, exercises)
    _seen(exercise)
    _lines("Where this comes from", exercise.sources)


def _begin(exercise: Exercise) -> None:
    if st.button("Exercise now", type="primary", icon=":material/play_arrow:", key="browse-start"):
        preparing.choose(exercise.id)
        st.switch_page(LIVE)


def _how_much(exercise: Exercise) -> None:
    st.subheader("How much")
    dosage = exercise.dosage
    weeks = {
        "Weeks 1 and 2": dosage.weeks_1_2,
        "Weeks 3 and 4": dosage.weeks_3_4,
        "Weeks 5 and 6": dosage.weeks_5_6,
    }
    for column, (title, dose) in zip(st.columns(3), weeks.items(), strict=True):
        column.markdown(f"**{title}**  \n{dose_words(dose)}")
    st.caption("A usual dose to begin with. What you agreed with your therapist comes first.")


def _care(exercise: Exercise) -> None:
    text = exercise.text
    _lines("Take care of yourself", text.safety)
    _lines("Leave it out for now", text.leave_out)
    _lines("When to stop", text.stop)


def _variants(exercise: Exercise, exercises: Mapping[str, Exercise]) -> None:
    st.subheader("Easier and harder")
    pairs = (
        ("Easier", exercise.text.easier, exercise.easier),
        ("Harder", exercise.text.harder, exercise.harder),
    )
    for column, (title, words, neighbours) in zip(st.columns(2), pairs, strict=True):
        with column:
            st.markdown(f"**{title}:** {plain(words)}")
            for neighbour in neighbours:
                if neighbour in exercises:
                    st.button(
                        exercises[neighbour].name,
                        key=f"{title}-{neighbour}",
                        icon=":material/arrow_forward:",
                        on_click=_open,
                        args=(neighbour,),
                    )


def _seen(exercise: Exercise) -> None:
    st.subheader("What your coach looks at")
    if exercise.mode == "guide":
        st.markdown("A timer leads you, and you tell how many you did: a camera can't see this.")
    else:
        what = "counts your repetitions" if exercise.mode == "repetitions" else "times your hold"
        views = " or ".join(view_words(view) for view in exercise.camera.views)
        st.markdown(f"It {what}, seen {views}.")
    for check in exercise.checks:
        st.markdown(
            f"**{plain(check.title)}** ({SEVERITIES[check.severity].lower()}): "
            f"“{plain(check.cue)}.” {plain(check.why)}"
        )
    _lines("What it can't see", exercise.text.unseen)


def _lines(title: str, lines: Iterable[str]) -> None:
    told = "\n".join(f"- {plain(line)}" for line in lines)
    if told:
        st.markdown(f"**{title}**\n\n{told}")
