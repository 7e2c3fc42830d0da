"""Beside the dose of an exercise: easier and harder, own thresholds, another exercise instead."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from coach.engine.exercise import Exercise
from coach.library.sheet import title_of
from coach.programme import editing
from coach.programme.editing import Scope, week_at
from coach.programme.model import Prescription
from coach.records.care import Care
from coach.web.account.roles import may_open
from coach.web.problems import plain
from coach.web.therapist.editing_draft import Draft, keep, open_line
from coach.web.words import count_words

_TARGETS = "patient/targets.py"


def show_variants(
    care: Care,
    draft: Draft,
    number: int,
    scope: Scope,
    one: Prescription,
    exercises: Mapping[str, Exercise],
) -> None:
    """Its neighbours with one press, the variants in words as a note, and own values."""
    known = exercises.get(one.exercise)
    if known is not None:
        _neighbours(draft, number, scope, one, known, exercises)
        _in_words(draft, number, scope, one, known)
        _thresholds(care, known)
    _instead(draft, number, scope, one, exercises)


def _neighbours(
    draft: Draft,
    number: int,
    scope: Scope,
    one: Prescription,
    known: Exercise,
    exercises: Mapping[str, Exercise],
) -> None:
    week = week_at(draft.programme, number)
    near = [
        (kind, icon, name)
        for kind, icon, names in (
            ("Easier", "trending_down", known.easier),
            ("Harder", "trending_up", known.harder),
        )
        for name in names
        if name in exercises and week.of(name) is None
    ]
    with st.container(horizontal=True):
        for kind, icon, name in near:
            if st.button(
                f"{kind}: {plain(exercises[name].name)}",
                icon=f":material/{icon}:",
                key=f"editing-near-{one.exercise}-{name}",
                help="Takes its place, with the catalogue's dose",
            ):
                _put(draft, number, scope, one.exercise, exercises[name])


def _in_words(draft: Draft, number: int, scope: Scope, one: Prescription, known: Exercise) -> None:
    """A variant of the same exercise is a note for the patient."""
    with st.container(horizontal=True):
        for kind, text in (("easier", known.text.easier), ("harder", known.text.harder)):
            note = f"{text}."
            if one.note != note and st.button(
                f"Note: {plain(text)}",
                key=f"editing-variant-{kind}-{one.exercise}",
                type="tertiary",
                icon=":material/edit_note:",
                help=f"The {kind} variant, written as the note for the patient",
            ):
                new = one.model_copy(update={"note": note})
                keep(draft, editing.set_line(draft.programme, number, scope, one, new))
                st.rerun()


def _thresholds(care: Care, known: Exercise) -> None:
    """The patient's own values of what is counted and judged."""
    if known.mode == "guide":
        return
    own = care.log.targets(known.id)
    if own:
        titles = ", ".join(dict.fromkeys(title_of(known, target.key) for target in own))
        st.caption(f"{count_words(len(own), 'own value')} of this patient: {plain(titles)}")
    if may_open(_TARGETS) and st.button(
        "Thresholds of this patient",
        icon=":material/tune:",
        key=f"editing-targets-{known.id}",
        help="From which angle it counts, and when a tip is given. The draft stays as it is.",
    ):
        st.session_state["targets-exercise"] = known.id
        st.switch_page(_TARGETS)


def _instead(
    draft: Draft,
    number: int,
    scope: Scope,
    one: Prescription,
    exercises: Mapping[str, Exercise],
) -> None:
    week = week_at(draft.programme, number)
    known = exercises.get(one.exercise)
    near = (*known.easier, *known.harder) if known is not None else ()
    free = [name for name in exercises if week.of(name) is None]
    free.sort(key=lambda name: (name not in near, exercises[name].name))
    new = st.selectbox(
        "Another exercise instead",
        free,
        index=None,
        format_func=lambda name: exercises[name].name + (" · neighbour" if name in near else ""),
        placeholder="Neighbours come first",
        key=f"editing-swap-{one.exercise}-{draft.edits}",
    )
    if new is not None and st.button("Put it in its place", key=f"editing-put-{one.exercise}"):
        _put(draft, number, scope, one.exercise, exercises[new])


def _put(draft: Draft, number: int, scope: Scope, old: str, new: Exercise) -> None:
    open_line(new.id)
    keep(draft, editing.swap(draft.programme, number, scope, old, new))
    st.rerun()
