"""The check before every page, at every rerun: who is there, and may they come in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import streamlit as st

from coach.accounts.link import INVITE
from coach.records import Person
from coach.web.account import signing_in, taking
from coach.web.live.admitting import admit
from coach.web.pages import LIVE, PAGES, PageSpec
from coach.web.store import single_user, viewer, visitor

_WHO: Final = "signed-in"
_PAIR: Final = "pair"


@dataclass(frozen=True, slots=True)
class Guest:
    """Whoever may see pages: ``person`` is None for a phone that only films for a sitting."""

    person: Person | None
    single: bool = False


def answer_the_door() -> Guest | None:
    """Who is there. None: nobody yet, and the page to sign in has been drawn.

    Raises:
        StorageError: the database can't be read.
        SettingsError: a setting can't be used.
    """
    if single_user():
        return Guest(viewer(), single=True)
    found = visitor()
    _only_ones_own(None if found is None else str(found.person.id))
    if secret := st.query_params.get(INVITE):
        here = None if found is None else found.person
        _outside(lambda _page: taking.show(secret, here))
        return None
    if found is not None:
        return Guest(found.person)
    pair = st.query_params.get(_PAIR)
    if pair and admit(pair) is not None:
        return Guest(None)
    _outside(signing_in.show)
    return None


def phone_pages() -> tuple[PageSpec, ...]:
    """What a phone that films may open."""
    return tuple(spec for spec in PAGES if spec.script == LIVE)


def _only_ones_own(who: str | None) -> None:
    """A page that stays open while another person signs in must keep nothing of the first."""
    before = st.session_state.get(_WHO)
    if before is not None and before != who:
        st.session_state.clear()
    st.session_state[_WHO] = who


def _outside(draw: Callable[[str], None]) -> None:
    """One page under the addresses of all of them, so that the one that was asked for is known."""

    def page() -> None:
        draw(chosen.url_path)

    here = [st.Page(page, title="Back Coach", url_path="sign-in", default=True)]
    here += [st.Page(page, title="Back Coach", url_path=spec.url) for spec in PAGES]
    chosen = st.navigation(here, position="hidden")
    st.html('<span class="brand">Back Coach</span>')
    chosen.run()
