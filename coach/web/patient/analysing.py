"""The page on which a video becomes a result."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import streamlit as st

from coach.records import Source
from coach.web.desk import desk
from coach.web.frame import LOG
from coach.web.job import Job, Order, Outcome, Stage, Ticket
from coach.web.patient.choosing import choose, place_order, seen_exercises
from coach.web.problems import say_problem, sentence
from coach.web.review import Review, show_review
from coach.web.store import my_exercises, my_log
from coach.web.words import count_words, left_words
from poses.errors import UserFacingError

_TICKET: Final = "analysis-ticket"
_OUTCOME: Final = "analysis-outcome"
_SAVED: Final = "analysis-saved"
_PROBLEM: Final = "analysis-problem"

_DOING: Final = {
    Stage.WAITING: "Your video is next.",
    Stage.PREPARING: "Getting ready. The first time this can take a minute.",
    Stage.LOOKING: "Watching how you move",
    Stage.JUDGING: "Counting and checking",
    Stage.DRAWING: "Drawing what was seen",
    Stage.OVER: "Done",
}


def show() -> None:
    """Choose, wait, or look at the result: whatever comes next."""
    ticket: Ticket | None = st.session_state.get(_TICKET)
    outcome: Outcome | None = st.session_state.get(_OUTCOME)
    if ticket is not None and ticket.job.stage is Stage.OVER:
        _collect(ticket.job)
        st.rerun()
    if ticket is not None:
        _waiting(ticket.job)
    elif outcome is not None:
        _result(outcome)
    else:
        _choosing()


def _choosing() -> None:
    st.title("Analyse a video")
    st.markdown("See how many repetitions you did, and how you moved.")
    problem = st.session_state.get(_PROBLEM)
    if problem:
        say_problem(problem)
    choice = choose()
    pressed = st.button("Analyse", type="primary", width="stretch", key="analyse")
    if pressed and not choice.complete:
        st.warning(
            "Please choose a video first. If you just did, wait until it has arrived.",
            icon=":material/videocam:",
        )
    elif pressed:
        st.session_state.pop(_PROBLEM, None)
        try:
            _start(place_order(choice))
        except UserFacingError as error:
            st.session_state[_PROBLEM] = sentence(error)
        st.rerun()
    _promises()


def _start(order: Order) -> None:
    job = Job(order)
    st.session_state[_TICKET] = Ticket(job)
    desk().take(job)


def _promises() -> None:
    st.markdown(
        ":material/info: This shows you how you moved. It is not a diagnosis.  \n"
        ":material/lock: The video stays on this computer. Only your movement as lines and "
        "figures is kept, and only if you save it."
    )


@st.fragment(run_every=0.7)
def _waiting(job: Job) -> None:
    if job.stage is Stage.OVER:
        st.rerun()
    st.title("One moment, please")
    ahead = desk().ahead(job)
    if ahead:
        others = count_words(ahead, "other video")
        st.info(
            f"{others} {'is' if ahead == 1 else 'are'} being analysed first. Yours starts by "
            "itself.",
            icon=":material/hourglass_top:",
        )
    words = _DOING[job.stage]
    if job.stage is Stage.WAITING and ahead:
        words = "Waiting"
    if job.stage not in (Stage.WAITING, Stage.PREPARING):
        words += f": {job.share:.0%}"
        left_s = job.left_s
        words += f", {left_words(left_s)}." if left_s is not None else "."
    st.progress(job.share, text=words)
    st.caption("You may look at your log meanwhile; this goes on.")
    if st.button("Stop", icon=":material/close:"):
        job.cancel()
        st.session_state.pop(_TICKET, None)
        st.rerun()


def _collect(job: Job) -> None:
    """The work is over: keep what came of it."""
    st.session_state.pop(_TICKET, None)
    if job.error is not None:
        st.session_state[_PROBLEM] = sentence(job.error)
    elif job.outcome is not None:
        st.session_state[_OUTCOME] = job.outcome
        st.session_state.pop(_SAVED, None)


def _result(outcome: Outcome) -> None:
    analysis = outcome.analysis
    review = Review(
        key=outcome.clip.token,
        result=analysis.result,
        exercise=analysis.exercise,
        trace=analysis.trace,
        clip=outcome.clip,
    )
    show_review(review, lambda: _actions(outcome))
    _another_exercise(outcome)
    _promises()


def _another_exercise(outcome: Outcome) -> None:
    """Judge the same movement as something else: the body need not be found again."""
    st.subheader("Was it another exercise?")
    judged = outcome.analysis.exercise
    names = {**seen_exercises(), judged.id: judged.name}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Count it as",
            list(names),
            index=list(names).index(judged.id),
            format_func=names.__getitem__,
            key=f"as-{outcome.clip.token}",
        )
        if st.button("Look again", key="again"):
            order = replace(outcome.order, exercise=chosen, exercises=my_exercises())
            _start(replace(order, track=outcome.analysis.track))
            st.rerun()


def _actions(outcome: Outcome) -> None:
    problem = None
    saved = st.session_state.get(_SAVED, False)
    with st.container(horizontal=True, vertical_alignment="center", key="actions"):
        if not saved and st.button(
            "Save to my log", type="primary", icon=":material/bookmark_add:", key="save"
        ):
            problem = _save(outcome)
            if problem is None:
                st.rerun()
        if saved:
            st.markdown(":material/check_circle: **Saved.**", width="content")
            st.page_link(LOG, label="See it in my log", icon=":material/arrow_forward:")
        if st.button("Another video", icon=":material/refresh:", key="another"):
            for name in (_OUTCOME, _SAVED, _PROBLEM):
                st.session_state.pop(name, None)
            st.rerun()
    if problem is not None:
        say_problem(problem)


def _save(outcome: Outcome) -> str | None:
    """Keep the set; the sentence that tells why not, if it could not be kept."""
    try:
        my_log().save_result(
            outcome.analysis.result,
            source=Source.VIDEO,
            source_name=outcome.order.source_name,
            performed_at=outcome.order.performed_at,
            track=outcome.analysis.track,
        )
    except UserFacingError as error:
        return sentence(error)
    st.session_state[_SAVED] = True
    return None
