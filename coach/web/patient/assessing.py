"""The page of check-ups: choose one, do it, look at what it came to."""

from __future__ import annotations

import streamlit as st

from coach.assessments.protocol import Protocol
from coach.assessments.shelf import protocols
from coach.web.patient import assess_live, assess_result, assess_video
from coach.web.patient.assess_concluding import fresh
from coach.web.patient.assess_list import RESULT, TEST, VIEW, show_list
from coach.web.patient.assess_ready import show_ready
from coach.web.patient.visit_safety import screened
from coach.web.problems import say_problem
from coach.web.store import my_care
from poses.errors import UserFacingError


def show() -> None:
    """Whatever comes next."""
    try:
        if (room := assess_live.under_way()) is not None:
            assess_live.show(room, _chosen())
        elif assess_video.at_work():
            assess_video.show_waiting()
        elif screened(my_care()):
            _show_tests()
    except UserFacingError as error:
        say_problem(str(error))


def _show_tests() -> None:
    protocol = _chosen()
    if protocol is None:
        show_list()
    elif fresh(protocol) or st.query_params.get(VIEW) == RESULT:
        assess_result.show(protocol)
    else:
        show_ready(protocol)


def _chosen() -> Protocol | None:
    """The test that the address names."""
    return protocols().get(st.query_params.get(TEST, ""))
