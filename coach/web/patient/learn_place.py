"""The check list of the place where somebody works or reads, and what came of it."""

from __future__ import annotations

from typing import Final, get_args

import streamlit as st

from coach.lessons import WORKSTATION, WorkstationCheck, check_list, fitting, to_try
from coach.lessons.workstation import Fit
from coach.records.journal import Journal, JournalEntry
from coach.web.problems import plain

_AGAIN: Final = "place-again"
_WORDS: Final[dict[Fit, str]] = {
    "yes": "Yes",
    "not_yet": "Not yet",
    "not_mine": "Not for me",
}


def show_place(journal: Journal) -> None:
    """The last check, or the list to go through; beside it the way to the camera.

    Raises:
        StorageError: it can't be read or kept.
        DataFileError: the list can't be read.
    """
    st.markdown(check_list().intro)
    with st.container(key="place-camera"):
        st.page_link(
            "patient/desk.py",
            label="Let the camera watch how often I change",
            icon=":material/desk:",
        )
    last = journal.latest(WORKSTATION, WorkstationCheck)
    if last is None or st.session_state.get(_AGAIN):
        _ask(journal, last)
    else:
        _result(last)
    with st.expander("Where this comes from"):
        st.markdown("\n".join(f"- {plain(each.name)}" for each in check_list().sources))


def _ask(journal: Journal, last: JournalEntry[WorkstationCheck] | None) -> None:
    before = last.body.answers if last else {}
    choices = list(get_args(Fit))
    with st.container(key="place-list"), st.form("place-form"):
        answers: dict[str, Fit] = {}
        for item in check_list().items:
            answer = before.get(item.id)
            chosen = st.radio(
                f"**{item.title}.** {item.text}",
                choices,
                index=choices.index(answer) if answer else None,
                format_func=_WORDS.__getitem__,
                horizontal=True,
                key=f"place-{item.id}",
            )
            if chosen is not None:
                answers[item.id] = chosen
        asked = st.form_submit_button("Show me what I could try", type="primary")
    if not asked:
        return
    if not answers:
        st.info("Choose an answer for one line at least.")
        return
    journal.add(WORKSTATION, WorkstationCheck(answers=answers))
    st.session_state[_AGAIN] = False
    st.rerun()


def _result(last: JournalEntry[WorkstationCheck]) -> None:
    st.caption(f"Looked at on {last.day.day} {last.day:%B %Y}")
    trying = to_try(last.body.answers)
    if trying:
        st.subheader("You could try")
        for item in trying:
            with st.container(border=True, key=f"card-place-{item.id}"):
                st.markdown(f"**{item.title}**  \n{item.suggestion}")
        st.markdown("One thing at a time is plenty. Keep what feels good.")
    else:
        st.success("Your place fits you. Go on changing your position often.")
    fits = fitting(last.body.answers)
    if fits:
        st.markdown("**That fits already:** " + ", ".join(item.title.lower() for item in fits))
    st.button(
        "Go through the list again",
        icon=":material/refresh:",
        key="place-again-button",
        on_click=_again,
    )


def _again() -> None:
    st.session_state[_AGAIN] = True
