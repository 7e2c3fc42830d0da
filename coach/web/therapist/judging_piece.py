"""The faults of one repetition or hold, judged one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from coach.records import SavedSet
from coach.records.care import Care
from coach.records.care_entries import Subject
from coach.records.judgements import Judgement
from coach.review.judging import Finding, of_piece, other_fault
from coach.web.problems import plain
from coach.web.therapist.judging_keeping import Said, field, keep
from coach.web.therapist.judging_kept import app_words
from coach.web.therapist.reviewing import REPETITION

About = tuple[Subject, int | None, str | None]

_SEEN: Final = "Seen"
_NOT_SEEN: Final = "Not seen"
_WORDS: Final = {True: _SEEN, False: _NOT_SEEN}


def show_piece(
    care: Care, saved: SavedSet, found: tuple[Finding, ...], known: Mapping[About, Judgement]
) -> None:
    """Choose a repetition, and say of each fault whether it can be seen."""
    result = saved.result
    numbers = list(range(1, len(result.holds) + 1)) or [rep.number for rep in result.repetitions]
    if not numbers:
        return
    noun = "Hold" if result.holds else "Repetition"
    with st.container(border=True, key="card-judge-piece"):
        number = _chosen(saved, numbers, noun)
        with st.form(f"judge-piece-{saved.id}-{number}", border=False):
            answers = []
            # What the app could tell comes first.
            asked = sorted(of_piece(found, number), key=lambda one: one.app is None)
            for place, finding in enumerate(asked):
                if place % 2 == 0:
                    columns = st.columns(2)
                with columns[place % 2]:
                    answers.append((finding, _asked(saved, finding, known.get(finding.about))))
            other = other_fault(number)
            held = known.get(other.about)
            more = st.checkbox(
                "Something else that the app does not look for: say below what it is",
                value=held is not None and bool(held.value),
                key=field(saved, f"{number}-other"),
            )
            reason = st.text_input(
                "Why, in a few words", max_chars=200, key=field(saved, f"{number}-why")
            )
            done = st.form_submit_button(
                f"Keep for {noun.lower()} {number}", key="judge-piece-keep"
            )
        if not done:
            return
        said = [
            Said(finding, answer == _SEEN)
            for finding, answer in answers
            if answer is not None and _is_new(known.get(finding.about), answer == _SEEN)
        ]
        if more and (held is None or reason.strip()):
            said.append(Said(other, True))
        if said:
            keep(care, saved, said, reason)
        else:
            st.info("Nothing new was said of it.", icon=":material/info:")


def _is_new(held: Judgement | None, value: bool) -> bool:
    return held is None or held.value != value


def _chosen(saved: SavedSet, numbers: list[int], noun: str) -> int:
    key = f"judge-number-{saved.id}"
    # The player was asked to judge this one: followed once, so that another can be chosen here.
    asked = st.session_state.pop(REPETITION, None)
    if asked in numbers:
        st.session_state[key] = asked
    return st.selectbox(noun, numbers, key=key)


def _asked(saved: SavedSet, finding: Finding, held: Judgement | None) -> str | None:
    title = plain(finding.title)
    return st.segmented_control(
        f"{title} · the app: {app_words(finding.subject, finding.app)}",
        [_SEEN, _NOT_SEEN],
        default=None if held is None else _WORDS[bool(held.value)],
        key=field(saved, f"{finding.repetition}-{finding.check}"),
    )
