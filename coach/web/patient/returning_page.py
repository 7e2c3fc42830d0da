"""The page of the way back: choose an activity, see your step, tell how it went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from coach.lifting.ladder import ladder as lifting_ladder
from coach.programme.days import eased_share
from coach.records.care import Care
from coach.records.journal import JournalEntry
from coach.records.programmes import Programmes
from coach.returning.forms import LadderTry
from coach.returning.ladders import hints_of, ladders, steps_of
from coach.returning.rising import advise
from coach.returning.told import ActivityStep, as_standing, standing, tries
from coach.visit import visit_of
from coach.web.patient import returning_adding
from coach.web.patient.lifting_diary import present_step
from coach.web.patient.mind_entries import SCALE, say_kept
from coach.web.patient.returning_rises import rose_elsewhere
from coach.web.patient.returning_step import show_morning, show_moves, show_told, show_tries
from coach.web.problems import plain, say_problem
from coach.web.store import my_care
from poses.errors import UserFacingError

_ADD: Final = "Add an activity"
_LIFTING: Final = "Lifting"
_WHICH: Final = "returning-which"
_NO, _YES = "No", "Yes"


def show() -> None:
    """One activity at a time."""
    st.title("Back to life")
    try:
        _page(my_care())
    except UserFacingError as error:
        say_problem(str(error))


def _page(care: Care) -> None:
    st.markdown(
        "Each activity has a ladder: small steps from easy to all of it. You take the next step "
        "when the present one went well on two days and had settled the next morning."
    )
    say_kept()
    mine = standing(care.journal)
    names = [*(one.title for one in mine), _LIFTING, _ADD]
    wanted = st.session_state.pop(returning_adding.OPEN, None)
    if wanted in names:
        st.session_state[_WHICH] = wanted
    elif st.session_state.get(_WHICH) not in names:
        st.session_state[_WHICH] = names[0] if mine else _ADD
    chosen = st.pills("Which activity?", names, key=_WHICH)
    if chosen == _LIFTING:
        _lifting(care)
    elif chosen in (_ADD, None):
        returning_adding.show(care, mine)
    else:
        _activity(care, mine, next(one for one in mine if one.title == chosen))


def _activity(care: Care, mine: Sequence[ActivityStep], here: ActivityStep) -> None:
    done = tries(care.journal, here.ladder)
    show_morning(care, done)
    with st.container(border=True, key="summary-returning"):
        st.subheader(f"Step {here.step} of {here.last}")
        st.markdown(f"#### {plain(here.words)}")
        if here.goal:
            st.markdown(f":material/flag: {plain(here.goal)}")
    _next(care, mine, here, done)
    show_told(care, here)
    _help(here)
    show_tries(care, here, done)
    returning_adding.show_own(care, here)


def _next(
    care: Care,
    mine: Sequence[ActivityStep],
    here: ActivityStep,
    done: list[JournalEntry[LadderTry]],
) -> None:
    """Two questions, and whether the next step may come."""
    pain = st.pills(
        "How much does your back hurt now? 0 is no pain, 10 the worst you can imagine",
        SCALE,
        key="returning-pain",
    )
    flared = st.segmented_control(
        "Was your back clearly worse than usual today or yesterday?",
        [_NO, _YES],
        key="returning-flare",
    )
    visit = visit_of(care.journal)
    today = care.today()
    found = advise(
        as_standing(
            here,
            done,
            today,
            pain_now=pain,
            usual_pain=visit.body.usual_pain if visit else 0,
            flared_on=today if flared == _YES else None,
            resting=_resting(care),
            other_up_on=rose_elsewhere(care, mine, here),
        )
    )
    with st.container(border=True, key="card-returning-next"):
        st.markdown(f":material/signpost: {plain(found.sentence)}")
        show_moves(care, here, found)


def _resting(care: Care) -> bool:
    """Whether the programme is on its lighter days."""
    saved = care.book(Programmes).current()
    return saved is not None and eased_share(saved.programme, care.today()) is not None


def _help(here: ActivityStep) -> None:
    known = ladders().get(here.ladder)
    with st.expander("How to make it easier", icon=":material/lightbulb:"):
        st.markdown("\n".join(f"- {plain(hint)}" for hint in hints_of(here.place)))
        if known and known.careful:
            st.markdown(f":material/info: {plain(known.careful)}")
    with st.expander("All steps", icon=":material/stairs:"):
        lines = []
        for number, words in enumerate(steps_of(here.place), 1):
            line = f"{number}. {plain(words)}"
            lines.append(f"**{line} (you are here)**" if number == here.step else line)
        st.markdown("\n".join(lines))
        st.caption("The steps are a usual order of ours; your therapist may choose another.")


def _lifting(care: Care) -> None:
    steps = lifting_ladder().steps
    here = lifting_ladder().step(present_step(care.log))
    with st.container(border=True, key="summary-lifting"):
        st.subheader(f"Step {here.number} of {len(steps)}")
        st.markdown(f"#### {plain(here.words)}")
        st.page_link(
            "patient/lifting.py",
            label="Go on with lifting",
            icon=":material/package_2:",
        )
    st.markdown("Lifting has a ladder of its own, with your coach watching.")
