"""The visit note: begun with the figures, kept at every change, signed for good."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from coach.records.care import Care
from coach.records.journal import EntryId
from coach.reporting.facts import facts_of
from coach.reporting.note import LONGEST, PARTS, VisitNote
from coach.reporting.notes import (
    Note,
    NoteChangedError,
    discard,
    draft_note,
    keep_draft,
    sign,
)
from coach.reporting.prefill import prefilled, with_new_lines
from coach.reporting.words import span_words
from coach.web.problems import say_problem
from coach.web.store import patient_care
from coach.web.therapist.reporting_sets import ask_sets, sets_to_begin_with
from coach.web.therapist.reporting_signed import show_signed
from coach.web.therapist.reporting_span import ask_since
from poses.errors import UserFacingError

_HELD: Final = "reporting-note-"
_PROBLEM: Final = "reporting-note-problem"
_SAID: Final = "reporting-note-said"
_ASKED: Final = "reporting-note-asked"


@dataclass(frozen=True, slots=True)
class Held:
    """The draft as this window shows it: where it was kept, its words, and how often it was new."""

    entry: EntryId
    note: VisitNote
    edition: int = 0


def show_note(care: Care) -> None:
    """The draft, or how to begin one; below it what was signed.

    Raises:
        StorageError: the journal can't be read.
    """
    if problem := st.session_state.pop(_PROBLEM, None):
        say_problem(problem)
    if said := st.session_state.pop(_SAID, None):
        st.success(said, icon=":material/check_circle:")
    draft = draft_note(care.journal, care.author)
    if draft is None:
        st.session_state.pop(_key(care), None)
        _begin(care)
    else:
        held = _held(care, draft)
        if held.entry != draft.id and held.note != draft.body:
            _two_versions(care, held, draft)
        else:
            _draft(care, held)
    show_signed(care, can_amend=draft is None)


def _begin(care: Care) -> None:
    st.markdown(
        "A note begins with what is known since the last visit. Each figure says where it comes "
        "from; what it means is yours to write."
    )
    since = ask_since(care, "Look back on", "reporting-note-since", visit_first=True)
    with st.container(horizontal=True):
        filled = st.button(
            "Begin with the figures",
            type="primary",
            icon=":material/edit_note:",
            key="reporting-note-begin",
        )
        empty = st.button("Begin empty", key="reporting-note-empty")
    if not filled and not empty:
        return
    note = VisitNote(since=since)
    if filled:
        note = prefilled(facts_of(care, since))
    keep_draft(care, note.model_copy(update={"sets": sets_to_begin_with(care, since)}), None)
    st.rerun()


def _draft(care: Care, held: Held) -> None:
    tail = f"{care.patient.id}-{held.edition}"
    span = "" if held.note.since is None else f" · {span_words(held.note.since, care.today())}"
    amends = " · takes the place of a signed note" if held.note.amends is not None else ""
    st.caption(f"A draft{span}{amends}. It is kept whenever you leave a field.")
    for part, title in PARTS.items():
        st.text_area(
            title,
            value=getattr(held.note, part),
            max_chars=LONGEST,
            height="content",
            key=f"reporting-{part}-{tail}",
            on_change=_typed,
            args=(part, f"reporting-{part}-{tail}"),
        )
    sets = ask_sets(care, held.note, f"reporting-sets-{tail}")
    if sets != held.note.sets:
        _keep(care, held.note.model_copy(update={"sets": sets}))
        st.rerun()
    _buttons(care, held)


def _buttons(care: Care, held: Held) -> None:
    asked = st.session_state.get(_ASKED)
    with st.container(horizontal=True):
        if asked is None:
            st.button(
                "Sign it",
                type="primary",
                icon=":material/draw:",
                key="reporting-sign",
                on_click=_ask,
                args=("sign",),
            )
            if st.button("Add new figures", icon=":material/add_chart:", key="reporting-refresh"):
                facts = facts_of(care, held.note.since)
                _keep(care, with_new_lines(held.note, facts), fresh=True)
                st.rerun()
            st.button("Leave the draft", key="reporting-leave", on_click=_ask, args=("leave",))
            return
        if asked == "sign":
            st.markdown("A signed note stays as it is. Sign it now?")
            st.button("Yes, sign it", type="primary", key="reporting-sign-yes", on_click=_sign)
        else:
            st.markdown("The draft goes out of sight. Leave it?")
            st.button("Yes, leave it", type="primary", key="reporting-leave-yes", on_click=_leave)
        st.button("Not yet", key="reporting-not-yet", on_click=_ask, args=(None,))


def _two_versions(care: Care, held: Held, draft: Note) -> None:
    """Another window kept this draft meanwhile: both are shown, and one is chosen."""
    st.warning(
        "This note was changed in another window. Both versions are here; nothing is lost.",
        icon=":material/sync_problem:",
    )
    columns = st.columns(2)
    for column, title, note in zip(
        columns, ("This window", "The other window"), (held.note, draft.body), strict=True
    ):
        with column:
            st.markdown(f"**{title}**")
            for part, name in PARTS.items():
                st.caption(name)
                st.text(getattr(note, part) or "–")
    with st.container(horizontal=True):
        if st.button("Go on with this window's", key="reporting-mine", type="primary"):
            _put(care, Held(keep_draft(care, held.note, draft.id), held.note, held.edition + 1))
            st.rerun()
        if st.button("Go on with the other's", key="reporting-theirs"):
            _put(care, Held(draft.id, draft.body, held.edition + 1))
            st.rerun()


def _typed(part: str, key: str) -> None:
    """A field was left: keep the draft at once."""
    try:
        care = patient_care()
        held: Held | None = st.session_state.get(_key(care))
        if held is not None:
            _keep(care, held.note.with_parts(**{part: st.session_state[key] or ""}))
    except UserFacingError as error:
        st.session_state[_PROBLEM] = str(error)


def _keep(care: Care, note: VisitNote, *, fresh: bool = False) -> None:
    """Keep the words; where another version was kept meanwhile they stay in this window."""
    held: Held = st.session_state[_key(care)]
    edition = held.edition + fresh
    try:
        entry = keep_draft(care, note, held.entry)
    except NoteChangedError:
        _put(care, replace(held, note=note))
        return
    _put(care, Held(entry, note, edition))


def _ask(what: str | None) -> None:
    st.session_state[_ASKED] = what


def _sign() -> None:
    _finish("Signed. It stays as it is.", signing=True)


def _leave() -> None:
    _finish("The draft was left.", signing=False)


def _finish(said: str, *, signing: bool) -> None:
    _ask(None)
    try:
        care = patient_care()
        held: Held | None = st.session_state.get(_key(care))
        if held is None:
            return
        if signing:
            sign(care, held.note, held.entry)
        else:
            discard(care, held.entry)
    except UserFacingError as error:
        st.session_state[_PROBLEM] = str(error)
        return
    st.session_state.pop(_key(care), None)
    st.session_state[_SAID] = said


def _held(care: Care, draft: Note) -> Held:
    held = st.session_state.get(_key(care))
    if not isinstance(held, Held):
        held = Held(draft.id, draft.body)
        _put(care, held)
    return held


def _put(care: Care, held: Held) -> None:
    st.session_state[_key(care)] = held


def _key(care: Care) -> str:
    return f"{_HELD}{care.patient.id}"
