"""Today: one page that says what comes next, with one button for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

import streamlit as st

from coach import clock
from coach.programme.progression.flare import current_flare
from coach.records.care import Care
from coach.web.patient import (
    today_begin,
    today_cards,
    today_ending,
    today_flare,
    today_morning,
    today_next,
    today_start,
)
from coach.web.patient.diary_notices import show_notices
from coach.web.patient.today_day import Day, gather
from coach.web.patient.visit_safety import show_safety_check
from coach.web.plan_words import day_words
from coach.web.problems import plain, say_problem
from coach.web.store import library_of, my_care
from coach.web.top import show_from_the_top
from poses.errors import UserFacingError

_NAMELESS: Final = "Me"
_NOON: Final = 12
_EVENING: Final = 18


def show() -> None:
    """Whatever comes next today."""
    try:
        _page(my_care())
    except UserFacingError as error:
        say_problem(str(error))


def _page(care: Care) -> None:
    day = gather(care, library_of(care.log).own)
    if day is None:
        st.title(_hello(care))
        today_begin.show(care)
        return
    if not show_safety_check(care, _flare_day(day)):
        return
    st.title(_hello(care))
    st.markdown(_where(day))
    today_cards.show_messages(care)
    show_notices()
    if today_morning.ask(day):
        today_flare.show_button(day)
        return
    today_cards.show_day(day)
    today_cards.show_steps(day)
    if day.session is None:
        show_from_the_top(f"start-{len(day.history.flares)}")
        today_start.show(day)
    elif day.session.finished_at is not None:
        show_from_the_top(f"over-{len(day.history.flares)}")
        today_ending.show_over(day, day.session)
    else:
        today_next.show(day, day.session)
    today_cards.show_also(day)
    today_flare.show_button(day)


def _flare_day(day: Day) -> date | None:
    flare = current_flare(day.history, day.today)
    told = [one for one in day.history.flares if one <= day.today]
    return max([*told, *([flare.day] if flare else [])], default=None)


def _hello(care: Care) -> str:
    now: datetime = clock.now().astimezone(clock.zone(care.patient.zone))
    part = "morning" if now.hour < _NOON else "afternoon" if now.hour < _EVENING else "evening"
    name = care.patient.display_name
    return f"Good {part}" if name == _NAMELESS else f"Good {part}, {plain(name)}"


def _where(day: Day) -> str:
    programme, number = day.programme, day.programme.week_number(day.today)
    words = day_words(day.today)
    if number == 0:
        return f"{words} · your plan begins on {day_words(programme.starts_on)}"
    if number > len(programme.weeks):
        return f"{words} · keeping what you have won"
    title = plain(programme.week_on(day.today).title)
    return f"{words} · week {number} of {len(programme.weeks)}: {title}"
