"""The exercises of the day as a list: picture, dose, and what has become of each."""

from __future__ import annotations

from typing import Final

import streamlit as st

from coach.programme.doing import ItemStatus, SessionItem
from coach.programme.model import Prescription
from coach.web.felt import felt_words
from coach.web.howto import still_html
from coach.web.patient.today_day import Day
from coach.web.plan_words import prescribed_words
from coach.web.problems import plain

REASONS: Final = {
    "pain": "It hurts",
    "time": "No time today",
    "equipment": "I don't have what it needs here",
    "dislike": "I don't like it",
    "other": "Another reason",
}
"""Why an exercise is left out."""

_PICTURE_PX: Final = 84


def show_planned(day: Day, lines: tuple[Prescription, ...]) -> None:
    """What is for today, before it begins."""
    for number, one in enumerate(lines, 1):
        _row(day, f"plan-{number}", one, "")


def show_item(day: Day, item: SessionItem, action: str = "") -> bool:
    """What has become of an exercise; whether the button of that name was pressed."""
    return _row(day, f"item-{item.place}", item.prescription, status_words(item), action)


def status_words(item: SessionItem) -> str:
    """Where an exercise of the day stands."""
    if item.status is ItemStatus.SKIPPED:
        why = REASONS.get(item.reason, "")
        return ":material/redo: Left out today" + (f": {why.lower()}" if why else "")
    if item.open:
        return ":material/radio_button_unchecked: To do"
    share = item.done_share or 0.0
    done = (
        ":material/check_circle: Done"
        if item.status is ItemStatus.DONE
        else f":material/timelapse: {100 * share:.0f} % done"
    )
    score = f"score {item.form:.0f}" if item.form is not None else ""
    felt = felt_words(item.pain, item.effort).lower()
    return " · ".join(filter(None, (done, score, felt)))


def _row(day: Day, key: str, one: Prescription, status: str, action: str = "") -> bool:
    exercise = day.exercises.get(one.exercise)
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"card-{key}"):
        if exercise is not None:
            st.html(still_html(exercise, _PICTURE_PX), width=120)
        lines = [f"**{plain(day.name(one.exercise))}**", prescribed_words(one)]
        if status:
            lines.append(status)
        st.markdown("  \n".join(lines), width="stretch")
        return bool(action) and st.button(action, key=f"today-{key}")
