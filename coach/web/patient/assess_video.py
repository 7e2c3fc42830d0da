"""A check-up from a video: chosen, analysed at the desk, kept as a set."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach import clock
from coach.assessments.keeping import By
from coach.assessments.protocol import Protocol
from coach.records import Source
from coach.web.desk import desk
from coach.web.job import Job, Stage, Ticket
from coach.web.patient.assess_concluding import Concluded, want
from coach.web.patient.choosing import Choice, place_order
from coach.web.patient.waiting import wait_for
from coach.web.problems import say_problem, sentence
from coach.web.store import my_log
from poses.errors import UserFacingError

_TICKET: Final = "assess-ticket"
_PROBLEM: Final = "assess-problem"


def ask(protocol: Protocol) -> None:
    """Draw the choice of a video; its analysis begins when that is asked for."""
    if problem := st.session_state.pop(_PROBLEM, None):
        say_problem(problem)
    limit = st.get_option("server.maxUploadSize")
    upload = st.file_uploader(
        f"A video of this check-up, up to {limit} MB", type=["video/*"], key=f"video-{protocol.id}"
    )
    st.caption(
        "The time begins with the first movement, since a video does not tell when somebody said "
        "begin."
    )
    if not st.button("Measure it", type="primary", key="measure-video"):
        return
    if upload is None:
        st.warning(
            "Please choose a video first. If you just did, wait until it has arrived.",
            icon=":material/videocam:",
        )
        return
    try:
        order = place_order(Choice(None, upload, protocol.exercise))
    except UserFacingError as error:
        say_problem(sentence(error))
        return
    job = Job(order)
    st.session_state[_TICKET] = (Ticket(job), protocol.id)
    desk().take(job)
    st.rerun()


def at_work() -> bool:
    """Whether a video is being analysed."""
    return _TICKET in st.session_state


def show_waiting() -> None:
    """How far it is; when it is done, the result comes next."""
    ticket, test = st.session_state[_TICKET]
    if ticket.job.stage is Stage.OVER:
        _collect(ticket.job, test)
        st.rerun()
    wait_for(
        ticket.job,
        "Watching your check-up",
        ticket=_TICKET,
        stop="stop-video",
        title="One moment, please",
    )


def _collect(job: Job, test: str) -> None:
    """Keep the set that was seen, and have its result shown."""
    st.session_state.pop(_TICKET, None)
    if job.error is not None:
        st.session_state[_PROBLEM] = sentence(job.error)
    if job.outcome is None:
        return
    order, analysis = job.outcome.order, job.outcome.analysis
    try:
        set_id = my_log().save_result(
            analysis.result,
            source=Source.VIDEO,
            source_name=order.source_name,
            performed_at=order.performed_at,
            track=analysis.track,
        )
    except UserFacingError as error:
        st.session_state[_PROBLEM] = sentence(error)
        return
    want(Concluded(test, By.VIDEO, (set_id,), clock.now(), None))
