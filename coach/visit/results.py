"""A look back: every answer and camera test beside those of the start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from coach import clock
from coach.assessments.change import Direction, in_unit
from coach.assessments.keeping import Course, courses
from coach.assessments.shelf import protocols
from coach.instruments import Instrument, compare_of, figure, find_instrument, plug_ins, signed
from coach.records.answers import Answer
from coach.records.entries import Assessment
from coach.visit.due import CLOSING
from coach.visit.steps import FIRST_VISIT

Outcome = Literal["better", "same", "worse"]

_ASKED: Final = ("pain_nrs", "psfs", "rmdq", "phq2", "gad2", "confidence")
_BEFORE_START: Final = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was asked or ``measured`` twice; ``first`` and ``now`` with their unit."""

    title: str
    first: str
    now: str
    outcome: Outcome
    sentence: str
    measured: bool = False


def questionnaire_lines(answers: Sequence[Answer], occasion: str, since: date) -> list[Line]:
    """The questionnaires of a look back beside the first visit; ``answers`` latest first.

    Those that were not asked both times are left out, except how it is all in all, which looks
    back by itself. ``since`` is the day of the start: look backs before it belong to another time.

    Raises:
        DataFileError: a questionnaire's file can't be used.
    """
    lines = []
    for name in (*_ASKED, *plug_ins()):
        first, now = _pair(answers, name, occasion, since)
        if first is None or now is None or first.total is None or now.total is None:
            continue
        asked = find_instrument(name)
        verdict = compare_of(asked, first.total, now.total)
        before, after = figure(first.total), figure(now.total)
        lines.append(Line(asked.name, before, after, verdict.direction, verdict.sentence))
        if name == "psfs":
            lines += _activities(asked, first.answers, now.answers)
    last = latest_of(answers, CLOSING, occasion, since)
    if last is not None and last.total is not None:
        asked = find_instrument(CLOSING)
        verdict = compare_of(asked, None, last.total)
        lines.append(Line(asked.name, "", signed(last.total), verdict.direction, verdict.sentence))
    return lines


def camera_lines(kept: Iterable[Assessment], since: date, zone: str | None) -> list[Line]:
    """The camera tests that were done at the start and again, each beside its first result.

    Raises:
        ProtocolError: a test's file can't be used.
    """
    begin = since - _BEFORE_START
    own = [one for one in kept if clock.day_of(one.performed_at, zone) >= begin]
    return [
        line
        for protocol in protocols().values()
        for course in courses(protocol, own)
        if (line := _camera_line(protocol.name, course)) is not None
    ]


def by_outcome(lines: Iterable[Line]) -> Mapping[Outcome, list[Line]]:
    """The lines under what has become of them, what went well first."""
    found: dict[Outcome, list[Line]] = {"better": [], "same": [], "worse": []}
    for line in lines:
        found[line.outcome].append(line)
    return found


def opening(lines: Sequence[Line]) -> str:
    """The first sentence over the results."""
    found = by_outcome(lines)
    better, worse = len(found["better"]), len(found["worse"])
    if not lines:
        return "There is nothing to put beside the start yet."
    if better and not worse:
        return f"{_things(better)} better than at the start. Well done for keeping at it."
    if better:
        return (
            f"{_things(better)} better than at the start, and {_things(worse).lower()} harder at "
            "the moment. Show this to your therapist, so that the plan fits both."
        )
    if worse:
        return (
            "It is harder at the moment. Such times come, and they pass. Show this to your "
            "therapist, who can fit the plan to it."
        )
    return (
        "Things are about as they were. Change often takes longer than a few weeks, and keeping "
        "on counts too. Your therapist can see with you what to adapt."
    )


def latest_of(
    answers: Sequence[Answer], instrument: str, occasion: str, since: date
) -> Answer | None:
    """The last answer to an instrument on an occasion, of the days from ``since`` on."""
    return next(
        (
            one
            for one in answers
            if one.instrument == instrument and one.occasion == occasion and one.day >= since
        ),
        None,
    )


def _activities(
    asked: Instrument, first: Mapping[str, object], now: Mapping[str, object]
) -> list[Line]:
    lines = []
    for name, value in now.items():
        before = first.get(name)
        if not isinstance(value, int | float) or not isinstance(before, int | float):
            continue
        verdict = compare_of(asked, before, value, single=True)
        lines.append(Line(name, figure(before), figure(value), verdict.direction, verdict.sentence))
    return lines


def _camera_line(test: str, course: Course) -> Line | None:
    change = course.since_first
    if change is None:
        return None
    quantity = course.quantity
    side = f", {course.side.value}" if course.side else ""
    title = test if quantity.title == test else f"{test}: {quantity.title}"
    outcome: Outcome = "same"
    if change.direction in (Direction.BETTER, Direction.WORSE):
        outcome = "better" if change.direction is Direction.BETTER else "worse"
    first, now = (in_unit(quantity, one.value) for one in (course.results[0], course.latest))
    return Line(f"{title}{side}", first, now, outcome, change.words, measured=True)


def _pair(
    answers: Sequence[Answer], name: str, occasion: str, since: date
) -> tuple[Answer | None, Answer | None]:
    now = latest_of(answers, name, occasion, since)
    first = next(
        (
            one
            for one in answers
            if one.instrument == name
            and one.occasion == FIRST_VISIT
            and (now is None or one.day <= now.day)
        ),
        None,
    )
    return first, now


def _things(count: int) -> str:
    return "One thing is" if count == 1 else f"{count} things are"
