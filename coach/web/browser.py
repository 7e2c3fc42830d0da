"""What the browser at the other end tells of itself: the one place that asks it.

Tests of pages have no browser, and put their own functions here.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach import clock

COOKIE: Final = "back_coach"
"""Holds the secret of a sign-in; scripts in the page can't read it."""

_SYSTEMS: Final = (
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrom", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)


def secret() -> str | None:
    """The secret of the sign-in with which this page was loaded."""
    return st.context.cookies.get(COOKIE)


def zone() -> str | None:
    """The IANA name of the browser's time zone, where it tells one that is known."""
    name = st.context.timezone
    return name if name and clock.is_zone(name) else None


def address() -> str:
    """Where the page is asked for; empty where that is this very computer.

    A proxy on this computer is believed in whom it names; anybody else could name anybody.
    """
    return address_of(st.context.ip_address, st.context.headers.get("X-Forwarded-For", ""))


def address_of(near: str | None, forwarded: str) -> str:
    """The same out of who is at the other end, None for this computer, and whom it names."""
    # The last name is what the proxy itself has seen; whoever asks may write the ones before.
    return forwarded.rsplit(",", 1)[-1].strip() if near is None else near


def device() -> str:
    """Browser and kind of device in words, as far as the browser tells."""
    return device_words(st.context.headers.get("User-Agent", ""))


def device_words(agent: str) -> str:
    """The same out of what a browser calls itself."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return " on ".join(filter(None, (browser, system))) or "A device"
