"""The way back into the programme: two questions, a week suggested, and the choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from coach.keeping.checking import Reentry, reentry
from coach.keeping.forms import Monthly
from coach.programme.model import WEEKS
from coach.programme.restarting import restart, week_to_return_to
from coach.records.care import Care
from coach.records.journal import JournalEntry
from coach.records.programmes import Programmes, SavedProgramme
from coach.records.sessions import Sessions
from coach.web.patient.mind_entries import SCALE, say_next
from coach.web.problems import plain, say_problem
from poses.errors import UserFacingError

_REASON: Final = "Started again at week {week} by the patient"


def show(care: Care, saved: SavedProgramme, entries: Sequence[JournalEntry[Monthly]]) -> None:
    """Ask, suggest, and begin again once the person says so."""
    st.markdown("A sore spell, or a long pause? You can begin again at the week that suits you.")
    last = entries[0].body if entries else None
    pain = st.pills(
        "How much does your back hurt these days? 0 is no pain, 10 the worst you can imagine",
        SCALE,
        default=last.pain if last else None,
        key="again-pain",
    )
    function = st.pills(
        "How well do the things that matter to you go? 0 not at all, 10 as before",
        SCALE,
        default=last.function if last else None,
        key="again-function",
    )
    if pain is None or function is None:
        return
    found = reentry(pain, function)
    with st.container(border=True, key="summary-again"):
        st.markdown(f"#### :material/signpost: {plain(found.sentence)}")
        if found.talk:
            st.page_link("patient/mind.py", label="Calm and mind", icon=":material/spa:")
            return
        _choose(care, saved, found)


def _choose(care: Care, saved: SavedProgramme, found: Reentry) -> None:
    suggested = _week(care, saved, found) if found.week else 1
    week = st.selectbox(
        "Begin again at week",
        range(1, WEEKS + 1),
        index=suggested - 1,
        key=f"again-week-{suggested}",
    )
    st.caption("Everything that you did stays in your log. Your plan of today begins at that week.")
    if st.button(
        f"Start again at week {week}",
        type="primary" if found.week else "secondary",
        icon=":material/restart_alt:",
        key="again-start",
    ):
        _begin(care, saved, week)


def _week(care: Care, saved: SavedProgramme, found: Reentry) -> int:
    """By pain and function, and no later than the pause allows."""
    past = care.book(Sessions).between(saved.programme.starts_on, care.today())
    last_done = max((one.day for one in past), default=None)
    return min(found.week, week_to_return_to(saved.programme, care.today(), last_done))


def _begin(care: Care, saved: SavedProgramme, week: int) -> None:
    try:
        care.book(Programmes).save(
            restart(saved.programme, care.today(), week),
            reason=_REASON.format(week=week),
            expected=saved.number,
        )
    except UserFacingError as error:
        say_problem(str(error))
        return
    say_next(f"Week {week} begins today. Welcome back.")
    st.rerun()
