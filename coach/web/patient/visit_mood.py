"""Mood and worry in a visit: two questions each, to be skipped at will; never a label."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.instruments import Handover, crisis_words, find_instrument, needs_a_person, score
from coach.settings import Settings
from coach.web.patient.visit_scale import one_of
from coach.web.patient.visit_sitting import Sitting, ask_for, buttons
from coach.web.problems import plain

_ASKED: Final = ("phq2", "gad2")
_TALK: Final = "visit-talk"


def ask_mood(sitting: Sitting) -> None:
    """Ask, or show whom to talk to after answers that call for it.

    Raises:
        SettingsError: a setting can't be used.
    """
    kept = sitting.walk.of("mood")
    if st.session_state.get(_TALK) and (words := handovers(kept)):
        _lead_to_a_person(sitting, words)
        return
    given: dict[str, dict[str, int | None]] = {}
    with st.form("visit-mood", border=False):
        for name in _ASKED:
            given[name] = _ask(name, kept.get(name))
        with st.container(horizontal=True):
            sent = buttons("mood")
            skipped = st.form_submit_button("Skip these", key="visit-skip-mood")
    show_crisis_words()
    st.caption(plain(find_instrument(_ASKED[0]).licence))
    if skipped:
        if sitting.keep("mood", {"skipped": True}):
            st.rerun()
        return
    if not sent:
        return
    if any(score(name, answers).total is None for name, answers in given.items()):
        ask_for(["each of the four, or choose \u201cSkip these\u201d"])
        return
    talk = bool(handovers(given))
    if sitting.keep("mood", given, given, stay=talk):
        st.session_state[_TALK] = talk
        st.rerun()


def handovers(kept: object) -> list[Handover]:
    """The words that lead to a person, for what was answered in this step."""
    found = []
    for name in _ASKED:
        answers = kept.get(name) if isinstance(kept, dict) else None
        words = needs_a_person(name, score(name, answers).total) if answers else None
        if words is not None:
            found.append(words)
    return found


def show_handovers(words: list[Handover]) -> None:
    """Why a talk would be good, and sentences to show or say there.

    Raises:
        SettingsError: a setting can't be used.
    """
    for place, one in enumerate(words):
        with st.container(border=True, key=f"card-talk-{place}"):
            st.subheader(one.title)
            st.markdown(plain(one.text))
            st.markdown("**You can show or say this:**")
            st.markdown("\n".join(f"- \u201c{plain(line)}\u201d" for line in one.say))
    show_crisis_words()


def show_crisis_words() -> None:
    """What holds whatever was answered.

    Raises:
        SettingsError: a setting can't be used.
    """
    number = Settings.from_environment().emergency_number
    st.info(plain(crisis_words(number)), icon=":material/favorite:")


def _lead_to_a_person(sitting: Sitting, words: list[Handover]) -> None:
    show_handovers(words)
    if st.button("Go on", type="primary", icon=":material/arrow_forward:", key="visit-talk-go-on"):
        st.session_state.pop(_TALK, None)
        sitting.go(sitting.walk.after("mood"))
        st.rerun()


def _ask(name: str, kept: object) -> dict[str, int | None]:
    instrument = find_instrument(name)
    before = kept if isinstance(kept, dict) else {}
    words = {str(choice.value): choice.text for choice in instrument.choices}
    st.subheader(plain(instrument.name))
    st.markdown(plain(instrument.ask))
    given: dict[str, int | None] = {}
    for item in instrument.items:
        value = before.get(item.id)
        chosen = one_of(
            item.text, words, f"visit-{name}-{item.id}", None if value is None else str(value)
        )
        given[item.id] = None if chosen is None else int(chosen)
    return given
