"""The safety questions before the first exercise, and what to do after the answers."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.records import Log, Screening, ScreeningOutcome
from coach.safety import (
    THERAPIST_AGREES,
    advice,
    assess,
    may_exercise,
    questionnaire,
    stop_rules,
)
from coach.settings import Settings
from coach.web.problems import plain, say_problem
from coach.web.words import count_words, date_words
from poses.errors import UserFacingError

_AGAIN: Final = "screening-again"
_MISSING: Final = "screening-missing"
_WORDS: Final = {True: "Yes", False: "No"}


def show_screening(log: Log) -> bool:
    """Whether this person may exercise; if not, the questions are drawn, or what to do.

    Raises:
        StorageError: the log can't be read.
        SettingsError: a setting can't be used.
    """
    last = log.latest_screening()
    again = st.session_state.get(_AGAIN, False)
    if last is not None and not again:
        if may_exercise(last.outcome, last.answers):
            return True
        if last.outcome is not ScreeningOutcome.CLEAR:
            _show_what_to_do(log, last)
            return False
    _ask(log, can_go_back=last is not None and again)
    return False


def show_ask_again() -> None:
    """A small button for whoever may exercise and whose health has changed."""
    st.button(
        "My health has changed: ask me the safety questions again",
        type="tertiary",
        icon=":material/health_and_safety:",
        key="screening-ask-again",
        on_click=ask_again,
    )


def show_stop_rules() -> None:
    """When to stop, in every exercise, and whom to call then.

    Raises:
        SettingsError: a setting can't be used.
    """
    stops = stop_rules(Settings.from_environment().emergency_number)
    signs = [
        f"- {sign}{' :material/call:' if sign in stops.call_for else ''}" for sign in stops.signs
    ]
    st.markdown("\n".join([f"**{stops.intro}**", "", *signs]))
    st.markdown(f"{stops.afterwards} {stops.emergency}")


def _ask(log: Log, *, can_go_back: bool) -> None:
    st.title("Before you begin")
    st.markdown(
        "A few questions about your health, so that exercise is safe for you. Please answer each "
        "with yes or no. If you are not sure, choose yes. This is not a diagnosis."
    )
    missing: list[str] = st.session_state.get(_MISSING, [])
    numbers = {one.id: place for place, one in enumerate(questionnaire().questions, 1)}
    with st.form("screening", border=False, enter_to_submit=False):
        for group in questionnaire().groups:
            st.subheader(group.title)
            for question in group.questions:
                if question.id in missing:
                    st.markdown(":material/arrow_downward: **Please answer this one too.**")
                st.radio(
                    f"{numbers[question.id]}\\. {plain(question.text)}",
                    [True, False],
                    index=None,
                    format_func=_WORDS.__getitem__,
                    horizontal=True,
                    key=_key(question.id),
                )
        with st.container(horizontal=True):
            given = st.form_submit_button(
                "These are my answers", type="primary", key="screening-done", on_click=_look
            )
            if can_go_back:
                st.form_submit_button("Leave it as it was", key="screening-back", on_click=_forget)
        if missing:  # below the button, where people look after pressing it
            st.warning(
                f"Still missing: {count_words(len(missing), 'answer')}, at number "
                f"{', '.join(str(numbers[one]) for one in missing)}.",
                icon=":material/edit:",
            )
        else:
            st.caption("Your answers stay in your log on this installation. You can change them.")
    if given and not missing:
        _keep(log)


def _key(question: str) -> str:
    return f"screening-q-{question}"


def _look() -> None:
    """Before the page runs again, so that what is missing can be marked where it is missing."""
    st.session_state[_MISSING] = [
        question.id
        for question in questionnaire().questions
        if st.session_state.get(_key(question.id)) is None
    ]


def _keep(log: Log) -> None:
    answers: dict[str, bool] = {
        question.id: st.session_state[_key(question.id)] for question in questionnaire().questions
    }
    if _store(log, assess(answers), answers):
        _forget()
        st.rerun()


def _store(log: Log, outcome: ScreeningOutcome, answers: dict[str, bool]) -> bool:
    try:
        log.add_screening(outcome, answers)
    except UserFacingError as error:
        say_problem(str(error))
        return False
    return True


def ask_again() -> None:
    """Let the questions be asked again, when the page runs next."""
    st.session_state[_AGAIN] = True


def asked_again() -> bool:
    """Whether somebody wants to answer them again."""
    return bool(st.session_state.get(_AGAIN, False))


def _forget() -> None:
    st.session_state.pop(_AGAIN, None)
    st.session_state.pop(_MISSING, None)


def _show_what_to_do(log: Log, last: Screening) -> None:
    number = Settings.from_environment().emergency_number
    words = advice(last.outcome, number)
    st.title(words.title)
    with st.container(border=True, key="card-screening"):
        st.markdown(words.text)
        st.markdown("\n".join(f"{place}. {step}" for place, step in enumerate(words.steps, 1)))
        if last.outcome is ScreeningOutcome.EMERGENCY:
            st.link_button(
                f"Call {number}",
                f"tel:{number.replace(' ', '')}",
                type="primary",
                icon=":material/call:",
            )
    st.subheader("You answered yes to")
    said = [one.text for one in questionnaire().questions if last.answers.get(one.id)]
    st.markdown("\n".join(f"- {plain(text)}" for text in said))
    st.caption(f"Answered on {date_words(last.answered_at)}.")
    if last.outcome is ScreeningOutcome.REVIEW:
        _offer_to_begin(log, last)
    st.button(
        "My answers have changed",
        icon=":material/refresh:",
        key="screening-changed",
        on_click=ask_again,
    )


def _offer_to_begin(log: Log, last: Screening) -> None:
    agreed = st.checkbox("My therapist knows and has said yes", key="screening-agreed")
    if st.button("Begin", type="primary", key="screening-begin", disabled=not agreed) and _store(
        log, last.outcome, {**last.answers, THERAPIST_AGREES: True}
    ):
        st.rerun()
