"""A step of a ladder: told, looked at the next morning, and left for another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from coach.records.care import Care
from coach.records.journal import JournalEntry
from coach.returning.forms import LADDER, LADDER_STEP, Came, LadderTry, Morning
from coach.returning.rising import Advice, Move
from coach.returning.told import ActivityStep, moved
from coach.web.patient.mind_entries import (
    SCALE,
    day_words,
    form_buttons,
    form_key,
    history,
    keep,
    told,
)
from coach.web.problems import say_problem

_ALL, _PART = "All of it", "A part of it"
MORNINGS: Final[dict[Morning, str]] = {
    "settled": "As usual",
    "more": "A little sorer",
    "worse": "Clearly worse",
}


def show_moves(care: Care, here: ActivityStep, found: Advice) -> None:
    """The next step or the one before, as advised; an easier one whenever it is wished."""
    with st.container(horizontal=True):
        if found.move is Move.UP:
            if st.button(
                "Take the next step", type="primary", icon=":material/north:", key="ladder-up"
            ):
                _go(care, here, found.step, "up", found.sentence)
        elif found.move is Move.BACK and st.button(
            "Take one step back", type="primary", icon=":material/south:", key="ladder-back"
        ):
            _go(care, here, found.step, "back", found.sentence)
        if (
            here.step > 1
            and found.move is not Move.BACK
            and st.button("I want an easier step", icon=":material/south:", key="ladder-easier")
        ):
            _go(care, here, here.step - 1, "chosen", "Chosen by the person")


def _go(care: Care, here: ActivityStep, step: int, came: Came, reason: str) -> None:
    place = moved(here.place, step, care.today(), came=came, reason=reason)
    keep(care.journal, LADDER, place, here.entry, said=f"You are on step {step} now.")


def show_morning(care: Care, done: Sequence[JournalEntry[LadderTry]]) -> None:
    """Ask how the next morning was, where nobody has said yet."""
    open_ones = [one for one in done if one.body.morning is None and one.day < care.today()]
    for entry in open_ones[:1]:
        with st.container(border=True, key="card-ladder-morning"):
            st.markdown(
                f"**How was your back the morning after {day_words(entry.day)}?** "
                "Compared with your usual mornings."
            )
            with st.container(horizontal=True):
                for morning, words in MORNINGS.items():
                    if st.button(words, key=f"ladder-morning-{morning}"):
                        body = entry.body.model_copy(update={"morning": morning})
                        keep(care.journal, LADDER_STEP, body, entry)


def show_told(care: Care, here: ActivityStep) -> None:
    """Tell that the step was done."""
    key = form_key(LADDER_STEP, None)
    with st.form(key):
        st.markdown("**:material/edit_note: I did this step today**")
        whole = st.segmented_control(
            "How much of it?", [_ALL, _PART], default=_ALL, key=f"{key}-whole"
        )
        pain = st.pills("How much did it hurt while you did it?", SCALE, key=f"{key}-felt")
        note = st.text_input("Anything to remember?", key=f"{key}-note")
        sent = form_buttons(None)
    if not sent:
        return
    if pain is None:
        say_problem("Please say how much it hurt: 0 is fine as well.")
        return
    body = LadderTry(ladder=here.ladder, step=here.step, whole=whole != _PART, pain=pain, note=note)
    keep(
        care.journal,
        LADDER_STEP,
        body,
        said="Well done, it is noted. Tell here tomorrow how the morning was.",
    )


def show_tries(care: Care, here: ActivityStep, done: Sequence[JournalEntry[LadderTry]]) -> None:
    """What was done on this ladder, to look back at or take away."""
    history(care.journal, LADDER_STEP, done, _tell, title="What you did", change=False)


def _tell(one: LadderTry) -> str:
    return told(
        ("Step", f"{one.step}, {_ALL.lower() if one.whole else _PART.lower()}"),
        ("Pain", f"{one.pain} of 10"),
        ("Next morning", MORNINGS[one.morning].lower() if one.morning else "not told yet"),
        ("Note", one.note),
    )
