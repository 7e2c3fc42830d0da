"""An exercise that no camera can see: a timer leads, and the person tells how it went."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from coach import clock
from coach.engine.exercise import Dose, Exercise
from coach.engine.results import NotAssessed, Score, SetResult
from coach.engine.summary import MINUTES, REPETITIONS
from coach.records import Source
from coach.web.asset import asset
from coach.web.exercise_words import dose_words
from coach.web.patient import outcome
from coach.web.patient.prescribed import dose_of, prescribed
from coach.web.plan_words import prescribed_words
from coach.web.problems import say_problem
from coach.web.store import my_log
from poses.errors import UserFacingError

_MOST: Final = 300
_SOURCE_NAME: Final = "Told by me"

_component = st.components.v2.component(
    "back_coach_guide",
    html='<section class="guide"></section>',
    css=asset("guide.css"),
    js=asset("shared.js", "guide.js"),
)


def lead(exercise: Exercise) -> None:
    """Draw the timer, then the question how much it was; what is told is saved."""
    assert exercise.guide is not None
    asked = prescribed(exercise.id)
    if asked is None:
        dose = exercise.dosage.weeks_1_2
        st.markdown(f":material/flag: To begin with: **{dose_words(dose)}**.")
    else:
        dose = dose_of(asked)
        st.markdown(f":material/flag: For today: **{prescribed_words(asked)}**.")
    told = _component(
        key=f"guide-{exercise.id}", data=_data(exercise, dose), on_done_change=_nothing
    )
    kept = f"guided-{exercise.id}"
    if told.done:
        st.session_state[kept] = told.done
    led = st.session_state.get(kept, {})
    _ask(exercise, int(led.get("rounds", 0)), float(led.get("seconds", 0.0)))


def _nothing() -> None:
    """The component's answer is read where it is drawn."""


def _data(exercise: Exercise, dose: Dose) -> dict[str, Any]:
    assert exercise.guide is not None
    return {
        "id": exercise.id,
        "steps": [{"say": step.say, "seconds": step.seconds} for step in exercise.guide.steps],
        "rounds": dose.repetitions,
        "minutes": dose.minutes,
    }


def _ask(exercise: Exercise, rounds: int, seconds: float) -> None:
    assert exercise.guide is not None
    minutes = exercise.guide.report == "minutes"
    suggested = round(seconds / 60.0) if minutes else rounds
    with st.form(f"told-{exercise.id}"):
        amount = st.number_input(
            "How many minutes was it?" if minutes else "How many did you do?",
            0,
            _MOST,
            min(suggested, _MOST),
            key=f"told-{exercise.id}-{suggested}",
        )
        if not st.form_submit_button("Save it in my log", icon=":material/check:"):
            return
    if not amount:
        st.info("Nothing is saved yet: say how much it was.")
        return
    result = told_result(exercise, int(amount), seconds)
    try:
        set_id = my_log().save_result(
            result,
            source=Source.SELF_REPORT,
            source_name=_SOURCE_NAME,
            performed_at=clock.now(),
        )
    except UserFacingError as error:
        say_problem(str(error))
        return
    st.session_state.pop(f"guided-{exercise.id}", None)
    outcome.want_set(set_id)
    st.rerun()


def told_result(exercise: Exercise, amount: int, seconds: float) -> SetResult:
    """A set as the person tells it: repetitions or minutes, and ``seconds`` by the timer."""
    assert exercise.guide is not None
    minutes = exercise.guide.report == "minutes"
    lasted_s = seconds or (60.0 * amount if minutes else exercise.guide.round_s * amount)
    return SetResult(
        exercise=exercise.id,
        exercise_name=exercise.name,
        view="unknown",
        fps=0.0,
        duration_s=lasted_s,
        frames=0,
        usable_share=0.0,
        repetitions=(),
        partial_repetitions=(),
        holds=(),
        score=Score(None),
        not_assessed=(NotAssessed("The movement", "A camera can't see it: you told it."),),
        measurements={MINUTES if minutes else REPETITIONS: float(amount)},
    )
