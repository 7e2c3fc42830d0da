"""The camera tests of a visit: which suit, which are done, and that they may come later."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from coach import clock
from coach.assessments.keeping import of_tests
from coach.assessments.shelf import protocols
from coach.safety import may_exercise
from coach.visit.rules import camera_tests
from coach.visit.visit import Caution
from coach.web.patient.visit_sitting import Sitting
from coach.web.problems import plain

_CHECKUPS = "patient/assess.py"


def suggest_tests(sitting: Sitting, known: Iterable[Caution]) -> None:
    """Draw the tests that suit, and the way on.

    Raises:
        StorageError: the log can't be read.
    """
    care = sitting.care
    last = care.log.latest_screening()
    if last is None or not may_exercise(last.outcome, last.answers):
        st.info(
            "These tests wait until your therapist has said yes. You can go on without them now.",
            icon=":material/schedule:",
        )
    else:
        _draw_tests(sitting, known)
    st.caption(
        "You can do them today or in the next days. The page of check-ups has all of them, and "
        "this visit waits here for you."
    )
    if st.button(
        "Go on",
        type="primary",
        icon=":material/arrow_forward:",
        key="visit-save-camera",
    ) and sitting.keep("camera", {}):
        st.rerun()


def _draw_tests(sitting: Sitting, known: Iterable[Caution]) -> None:
    care = sitting.care
    kept = of_tests(care.log, protocols().values())
    suggested = camera_tests(known)
    # What was measured before can be compared, so it comes again.
    names = [name for name in protocols() if name in suggested or (sitting.first and name in kept)]
    for protocol in (protocols()[name] for name in names):
        done = [
            one
            for one in kept.get(protocol.id, [])
            if clock.day_of(one.performed_at, care.patient.zone) >= sitting.tests_since
        ]
        with st.container(border=True, key=f"card-test-{protocol.id}"):
            sign = ":material/check_circle: Done. " if done else ""
            st.markdown(f"**{plain(protocol.name)}**  \n{sign}{plain(protocol.tells)}")
            st.page_link(
                _CHECKUPS,
                label="Do it again" if done else "Do this test",
                icon=":material/straighten:",
                query_params={"test": protocol.id},
            )
