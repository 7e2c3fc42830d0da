"""A link that was just made: shown once, to be copied and sent."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from coach.accounts.link import link_to
from coach.records.invitations import NewInvitation
from coach.web.live.phone import phone_url
from coach.web.problems import plain

_LINK: Final = "new-link"
_HERE: Final = ("localhost", "127.0.0.1", "::1")


def keep_link(made: NewInvitation, name: str) -> None:
    """Show this link at the next rerun; nobody can read it anywhere afterwards."""
    st.session_state[_LINK] = (link_to(made.secret, _base()), name, made.expires_at)


def show_link() -> None:
    """The link that was just made, until it is said to be sent."""
    kept = st.session_state.get(_LINK)
    if kept is None:
        return
    link, name, expires_at = kept
    with st.container(border=True, key="new-link-box"):
        st.markdown(
            f"**A link for {plain(name)}.** It works once, until {expires_at.day} "
            f"{expires_at:%B %Y}. Send it to "
            f"{plain(name)} only: whoever opens it first chooses the password. It is shown just "
            "now and never again."
        )
        st.code(link, language=None, wrap_lines=True)
        if urlsplit(link).hostname in _HERE:
            st.caption(
                "This link opens on this computer only. Open the app by the address that the "
                "others use, and make the link there."
            )
        st.button("I have copied it", key="link-sent", on_click=forget_link)


def forget_link() -> None:
    """Take the link off the page."""
    st.session_state.pop(_LINK, None)


def _base() -> str:
    """The app's address as others reach it; a phone does not know this computer as localhost."""
    home = phone_url()
    if home is not None:
        return home
    here = urlsplit(st.context.url or "http://localhost:8501")
    return f"{here.scheme}://{here.netloc}"
