"""One set in review: the player on top, judging and comparing below it."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from coach.records import SetId
from coach.records.care import Care
from coach.review.packing import error_figures
from coach.review.table import faults, table
from coach.web.felt import ended_words, felt_words
from coach.web.problems import plain
from coach.web.review import headline
from coach.web.reviewing.component import Told, show_player
from coach.web.reviewing.marks import keep_drawing, mark_seen, packed_marks, take_away
from coach.web.reviewing.material import Material, gather, still_there
from coach.web.store import patient_care
from coach.web.therapist.comparing import show_comparing
from coach.web.therapist.judging import show_judging
from coach.web.therapist.reviewing import ANSWER, AT, KNOWN, PRESENTING, REPETITION, close_set
from coach.web.words import moment_words, view_words
from poses.errors import UserFacingError

_LOOK_AGAIN_S: Final = 20
_JUDGING: Final = "card-judge-piece"
"""Where on the page one says what one thinks of a repetition."""


def show_set(care: Care, set_id: SetId) -> None:
    """Draw the review of one set.

    Raises:
        NotFoundError: the patient has no such set.
        StorageError: the log can't be read.
    """
    presenting = bool(st.session_state.get(PRESENTING))
    material = _material(care, set_id)
    _head(care, material, presenting=presenting)
    for problem in material.problems:
        st.warning(plain(problem), icon=":material/info:")
    told = show_player(_data(care, material, presenting=presenting), key=f"review-{set_id}")
    _answer(care, set_id, told)
    _look_again(set_id, (material.track is not None, material.video is not None))
    if not presenting:
        show_judging(care, material.saved, material.exercise)
    # Comparing names nobody: it is what one wants to show in a call.
    show_comparing(care, material.saved, material.exercise, material.track)


def _material(care: Care, set_id: SetId) -> Material:
    """Packed once while it is looked at; whether it may be seen is asked each time."""
    known = st.session_state.pop(KNOWN, None)
    found = gather(care, set_id, known if isinstance(known, Material) else None)
    st.session_state[KNOWN] = found
    return found


def _head(care: Care, material: Material, *, presenting: bool) -> None:
    saved, result = material.saved, material.saved.result
    when = moment_words(saved.performed_at, care.patient.zone)
    seen = f"{when}, seen {view_words(result.view)}"
    if presenting:
        st.subheader(plain(result.exercise_name))
        st.caption(seen)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("All sets", icon=":material/arrow_back:", key="review-back", on_click=close_set)
        st.subheader(plain(result.exercise_name))
    done = [f"{what}: {figure} {unit}" for what, figure, unit in headline(result)]
    told = (ended_words(saved.ended), felt_words(saved.pain, saved.effort))
    st.caption(" · ".join((seen, *done, *filter(None, told))))
    if saved.note:
        st.info(plain(saved.note), icon=":material/edit_note:")


def _data(care: Care, material: Material, *, presenting: bool) -> dict[str, Any]:
    saved = material.saved
    parts = ("moving" if material.moving else "still", "film" if material.video else "no-film")
    return {
        "id": "-".join((str(saved.id), *parts)),
        "at": st.session_state.get(AT),
        "duration": saved.result.duration_s,
        "movement": material.moving,
        "video": material.video,
        "rows": table(saved.result),
        "faults": faults(saved.result),
        "errors": error_figures(),
        "marks": packed_marks(care, saved.id),
        "presenting": presenting,
        "judging": _JUDGING,
        "answer": st.session_state.get(ANSWER),
    }


def _answer(care: Care, set_id: SetId, told: Told) -> None:
    """Do what was pressed in the player, and draw the page with what came of it."""
    if isinstance(told.repetition, int):
        st.session_state[REPETITION] = told.repetition
    changed = False
    if told.drawing is not None:
        st.session_state[ANSWER] = keep_drawing(care, set_id, told.drawing)
        changed = True
    if told.seen is not None:
        mark_seen(care, told.seen)
        changed = True
    if told.away is not None:
        take_away(care, set_id, told.away)
        changed = True
    if isinstance(told.present, bool):
        st.session_state[PRESENTING] = told.present
        changed = True
    if changed:
        st.rerun()


@st.fragment(run_every=_LOOK_AGAIN_S)
def _look_again(set_id: SetId, there: tuple[bool, bool]) -> None:
    """Draw the page anew when a consent or the access has ended while it was looked at."""
    try:
        now = still_there(patient_care(), set_id)
    except UserFacingError:
        now = (False, False)
    if any(was and not still for was, still in zip(there, now, strict=True)):
        st.rerun()
