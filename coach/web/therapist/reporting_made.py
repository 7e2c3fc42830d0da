"""A file that was made and waits to be downloaded: asked for, written down, then given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import streamlit as st

from coach.records import PersonId
from coach.records.care import Care
from coach.records.care_entries import ConsentKind

_MADE: Final = "reporting-made"


@dataclass(frozen=True, slots=True)
class Made:
    """A file of one patient; ``asked`` is how it was asked for."""

    patient: PersonId
    asked: tuple[str, ...]
    name: str
    mime: str
    content: bytes


def offer(
    care: Care,
    asked: tuple[str, ...],
    *,
    label: str,
    what: str,
    name: str,
    mime: str,
    make: Callable[[], bytes],
) -> None:
    """A button that makes the file, then one that downloads it; ``what`` goes to the trail.

    Raises:
        ConsentMissingError: the patient has not agreed to sharing, or not any more.
        StorageError: it can't be read or written down.
    """
    made: Made | None = st.session_state.get(_MADE)
    if made is not None and (made.patient, made.asked) == (care.patient.id, asked):
        care.require(ConsentKind.SHARING)
        st.download_button(
            "Download it",
            made.content,
            file_name=made.name,
            mime=made.mime,
            type="primary",
            icon=":material/download:",
            key="reporting-download",
        )
        return
    if st.button(label, type="primary", icon=":material/description:", key="reporting-make"):
        care.require(ConsentKind.SHARING)
        with st.spinner("Putting it together"):
            content = make()
        if not care.own:
            care.note_export(what)
        st.session_state[_MADE] = Made(care.patient.id, asked, name, mime, content)
        st.rerun()


def forget() -> None:
    """Drop a file that waits, such as when the consent to it was taken back."""
    st.session_state.pop(_MADE, None)
