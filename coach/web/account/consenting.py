"""Asking for consents, where a patient agrees to a therapist and on "Who sees what"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from coach import clock
from coach.records.care_entries import ConsentKind
from coach.trust.terms import end_of
from coach.trust.words import words


@dataclass(frozen=True, slots=True)
class Asked:
    """What was ticked, and until when it holds."""

    kinds: tuple[ConsentKind, ...]
    until: datetime | None


def ask_consents(
    key: str, zone: str | None, kinds: Sequence[ConsentKind] = tuple(ConsentKind)
) -> Asked:
    """A box to tick for each kind, none of them ticked, and for how long; all may stay empty."""
    told = words()
    st.markdown(
        "**And, if you like:** each of these is up to you, now or later, and you can take it back "
        "at any time under “Who sees what”."
    )
    ticked = tuple(
        kind
        for kind in kinds
        if st.checkbox(f"I agree: {told.of_kind(kind).asks}.", key=f"{key}-{kind}")
    )
    return Asked(ticked, ask_term(key, zone))


def ask_term(key: str, zone: str | None) -> datetime | None:
    """For how long; the end is that of a day where the patient lives, None is without an end."""
    terms = words().terms
    months = [term.months for term in terms.choice]
    chosen = st.selectbox(
        "How long?",
        terms.choice,
        index=months.index(terms.default),
        format_func=lambda term: term.label,
        key=f"{key}-term",
        width=260,
    )
    return end_of(chosen, clock.now(), zone)
