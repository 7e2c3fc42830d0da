"""What is kept of the person at the screen: take it along, or delete it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

import streamlit as st

from coach.live.livecoach import journal_folder
from coach.records.care import Care
from coach.records.erasing import leave
from coach.records.exporting import export_person
from coach.settings import Settings
from coach.web.fhir_file import offer
from coach.web.problems import plain, say_problem
from coach.web.store import my_care, single_user
from poses.errors import UserFacingError

_READY: Final = "my-data-ready"
_GONE: Final = "my-data-gone"
_WORD: Final = "delete"


def show() -> None:
    """The page."""
    try:
        if said := st.session_state.pop(_GONE, None):
            st.success(said, icon=":material/check:")
            if not single_user():
                return
        care = my_care()
        st.title("My data")
        _where()
        _take_along(care)
        _delete(care)
    except UserFacingError as error:
        say_problem(str(error))


def _where() -> None:
    settings = Settings.from_environment()
    if single_user():
        where = f"on this computer, in the folder `{plain(str(settings.data_dir))}`"
    else:
        where = "at your clinic, and only you and the therapists whom you agreed to can open it"
    st.markdown(
        f"Everything that Back Coach knows of you lies {where}: your exercises as moving points, "
        "your diary, your answers, your plan. A video is kept only where you ticked its box. "
        "Nothing is sent to anybody else."
    )
    if single_user():
        st.caption(
            "To keep a copy of everything in a safe place, run: coach data backup. To bring it "
            "back: coach data restore FILE.zip."
        )


def _take_along(care: Care) -> None:
    st.header("Take it along")
    st.markdown(
        "One file with everything: as tables for a spreadsheet (CSV), as one document for other "
        "programs (JSON), and your recordings. Nothing in it is encrypted: keep it as private as a "
        "letter from your doctor."
    )
    _whole_file(care)
    st.subheader("For a doctor or another clinic")
    st.markdown(
        "One file that their programs can read (HL7 FHIR R4): your plan, your exercises, your "
        "answers and your diary's numbers. Your diary's words and your videos are not in it."
    )
    offer(care)


def _whole_file(care: Care) -> None:
    ready: bytes | None = st.session_state.get(_READY)
    if ready is None:
        if st.button("Prepare my file", icon=":material/folder_zip:", key="my-data-prepare"):
            with st.spinner("Putting it together"):
                st.session_state[_READY] = _packed(care)
            st.rerun()
        return
    st.download_button(
        "Download my file",
        ready,
        file_name=f"back-coach-{care.today():%Y-%m-%d}.zip",
        mime="application/zip",
        type="primary",
        icon=":material/download:",
        key="my-data-download",
        on_click=lambda: st.session_state.pop(_READY, None),
    )


def _packed(care: Care) -> bytes:
    with tempfile.TemporaryDirectory(prefix="back-coach-") as folder:
        target = Path(folder) / "export.zip"
        export_person(care.database, care.patient.id, target)
        if not single_user():
            care.note_export("everything that is kept")
        return target.read_bytes()


def _delete(care: Care) -> None:
    days = Settings.from_environment().keep_records_days
    st.header("Delete it")
    if days:
        st.markdown(
            f"Your account and your videos are deleted at once. Your clinic must keep treatment "
            f"records for {days} days; nobody can open yours any more, and then it is deleted too."
        )
    else:
        st.markdown("Everything is deleted at once, for good. Take your file along before.")
    with st.popover("Delete all my data", icon=":material/delete_forever:"):
        st.markdown(f"This can't be undone. To be sure, type the word **{_WORD}**.")
        typed = st.text_input("The word", key="my-data-word")
        sure = typed.strip().lower() == _WORD
        if st.button("Delete everything", key="my-data-delete", disabled=not sure):
            settings = Settings.from_environment()
            gone = leave(care.database, care.patient.id, journal_folder(settings), keep_days=days)
            st.session_state.clear()
            st.session_state[_GONE] = (
                "Everything is deleted. We wish you well."
                if gone
                else "Your account is closed. We wish you well."
            )
            st.rerun()
