"""What a therapist should know about the days of a patient, by the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean
from typing import Final, Literal

from coach.programme.doing import TrainingSession
from coach.programme.progression.decision import ProposalKind
from coach.programme.progression.flare import rising_mornings
from coach.programme.progression.history import History
from coach.programme.progression.pain import must_end
from coach.programme.progression.rules import rules

Level = Literal["now", "day", "week"]

_WEEK: Final = timedelta(days=7)
_STUCK_SESSIONS: Final = 4
"""With fewer sessions in that time nobody expects a step."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the therapist, how soon they should know; ``mark`` tells it once."""

    kind: str
    level: Level
    sentence: str
    mark: str


def notices(history: History, today: date) -> tuple[Notice, ...]:
    """What is to be told, from the last seven days; the same history gives the same notices."""
    return (
        *_strong_pain(history, today),
        *_mornings(history, today),
        *_ended(history, today),
        *_flares(history, today),
        *_step_downs(history, today),
        *_weak_form(history, today),
        *_stuck(history, today),
        *_adherence(history, today),
    )


def _strong_pain(history: History, today: date) -> Iterator[Notice]:
    for session in _recent(history, today):
        told = [session.pain_before, session.pain_after, *(item.pain for item in session.items)]
        pain = max((one for one in told if one is not None), default=0)
        if pain >= rules().strong_pain:
            yield Notice(
                "strong_pain",
                "day",
                f"A pain of {pain} of 10 was told with the exercises of {_said(session.day)}.",
                f"strong_pain/{session.day.isoformat()}",
            )


def _mornings(history: History, today: date) -> Iterator[Notice]:
    pains = rising_mornings(history, today)
    if pains:
        said = " and ".join(str(pain) for pain in pains)
        yield Notice(
            "rising_pain",
            "day",
            f"Morning pain was {said} of 10, usual is {history.usual_pain(today):.0f}.",
            f"rising_pain/{today.isoformat()}",
        )


def _ended(history: History, today: date) -> Iterator[Notice]:
    for session in _recent(history, today):
        if must_end(session, history.programme.pain_limit):
            yield Notice(
                "session_ended",
                "day",
                f"The session of {_said(session.day)} ended early: two exercises hurt too much.",
                f"session_ended/{session.day.isoformat()}",
            )


def _flares(history: History, today: date) -> Iterator[Notice]:
    for past in history.decided(ProposalKind.FLARE):
        day = past.decision.day
        if past.decision.rule in ("flare_told", "flare_seen") and today - _WEEK < day <= today:
            yield Notice(
                "flare",
                "day",
                f"A flare-up began on {_said(day)}; the flare plan holds.",
                f"flare/{past.decision.evidence.get('flare', day.isoformat())}",
            )


def _step_downs(history: History, today: date) -> Iterator[Notice]:
    downs = [
        past
        for past in history.decided(ProposalKind.STEP_DOWN)
        if today - _WEEK < past.decision.day <= today
    ]
    if len(downs) >= rules().told_step_downs:
        names = ", ".join(sorted({history.name(str(past.decision.exercise)) for past in downs}))
        yield Notice(
            "step_downs",
            "day",
            f"{len(downs)} steps down within seven days: {names}.",
            f"step_downs/{_week_of(history, today)}",
        )


def _weak_form(history: History, today: date) -> Iterator[Notice]:
    forms: dict[str, list[float]] = {}
    for session in _recent(history, today):
        for item in session.items:
            if item.form is not None:
                forms.setdefault(item.exercise, []).append(item.form)
    for exercise, scores in sorted(forms.items()):
        if len(scores) >= 2 and mean(scores) < rules().weak_form:
            yield Notice(
                "weak_form",
                "week",
                f"The form in {history.name(exercise)} was {mean(scores):.0f} of 100 on average "
                "this week.",
                f"weak_form/{exercise}/{_week_of(history, today)}",
            )


def _stuck(history: History, today: date) -> Iterator[Notice]:
    since = today - timedelta(days=rules().stuck_days)
    sessions = [one for one in history.until(today) if one.day > since]
    raised = any(past.raised and past.decision.day > since for past in history.decisions)
    asked = any(past.waits for past in history.decisions)
    if len(sessions) >= _STUCK_SESSIONS and not raised and not asked and _long(history, since):
        yield Notice(
            "no_step",
            "week",
            f"No step up in {rules().stuck_days} days of exercise.",
            f"no_step/{_week_of(history, today)}",
        )


def _long(history: History, since: date) -> bool:
    return bool(history.sessions) and history.sessions[0].day <= since


def _adherence(history: History, today: date) -> Iterator[Notice]:
    week = history.programme.week_number(today) - 1
    if week < 1:
        return
    first = history.programme.starts_on + timedelta(weeks=week - 1)
    planned = history.programme.week_on(first).sessions
    done = {
        one.day for one in history.until(today) if first <= one.day < first + _WEEK and one.was_done
    }
    if len(done) < rules().low_adherence * planned:
        yield Notice(
            "adherence",
            "week",
            f"{len(done)} of {planned} sessions were done in week {week}.",
            f"adherence/{first.isoformat()}",
        )


def _recent(history: History, today: date) -> list[TrainingSession]:
    return [one for one in history.until(today) if one.day > today - _WEEK]


def _week_of(history: History, today: date) -> str:
    """The first day of the programme's week that a day is in."""
    return (today - timedelta(days=(today - history.programme.starts_on).days % 7)).isoformat()


def _said(day: date) -> str:
    return f"{day.day} {day:%B}"
