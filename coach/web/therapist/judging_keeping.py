"""Keeping what the therapist says of a set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from coach.records import SavedSet
from coach.records.care import Care
from coach.records.care_entries import Verdict
from coach.records.judgements import JudgementId, Judgements
from coach.review.judging import Finding, verdict_of
from coach.web.problems import say_problem
from coach.web.words import count_words
from poses.errors import UserFacingError

SAID: Final = "judge-said"
"""Where the page keeps, for one time, what it has done."""

_ROUND: Final = "judge-round"
_NO_REASON: Final = "Please say in a few words why: it helps whoever reads this later."


@dataclass(frozen=True, slots=True)
class Said:
    """What the therapist says of one finding."""

    finding: Finding
    value: object


def field(saved: SavedSet, name: str) -> str:
    """The key of a field, another one after each change: it then begins with what is kept."""
    return f"judge-{name}-{saved.id}-{st.session_state.get(_ROUND, 0)}"


def keep(care: Care, saved: SavedSet, all_said: Sequence[Said], reason: str) -> None:
    """Keep it and draw the page anew; whatever differs from the app's needs a reason."""
    differs = any(verdict_of(one.finding, one.value) is not Verdict.CONFIRMED for one in all_said)
    if differs and not reason.strip():
        st.warning(_NO_REASON, icon=":material/edit:")
        return
    _write(care, saved, all_said, reason, "Kept, beside what the app found.")


def confirm_rest(care: Care, saved: SavedSet, rest: Sequence[Finding]) -> None:
    """Say of each that it is as the app found it, and draw the page anew."""
    all_said = [Said(finding, finding.app) for finding in rest]
    _write(care, saved, all_said, "", f"Confirmed: {count_words(len(rest), 'finding')}.")


def take_back(care: Care, judgement: JudgementId) -> None:
    """Take a judgement back, and draw the page anew."""
    try:
        care.book(Judgements).retire(judgement)
    except UserFacingError as error:
        say_problem(str(error))
        return
    _drawn_anew("Taken back.")


def _write(care: Care, saved: SavedSet, all_said: Sequence[Said], reason: str, done: str) -> None:
    book = care.book(Judgements)
    try:
        for one in all_said:
            verdict = verdict_of(one.finding, one.value)
            book.add(
                saved.id,
                one.finding.subject,
                verdict,
                machine=one.finding.app,
                value=one.value,
                repetition=one.finding.repetition,
                check=one.finding.check,
                reason="" if verdict is Verdict.CONFIRMED else reason,
            )
    except UserFacingError as error:
        say_problem(str(error))
        return
    _drawn_anew(done)


def _drawn_anew(done: str) -> None:
    st.session_state[SAID] = done
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()
