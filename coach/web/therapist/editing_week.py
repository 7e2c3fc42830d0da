"""One week of a draft: its words, its exercises with their doses and order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, get_args

import streamlit as st
from pydantic import ValidationError

from coach.engine.exercise import Exercise
from coach.programme import editing
from coach.programme.editing import Scope, week_at
from coach.programme.missing import name_of
from coach.programme.model import Prescription, Week
from coach.records.care import Care
from coach.web.account.roles import may_open
from coach.web.plan_words import often_words, prescribed_words
from coach.web.problems import plain, say_problem
from coach.web.therapist.editing_draft import Draft, keep, open_line, opened_line
from coach.web.therapist.editing_order import show_order
from coach.web.therapist.editing_title import show_title
from coach.web.therapist.editing_variants import show_variants

_TEACH: Final = "patient/teach.py"
_SCOPES: Final[Mapping[Scope, str]] = {
    "onwards": "this week and all later ones",
    "only": "this week only",
}
_SIDES: Final = get_args(Prescription.model_fields["side"].annotation)


def show_week(care: Care, draft: Draft, exercises: Mapping[str, Exercise], today: date) -> None:
    """Choose a week and what a change is for, then change it."""
    programme = draft.programme
    last = len(programme.weeks)
    this = min(max(programme.week_number(today), 1), last + 1)
    chosen = st.segmented_control(
        "Which week?",
        list(range(this, last + 2)),
        default=this,
        format_func=lambda each: f"Week {each}" if each <= last else "After",
        key="editing-week",
        required=True,
    )
    number = int(chosen or this)
    scope: Scope = st.radio(
        "A change is for",
        list(_SCOPES),
        format_func=lambda each: _SCOPES[each],
        horizontal=True,
        key="editing-scope",
    )
    if this > 1:
        st.caption("Weeks that are over stay as they were.")
    week = week_at(programme, number)
    show_title(draft, number, week)
    show_order(draft, number, scope, week, exercises)
    for place, one in enumerate(week.prescriptions):
        _line(care, draft, number, scope, place, one, exercises)
    _add(draft, number, scope, week, exercises)


def _line(
    care: Care,
    draft: Draft,
    number: int,
    scope: Scope,
    place: int,
    one: Prescription,
    exercises: Mapping[str, Exercise],
) -> None:
    programme, key = draft.programme, one.exercise
    name = name_of(one.exercise, exercises)
    with st.container(border=True, key=f"card-edit-{key}"):
        words, buttons = st.columns([3, 2], vertical_alignment="center")
        fixed = " · :material/lock: fixed" if one.fixed else ""
        words.markdown(
            f"**{place + 1}. {plain(name)}**  \n{plain(prescribed_words(one))}, "
            f"{often_words(one.days_per_week)}{fixed}"
        )
        with buttons.container(horizontal=True):
            for icon, places, verb in (("upward", -1, "Up"), ("downward", 1, "Down")):
                if st.button(
                    "",
                    key=f"editing-{verb.lower()}-{key}",
                    icon=f":material/arrow_{icon}:",
                    help=f"{verb} in the day: {name}",
                ):
                    keep(draft, editing.move(programme, number, scope, key, places))
                    st.rerun()
            if st.button("Change", key=f"editing-change-{key}", help=f"Change: {name}"):
                open_line(None if opened_line() == key else key)
                st.rerun()
            if st.button("Take out", key=f"editing-remove-{key}", help=f"Take out: {name}"):
                keep(draft, editing.remove(programme, number, scope, key))
                st.rerun()
        if opened_line() == key:
            _form(care, draft, number, scope, one, exercises)


def _form(
    care: Care,
    draft: Draft,
    number: int,
    scope: Scope,
    one: Prescription,
    exercises: Mapping[str, Exercise],
) -> None:
    tail = f"{one.exercise}-{number}-{draft.edits}"

    def ask(label: str, field: str, low: float, high: float, step: float) -> float | None:
        held = getattr(one, field)
        value: float | None = st.number_input(
            label,
            min_value=low,
            max_value=high,
            value=None if held is None else type(low)(held),
            step=step,
            key=f"editing-{field}-{tail}",
            placeholder="none",
            format="%d" if isinstance(low, int) else "%g",
        )
        return value

    with st.form(f"editing-form-{tail}", border=False):
        first, second, third = st.columns(3)
        with first:
            sets = ask("Sets", "sets", 1, 10, 1)
            repetitions = ask("Repetitions", "repetitions", 1, 100, 1)
            hold_s = ask("Seconds held", "hold_s", 1.0, 600.0, 1.0)
        with second:
            minutes = ask("Minutes", "minutes", 1.0, 180.0, 1.0)
            days = ask("Days a week", "days_per_week", 1, 7, 1)
            rest_s = ask("Seconds of rest", "rest_s", 0.0, 600.0, 5.0)
        with third:
            target = ask("Range to aim at, degrees", "target_deg", 1.0, 180.0, 5.0)
            load = ask("Load, kg", "load_kg", 0.0, 50.0, 0.5)
            side = st.selectbox(
                "Side", _SIDES, index=_SIDES.index(one.side), key=f"editing-side-{tail}"
            )
        note = st.text_input("Note for the patient", value=one.note, key=f"editing-note-{tail}")
        why = st.text_input("Why it is there", value=one.why, key=f"editing-why-{tail}")
        per_side = st.checkbox(
            "So much on each side", value=one.per_side, key=f"editing-per_side-{tail}"
        )
        fixed = st.checkbox(
            "Only I change this: no rule steps it up or down",
            value=one.fixed,
            key=f"editing-fixed-{tail}",
        )
        done = st.form_submit_button(
            "Take over into the draft", type="primary", key=f"editing-take-{one.exercise}"
        )
    if done:
        values = {
            "sets": sets,
            "repetitions": repetitions,
            "hold_s": hold_s,
            "minutes": minutes,
            "days_per_week": days,
            "rest_s": rest_s,
            "target_deg": target,
            "load_kg": load,
            "side": side,
            "note": note.strip(),
            "why": why.strip(),
            "per_side": per_side,
            "fixed": fixed,
        }
        _take_over(draft, number, scope, one, values)
    show_variants(care, draft, number, scope, one, exercises)


def _take_over(
    draft: Draft, number: int, scope: Scope, one: Prescription, values: Mapping[str, object]
) -> None:
    try:
        new = Prescription.model_validate({**one.model_dump(), **values})
    except ValidationError:
        say_problem("Please say how much: repetitions, seconds held or minutes, and how often.")
        return
    open_line(None)
    keep(draft, editing.set_line(draft.programme, number, scope, one, new))
    st.rerun()


def _add(
    draft: Draft, number: int, scope: Scope, week: Week, exercises: Mapping[str, Exercise]
) -> None:
    free = sorted(
        (name for name in exercises if week.of(name) is None),
        key=lambda name: exercises[name].name,
    )
    select, button = st.columns([3, 1], vertical_alignment="bottom")
    new = select.selectbox(
        "Add an exercise",
        free,
        index=None,
        format_func=lambda name: exercises[name].name,
        placeholder="Choose one",
        key=f"editing-add-{draft.edits}",
    )
    if button.button("Add", key="editing-add", width="stretch") and new is not None:
        open_line(new)
        keep(draft, editing.add(draft.programme, number, scope, exercises[new]))
        st.rerun()
    if may_open(_TEACH):
        st.page_link(_TEACH, label="Teach an exercise by showing it", icon=":material/school:")
