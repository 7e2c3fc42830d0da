"""What a visit note begins with: figures with where they come from, and never a diagnosis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Final

from coach.diary.line import DiaryEntry
from coach.diary.relief import relief_name
from coach.instruments import find_instrument
from coach.instruments.comparing import figure
from coach.instruments.shelf import UnknownInstrumentError
from coach.progress.changes import Changed
from coach.records.care_entries import Verdict
from coach.reporting.facts import Facts, check_up_title
from coach.reporting.note import LONGEST, PARTS, VisitNote
from coach.reporting.words import (
    change_words,
    compared_words,
    count,
    day_words,
    dose_words,
    judged_words,
    quoted,
    short_day,
    span_words,
)

_NOTES: Final = 4
_LOOKS: Final = 2
"""So many own words of each kind, the latest, and form tips per exercise: engineering defaults."""

_VERDICTS: Final = {
    "better": "higher than at first, by more than measuring and everyday ups and downs",
    "worse": "lower than at first, by more than measuring and everyday ups and downs",
    "same": "not changed by more than measuring and everyday ups and downs",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A fact, and where it comes from."""

    text: str
    source: str

    def __str__(self) -> str:
        """As it stands in the note."""
        return f"- {self.text} [{self.source}]"


def prefilled(facts: Facts) -> VisitNote:
    """A draft of these days, for the therapist to change.

    The assessment says what is more than measuring and what the app told; what it means is left
    to the therapist.

    Raises:
        DataFileError: a file of the program can't be used.
    """
    return VisitNote(
        subjective=_text(subjective(facts)),
        objective=_text(objective(facts)),
        assessment=_text(assessment(facts)),
        plan=_text(plan(facts)),
        since=facts.since,
    )


def subjective(facts: Facts) -> Iterator[Line]:
    """What the patient told: pain, sleep, own words, questionnaires, goals."""
    week = facts.figures
    days = span_words(facts.since, facts.until)
    pains = [line for line in facts.lines if line.pain is not None]
    if week.pain is not None:
        text = f"Pain {figure(week.pain)} of 10 on average, {week.worst_pain} at most"
        earlier = [line.pain for line in facts.before if line.pain is not None]
        if earlier:
            text += f"; {figure(fmean(earlier))} in as many days before"
        yield Line(f"{text}.", f"diary, {_lines(pains)}, {days}")
    if week.morning_pain is not None:
        yield Line(f"In the morning {figure(week.morning_pain)} on average.", f"diary, {days}")
    nights = [line for line in facts.lines if line.sleep_h is not None]
    if week.sleep_h is not None:
        text = f"Slept {figure(week.sleep_h)} hours a night on average."
        yield Line(text, f"diary, {count(len(nights), 'night')}")
    told = [one for one in facts.sessions if one.effort is not None]
    if week.effort is not None:
        text = f"Exercise felt like an effort of {figure(week.effort)} of 10."
        yield Line(text, f"told after {count(len(told), 'day')} of exercise")
    for one in [one for one in facts.sessions if one.note.strip()][-_NOTES:]:
        yield Line(f"“{quoted(one.note)}”", f"day of exercise, {short_day(one.day)}")
    for line in [line for line in facts.lines if line.note.strip()][-_NOTES:]:
        yield Line(f"“{quoted(line.note)}”", f"diary, {short_day(line.day)}")
    for line in [line for line in facts.lines if line.side_effects.strip()][-_NOTES:]:
        text = f"Side effects noted: “{quoted(line.side_effects)}”"
        yield Line(text, f"diary, {short_day(line.day)}")
    latest = {one.instrument: one for one in facts.answers if one.total is not None}
    for answer in latest.values():
        if answer.total is not None:
            yield Line(*_answered(answer.instrument, answer.total, answer.day))
    for goal in facts.goals:
        state = f"confidence {goal.confidence} of 10"
        if goal.reached_on is not None:
            state = f"reached on {day_words(goal.reached_on)}"
        elif goal.by is not None:
            state = f"by {day_words(goal.by)}, {state}"
        yield Line(f"Goal: {quoted(goal.text)} ({state}).", "goals of the patient")


def objective(facts: Facts) -> Iterator[Line]:
    """What was counted and measured: days, sets, range, form, check-ups, treatments."""
    done, planned = facts.done()
    if planned:
        weeks = [week.number for week in facts.weeks]
        told = f"week {weeks[0]}" if len(weeks) == 1 else f"weeks {weeks[0]} to {weeks[-1]}"
        text = f"Exercised on {done} of {count(planned, 'planned day')}."
        yield Line(text, f"days of exercise, {told} of the plan as it held then")
    stopped = [one for one in facts.sessions if one.ended is not None and one.ended == "pain"]
    if stopped:
        days = ", ".join(short_day(one.day) for one in stopped)
        yield Line(f"Stopped for pain on {count(len(stopped), 'day')}: {days}.", "days of exercise")
    for one in facts.figures.exercises:
        text = f"{one.name}: {count(one.sets, 'set')}"
        if one.repetitions:
            text += f", {count(one.repetitions, 'repetition')}"
        if one.hold_s >= 1:
            text += f", {one.hold_s:.0f} s held"
        if one.range_deg is not None:
            text += f"; range {one.range_deg:.0f}°"
        if one.median is not None:
            text += f"; form {one.median:.0f} of 100"
        looks = [f"{title.lower()} ({times})" for title, times in one.looks[:_LOOKS]]
        if looks:
            text += f"; most often to look at: {', '.join(looks)}"
        yield Line(f"{text}.", "camera, median of the sets")
    for judged in facts.judgements:
        if judged.verdict is not Verdict.CONFIRMED:
            yield Line(
                judged_words(judged, facts.name(judged.exercise)),
                f"review by a therapist, {short_day(facts.day_of(judged.at))}",
            )
    for check in facts.assessments:
        side = f", {check.side}" if check.side else ""
        error = f" ± {figure(check.error)}" if check.error is not None else ""
        text = f"{check_up_title(check.test)}{side}: {figure(check.value)}{error} {check.unit}."
        yield Line(text, f"check-up, {short_day(facts.day_of(check.performed_at))}")
    for given in facts.treatments:
        note = f": {quoted(given.note)}" if given.note.strip() else ""
        yield Line(f"{relief_name(given.kind)}{note}.", f"treatment, {short_day(given.day)}")


def assessment(facts: Facts) -> Iterator[Line]:
    """What is more than measuring, and what the app told; what it means is not said."""
    for course in facts.courses:
        if course.compared is not None:
            text = f"{course.title}: {change_words(course)}."
            yield Line(text, f"questionnaire, {_days([course])}")
    for name, courses in (("Range", facts.ranges), ("Form", facts.scores)):
        for direction, verdict in _VERDICTS.items():
            found = [one for one in courses if one.compared and one.direction == direction]
            if found:
                told = ", ".join(f"{one.title} {compared_words(one)}" for one in found)
                yield Line(f"{name} {verdict}: {told}.", f"camera, {_days(found)}")
    for alert in facts.alerts:
        text = f"The app told: {alert.sentence}"
        yield Line(text, f"alert, {short_day(facts.day_of(alert.at))}")


def plan(facts: Facts) -> Iterator[Line]:
    """What holds now, what was changed, what waits."""
    if facts.version is None or facts.programme is None:
        return
    week = facts.programme.week_on(facts.until)
    for decided in facts.decisions:
        sentence = decided.decision.sentence
        yield Line(sentence, f"rule, {short_day(decided.decision.day)}, {decided.status}")
    for waiting in facts.waiting:
        yield Line(f"Waits for an answer: {waiting.decision.sentence}", "proposal")
    doses = "; ".join(f"{facts.name(one.exercise)} {dose_words(one)}" for one in week.prescriptions)
    source = f"plan, version {facts.version.number} of {short_day(facts.version.day)}"
    yield Line(f"{week.title}, {count(week.sessions, 'day')} a week: {doses}.", source)


def _text(lines: Iterable[Line]) -> str:
    """As many lines as a part of a note may hold."""
    kept, length = [], 0
    for line in map(str, lines):
        length += len(line) + 1
        if length > LONGEST:
            break
        kept.append(line)
    return "\n".join(kept)


def _lines(found: list[DiaryEntry]) -> str:
    return count(len(found), "line")


def _answered(instrument: str, total: float, day: date) -> tuple[str, str]:
    try:
        known = find_instrument(instrument)
    except UnknownInstrumentError:
        return f"{instrument}: {figure(total)}.", f"questionnaire, {short_day(day)}"
    text = f"{known.name}: {figure(total)} of {figure(known.total_high)}."
    return text, f"questionnaire, {short_day(day)}"


def _days(courses: Sequence[Changed]) -> str:
    first = min(one.points[0][0] for one in courses)
    return f"{short_day(first)} to {short_day(max(one.points[-1][0] for one in courses))}"


def with_new_lines(note: VisitNote, facts: Facts) -> VisitNote:
    """The note with the lines of these facts that it has not yet; what is written stays.

    Raises:
        DataFileError: a file of the program can't be used.
    """
    now = prefilled(facts)
    parts = {}
    for part in PARTS:
        written: str = getattr(note, part)
        held = set(written.splitlines())
        more = [line for line in getattr(now, part).splitlines() if line not in held]
        text = "\n".join([written, *more] if written.strip() else more)
        parts[part] = text if len(text) <= LONGEST else written
    return note.with_parts(**parts)
