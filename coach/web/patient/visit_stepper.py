"""One topic of a visit at a time, with its place among the others and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from coach.instruments import find_instrument
from coach.visit.steps import MORE
from coach.web.patient import visit_asking as asking
from coach.web.patient import visit_questionnaires as questionnaires
from coach.web.patient.screening import show_ask_again
from coach.web.patient.visit_camera import suggest_tests
from coach.web.patient.visit_ending import concluded, show_summary
from coach.web.patient.visit_mood import ask_mood
from coach.web.patient.visit_more import ask_more
from coach.web.patient.visit_sitting import Sitting, say_what_was_left
from coach.web.problems import plain
from coach.web.top import show_from_the_top

_TOPICS: Final[Mapping[str, tuple[str, str]]] = {
    "safety": ("Safety questions", "Your answers are kept."),
    "history": (
        "Your back so far",
        "Tell us how it has been. There are no right answers: it is only so that we know you.",
    ),
    "health": ("Your days and your health", "So that the exercises fit your life and your body."),
    "where": (
        "Where does it hurt?",
        "Tap every place where it hurts, on the figure or in the list below it. Tap again to take "
        "a mark back.",
    ),
    "pain": ("How strong is it?", "0 is no pain at all, 10 the worst that you can think of."),
    "activities": (
        "What you want to do again",
        "Name three things that your back makes hard and that matter to you. We ask about the same "
        "ones later, so that you can see what has become of them.",
    ),
    "function": (
        "Your back in everyday life",
        "Tick each sentence that fits you today. Leave the others blank.",
    ),
    "mood": (
        "Mood and worry",
        "Pain weighs on everybody's mood at times. You may skip these four questions.",
    ),
    "outlook": ("What lies ahead", "What makes you careful, what you hope for, what is realistic."),
    "camera": (
        "How you move",
        "A few short tests before the camera show where you begin. Choose the ones you feel like.",
    ),
    "summary": ("What we have understood", "Read it through, in your own time."),
    "confidence": ("How sure you are", "There is no right answer here."),
    "change": ("All in all", "The last question."),
}


def show_step(sitting: Sitting) -> None:
    """Draw the step of a visit that is on the screen.

    Raises:
        StorageError: the log can't be read.
        SettingsError: a setting can't be used.
    """
    step, steps = sitting.step, sitting.walk.steps
    place = steps.index(step) + 1
    title, intro = _topic(step)
    if sitting.activities and step == "activities":
        intro = "The same things that you named at the start."
    show_from_the_top(f"visit-{sitting.walk.occasion}-{step}")
    st.progress(place / len(steps), text=f"Step {place} of {len(steps)}")
    st.title(title)
    say_what_was_left()
    st.markdown(intro)
    if step.startswith(MORE):
        ask_more(sitting, step)
    else:
        _DRAWN[step](sitting)
    before = sitting.walk.before(step)
    if before is not None and st.button(
        "Back", icon=":material/arrow_back:", type="tertiary", key="visit-back"
    ):
        sitting.go(before)
        st.rerun()
    st.caption("What you have saved is kept: you can go on at any time, on any device.")


def _topic(step: str) -> tuple[str, str]:
    if not step.startswith(MORE):
        return _TOPICS[step]
    instrument = find_instrument(step.removeprefix(MORE))
    return plain(instrument.name), plain(instrument.ask)


def _safety(sitting: Sitting) -> None:
    show_ask_again()
    if st.button("Go on", type="primary", icon=":material/arrow_forward:", key="visit-save-safety"):
        sitting.go(sitting.walk.after("safety"))
        st.rerun()


def _camera(sitting: Sitting) -> None:
    suggest_tests(sitting, (sitting.first or concluded(sitting)).cautions)


_DRAWN: Final[Mapping[str, Callable[[Sitting], None]]] = {
    "safety": _safety,
    "history": asking.ask_history,
    "health": asking.ask_health,
    "where": asking.ask_where,
    "pain": questionnaires.ask_pain,
    "activities": questionnaires.ask_activities,
    "function": questionnaires.ask_function,
    "mood": ask_mood,
    "outlook": asking.ask_outlook,
    "camera": _camera,
    "summary": show_summary,
    "confidence": questionnaires.ask_confidence,
    "change": questionnaires.ask_change,
}
