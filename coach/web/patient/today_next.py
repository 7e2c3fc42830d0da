"""In the middle of a day's exercises: how the last one felt, then the next one."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.programme.doing import ItemStatus, SessionEnding, SessionItem, TrainingSession
from coach.programme.progression import must_end, stopped
from coach.web.frame import LIVE
from coach.web.howto import still_html
from coach.web.patient import preparing, today_ending, today_other
from coach.web.patient.today_day import Day
from coach.web.patient.today_list import show_item, status_words
from coach.web.patient.today_scale import ask_effort, ask_pain
from coach.web.plan_words import prescribed_words
from coach.web.problems import plain
from coach.web.top import show_from_the_top

_CURRENT: Final = "today-current"
_ANSWERED: Final = "today-stop-answered"
_PICTURE_PX: Final = 120
_PICTURE_WIDTH_PX: Final = 190


def show(day: Day, session: TrainingSession) -> None:
    """The one thing to do now, then the list of the day.

    Raises:
        StorageError: the day can't be read or written.
    """
    if must_end(session, day.programme.pain_limit):
        day.book.finish(session.id, SessionEnding.PAIN)
        st.rerun()
    felt = next((item for item in session.items if _unfelt(item)), None)
    hurt = next((item for item in session.items if _unanswered(day, session, item)), None)
    current = _current(session)
    ahead = felt or hurt or current
    place = ahead.place if ahead is not None else 0
    show_from_the_top(f"{session.id}-{place}-{felt is None}-{hurt is None}")
    if felt is not None:
        _ask_feelings(day, session, felt)
    elif hurt is not None:
        _after_stop(day, session, hurt)
    elif current is not None:
        _show_current(day, session, current)
    else:
        today_ending.ask_end(day, session)
    others = tuple(item for item in session.items if item != current or felt or hurt)
    if others:
        done = sum(not item.open for item in session.items)
        st.subheader(f"Your day: {done} of {len(session.items)}")
    for item in others:
        _show_other(day, session, item)
    if current is not None:
        today_ending.offer_end(day, session)


def _current(session: TrainingSession) -> SessionItem | None:
    wanted = st.session_state.get(_CURRENT)
    chosen = next((one for one in session.items if (session.id, one.place) == wanted), None)
    if chosen is not None and chosen.status is not ItemStatus.DONE:
        return chosen
    return session.next_open


def _unfelt(item: SessionItem) -> bool:
    return item.was_done and (item.pain is None or item.effort is None)


def _unanswered(day: Day, session: TrainingSession, item: SessionItem) -> bool:
    answered = st.session_state.get(_ANSWERED, ())
    replaced = any(
        one.place > item.place and one.prescribed == item.prescribed for one in session.items
    )
    hurt = stopped(item, session, day.programme.pain_limit)
    return hurt and not replaced and (session.id, item.place) not in answered


def _ask_feelings(day: Day, session: TrainingSession, item: SessionItem) -> None:
    name = plain(day.name(item.exercise))
    with st.container(border=True, key="card-felt"):
        st.subheader(f"How was it: {name}?")
        st.markdown(status_words(item))
        key = f"{session.id}-{item.place}"
        pain = ask_pain("How much did it hurt at most?", f"today-pain-{key}", item.pain)
        effort = ask_effort("How hard was it?", f"today-effort-{key}", item.effort)
    if pain is not None and effort is not None:
        day.book.feel(session.id, item.place, pain=pain, effort=effort)
        st.rerun()


def _after_stop(day: Day, session: TrainingSession, item: SessionItem) -> None:
    """An exercise that hurt too much ends for today; an easier one is offered."""
    with st.container(border=True, key="card-stop"):
        st.subheader("You listened to your body")
        st.markdown(
            f"{plain(day.name(item.exercise))} is enough for today. That is no setback: your coach "
            "fits the next time to it."
        )
        place = today_other.offer_easier(day, session, item, "today-stop")
        if place is not None:
            _make_current(session, place)
            st.rerun()
        if st.button("Go on with the next", icon=":material/arrow_forward:", key="today-stop-next"):
            _answer_stop(session, item)
            st.rerun()


def _answer_stop(session: TrainingSession, item: SessionItem) -> None:
    answered = st.session_state.get(_ANSWERED, ())
    st.session_state[_ANSWERED] = (*answered, (session.id, item.place))


def _show_current(day: Day, session: TrainingSession, item: SessionItem) -> None:
    exercise = day.exercises.get(item.exercise)
    with st.container(border=True, key="card-next"):
        with st.container(horizontal=True, vertical_alignment="center"):
            if exercise is not None:
                st.html(still_html(exercise, _PICTURE_PX), width=_PICTURE_WIDTH_PX)
            with st.container(width="stretch"):
                st.markdown(
                    f":small[Now]  \n**{plain(day.name(item.exercise))}**  \n"
                    f"{prescribed_words(item.prescription)}"
                )
                if item.prescription.why:
                    st.markdown(f":small[{plain(item.prescription.why)}]")
                if item.was_done:
                    st.markdown(status_words(item))
        if exercise is None:
            st.info(
                "This exercise is no longer available. Choose another one below, or leave it out.",
                icon=":material/info:",
            )
        else:
            _start(item)
    today_other.show_ways(day, session, item)


def _start(item: SessionItem) -> None:
    with st.container(key="big-today-coach"):
        pressed = st.button(
            "Do it with the coach",
            type="primary",
            icon=":material/play_arrow:",
            key="today-coach",
        )
    if pressed:
        preparing.choose(item.exercise, item.prescription)
        st.switch_page(LIVE)


def _show_other(day: Day, session: TrainingSession, item: SessionItem) -> None:
    left_out = item.status is ItemStatus.SKIPPED
    action = "Do it after all" if left_out else "Do it now" if item.open else ""
    if item.status is ItemStatus.PARTLY and not stopped(item, session, day.programme.pain_limit):
        action = "Do the rest"
    if show_item(day, item, action):
        if left_out:
            day.book.take_up(session.id, item.place)
        _make_current(session, item.place)
        st.rerun()


def _make_current(session: TrainingSession, place: int) -> None:
    st.session_state[_CURRENT] = (session.id, place)
