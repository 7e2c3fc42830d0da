"""Own entries of the journal on a page: written, changed, looked back at, and taken away."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Final, TypeVar

import streamlit as st
from pydantic import BaseModel

from coach.records.journal import Journal, JournalEntry
from coach.web.problems import plain, say_problem
from poses.errors import UserFacingError

BodyT = TypeVar("BodyT", bound=BaseModel)

SCALE: Final = tuple(range(11))
_SAID: Final = "entries-said"


def say_kept() -> None:
    """Say once what was done before the page was drawn anew.

    Its place stays when the words go: tabs below it would begin at the first one again.
    """
    said = st.session_state.pop(_SAID, None)
    with st.container():
        if said:
            st.success(said, icon=":material/check_circle:")


def say_next(text: str) -> None:
    """What the page says when it is drawn anew."""
    st.session_state[_SAID] = text


def edited(kind: str, entries: Sequence[JournalEntry[BodyT]]) -> JournalEntry[BodyT] | None:
    """The entry of this kind that is being changed, if it is still there."""
    chosen = st.session_state.get(_editing(kind))
    return next((entry for entry in entries if str(entry.id) == chosen), None)


def form_key(kind: str, entry: JournalEntry[BodyT] | None) -> str:
    """A key for the widgets of a form, new for each entry and after each one that was kept."""
    number = st.session_state.get(f"{kind}-forms", 0)
    return f"{kind}-{entry.id if entry else 'new'}-{number}"


def keep(
    journal: Journal,
    kind: str,
    body: BaseModel,
    entry: JournalEntry[BodyT] | None = None,
    *,
    said: str = "Kept.",
) -> None:
    """Keep a new entry, or a new version of one, and draw the page anew."""
    try:
        if entry is None:
            journal.add(kind, body)
        else:
            journal.replace(entry.id, body)
    except UserFacingError as error:
        say_problem(str(error))
        return
    done(kind, said)


def done(kind: str, said: str = "") -> None:
    """Leave the form of this kind and draw the page anew."""
    st.session_state.pop(_editing(kind), None)
    st.session_state[f"{kind}-forms"] = st.session_state.get(f"{kind}-forms", 0) + 1
    if said:
        say_next(said)
    st.rerun()


def form_buttons(entry: JournalEntry[BodyT] | None, label: str = "Keep it") -> bool:
    """The button of a form, and its word while something is being changed."""
    return st.form_submit_button(
        "Keep the change" if entry else label, type="primary", icon=":material/check:"
    )


def leave_button(kind: str, entry: JournalEntry[BodyT] | None) -> None:
    """Below a form while an entry is being changed: leave it as it is."""
    if entry is not None and st.button("Leave it as it is", key=f"{kind}-leave"):
        done(kind)


def history(
    journal: Journal,
    kind: str,
    entries: Sequence[JournalEntry[BodyT]],
    tell: Callable[[BodyT], str],
    *,
    title: str = "What you wrote before",
    change: bool = True,
    open_at_once: bool = False,
) -> None:
    """All entries, the latest first, to change or take away; ``tell`` gives Markdown."""
    if not entries:
        return
    with st.expander(f"{title} ({len(entries)})", icon=":material/history:", expanded=open_at_once):
        for entry in entries:
            with st.container(border=True, key=f"card-{kind}-{entry.id}"):
                st.markdown(f":small[{day_words(entry.day)}]  \n{tell(entry.body)}")
                with st.container(horizontal=True):
                    if change:
                        st.button(
                            "Change",
                            key=f"{kind}-change-{entry.id}",
                            icon=":material/edit:",
                            on_click=start_change,
                            args=(kind, entry),
                        )
                    remove_button(journal, kind, entry)


def start_change(kind: str, entry: JournalEntry[BodyT]) -> None:
    """Open an entry in its form."""
    st.session_state[_editing(kind)] = str(entry.id)


def remove_button(
    journal: Journal, kind: str, entry: JournalEntry[BodyT], label: str = "Remove"
) -> None:
    """Take an entry out of sight, once the person has said yes."""
    with st.popover(label, icon=":material/delete:"):
        st.markdown("Take this entry away?")
        if st.button("Yes, take it away", key=f"{kind}-remove-{entry.id}"):
            try:
                journal.retire(entry.id)
            except UserFacingError as error:
                say_problem(str(error))
                return
            done(kind, "Taken away.")


def ticks(label: str, known: Sequence[str], now: Collection[str], key: str) -> tuple[str, ...]:
    """Those of the known lines that the person ticks; long lines break on a phone."""
    st.markdown(f"**{plain(label)}**")
    return tuple(
        line
        for number, line in enumerate(known)
        if st.checkbox(plain(line), line in now, key=f"{key}-{number}")
    )


def day_words(day: date) -> str:
    """A day as people say it."""
    return f"{day:%A}, {day.day} {day:%B %Y}"


def told(*lines: tuple[str, object]) -> str:
    """Named facts as Markdown, one a line; empty ones are left out."""
    known = [(name, value) for name, value in lines if value not in (None, "")]
    return "  \n".join(f"{plain(name)}: **{plain(str(value))}**" for name, value in known)


def _editing(kind: str) -> str:
    return f"{kind}-editing"
