"""Before a check-up: what it is for, how it goes, when to leave it out, and how to do it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.assessments.protocol import Protocol
from coach.web.howto import show_howto
from coach.web.patient import assess_live, assess_manual, assess_video
from coach.web.patient.assess_about import ask_about
from coach.web.patient.assess_list import open_test
from coach.web.patient.assess_sources import show_sources
from coach.web.patient.screening import show_stop_rules
from coach.web.problems import plain

_CAMERA: Final = "With the camera, now"
_VIDEO: Final = "From a video"
_THERAPIST: Final = "My therapist measured it"


def show_ready(protocol: Protocol) -> None:
    """All that is to be known, then one of three ways to a result.

    Raises:
        UserFacingError: the log can't be read, or what a sitting needs can't be had.
    """
    st.button(
        "All check-ups", icon=":material/arrow_back:", key="back", on_click=open_test, args=(None,)
    )
    st.title(protocol.name)
    st.markdown(plain(protocol.purpose))
    left, right = st.columns([2, 3], gap="large")
    with left:
        show_howto(protocol.as_tested, key=f"howto-{protocol.id}")
    with right:
        _protocol(protocol)
    about = ask_about(protocol)
    way = st.segmented_control(
        "How do you want to do it?",
        [_CAMERA, _VIDEO, _THERAPIST],
        default=_CAMERA,
        required=True,
        key=f"way-{protocol.id}",
    )
    if way == _VIDEO:
        assess_video.ask(protocol)
    elif way == _THERAPIST:
        assess_manual.ask(protocol, about)
    else:
        assess_live.ask(protocol)
    with st.expander("When to stop, and whom to call", icon=":material/health_and_safety:"):
        show_stop_rules()
    show_sources(protocol)


def _protocol(protocol: Protocol) -> None:
    steps = "\n".join(f"{n}. {plain(step)}" for n, step in enumerate(protocol.steps, 1))
    st.markdown(steps)
    if protocol.equipment:
        st.markdown(f":material/chair: {plain('; '.join(protocol.equipment))}")
    st.markdown(f":material/videocam: {plain(protocol.camera)}")
    lines = (*protocol.leave_out, *protocol.stop)
    st.info("  \n".join(f"• {plain(line)}" for line in lines), icon=":material/favorite:")
