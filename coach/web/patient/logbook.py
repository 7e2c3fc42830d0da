"""The page with all sets that were saved."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from coach.engine.tracker import track_set
from coach.library import as_it_was
from coach.records import Log, NotFoundError, SavedSet, SetId, SetSummary, Status, parse_set_id
from coach.web.charts import CONFIG, progress
from coach.web.export import all_sets, as_csv
from coach.web.felt import ended_words, felt_words
from coach.web.frame import ANALYSE, LIVE
from coach.web.patient.footage import footage
from coach.web.patient.looked_at import WORDS as LOOKED_AT
from coach.web.patient.looked_at import looked_at
from coach.web.player import Recorded
from coach.web.problems import plain, say_problem
from coach.web.review import Review, show_review
from coach.web.store import my_log
from coach.web.words import count_words, date_words, seconds_words, view_words
from poses.errors import UserFacingError

_OPEN: Final = "set"
_SHOWN: Final = "log-shown"
_DELETED: Final = "log-deleted"
_PAGE: Final = 20
_EVERY: Final = "All exercises"


def show() -> None:
    """The list, or the one set that was opened."""
    try:
        log = my_log()
        wanted = st.query_params.get(_OPEN)
        if wanted:
            _one(log, wanted)
        else:
            _list(log)
    except UserFacingError as error:
        say_problem(str(error))
        if isinstance(error, NotFoundError):
            st.button("Back to my log", on_click=_close)


def _list(log: Log) -> None:
    st.title("My log")
    if st.session_state.pop(_DELETED, False):
        st.success("Deleted.", icon=":material/check_circle:")
    entries = all_sets(log)
    if not entries:
        st.markdown("Nothing here yet. Your saved sets will be listed on this page.")
        st.page_link(ANALYSE, label="Analyse your first video", icon=":material/arrow_forward:")
        return
    names = {entry.exercise: entry.exercise_name for entry in entries}
    chosen = None
    if len(names) > 1:
        chosen = st.selectbox(
            "Show",
            [None, *sorted(names, key=names.__getitem__)],
            format_func=lambda exercise: names[exercise] if exercise else _EVERY,
            key="log-filter",
        )
    shown = [entry for entry in entries if chosen in (None, entry.exercise)]
    if sum(entry.score is not None for entry in shown) > 1:
        st.subheader("Your scores over time")
        st.plotly_chart(
            progress(shown), theme=None, config=CONFIG, key="log-chart", alt="Scores over time"
        )
    st.subheader(count_words(len(shown), "set"))
    limit = st.session_state.setdefault(_SHOWN, _PAGE)
    looked = looked_at(entry.id for entry in shown[:limit])
    for entry in shown[:limit]:
        _card(log, entry, looked=entry.id in looked)
    if len(shown) > limit and st.button("Show earlier sets", width="stretch"):
        st.session_state[_SHOWN] = limit + _PAGE
        st.rerun()
    st.download_button(
        "Download as a table (CSV)",
        data=lambda: as_csv(shown),
        file_name="my-log.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _card(log: Log, entry: SetSummary, *, looked: bool) -> None:
    with st.container(border=True, key=f"card-{entry.id}"):
        left, right = st.columns([3, 2], vertical_alignment="center")
        left.markdown(
            "  \n".join(
                [
                    f"**{plain(entry.exercise_name)}**",
                    *_facts(entry),
                    *([LOOKED_AT] if looked else []),
                    f":small[{date_words(entry.performed_at)}, {view_words(entry.view)}]",
                ]
            )
        )
        if entry.status is Status.IN_PROGRESS:
            st.page_link(LIVE, label="Finish it", icon=":material/play_arrow:")
        with right.container(horizontal=True):
            st.button(
                "Open",
                key=f"open-{entry.id}",
                icon=":material/visibility:",
                on_click=_open,
                args=(str(entry.id),),
            )
            if st.button("Delete", key=f"delete-{entry.id}", icon=":material/delete:"):
                _confirm(log, entry)


def _facts(entry: SetSummary) -> list[str]:
    if entry.holds:
        done = f"Held for {seconds_words(entry.hold_s)}"
    else:
        done = count_words(entry.repetitions, "repetition")
    if entry.status is Status.IN_PROGRESS:
        return [f"Not finished · {done} so far"]
    score = "no score" if entry.score is None else f"score {entry.score:.0f} of 100"
    video = " · with video" if entry.has_video else ""
    told = (ended_words(entry.ended), felt_words(entry.pain, entry.effort))
    return [f"{done} · {score}{video}", *filter(None, told)]


@st.dialog("Delete this set?")
def _confirm(log: Log, entry: SetSummary) -> None:
    st.markdown(f"{entry.exercise_name}, {date_words(entry.performed_at)}")
    st.markdown("It will be gone for good.")
    with st.container(horizontal=True):
        if st.button("Keep it", type="primary", key="keep"):
            st.rerun()
        if st.button("Delete it", icon=":material/delete:", key="delete-now"):
            try:
                log.delete(entry.id)
            except NotFoundError:
                pass  # gone already, as wanted
            except UserFacingError as error:
                say_problem(str(error))
                return
            st.session_state[_DELETED] = True
            st.rerun()


def _one(log: Log, wanted: str) -> None:
    set_id = parse_set_id(wanted)
    saved = log.load(set_id)
    st.button("Back to my log", icon=":material/arrow_back:", key="back", on_click=_close)
    st.caption(f"{date_words(saved.performed_at)} · {plain(saved.source_name)}")
    if looked_at([set_id]):
        st.markdown(LOOKED_AT)
    show_review(_review(log, set_id, saved), partial(_said, saved))


def _said(saved: SavedSet) -> None:
    if saved.status is Status.IN_PROGRESS:
        st.info("This set is not finished. What you did so far is kept.", icon=":material/pause:")
        st.page_link(LIVE, label="Finish it", icon=":material/play_arrow:")
    told = [ended_words(saved.ended), felt_words(saved.pain, saved.effort)]
    if any(told):
        st.markdown(f"{'. '.join(filter(None, told))}.")
    if saved.note:
        st.info(plain(saved.note), icon=":material/edit_note:")


def _review(log: Log, set_id: SetId, saved: SavedSet) -> Review:
    """The saved set; the chart comes from its landmarks, the result is the one that was saved."""
    key, result = str(set_id), saved.result
    try:
        track = log.track(set_id)
    except UserFacingError as error:
        say_problem(str(error))
        track = None
    address = footage(log, set_id) if saved.has_video else None
    # The recorder starts with the first picture that was judged.
    begins_s = float(track.time_s[0]) if track is not None else 0.0
    recorded = Recorded(address, begins_s) if address else None
    if track is None:
        return Review(key, result, recorded=recorded)
    exercise = as_it_was(log, result.exercise, saved.recorded_at)
    trace = track_set(exercise, track).trace() if exercise else None
    return Review(key, result, exercise=exercise, trace=trace, recorded=recorded, track=track)


def _open(set_id: str) -> None:
    """Before the page runs again, so that it runs once and knows already."""
    st.query_params[_OPEN] = set_id


def _close() -> None:
    st.query_params.clear()
