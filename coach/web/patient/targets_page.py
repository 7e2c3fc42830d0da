"""The page of a person's own values: what is usual, what is theirs, and who said so.

Without accounts the one person of an installation and their therapist use the same page; with
accounts it is the therapist's, for the patient whom they chose. A value that is typed in here is
therefore kept as the therapist's doing, and one that was measured in a set as calibration.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.engine.thresholds import Threshold, check_key, figure
from coach.library import Library, change_targets
from coach.library.sheet import WHO, Entry, sheet
from coach.records import Log, NotFoundError, Target, TargetSource
from coach.web.patient.targets_range import SAID, show_own_range
from coach.web.problems import plain, say_problem
from coach.web.store import library_of, patient_care
from coach.web.words import date_words
from poses.errors import UserFacingError

_EDITED: Final = "targets-edited"


def show() -> None:
    """Choose an exercise; see and change its values."""
    st.title("Your own targets")
    st.markdown(
        "Every exercise has usual values. Yours may be others: your coach then counts and judges "
        "by yours."
    )
    try:
        care = patient_care()
        if care.patient.id != care.author:
            st.markdown(f"These are the values of **{plain(care.patient.display_name)}**.")
        _page(care.log, library_of(care.log))
    except UserFacingError as error:
        say_problem(str(error))


def _page(log: Log, library: Library) -> None:
    for problem in library.problems:
        st.warning(plain(problem), icon=":material/info:")
    said = st.session_state.pop(SAID, None)
    if said:
        st.success(said, icon=":material/check_circle:")
    exercise = _choose(library, log.targets())
    entries = sheet(exercise, log.targets(exercise.id))
    show_own_range(log, exercise, entries)
    st.subheader("What counts, and how fast")
    checks = {check_key(check.id) for check in exercise.checks}
    _list(log, exercise, [entry for entry in entries if entry.key not in checks])
    of_form = [entry for entry in entries if entry.key in checks]
    if of_form:
        st.subheader("When a tip is given")
        _list(log, exercise, of_form)
    _history(log, exercise)


def _choose(library: Library, targets: Sequence[Target]) -> Exercise:
    """The exercises of which a camera can judge something; those with own values are marked."""
    names = {each.id: each.name for each in library.usual.values() if each.mode != "guide"}
    mine = {target.exercise for target in targets}
    chosen = st.selectbox(
        "Which exercise?",
        list(names),
        format_func=lambda name: names[name] + (" · yours" if name in mine else ""),
        key="targets-exercise",
    )
    return library.usual[chosen]


def _list(log: Log, exercise: Exercise, entries: Sequence[Entry]) -> None:
    for entry in entries:
        key = f"{exercise.id}-{entry.key}"
        with st.container(border=True, key=f"target-{key.replace('.', '-')}"):
            left, right = st.columns([3, 2], vertical_alignment="center")
            left.markdown("  \n".join(_facts(entry)))
            with right.container(horizontal=True):
                if entry.threshold is not None:
                    st.button(
                        "Change",
                        key=f"change-{key}",
                        icon=":material/edit:",
                        on_click=_edit,
                        args=(key,),
                    )
                if entry.own is not None and st.button(
                    "Back to usual" if entry.threshold else "Forget it",
                    key=f"withdraw-{key}",
                    icon=":material/undo:",
                ):
                    _withdraw(log, exercise, entry)
            if entry.threshold is not None and st.session_state.get(_EDITED) == key:
                _change(log, exercise, entry, entry.threshold)


def _edit(key: str) -> None:
    """Open this value to be changed; another one that was open is closed."""
    st.session_state[_EDITED] = key


def _facts(entry: Entry) -> list[str]:
    title = f"**{plain(entry.title[:1].upper() + entry.title[1:])}**"
    if entry.own is None:
        return [title, f"Usual: {plain(entry.usual_words)}"]
    said = f"{WHO[entry.own.set_by]}, {date_words(entry.own.set_at)}"
    lines = [title, f"Yours: **{plain(entry.say(entry.own.value))}** ({said})"]
    if entry.own.reason:
        lines.append(f"Why: {plain(entry.own.reason)}")
    if entry.threshold is not None:
        lines.append(f":small[Usual: {plain(entry.usual_words)}]")
    return lines


def _change(log: Log, exercise: Exercise, entry: Entry, known: Threshold) -> None:
    st.markdown("Change it only as you and your therapist have agreed.")
    now = entry.own.value if entry.own is not None else known.value
    value = st.number_input(
        f"{known.unit_words.capitalize() or 'Value'}, from {figure(known.low)} to "
        f"{figure(known.high)}",
        min_value=float(known.low),
        max_value=float(known.high),
        value=float(min(max(now, known.low), known.high)),
        step=_step(known),
        format="%g",
        key=f"value-{exercise.id}-{entry.key}",
    )
    reason = st.text_input(
        "Why?", key=f"reason-{exercise.id}-{entry.key}", placeholder="A new knee, six weeks ago"
    )
    with st.container(horizontal=True):
        keep = st.button("Keep this value", type="primary", key="target-keep")
        if st.button("Leave it as it is", key="target-leave"):
            _close()
    if not keep:
        return
    if not reason.strip():
        say_problem("Please say why: it helps you and your therapist later.")
        return
    wish = {entry.key: value}
    try:
        change_targets(log, exercise.id, wish, set_by=TargetSource.THERAPIST, reason=reason)
    except UserFacingError as error:
        say_problem(str(error))
        return
    _close("Kept. It holds from your next set on.")


def _close(said: str | None = None) -> None:
    """Back to the list, with something to say."""
    st.session_state.pop(_EDITED, None)
    if said is not None:
        st.session_state[SAID] = said
    st.rerun()


def _step(known: Threshold) -> float:
    return 1.0 if known.unit == "deg" else 0.5 if known.unit == "s" else 0.01


def _withdraw(log: Log, exercise: Exercise, entry: Entry) -> None:
    with suppress(NotFoundError):  # withdrawn already, as wanted
        log.withdraw_target(exercise.id, entry.key)
    known = entry.threshold is not None
    _close("As usual again, from your next set on." if known else "Forgotten.")


def _history(log: Log, exercise: Exercise) -> None:
    past = log.target_history(exercise.id)
    if not past:
        return
    with st.expander("All values that there were", icon=":material/history:"):
        for target in past:
            until = "" if target.ended_at is None else f", until {date_words(target.ended_at)}"
            (entry,) = (each for each in sheet(exercise, [target]) if each.own is not None)
            why = f" Why: {plain(target.reason)}" if target.reason else ""
            value = f"{plain(entry.title)}: {plain(entry.say(target.value))}"
            st.markdown(
                f"**{value}**, {WHO[target.set_by]}  \n"
                f":small[{date_words(target.set_at)}{until}.{why}]"
            )
