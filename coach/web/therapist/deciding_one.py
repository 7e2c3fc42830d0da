"""One proposal that waits: its evidence, and the answer to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.programme.missing import name_of
from coach.programme.model import Change
from coach.programme.progression import History
from coach.programme.progression.answering import obstacle
from coach.programme.progression.stepping import EXERCISE
from coach.records.care import Care
from coach.records.coaching import accept, reject
from coach.records.proposals import Proposal
from coach.web.problems import plain
from poses.errors import UserFacingError

SAID: Final = "deciding-said"
PROBLEM: Final = "deciding-problem"

_FIELDS: Final = {
    "sets": "Sets",
    "repetitions": "Repetitions",
    "hold_s": "Seconds of hold",
    "minutes": "Minutes",
    "load_kg": "Load in kg",
    "target_deg": "Range in degrees",
}
_ROWS: Final = (
    ("pain_before", "Pain before", "{:.0f}"),
    ("pain", "Pain in it", "{:.0f}"),
    ("next_day", "Next morning", "{:+.0f}"),
    ("effort", "Effort", "{:.0f}"),
    ("form", "Form", "{:.0f}"),
    ("done_share", "Dose done", "{:.0%}"),
)


def show_waiting(
    care: Care, exercises: Mapping[str, Exercise], history: History, one: Proposal
) -> None:
    """A card with what led to it, and the ways to answer."""
    decision, change = one.decision, one.decision.change
    if change is None:
        return
    with st.container(border=True, key=f"card-proposal-{one.id}"):
        st.markdown(
            f"#### {plain(name_of(str(decision.exercise), exercises))}\n{plain(decision.sentence)}"
        )
        st.markdown(f"**{_change_words(change, exercises)}**")
        _evidence(decision.evidence)
        reason = obstacle(history, decision, care.today())
        if reason is not None:
            st.info(plain(reason), icon=":material/hourglass:")
        value = _value(one, change)
        note = st.text_input("A note", max_chars=400, key=f"proposal-note-{one.id}")
        with st.container(horizontal=True):
            accepted = st.button(
                "Accept",
                type="primary",
                icon=":material/check:",
                key=f"proposal-accept-{one.id}",
                disabled=reason is not None,
            )
            rejected = st.button("Reject", icon=":material/close:", key=f"proposal-reject-{one.id}")
    if accepted or rejected:
        try:
            if accepted:
                accept(care, exercises, one.id, note=note.strip(), value=value)
            else:
                reject(care, one.id, note.strip())
            st.session_state[SAID] = (
                "Accepted. It holds from the next session on." if accepted else "Rejected."
            )
        except UserFacingError as error:
            st.session_state[PROBLEM] = str(error)
        st.rerun()


def _value(one: Proposal, change: Change) -> float | None:
    """Another value than the proposed one, where it is a number."""
    if change.field == EXERCISE:
        return None
    step = 0.5 if change.field == "load_kg" else 1.0
    return float(
        st.number_input(
            f"{_FIELDS.get(change.field, change.field)} from now on",
            min_value=step,
            max_value=600.0,
            value=float(str(change.new)),
            step=step,
            format="%g",
            key=f"proposal-value-{one.id}",
            width=240,
        )
    )


def _change_words(change: Change, exercises: Mapping[str, Exercise]) -> str:
    if change.field == EXERCISE:
        old, new = str(change.old), str(change.new)
        return f"{plain(name_of(old, exercises))} → {plain(name_of(new, exercises))}"
    name = _FIELDS.get(change.field, change.field)
    return f"{name}: {float(str(change.old)):g} → {float(str(change.new)):g}"


def _evidence(evidence: Mapping[str, object]) -> None:
    """The last sessions side by side, the latest first."""
    days = evidence.get("days")
    if not isinstance(days, Sequence) or not days:
        return
    heads = [f"{day.day} {day:%b}" for day in (date.fromisoformat(str(one)) for one in days)]
    lines = [f"| | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    for key, label, words in _ROWS:
        values = evidence.get(key)
        if isinstance(values, Sequence):
            lines.append(f"| {label} | {' | '.join(_figure(one, words) for one in values)} |")
    st.markdown("\n".join(lines))
    st.caption(
        "Pain and effort are 0 to 10, the next morning is above or below the usual pain, form is "
        "0 to 100."
    )


def _figure(value: object, words: str) -> str:
    return words.format(value) if isinstance(value, int | float) else "–"
