"""Pain in exercise and after it: what is fine, what stops, when nothing may be added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from coach.programme.doing import SessionItem, TrainingSession
from coach.programme.progression.history import History
from coach.programme.progression.rules import rules


class Band(StrEnum):
    """How much pain an exercise costs."""

    SAFE = "safe"
    ACCEPTABLE = "acceptable"
    STOP = "stop"


def band(pain: int, before: int | None, limit: int | None = None) -> Band:
    """The band of a pain, 0..10, in an exercise; ``before`` is the pain before the session."""
    numbers = rules()
    rise = 0 if before is None else pain - before
    if pain > (numbers.pain_limit if limit is None else limit) or rise >= numbers.pain_rise:
        return Band.STOP
    return Band.SAFE if pain <= numbers.safe_pain else Band.ACCEPTABLE


def stopped(item: SessionItem, session: TrainingSession, limit: int | None = None) -> bool:
    """Whether an exercise hurt so much that it stops for today."""
    return item.pain is not None and band(item.pain, session.pain_before, limit) is Band.STOP


def stops(session: TrainingSession, limit: int | None = None) -> int:
    """How many exercises of a session were stopped by pain."""
    return sum(stopped(item, session, limit) for item in session.items)


def must_end(session: TrainingSession, limit: int | None = None) -> bool:
    """Whether a session had enough: it ends kindly."""
    return stops(session, limit) >= rules().stops


def above_limit(history: History, today: date) -> bool:
    """Whether the pain that was told last, or anything told on that day, is above the limit."""
    told = _told(history, today)
    if not told:
        return False
    last = max(day for day, _ in told)
    return max(pain for day, pain in told if day == last) > history.programme.pain_limit


def sore_today(history: History, today: date) -> bool:
    """Whether a pain above the limit was told today."""
    return worst_today(history, today) > history.programme.pain_limit


def worst_today(history: History, today: date) -> int:
    """The highest pain that was told today; 0 when none was."""
    return max((pain for day, pain in _told(history, today) if day == today), default=0)


def needs_rest(history: History, today: date) -> bool:
    """Whether this morning asks for a day of gentle movement and walking only."""
    rise = history.morning_rise(today)
    return rise is not None and rise >= rules().rest_next_day


def repeats_last(history: History, today: date) -> bool:
    """Whether the last session was more than the next morning liked: its dose is not the measure.

    What was tolerated before is repeated until a session was followed by a calm morning.
    """
    last = history.latest(today)
    if last is None:
        return False
    after = history.next_day(last, today)
    return after is not None and after >= rules().rest_next_day


def _told(history: History, today: date) -> list[tuple[date, int]]:
    told = (*history.mornings.items(), *history.pains.items())
    return [*(one for one in told if one[0] <= today), *_in_sessions(history.until(today))]


def _in_sessions(sessions: Iterable[TrainingSession]) -> Iterator[tuple[date, int]]:
    for session in sessions:
        for pain in (
            session.pain_before,
            session.pain_after,
            *(item.pain for item in session.items),
        ):
            if pain is not None:
                yield session.day, pain
