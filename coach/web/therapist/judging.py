"""The therapist's judgement on a set, beside what the app found."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.records import SavedSet, Status
from coach.records.care import Care
from coach.records.care_entries import Subject
from coach.records.judgements import Judgement, Judgements
from coach.review.judging import Finding, findings, score_as_said
from coach.web.problems import plain
from coach.web.therapist.judging_keeping import SAID, Said, confirm_rest, field, keep
from coach.web.therapist.judging_kept import app_words, show_kept
from coach.web.therapist.judging_piece import show_piece

REASON: Final = "Why, in a few words"


def show_judging(care: Care, saved: SavedSet, exercise: Exercise | None) -> None:
    """Confirm, correct or add a count, a score, faults; what was said before is listed below.

    Raises:
        NotFoundError: the patient has no such set any more.
        StorageError: the judgements can't be read.
    """
    st.subheader("Your judgement", anchor=False)
    if saved.status is not Status.FINISHED:
        st.markdown("This set is not finished yet: it can be judged once it is.")
        return
    st.caption(
        "What the app found is never changed: yours stays beside it. Saying that something is "
        "right counts as much as a correction."
    )
    if said := st.session_state.pop(SAID, None):
        st.success(plain(str(said)), icon=":material/check_circle:")
    kept = care.book(Judgements).of_set(saved.id)
    known = {(one.subject, one.repetition, one.check): one for one in kept}
    found = findings(saved.result, exercise)
    with st.container(border=True, key="card-judge-set"):
        left, right = st.columns(2, gap="large")
        for column, finding in zip((left, right), found[:2], strict=True):
            with column:
                _figure(care, saved, finding, known.get(finding.about))
    show_piece(care, saved, found, known)
    _rest(care, saved, found, known)
    show_kept(care, saved, kept, found)


def _figure(care: Care, saved: SavedSet, finding: Finding, held: Judgement | None) -> None:
    """A count or a score: the app's value, the therapist's, and why it is another one."""
    name = finding.subject.value
    st.markdown(f"**{finding.title}**  \nThe app: {app_words(finding.subject, finding.app)}")
    with st.form(f"judge-{name}-{saved.id}", border=False):
        now = held.value if held is not None else finding.app
        said = st.number_input(
            "You count" if finding.subject is Subject.COUNT else "You would give",
            min_value=0,
            max_value=999 if finding.subject is Subject.COUNT else 100,
            value=round(now) if isinstance(now, int | float) else None,
            step=1,
            key=field(saved, f"{name}-value"),
        )
        reason = st.text_input(REASON, max_chars=200, key=field(saved, f"{name}-why"))
        if st.form_submit_button("Keep", key=f"judge-{name}-keep"):
            if said is None:
                st.warning("Please give a figure first.")
                return
            value = said if finding.subject is Subject.COUNT else score_as_said(finding, said)
            keep(care, saved, [Said(finding, value)], reason)


def _rest(
    care: Care,
    saved: SavedSet,
    found: tuple[Finding, ...],
    known: dict[tuple[Subject, int | None, str | None], Judgement],
) -> None:
    rest = [one for one in found if one.app is not None and one.about not in known]
    if not rest:
        return
    if st.button(
        "The rest is as the app says",
        icon=":material/done_all:",
        key="judge-rest",
        help="Confirms the count, the score and every fault, seen or not seen, that you have not "
        "judged yet. Press it only when you have looked at the whole set.",
    ):
        confirm_rest(care, saved, rest)
