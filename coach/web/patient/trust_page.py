"""What the patient agreed to, until when, and who looked at, changed or took out what."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import streamlit as st

from coach import clock
from coach.records.care import Care
from coach.records.care_entries import ConsentKind
from coach.records.care_links import carers_of
from coach.records.consents import Consent, Consents
from coach.trust.terms import ends_soon
from coach.trust.words import KindWords, words
from coach.web.account.consenting import ask_term
from coach.web.patient.trust_trail import show_trail
from coach.web.problems import plain, say_problem
from coach.web.store import my_care, single_user
from coach.web.words import moment_words
from poses.errors import UserFacingError

_SAID: Final = "trust-said"

_SINGLE: Final = """
Nobody but you. Everything stays on this computer, and whoever uses this computer can open it.
"""

_TAKEN_BACK: Final = {
    ConsentKind.MOVEMENT: "It is taken back, and the moving points of your sets are deleted.",
    ConsentKind.VIDEO: "It is taken back, and your videos are deleted.",
    ConsentKind.SHARING: "It is taken back: nothing more is taken out of the app.",
}


def show() -> None:
    """The page."""
    st.title("Who sees what")
    try:
        if single_user():
            st.markdown(_SINGLE)
            return
        if said := st.session_state.pop(_SAID, None):
            st.success(said, icon=":material/check_circle:")
        care = my_care()
        _carers(care)
        _consents(care)
        show_trail(care)
    except UserFacingError as error:
        say_problem(str(error))


def _carers(care: Care) -> None:
    carers = carers_of(care.database, care.patient.id)
    agreed = [plain(one.person.display_name) for one in carers if one.agreed_at is not None]
    if agreed:
        st.markdown(
            f"**{' and '.join(agreed)}** can see which exercises you did and how they went, your "
            "diary, answers, plan and notes. Nobody else can. You can end that at any time."
        )
    else:
        st.markdown("Nobody but you sees what you record here.")
    st.page_link("account/account.py", label="Change who looks after me")


def _consents(care: Care) -> None:
    st.header("What you agreed to")
    st.markdown(
        "Each of these is up to you. It holds for every therapist who looks after you, and for "
        "nobody else."
    )
    given = {one.kind: one for one in care.book(Consents).current()}
    for told in words().kind:
        with st.container(border=True, key=f"consent-{told.id}"):
            _kind(care, told, given.get(told.id))


def _kind(care: Care, told: KindWords, given: Consent | None) -> None:
    st.subheader(told.title)
    st.caption(f"{told.asks[0].upper()}{told.asks[1:]}.")
    now = clock.now()
    holds = given is not None and given.holds(now)
    if given is None:
        st.markdown("You have not agreed, so nobody else gets this.")
    else:
        st.markdown(_since(given, care.patient.zone, holds=holds))
    if given is not None and ends_soon(given.until, now):
        st.info("This ends soon. Would you like to go on?", icon=":material/schedule:")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        label = "Go on" if given is not None else "I agree"
        with st.popover(f"{label} …", icon=":material/check:"):
            st.markdown(f"I agree: {told.asks}.")
            until = ask_term(f"agree-{told.id}", care.patient.zone)
            if st.button("I agree", type="primary", key=f"give-{told.id}"):
                care.book(Consents).give(told.id, until)
                _again("Thank you. It is kept.")
        if given is not None:
            with st.popover("Take it back …", icon=":material/undo:"):
                st.markdown(f"When you take it back, {told.back}. It can't be undone.")
                if st.button("Take it back", key=f"withdraw-{told.id}"):
                    care.book(Consents).withdraw(told.id)
                    _again(_TAKEN_BACK[told.id])


def _since(given: Consent, zone: str | None, *, holds: bool) -> str:
    since = moment_words(given.given_at, zone)
    if given.until is None:
        return f"You agreed on {since}. It holds until you take it back."
    if holds:
        return f"You agreed on {since}. It holds until {_last_day(given.until, zone)}."
    return f"You agreed until {_last_day(given.until, zone)}. Nobody else gets this any more."


def _last_day(until: datetime, zone: str | None) -> str:
    """The last day of which some part is before the end."""
    day = clock.day_of(until - timedelta(seconds=1), zone)
    return f"{day.day} {day:%B %Y}"


def _again(said: str) -> None:
    st.session_state[_SAID] = said
    st.rerun()
