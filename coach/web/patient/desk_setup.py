"""Beside the monitor: a list for the desk, and what the camera can and can't tell."""

from __future__ import annotations

from typing import Final

import streamlit as st

SETUP: Final = (
    ("screen", "The upper edge of the screen is about as high as my eyes"),
    ("near", "I can read the screen without coming closer"),
    ("feet", "Both feet rest on the floor or on a footrest"),
    ("arms", "My forearms rest on the desk or on armrests"),
    ("reach", "Keyboard and mouse are within easy reach"),
    ("move", "I can stand up or walk a few steps about every half hour"),
)
"""Usual advice for desks, for comfort: engineering defaults."""


def show_setup() -> None:
    """The list; ticks are for oneself and are not kept."""
    with st.container(border=True, key="desk-setup"):
        st.subheader("Your desk")
        for name, text in SETUP:
            st.checkbox(text, key=f"desk-setup-{name}")
        st.caption(
            "These are usual tips for comfort, not rules. What feels good to you counts more, and "
            "changing position more than any of them."
        )
        st.page_link(
            "patient/learn.py",
            label="Go through a longer list, with hints, and keep it",
            icon=":material/checklist:",
            query_params={"part": "place"},
        )


def show_what_is_seen() -> None:
    """What to expect of the camera, and of the browser."""
    with st.expander("Where to place the camera, and what it can tell"):
        st.markdown(
            "- **Camera in the screen, in front of you.** It sees your head and shoulders; the "
            "desk hides the rest. It can tell whether you are here, whether you are nearer to the "
            "screen or further away than usual, and whether your shoulders lean to a side. It "
            "can't tell how far your head or trunk is forward or back.\n"
            "- **A second camera at your side**, as high as your chest. It can tell how your trunk "
            "and head lean forward or back.\n"
            "- **No camera** sees the curve of your lower back.\n"
            "- **Standing.** With your legs in the picture I see it. If the screen goes up with "
            "the desk the picture looks the same, so press *I'm standing*.\n\n"
            "The first ten seconds show your usual position: sit the way that is comfortable."
        )
    with st.expander("While this page is in the background"):
        st.markdown(
            "On a computer you can work in other windows and tabs. Keep this tab open. Most "
            "browsers go on looking about once a second; some slow a hidden tab down, or stop its "
            "picture, and a phone stops it when you leave the browser or the screen goes dark. A "
            "computer that sleeps stops it too. Time without a picture is shown as such, and "
            "never counted as sitting still."
        )
