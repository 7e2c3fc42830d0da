"""The times at the desk, day by day."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any, Final

import streamlit as st

from coach.posture import TITLES, Posture
from coach.records import (
    Log,
    NotFoundError,
    PostureSession,
    PostureSessionId,
    ReadOnlyLog,
)
from coach.web.asset import asset
from coach.web.problems import plain, say_problem
from coach.web.words import count_words
from poses.errors import UserFacingError

_SESSIONS: Final = 300
_DAYS: Final = 14


@dataclass
class Day:
    """All times at the desk of one day, in seconds."""

    day: date
    seconds: Counter[Posture] = field(default_factory=Counter)
    changes: int = 0
    longest_still_s: float = 0.0
    stood_up: int = 0
    sessions: list[PostureSessionId] = field(default_factory=list)

    @property
    def here_s(self) -> float:
        """Seconds in the picture."""
        return float(sum(s for one, s in self.seconds.items() if one is not Posture.AWAY))

    def add(self, summary: dict[str, Any]) -> None:
        """Take in one session as the log has it; what is not known of it is passed over."""
        known = {posture.value: posture for posture in Posture}
        for name, seconds in dict(summary.get("seconds", {})).items():
            if name in known:
                self.seconds[known[name]] += seconds
        self.changes += int(summary.get("changes", 0))
        self.stood_up += int(summary.get("stood_up", 0))
        longest = float(summary.get("longest_still_s", 0.0))
        self.longest_still_s = max(self.longest_still_s, longest)


def days_of(sessions: Iterable[PostureSession]) -> list[Day]:
    """By the day on which they began, in this computer's time, the latest first."""
    found: dict[date, Day] = {}
    for session in sessions:
        day = session.started_at.astimezone().date()
        found.setdefault(day, Day(day)).add(dict(session.summary))
        found[day].sessions.append(session.id)
    return sorted(found.values(), key=lambda one: one.day, reverse=True)


def show_days(log: Log) -> None:
    """The latest days, each as a bar, and a way to take one out.

    Raises:
        StorageError: the log can't be read.
    """
    days = days_of(log.posture_sessions(_SESSIONS))[:_DAYS]
    if not days:
        st.markdown("Your days at the desk will be shown here.")
        return
    st.html(f"<style>{asset('desk/shades.css', 'desk/days.css')}</style>")
    st.html("".join(_day_html(day) for day in days))
    with st.expander("Delete a day"):
        chosen = st.selectbox("Which day?", days, format_func=_name, key="desk-day")
        st.markdown("It is removed for good.")
        st.button("Delete this day", key="desk-day-delete", on_click=_delete, args=(log, chosen))


def _delete(log: Log, day: Day) -> None:
    try:
        for session in day.sessions:
            with contextlib.suppress(NotFoundError):
                log.delete_posture_session(session)
    except UserFacingError as error:
        say_problem(str(error))


def show_latest(log: ReadOnlyLog) -> None:
    """A look back at the time that has just ended.

    Raises:
        StorageError: the log can't be read.
    """
    latest = log.posture_sessions(1)
    if not latest:
        return
    day = Day(latest[0].started_at.astimezone().date())
    summary: dict[str, Any] = dict(latest[0].summary)
    day.add(summary)
    with st.container(border=True, key="desk-latest"):
        st.subheader("Your time at the desk")
        st.markdown(f"{_sentence(day)} Everything is saved.")
        changed = [
            f"- {plain(one['title'])}: {plain(one['sentence'])}"
            for one in summary.get("measures", [])
        ]
        if changed:
            st.markdown("\n".join(["Against your usual position, on average:", "", *changed]))
        missing = [plain(one["what"].lower()) for one in summary.get("not_assessed", [])]
        if missing:
            st.caption(f"From this view I could not tell: {', '.join(missing)}.")


def minutes_words(seconds: float) -> str:
    """A length of time at the desk."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return "less than a minute"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _sentence(day: Day) -> str:
    parts = [
        f"You were here for {minutes_words(day.here_s)} and changed your position "
        f"{count_words(day.changes, 'time')}."
    ]
    if day.longest_still_s >= 60:
        parts.append(f"Your longest time in one position: {minutes_words(day.longest_still_s)}.")
    if day.stood_up:
        parts.append(f"You stood up {count_words(day.stood_up, 'time')}.")
    return " ".join(parts)


def _name(day: Day) -> str:
    return f"{day.day:%A}, {day.day.day} {day.day:%B %Y}"


def _day_html(day: Day) -> str:
    shown = [(posture, day.seconds[posture]) for posture in Posture if day.seconds[posture] > 0]
    bar = "".join(
        f'<span data-posture="{posture}" style="flex-grow:{seconds:.0f}"></span>'
        for posture, seconds in shown
    )
    legend = "".join(
        f'<li data-posture="{posture}"><i></i>{escape(TITLES[posture])} '
        f"<b>{minutes_words(seconds)}</b></li>"
        for posture, seconds in shown
    )
    return (
        f'<section class="desk-day"><h4>{_name(day)}</h4><p>{_sentence(day)}</p>'
        f'<div class="desk-bar" aria-hidden="true">{bar}</div><ul>{legend}</ul></section>'
    )
