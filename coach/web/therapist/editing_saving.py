"""Saving a draft: what will be different, why, and what happens when somebody else was faster."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.programme.colliding import collisions
from coach.programme.comparing import differences
from coach.programme.messages import MESSAGE, Message
from coach.records import find_person
from coach.records.care import Care
from coach.records.errors import NotFoundError
from coach.records.programmes import ChangedMeanwhileError, Programmes, SavedProgramme
from coach.web.problems import plain, say_problem
from coach.web.therapist.editing_draft import Draft, begin, leave, rebase

SAID: Final = "editing-said"
"""What is to be said once, above the plan."""


def show_saving(
    care: Care,
    draft: Draft,
    current: SavedProgramme | None,
    exercises: Mapping[str, Exercise],
) -> None:
    """The difference, the reason and the button."""
    st.subheader("What will be different")
    if not draft.changed:
        st.markdown("Nothing yet. Everything that you change is listed here before you save it.")
        return
    number = None if current is None else current.number
    if number != draft.expected and current is not None:
        _meanwhile(care, draft, current, exercises)
        return
    if draft.base is None:
        st.markdown("This is the first plan.")
    else:
        _list(differences(draft.base.programme, draft.programme, exercises))
    reason = st.text_input(
        "Why?", key="editing-reason", placeholder="Squats went well, stairs are next"
    )
    message = st.text_area(
        "A message with it, if you like; it stands on the patient's Today",
        max_chars=2000,
        height=68,
        key="editing-message",
    )
    with st.container(horizontal=True):
        save = st.button(
            "Save as a new version", type="primary", key="editing-save", icon=":material/save:"
        )
        if st.button("Leave it as it was", key="editing-leave"):
            leave(draft)
            st.rerun()
    if save:
        _save(care, draft, reason, message.strip())


def _save(care: Care, draft: Draft, reason: str, message: str) -> None:
    if not reason.strip():
        say_problem("Please say why: the patient reads it, and it helps you later.")
        return
    try:
        number = care.book(Programmes).save(draft.programme, reason=reason, expected=draft.expected)
    except ChangedMeanwhileError:
        # The next run finds the other version and shows both.
        st.rerun()
    if message:
        care.journal.add(MESSAGE, Message(text=message))
    leave(draft)
    for key in ("editing-reason", "editing-message"):
        st.session_state.pop(key, None)
    sent = " Your message is on Today." if message else ""
    st.session_state[SAID] = f"Saved as version {number}. It holds from now on.{sent}"
    st.rerun()


def _meanwhile(
    care: Care, draft: Draft, current: SavedProgramme, exercises: Mapping[str, Exercise]
) -> None:
    """Somebody saved a version while this draft was being made: nothing is lost on either side."""
    st.warning(
        f"This plan was changed meanwhile{_by(care, current)}, in version {current.number}: "
        f"“{plain(current.reason)}”. Look at the new version. Your own changes are still here.",
        icon=":material/sync_problem:",
    )
    both: tuple[str, ...] = ()
    if draft.base is None:
        st.markdown("**How your plan differs from the new version**")
        _list(differences(current.programme, draft.programme, exercises))
    else:
        base = draft.base.programme
        theirs, mine = st.columns(2)
        with theirs:
            st.markdown("**What the new version changed**")
            _list(differences(base, current.programme, exercises))
        with mine:
            st.markdown("**What you changed**")
            _list(differences(base, draft.programme, exercises))
        both = collisions(base, draft.programme, current.programme, exercises)
    if both:
        st.markdown("**Both of you changed these, theirs → yours**")
        _list(both)
    with st.container(horizontal=True):
        label = "Put my changes on it, mine where we differ" if both else "Put my changes on it"
        if st.button(label, key="editing-rebase"):
            rebase(draft, current)
            st.rerun()
        if both and st.button(
            "Put my changes on it, theirs where we differ", key="editing-rebase-theirs"
        ):
            rebase(draft, current, theirs_first=True)
            st.rerun()
        if st.button("Begin from the new version", key="editing-begin"):
            begin(care, current)
            st.rerun()


def _by(care: Care, version: SavedProgramme) -> str:
    if version.made_by in (None, care.author):
        return ""
    if version.made_by == care.patient.id:
        return " by the patient or by a rule"
    try:
        name = find_person(care.database, version.made_by).display_name
    except NotFoundError:
        return ""
    return f" by {plain(name)}"


def _list(found: tuple[str, ...]) -> None:
    st.markdown("\n".join(f"- {plain(text)}" for text in found) or "Nothing.")
