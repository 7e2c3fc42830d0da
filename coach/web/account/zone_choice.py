"""Choosing where one's days begin and end."""

from __future__ import annotations

from functools import cache
from typing import Final
from zoneinfo import available_timezones

import streamlit as st

from coach import clock
from coach.records import Person
from coach.records.people import follow_device, keep_zone, zone_is_chosen
from coach.web import browser
from coach.web.account.zone import zone_words
from coach.web.store import my_database

_FOLLOW: Final = "As my device says"
_NO_PLACES: Final = ("Etc/", "posix/", "right/", "SystemV/", "US/")


def show_zone(person: Person) -> None:
    """Say which zone holds, and let the person choose another one or leave it to the device.

    Raises:
        StorageError: it can't be read or kept.
    """
    st.subheader("Your time zone")
    chosen = zone_is_chosen(my_database(), person.id)
    holds = person.zone or clock.UNKNOWN_ZONE
    st.markdown(
        f"Your days begin and end by the time of **{zone_words(holds)}**. If you change it, the "
        "days of the past stay as they are."
    )
    options = [_FOLLOW, *_zones()]
    wished = st.selectbox(
        "Time zone",
        options,
        index=options.index(holds) if chosen and holds in options else 0,
        format_func=zone_words,
        key="zone",
        width=420,
    )
    if wished == _FOLLOW and chosen:
        follow_device(my_database(), person.id)
        told = browser.zone()
        if told is not None:
            keep_zone(my_database(), person.id, told)
        st.rerun()
    if wished != _FOLLOW and not (chosen and wished == holds):
        keep_zone(my_database(), person.id, wished, chosen=True)
        st.rerun()


@cache
def _zones() -> tuple[str, ...]:
    """Places by which people know a zone."""
    names = (name for name in available_timezones() if "/" in name)
    return ("UTC", *sorted(name for name in names if not name.startswith(_NO_PLACES)))
