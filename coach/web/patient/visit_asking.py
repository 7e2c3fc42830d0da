"""The steps of a visit that ask: history, body chart, questionnaires, outlook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from coach.instruments import find_instrument
from coach.visit.questions import Question, missing, questions_of, tidy
from coach.visit.telling import tell_areas
from coach.web.bodychart import body_chart
from coach.web.patient.visit_scale import many_of, one_of, scale_of
from coach.web.patient.visit_sitting import Sitting, ask_for, buttons
from coach.web.problems import say_problem
from poses.errors import UserFacingError

_LONG: Final = 1000
_NAME: Final = 80
_DAYS: Final = (2, 3, 4, 5, 6, 7)
_MINUTES: Final = {10: "10 minutes", 15: "15", 20: "20", 25: "25", 30: "30", 40: "40"}
_GOALS: Final = 3
_BELOW_KNEE: Final = (
    "You marked a place below the knee. That is common with back pain. Please tell your therapist "
    "before your first exercise; the questions go on meanwhile."
)


def ask_history(sitting: Sitting) -> None:
    """How it has been so far."""
    _ask_questions(sitting, "history")


def ask_health(sitting: Sitting) -> None:
    """Days, earlier treatment, and what exercises have to fit."""
    _ask_questions(sitting, "health")


def ask_where(sitting: Sitting) -> None:
    """Where it hurts."""
    kept = sitting.walk.of("where").get("areas")
    marked = body_chart("visit-where", tuple(map(str, kept)) if isinstance(kept, list) else ())
    if not st.button(
        "Save and go on",
        type="primary",
        icon=":material/arrow_forward:",
        key="visit-save-where",
    ):
        return
    if not marked:
        ask_for(["mark at least one place, on the figure or in the list."])
        return
    try:
        below = tell_areas(sitting.care, marked)
    except UserFacingError as error:
        say_problem(str(error))
        return
    if sitting.keep("where", {"areas": list(marked)}):
        if below:
            sitting.say_next(_BELOW_KNEE)
        st.rerun()


def ask_outlook(sitting: Sitting) -> None:
    """What makes careful, how sure somebody is, goals, and what is realistic."""
    kept = sitting.walk.of("outlook")
    confidence = find_instrument("confidence")
    with st.form("visit-outlook", border=False, enter_to_submit=False):
        fear = st.text_area(
            "Is there a movement or an activity that you are careful with, or afraid of?",
            str(kept.get("fear") or ""),
            max_chars=_LONG,
            placeholder="Say it in your own words, or leave it empty",
            key="visit-fear",
        )
        sure = scale_of(confidence, confidence.ask, "visit-confidence", kept.get("confidence"))
        st.markdown("**What would you like to be able to do again?**")
        before = kept.get("goals")
        known = [str(one) for one in before] if isinstance(before, list) else []
        goals = [
            st.text_input(
                f"Goal {row + 1}",
                known[row] if row < len(known) else "",
                max_chars=_NAME,
                key=f"visit-goal-{row}",
            ).strip()
            for row in range(_GOALS)
        ]
        days = one_of(
            "On how many days a week can you exercise?",
            {str(one): str(one) for one in _DAYS},
            "visit-days",
            None if kept.get("days") is None else str(kept["days"]),
            across=True,
        )
        minutes = one_of(
            "How many minutes on such a day?",
            {str(one): text for one, text in _MINUTES.items()},
            "visit-minutes",
            None if kept.get("minutes") is None else str(kept["minutes"]),
            across=True,
        )
        sent = buttons("outlook")
    if not sent:
        return
    asked = {"how sure you are": sure, "the days": days, "the minutes": minutes}
    if open_ones := [name for name, value in asked.items() if value is None]:
        ask_for(open_ones)
        return
    answers = {
        "fear": fear.strip(),
        "confidence": sure,
        "goals": [goal for goal in goals if goal],
        "days": int(days or 0),
        "minutes": int(minutes or 0),
    }
    if sitting.keep("outlook", answers, {"confidence": {"confidence": sure}}):
        st.rerun()


def _ask_questions(sitting: Sitting, step: str) -> None:
    kept = sitting.walk.of(step)
    with st.form(f"visit-{step}", border=False, enter_to_submit=False):
        answers = {
            question.id: _ASK[question.kind](question, kept.get(question.id))
            for question in questions_of(step)
        }
        sent = buttons(step)
    if not sent:
        return
    if open_ones := missing(step, answers):
        texts = {question.id: question.text for question in questions_of(step)}
        ask_for([texts[one] for one in open_ones])
    elif sitting.keep(step, answers):
        st.rerun()


def _ask_one(question: Question, kept: object) -> object:
    return one_of(question.text, _choices(question), f"visit-q-{question.id}", kept, question.help)


def _ask_many(question: Question, kept: object) -> object:
    key = f"visit-q-{question.id}"
    return tidy(question, many_of(question.text, _choices(question), key, kept, question.help))


def _ask_words(question: Question, kept: object) -> object:
    return st.text_area(
        question.text,
        str(kept or ""),
        max_chars=_LONG,
        help=question.help or None,
        key=f"visit-q-{question.id}",
        height=90,
    ).strip()


def _choices(question: Question) -> Mapping[str, str]:
    return {choice.id: choice.text for choice in question.choices}


_ASK: Final[Mapping[str, Callable[[Question, object], object]]] = {
    "one": _ask_one,
    "many": _ask_many,
    "words": _ask_words,
}
