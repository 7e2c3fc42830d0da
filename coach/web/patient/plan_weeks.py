"""The weeks of a plan: a timeline, and one week with its exercises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from html import escape
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.programme.changing import apply_change
from coach.programme.fitting import is_walk
from coach.programme.missing import name_of, replacements
from coach.programme.model import Change, Prescription, Programme, Week
from coach.records.care import Care
from coach.records.programmes import Programmes, SavedProgramme
from coach.web.asset import asset
from coach.web.howto import still_html
from coach.web.plan_words import (
    effort_words,
    often_words,
    prescribed_words,
    range_words,
    span_words,
    weekdays_words,
)
from coach.web.problems import plain
from coach.web.words import count_words

_BROWSE: Final = "patient/browse.py"
_WEEK: Final = "plan-week"
_OF: Final = "plan-week-of"
_OFFERED: Final = 3


def show_timeline(programme: Programme, today: date) -> None:
    """All weeks in a row, with their phases and today."""
    now = programme.week_number(today)
    items = [
        _item(week, _title(programme, week.number), week.number - now, programme, today)
        for week in (*programme.weeks, _after(programme))
    ]
    st.html(f'<style>{asset("plan.css")}</style><ol class="weeks">{"".join(items)}</ol>')


def _after(programme: Programme) -> Week:
    return programme.maintenance.model_copy(update={"number": len(programme.weeks) + 1})


def _item(week: Week, title: str, ahead: int, programme: Programme, today: date) -> str:
    last = week.number > len(programme.weeks)
    now = ahead == 0 or (last and ahead < 0)
    kind = "now" if now else "past" if ahead < 0 else ""
    current = ' aria-current="step"' if now else ""
    mark = f'<span class="today">Today, {today.day} {today:%B}</span>' if now else ""
    done = "<span>done</span>" if kind == "past" else ""
    return (
        f'<li class="{kind}"{current}><i class="bar {week.phase.value}"></i>'
        f"<b>{escape(title)}</b><span>{escape(week.title)}</span>{mark}{done}</li>"
    )


def _title(programme: Programme, number: int) -> str:
    return f"Week {number}" if number <= len(programme.weeks) else "After"


def show_week(
    care: Care,
    saved: SavedProgramme,
    exercises: Mapping[str, Exercise],
    today: date,
) -> None:
    """Choose a week; one that is over is shown as it was then."""
    current = saved.programme
    last = len(current.weeks)
    this = min(max(current.week_number(today), 1), last + 1)
    if st.session_state.get(_OF) != (current.starts_on, this):
        # Another plan or another week has come: what was looked at before means nothing in it.
        st.session_state.pop(_WEEK, None)
        st.session_state[_OF] = (current.starts_on, this)
    number = st.segmented_control(
        "Which week?",
        list(range(1, last + 2)),
        default=this,
        format_func=lambda each: _title(current, each),
        key=_WEEK,
        required=True,
    )
    number = int(number or this)
    begins = current.starts_on + timedelta(weeks=number - 1)
    ends = begins + timedelta(days=6)
    version = saved
    if number < this:
        version = care.book(Programmes).about(ends) or saved
    programme = version.programme
    week = programme.week_on(begins)
    st.subheader(f"{_title(current, number)}: {plain(week.title)}")
    if number <= last:
        st.caption(span_words(begins, ends))
    if version.number != saved.number:
        st.caption(f"As it was then, in version {version.number} of your plan.")
    st.markdown(f"{plain(week.aim)}  \n{_amount(week)}")
    for one in week.prescriptions:
        _line(care, saved, one, programme, exercises, today, over=number < this)


def _amount(week: Week) -> str:
    effort = effort_words(week.effort)
    walks = [one for one in week.prescriptions if is_walk(one)]
    walk = ", and a walk" if walks else ""
    return (
        f":material/event_repeat: {count_words(week.sessions, 'day')} with all exercises, about "
        f"{count_words(week.minutes, 'minute')}{walk} · :material/speed: Effort {effort}"
    )


def _line(
    care: Care,
    current: SavedProgramme,
    one: Prescription,
    programme: Programme,
    exercises: Mapping[str, Exercise],
    today: date,
    *,
    over: bool,
) -> None:
    exercise = exercises.get(one.exercise)
    with st.container(border=True, key=f"card-plan-{one.exercise}"):
        picture, words = st.columns([1, 4], vertical_alignment="center")
        if exercise is not None:
            picture.html(still_html(exercise, 110))
        with words:
            st.markdown("  \n".join(_facts(one, programme, exercises)))
            if exercise is None and not over:
                _offer(care, current, one, exercises, today)
            elif exercise is not None and st.button(
                "How it is done",
                key=f"plan-look-{one.exercise}",
                icon=":material/visibility:",
                help=f"How it is done: {exercise.name}",
            ):
                st.switch_page(_BROWSE, query_params={"exercise": exercise.id})


def _facts(one: Prescription, programme: Programme, exercises: Mapping[str, Exercise]) -> list[str]:
    days = weekdays_words(programme, one.days_per_week)
    when = often_words(one.days_per_week) + (f": {days}" if days else "")
    lines = [
        f"**{plain(name_of(one.exercise, exercises))}**",
        f"{plain(prescribed_words(one))} · {when}",
    ]
    aim = range_words(one, exercises.get(one.exercise))
    if aim:
        lines.append(f"How far: up to {plain(aim)}, as far as is comfortable")
    if one.why:
        lines.append(f":material/favorite: {plain(one.why)}")
    if one.note:
        lines.append(f":material/sticky_note_2: {plain(one.note)}")
    return lines


def _offer(
    care: Care,
    current: SavedProgramme,
    one: Prescription,
    exercises: Mapping[str, Exercise],
    today: date,
) -> None:
    """Something else instead of an exercise that is gone."""
    st.markdown("Nothing is lost: leave it out, or do one of these instead.")
    names = replacements(one.exercise, current.programme, exercises)[:_OFFERED]
    with st.container(horizontal=True):
        for name in names:
            if st.button(exercises[name].name, key=f"plan-instead-{one.exercise}-{name}"):
                change = Change(exercise=one.exercise, field="exercise", new=name)
                care.book(Programmes).save(
                    apply_change(current.programme, change, today, exercises),
                    reason=f"{exercises[name].name} instead of {name_of(one.exercise, exercises)}",
                    expected=current.number,
                )
                st.rerun()
