"""Where the days of the person at the screen begin and end: as the browser tells, said once."""

from __future__ import annotations

import logging
from typing import Final

import streamlit as st

from coach.records import Person
from coach.records.people import keep_zone
from coach.web import browser
from coach.web.store import my_database
from poses.errors import UserFacingError

_LOOKED_AT: Final = "zone-looked-at"
_NEWS: Final = "zone-news"

_log = logging.getLogger(__name__)


def keep_zone_of(person: Person) -> None:
    """Keep the browser's zone where the person's own is unknown or another one.

    It is done once for each page that is opened: of two devices with two zones, the one that was
    opened last counts, and they don't take turns.
    """
    told = browser.zone()
    if told is None or st.session_state.get(_LOOKED_AT) == told:
        return
    st.session_state[_LOOKED_AT] = told
    if told == person.zone:
        return
    try:
        changed = keep_zone(my_database(), person.id, told)
    except UserFacingError as error:
        _log.warning("a time zone could not be kept", exc_info=error)
        return
    if changed and person.zone is not None:
        st.session_state[_NEWS] = (person.zone, told)


def show_news_of_zone() -> None:
    """Say that the zone has changed, until the person has read it."""
    news = st.session_state.get(_NEWS)
    if news is None:
        return
    before, now = news
    with st.container(border=True, key="zone-changed"):
        st.markdown(
            f"Your device is in another time zone: your days now follow **{zone_words(now)}**, no "
            f"longer {zone_words(before)}. The days of the past stay as they are. You can choose "
            "the zone yourself under “Account”."
        )
        st.button("Good to know", key="zone-read", on_click=_read)


def zone_words(name: str) -> str:
    """A time zone as people read it."""
    return name.replace("_", " ").replace("/", " / ")


def _read() -> None:
    st.session_state.pop(_NEWS, None)
