"""Where a demonstration comes from: a video, a sample, or a set of the log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import streamlit as st

from coach.analysis import AUTO
from coach.records import SetId, Status, parse_set_id
from coach.web.desk import desk
from coach.web.job import Job, Stage, Ticket
from coach.web.patient.choosing import Choice, place_order
from coach.web.patient.waiting import wait_for
from coach.web.problems import say_problem, sentence
from coach.web.samples import samples
from coach.web.store import my_log
from coach.web.words import date_words
from poses.errors import UserFacingError
from poses.track import PoseTrack

_VIDEO: Final = "A video"
_SAMPLE: Final = "A sample"
_LOG: Final = "A set of the log"
_MOST: Final = 100


@dataclass(frozen=True)
class Shown:
    """A recorded movement: what it was called, and the day of it."""

    name: str
    day: date
    track: PoseTrack


def ask(key: str, verb: str) -> Shown | None:
    """Draw the choice; the movement once it was chosen and the body in it found."""
    waiting = f"{key}-ticket"
    if waiting in st.session_state:
        return _collect(key, st.session_state[waiting])
    if problem := st.session_state.pop(f"{key}-problem", None):
        say_problem(problem)
    kinds = [_VIDEO, _LOG, *([_SAMPLE] if samples() else [])]
    kind = st.segmented_control(
        "Where is it recorded?", kinds, default=_VIDEO, required=True, key=f"{key}-kind"
    )
    if kind == _LOG:
        return _of_the_log(key, verb)
    choice = _sample(key) if kind == _SAMPLE else _upload(key)
    if st.button(verb, type="primary", icon=":material/visibility:", key=f"{key}-look"):
        _order(key, choice)
    return None


def _upload(key: str) -> Choice:
    limit = st.get_option("server.maxUploadSize")
    upload = st.file_uploader(f"A video, up to {limit} MB", type=["video/*"], key=f"{key}-file")
    st.caption(
        "Film one person alone, the whole body, from the side or from the front. This page has no "
        "camera of its own: use a phone, or do any set with your coach and choose it from the log."
    )
    return Choice(None, upload, AUTO)


def _sample(key: str) -> Choice:
    known = samples()
    chosen = st.selectbox(
        "Choose a sample", range(len(known)), format_func=lambda i: known[i].title, key=f"{key}-s"
    )
    return Choice(known[chosen], None, AUTO)


def _of_the_log(key: str, verb: str) -> Shown | None:
    entries = [e for e in my_log().sets(_MOST) if e.has_track and e.status is Status.FINISHED]
    if not entries:
        st.info("There is no recorded set in the log yet.")
        return None
    titles = {str(e.id): f"{e.exercise_name}, {date_words(e.performed_at)}" for e in entries}
    chosen = st.selectbox(
        "Which set?", list(titles), format_func=titles.__getitem__, key=f"{key}-set"
    )
    st.caption(
        "A set that was done before the live camera can be chosen, whatever it was meant as."
    )
    if not st.button(verb, type="primary", icon=":material/visibility:", key=f"{key}-look"):
        return None
    set_id = parse_set_id(chosen)
    track = my_log().track(SetId(set_id))
    if track is None:
        st.info("This set has no recording any more: choose another one.")
        return None
    entry = next(e for e in entries if e.id == set_id)
    return Shown(titles[chosen], entry.performed_at.astimezone().date(), track)


def _order(key: str, choice: Choice) -> None:
    if not choice.complete:
        st.warning(
            "Please choose a video first. If you just did, wait until it has arrived.",
            icon=":material/videocam:",
        )
        return
    try:
        order = replace(place_order(choice), find_only=True)
    except UserFacingError as error:
        say_problem(sentence(error))
        return
    job = Job(order)
    st.session_state[f"{key}-ticket"] = Ticket(job)
    desk().take(job)
    st.rerun()


def _collect(key: str, ticket: Ticket) -> Shown | None:
    job = ticket.job
    if job.stage is not Stage.OVER and not job.cancelled:
        wait_for(job, "Looking at the movement", ticket=f"{key}-ticket", stop=f"{key}-stop")
        return None
    del st.session_state[f"{key}-ticket"]
    if job.error is not None:
        st.session_state[f"{key}-problem"] = sentence(job.error)
    if job.track is None or job.error is not None:
        st.rerun()
    return Shown(job.order.source_name, job.order.performed_at.astimezone().date(), job.track)
