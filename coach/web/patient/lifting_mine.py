"""The tab with one set of lifts: in words, in pictures, lift by lift."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Final

import numpy as np
import streamlit as st

from coach.clock import now
from coach.engine.results import SetResult
from coach.lifting import Lift, summary
from coach.lifting.geometry import hands_over_time
from coach.lifting.ladder import ladder
from coach.lifting.words import (
    hands_words,
    kind_words,
    measured_cm,
    pause_words,
    style_words,
    turn_words,
)
from coach.review.series import Series
from coach.web.charts import CONFIG, timeline
from coach.web.desk import desk
from coach.web.frame import ANALYSE, LIVE
from coach.web.job import Job, Order, Stage, Ticket
from coach.web.patient.footage import footage
from coach.web.patient.lifting_picture import style_picture
from coach.web.patient.lifting_sets import (
    LiftingSet,
    analysed,
    ask_height,
    in_log,
    lifting_samples,
    open_set,
)
from coach.web.player import Recorded, show_player
from coach.web.problems import plain, say_problem, sentence
from coach.web.store import my_exercises, my_log
from coach.web.words import clock

_TICKET: Final = "lifting-ticket"
_PROBLEM: Final = "lifting-problem"
_SET: Final = "lifting-set"
_OPEN: Final = "lifting-open"
_HEADS: Final = ("Lift", "When", "What", "Style", "Reach", "Hands", "Turn", "Then")


def show() -> None:
    """Choose a set, then look at it."""
    ticket: Ticket | None = st.session_state.get(_TICKET)
    if ticket is not None:
        _wait(ticket.job)
        return
    if problem := st.session_state.pop(_PROBLEM, None):
        say_problem(problem)
    key = _choose()
    height_cm = ask_height()
    if key is None:
        return
    _look(open_set(key, height_cm), height_cm)


def _choose() -> str | None:
    """The key of a set that can be opened; a sample has to be analysed first."""
    own, ready = in_log(my_log()), lifting_samples()
    titles = own | {name: f"Sample: {sample.title}" for name, sample in ready.items()}
    if not own:
        st.markdown("There are no lifts of yours yet. Look at a sample, or begin:")
        with st.container(horizontal=True, key="actions"):
            st.page_link(LIVE, label="Lift with your coach", icon=":material/fitness_center:")
            st.page_link(ANALYSE, label="Analyse a video of a lift", icon=":material/videocam:")
    if not titles:
        return None
    if (just := st.session_state.pop(_OPEN, None)) in titles:
        st.session_state[_SET] = just
    chosen: str = st.selectbox(
        "Which lifts?", list(titles), format_func=titles.__getitem__, key=_SET
    )
    if chosen in own or chosen in analysed():
        return chosen
    st.caption("A drawn figure, made with this software. Looking at it takes about a minute.")
    if st.button("Look at this sample", icon=":material/play_arrow:", key="lifting-sample"):
        sample = ready[chosen]
        order = Order(
            sample.path,
            ladder().exercise,
            sample.title,
            now(),
            exercises=my_exercises(),
        )
        st.session_state[_TICKET] = Ticket(Job(order))
        desk().take(st.session_state[_TICKET].job)
        st.rerun()
    return None


@st.fragment(run_every=0.7)
def _wait(job: Job) -> None:
    if job.stage is Stage.OVER:
        st.session_state.pop(_TICKET, None)
        if job.outcome is not None:
            st.session_state[_OPEN] = job.order.video.stem
            analysed()[job.order.video.stem] = job.outcome
        elif job.error is not None:
            st.session_state[_PROBLEM] = sentence(job.error)
        st.rerun()
    words = (
        "Waiting for its turn" if desk().ahead(job) else f"Looking at the sample: {job.share:.0%}"
    )
    st.progress(job.share, text=words)
    if st.button("Stop", icon=":material/close:", key="lifting-stop"):
        job.cancel()
        st.session_state.pop(_TICKET, None)
        st.rerun()


def _look(chosen: LiftingSet, height_cm: float | None) -> None:
    with st.container(border=True, key="summary"):
        st.markdown("  \n".join(plain(line) for line in summary(chosen.lifts)))
    if not chosen.lifts:
        return
    st.subheader("How you bent")
    picture = style_picture(chosen.lifts)
    if picture is None:
        st.markdown("The style can only be seen from the side.")
    else:
        st.plotly_chart(
            picture, theme=None, config=CONFIG, key=f"styles-{chosen.key}", alt="Lifts by style"
        )
    st.subheader("Lift by lift")
    st.html(lift_table(chosen.lifts))
    st.caption(
        "Reach: hands before the ankles. Hands: height above the floor, give or take 5 cm. "
        "Turn: shoulders against hips, give or take 15 degrees."
        + ("" if height_cm else " Tell your height above for better lengths.")
    )
    _not_assessed(chosen.lifts)
    _moments(chosen, height_cm)


def lift_table(lifts: tuple[Lift, ...]) -> str:
    """One row for each lift, as HTML that may be scrolled sideways on a small screen."""
    rows = [
        (
            str(lift.number),
            f"{clock(lift.start_s)} to {clock(lift.end_s)}",
            kind_words(lift),
            style_words(lift),
            measured_cm(lift.reach_m),
            hands_words(lift),
            turn_words(lift),
            pause_words(lift),
        )
        for lift in lifts
    ]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in _HEADS)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    style = (
        "<style>.lifts{overflow-x:auto}.lifts table{border-collapse:collapse;width:100%}"
        ".lifts :is(th,td){text-align:left;padding:.55rem .8rem;white-space:nowrap;"
        "border-bottom:1px solid #d8cdbc}.lifts th{color:#5a544a;font-weight:600}</style>"
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'{style}<div class="lifts" tabindex="0" role="region" aria-label="Lifts">{table}</div>'


def _not_assessed(lifts: tuple[Lift, ...]) -> None:
    missing = dict.fromkeys(
        f"{entry.what}: {entry.reason}" for lift in lifts for entry in lift.not_assessed
    )
    if missing:
        with st.expander("What could not be seen", icon=":material/visibility_off:"):
            st.markdown("  \n".join(plain(line) for line in missing))


def _moments(chosen: LiftingSet, height_cm: float | None) -> None:
    """The recording, and the height of the hands over time to jump about in it."""
    st.subheader("See it again")
    chart_key = f"hands-{chosen.key}"
    address = footage(my_log(), chosen.set_id) if chosen.set_id and chosen.has_video else None
    begins_s = float(chosen.track.time_s[0]) if len(chosen.track) else 0.0
    show_player(
        chosen.result,
        key=f"lifts-{chosen.key}",
        clip=chosen.clip,
        recorded=Recorded(address, begins_s) if address else None,
        track=chosen.track,
        chart=chart_key,
    )
    found = hands_over_time(chosen.track, None if height_cm is None else height_cm / 100.0)
    if found is None:
        return
    time_s, height_m = found
    series = Series("height of your hands", "cm", time_s, np.round(100.0 * height_m, 1))
    st.caption("Shaded and numbered: your lifts. Tap the line to jump to that moment.")
    st.plotly_chart(
        timeline(series, _spans(chosen)),
        theme=None,
        config=CONFIG,
        key=chart_key,
        alt="Height of the hands over time with the lifts shaded",
    )


def _spans(chosen: LiftingSet) -> SetResult:
    """The result with each lift from its true beginning to its end, for shading."""
    by_number = {lift.number: lift for lift in chosen.lifts}
    repetitions = tuple(
        replace(rep, start_s=lift.start_s, end_s=lift.end_s, faults=()) if lift else rep
        for rep in chosen.result.repetitions
        for lift in [by_number.get(rep.number)]
    )
    return replace(chosen.result, repetitions=repetitions, partial_repetitions=())
