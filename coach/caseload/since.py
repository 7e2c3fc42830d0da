"""What is new about a patient since the therapist's last visit, in sentences, each a fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from coach import clock
from coach.caseload.overview import Overview
from coach.diary.relief import relief_name
from coach.instruments import find_instrument
from coach.programme.doing import SessionEnding
from coach.records.answers import Answer

_LOOKS: Final = 3
_QUOTES: Final = 4
_QUOTED: Final = 160


@dataclass(frozen=True, slots=True)
class News:
    """Sentences about one thing, under its title."""

    title: str
    sentences: tuple[str, ...]


def news(overview: Overview, since: date) -> tuple[News, ...]:
    """What happened from the day ``since`` to today; titles without anything are not there."""
    parts = (
        ("What was done", tuple(_done(overview, since))),
        ("How it felt", tuple(_felt(overview, since))),
        ("What the patient wrote", tuple(_written(overview, since))),
        ("Questionnaires", tuple(_answers(overview, since))),
        ("Plan and proposals", tuple(_plan(overview, since))),
        ("Alerts", tuple(_alerts(overview, since))),
        ("Treatments and goals", tuple(_treatments(overview, since))),
    )
    return tuple(News(title, sentences) for title, sentences in parts if sentences)


def _done(overview: Overview, since: date) -> Iterator[str]:
    week = overview.figures(since, overview.today)
    if not week.active_days:
        yield "No exercise was recorded."
        return
    sets = sum(one.sets for one in week.exercises)
    days = _count(week.active_days, "day")
    counted = f"{_count(sets, 'set')}, {_count(week.repetitions, 'repetition')}"
    yield f"Exercised on {days}: {counted if sets else 'told without camera'}."
    looks: Counter[str] = Counter()
    for fault in overview.faults:
        if fault.day >= since:
            looks[fault.title] += fault.count
    if looks:
        found = looks.most_common(_LOOKS)
        yield f"To look at: {', '.join(f'{title} ({count})' for title, count in found)}."


def _felt(overview: Overview, since: date) -> Iterator[str]:
    length = (overview.today - since).days + 1
    week = overview.figures(since, overview.today)
    before_from = since - timedelta(days=length)
    before = overview.figures(before_from, since - timedelta(days=1))
    if week.pain is not None:
        told = f"Pain {_number(week.pain)} of 10 on average, {week.worst_pain} at most"
        if before.pain is not None and before_from >= overview.since:
            told += f"; {_number(before.pain)} in as many days before"
        yield f"{told}."
    if week.effort is not None:
        yield f"Effort {_number(week.effort)} of 10 on average."
    if week.sleep_h is not None:
        yield f"Slept {_number(week.sleep_h)} hours a night on average."
    for one in overview.sessions:
        if one.day >= since and one.ended in (SessionEnding.PAIN, SessionEnding.STOPPED):
            yield f"The exercises of {_said(one.day)} ended early."


def _written(overview: Overview, since: date) -> Iterator[str]:
    texts = [(line.day, line.note) for line in overview.lines if line.day >= since and line.note]
    texts += [(one.day, one.note) for one in overview.sessions if one.day >= since and one.note]
    for day, text in sorted(texts, reverse=True)[:_QUOTES]:
        yield f"{_said(day)}: “{_short(text)}”"
    if len(texts) > _QUOTES:
        yield f"And {_count(len(texts) - _QUOTES, 'other line')} in the diary."


def _answers(overview: Overview, since: date) -> Iterator[str]:
    for one in overview.answers:
        if one.day >= since and one.total is not None:
            before = _before(overview.answers, one)
            was = "" if before is None else f", {before:g} before"
            yield f"{_said(one.day)}: {find_instrument(one.instrument).name}: {one.total:g}{was}."


def _before(answers: Sequence[Answer], one: Answer) -> float | None:
    earlier = [
        other
        for other in answers
        if other.instrument == one.instrument
        and other.answered_at < one.answered_at
        and other.total is not None
    ]
    return max(earlier, key=lambda other: other.answered_at).total if earlier else None


def _plan(overview: Overview, since: date) -> Iterator[str]:
    for version in overview.versions:
        if version.day >= since:
            yield f"{_said(version.day)}: version {version.number} of the plan. {version.reason}"
    changes = [
        one
        for one in overview.proposals
        if one.decision.day >= since and one.decision.change is not None and not one.waits
    ]
    reasons = {version.reason for version in overview.versions}
    for one in changes:
        # One that was applied is the reason of a version, which is told already.
        if one.decision.sentence not in reasons:
            yield f"{_said(one.decision.day)}: {one.decision.sentence}"
    if overview.waiting:
        yield f"{_count(len(overview.waiting), 'proposal')} waiting for an answer."


def _alerts(overview: Overview, since: date) -> Iterator[str]:
    zone = overview.care.patient.zone
    for one in overview.told:
        day = clock.day_of(one.at, zone)
        if day >= since:
            seen = "" if one.seen_at is None else " Seen."
            yield f"{_said(day)}: {one.sentence}{seen}"


def _treatments(overview: Overview, since: date) -> Iterator[str]:
    for one in overview.treatments:
        if one.day >= since:
            yield f"{_said(one.day)}: {relief_name(one.kind)}."
    for entry in overview.goals:
        goal = entry.body
        if goal.reached_on is not None and goal.reached_on >= since:
            yield f"{_said(goal.reached_on)}: a goal was reached, “{_short(goal.text)}”."
        elif entry.day >= since:
            yield f"{_said(entry.day)}: a goal, “{_short(goal.text)}”."


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1].rstrip()}…"


def _said(day: date) -> str:
    return f"{day.day} {day:%B}"


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
