"""Which movements relieve, as the therapist found: only then are such exercises chosen."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.records.care import Care
from coach.visit import Direction, prefer, visit_of
from coach.web.problems import say_problem
from poses.errors import UserFacingError

_WORDS: Final[dict[Direction, str]] = {
    "none": "No direction in particular",
    "flexion": "Bending forward relieves",
    "extension": "Bending backward relieves",
}


def show_direction(care: Care) -> None:
    """Draw the choice; without a finished first visit, what comes first.

    Raises:
        StorageError: the records can't be read.
    """
    visit = visit_of(care.journal)
    if visit is None:
        st.info("It can be noted once the first visit is finished.")
        return
    names = list(_WORDS)
    chosen = st.radio(
        "What you found",
        names,
        index=names.index(visit.body.direction),
        format_func=_WORDS.__getitem__,
        key="direction",
    )
    st.caption(
        "Exercises for one direction are chosen when the programme is made anew, or by you on the "
        "page *Change the plan*."
    )
    if not st.button("Note it", key="direction-keep", icon=":material/check:"):
        return
    try:
        prefer(care.journal, chosen)
    except UserFacingError as error:
        say_problem(str(error))
        return
    st.success("Noted.", icon=":material/check:")
