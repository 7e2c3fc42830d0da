"""After a sitting: what was done, the best and the weakest repetition, and how it felt."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import streamlit as st

from coach.engine.results import Repetition, SetResult
from coach.engine.summary import summarise
from coach.records import Ending, NotFoundError, SavedSet, SetId, parse_set_id
from coach.safety import pain_limit
from coach.web.frame import LOG, figures
from coach.web.live.hub import Room
from coach.web.patient.prescribed import came_from_today, show_way_back
from coach.web.player import show_player
from coach.web.problems import plain, say_problem
from coach.web.review import headline
from coach.web.store import my_log
from poses.errors import UserFacingError
from poses.track import PoseTrack

_SETS: Final = "live-outcome"
_AROUND_S: Final = 0.4
_SCALE: Final = list(range(11))


def want(room: Room) -> None:
    """Show the sets of this sitting next."""
    if not room.coach.keeper.settle(10.0) and room.coach.keeper.problem:
        say_problem(room.coach.keeper.problem)
    st.session_state[_SETS] = [str(set_id) for set_id in room.coach.sitting.set_ids]


def want_set(set_id: SetId) -> None:
    """Show this one set next."""
    st.session_state[_SETS] = [str(set_id)]


def wanted() -> bool:
    """Whether there is something to look back at."""
    return _SETS in st.session_state


def show() -> None:
    """All sets of the sitting, then the two questions."""
    saved = _load()
    if not saved:
        st.title("Nothing was counted this time")
        st.markdown("That is fine. Try again whenever you like.")
        _next()
        return
    last = saved[-1]
    st.title(_title(last))
    if last.ended in (Ending.PAIN, Ending.SHARP_PAIN):
        _after_pain()
    for number, one in enumerate(saved, 1):
        with st.container(border=True, key=f"summary-{number}"):
            if len(saved) > 1:
                st.subheader(f"Set {number}")
            figures(headline(one.result))
            st.markdown("  \n".join(plain(line) for line in summarise(one.result)))
    _feelings(last)
    _highlights(saved)
    st.markdown(":material/check_circle: **Everything is saved in your log.**")
    _next()


def _load() -> list[SavedSet]:
    log = my_log()
    found = []
    for text in st.session_state[_SETS]:
        try:
            found.append(log.load(parse_set_id(text)))
        except NotFoundError:
            continue  # nothing was done in it, or it was deleted meanwhile
    return found


def _title(last: SavedSet) -> str:
    if last.ended in (Ending.PAIN, Ending.SHARP_PAIN):
        return "You listened to your body"
    return f"Well done: {last.result.exercise_name}"


def _after_pain() -> None:
    st.info(
        "Rest in a position that is comfortable for you. If the pain is sharp, runs into a leg, or "
        "does not settle by tomorrow, tell your therapist before you exercise again. If you feel "
        "numb or weak in a leg, or bladder or bowel change, call a doctor now.",
        icon=":material/favorite:",
    )


def _feelings(last: SavedSet) -> None:
    st.subheader("How was it?")
    key = str(last.id)
    pain = st.pills(
        "How much does it hurt now? 0 is no pain, 10 the worst you can imagine",
        _SCALE,
        default=last.pain,
        key=f"pain-{key}",
    )
    effort = st.pills(
        "How hard was it? 0 is no effort, 10 all that you had",
        _SCALE,
        default=last.effort,
        key=f"effort-{key}",
    )
    if (pain, effort) == (last.pain, last.effort):
        return
    try:
        my_log().report(SetId(last.id), pain=pain, effort=effort)
    except UserFacingError as error:
        say_problem(str(error))
        return
    if pain is not None and pain > pain_limit():
        st.info(
            "That is more than this exercise should cost you. Rest now, and choose an easier one "
            "next time. Tell your therapist about it.",
            icon=":material/favorite:",
        )
    else:
        st.markdown(":material/check: Noted.")


def _highlights(saved: list[SavedSet]) -> None:
    """The best and the weakest repetition as a moving figure."""
    scored = [
        (one, repetition)
        for one in saved
        for repetition in one.result.repetitions
        if repetition.score.value is not None and one.has_track
    ]
    if len(scored) < 2:
        return
    ordered = sorted(scored, key=lambda pair: pair[1].score.value or 0.0, reverse=True)
    columns = st.columns(2, gap="large")
    pairs = zip(
        columns, (ordered[0], ordered[-1]), ("Your best one", "One to work on"), strict=True
    )
    for column, (one, repetition), title in pairs:
        with column:
            st.subheader(title)
            _replay(one, repetition)


def _replay(one: SavedSet, repetition: Repetition) -> None:
    track = my_log().track(SetId(one.id))
    if track is None:
        return
    part, only = excerpt(track, one.result, repetition)
    show_player(only, key=f"replay-{one.id}-{repetition.number}", track=part)


def excerpt(
    track: PoseTrack, result: SetResult, repetition: Repetition
) -> tuple[PoseTrack, SetResult]:
    """The recording around one repetition, beginning at 0 s, and a result with that one alone."""
    inside = (track.time_s >= repetition.start_s - _AROUND_S) & (
        track.time_s <= repetition.end_s + _AROUND_S
    )
    rows = np.flatnonzero(inside)
    first_s = float(track.time_s[rows[0]])
    part = PoseTrack(
        track.time_s[rows] - first_s,
        track.image[rows],
        track.world[rows],
        track.people[rows],
        track.width,
        track.height,
    )
    moved = replace(
        repetition,
        start_s=repetition.start_s - first_s,
        turn_s=repetition.turn_s - first_s,
        end_s=repetition.end_s - first_s,
        faults=tuple(
            replace(fault, start_s=fault.start_s - first_s, end_s=fault.end_s - first_s)
            for fault in repetition.faults
        ),
    )
    return part, replace(result, repetitions=(moved,), partial_repetitions=())


def _next() -> None:
    back = came_from_today()
    with st.container(horizontal=True, vertical_alignment="center", key="actions"):
        show_way_back("live-to-today", primary=True, on_leave=_forget)
        st.button(
            "Another exercise",
            type="secondary" if back else "primary",
            icon=":material/fitness_center:",
            key="live-again",
            on_click=_forget,
        )
        st.page_link(LOG, label="See it in my log", icon=":material/arrow_forward:")


def _forget() -> None:
    st.session_state.pop(_SETS, None)
