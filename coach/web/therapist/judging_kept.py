"""What was said of a set, beside the app's own value."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from coach.records import Database, NotFoundError, PersonId, SavedSet, find_person
from coach.records.care import Care
from coach.records.care_entries import Subject, Verdict
from coach.records.judgements import Judgement
from coach.review.judging import OTHER, Finding
from coach.web.problems import plain
from coach.web.therapist.judging_keeping import take_back
from coach.web.words import count_words, moment_words

_VERDICTS: Final = {
    Verdict.CONFIRMED: "confirmed",
    Verdict.CORRECTED: "corrected",
    Verdict.ADDED: "added",
    Verdict.REMOVED: "taken away",
}


def app_words(subject: Subject, value: object) -> str:
    """A value of the app, or of the therapist, for people."""
    if value is None:
        return "could not tell"
    if subject is Subject.FAULT:
        return "seen" if value else "not seen"
    if isinstance(value, int | float):
        return f"{value:.0f}" if subject is Subject.COUNT else f"{value:.0f} of 100"
    return plain(str(value))


def show_kept(
    care: Care, saved: SavedSet, kept: Sequence[Judgement], found: tuple[Finding, ...]
) -> None:
    """Those that differ from the app's one by one; those that confirm it in a line."""
    if not kept:
        return
    titles = {one.about: one.title for one in found}
    noun = "hold" if saved.result.holds else "repetition"
    differ = [one for one in kept if one.verdict is not Verdict.CONFIRMED]
    confirmed = [one for one in kept if one.verdict is Verdict.CONFIRMED]
    name = partial(_name, care.database, {})
    if differ:
        st.markdown("**What a therapist sees otherwise**")
    for one in differ:
        _line(care, one, _titled(one, titles, noun), name(one.author))
    if confirmed:
        with st.expander(f"Confirmed: {count_words(len(confirmed), 'finding')}"):
            for one in confirmed:
                _line(care, one, _titled(one, titles, noun), name(one.author))


def _titled(
    one: Judgement, titles: dict[tuple[Subject, int | None, str | None], str], noun: str
) -> str:
    about = (one.subject, one.repetition, one.check)
    title = titles.get(about) or ("Something else" if one.check == OTHER else one.check or "")
    return f"{noun.capitalize()} {one.repetition}: {title}" if one.repetition else title


def _line(care: Care, one: Judgement, title: str, name: str) -> None:
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", key=f"card-judged-{one.id}"
    ):
        told = [
            f"**{plain(title)}** · {_VERDICTS[one.verdict]}",
            f"The app: {app_words(one.subject, one.machine)}. "
            f"Therapist: {app_words(one.subject, one.value)}.",
        ]
        if one.reason:
            told.append(plain(one.reason))
        told.append(f":small[{plain(name)}, {moment_words(one.at, care.patient.zone)}]")
        st.markdown("  \n".join(told), width="stretch")
        if st.button("Take back", key=f"judge-back-{one.id}"):
            take_back(care, one.id)


def _name(database: Database, known: dict[PersonId | None, str], author: PersonId | None) -> str:
    if author not in known:
        try:
            known[author] = find_person(database, author).display_name if author else ""
        except NotFoundError:
            known[author] = ""
    return known[author] or "A therapist who has left"
