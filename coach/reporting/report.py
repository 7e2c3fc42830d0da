"""The report of progress: plain words for the patient, how it was measured for the doctor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from statistics import fmean
from typing import Final, Literal

from coach.diary.days import pain_by_day, worst_by_day
from coach.instruments import find_instrument
from coach.instruments.comparing import figure
from coach.progress.changes import Changed
from coach.records.care import Care
from coach.records.people import find_person
from coach.reporting.facts import Facts, facts_of
from coach.reporting.letters import fonts_for
from coach.reporting.note import PARTS, VisitNote
from coach.reporting.plots import ACROSS, courses_plot, kept_plot, pain_plot
from coach.reporting.report_tables import course_rows, goal_rows, plan_rows, session_rows
from coach.reporting.report_words import PATIENT_WORDS, limits, opening, pain_words
from coach.reporting.sheet import MARGIN, Sheet
from coach.reporting.words import change_words, count, day_words, short_day, span_words

Edition = Literal["patient", "doctor"]

_WIDTH: Final = 210 - 2 * MARGIN
_JOINED: Final = 0x0590
"""From this letter on there are scripts whose letters join, or that run from right to left."""
_PANELS: Final = 9
_SESSIONS: Final = 40
"""Panels of one kind and days of exercise that a report shows at most: engineering defaults."""


def make_report(
    care: Care,
    edition: Edition = "patient",
    *,
    since: date | None = None,
    until: date | None = None,
    note: VisitNote | None = None,
) -> bytes:
    """A PDF of A4 pages about the days ``since`` to ``until``; see ``facts_of`` for the usual ones.

    ``note`` is a signed visit note that the doctor's edition shows. Whether the viewer may take it
    along is asked and written down by whoever calls this.

    Raises:
        ValueError: ``until`` is before ``since``, or the note is not signed.
        NotFoundError: the patient is not known.
        StorageError: the records can't be read.
    """
    if note is not None and not note.signed:
        raise ValueError("only a signed note leaves the app")
    author = None
    if care.author != care.patient.id:
        author = find_person(care.database, care.author).display_name
    return written(facts_of(care, since, until), edition, author=author, note=note)


def written(
    facts: Facts, edition: Edition, *, author: str | None = None, note: VisitNote | None = None
) -> bytes:
    """The same from facts at hand; ``author`` is who made it, None for the patient."""
    span = span_words(facts.since, facts.until)
    told = "".join(own_words(facts, author, note))
    sheet = Sheet(
        f"Progress report, {facts.patient}",
        (facts.patient, span),
        PATIENT_WORDS["foot"],
        fonts=fonts_for(told),
        joined=any(ord(letter) >= _JOINED for letter in told),
    )
    made = f", made by {author}" if author else ""
    sheet.headline(
        "My progress" if edition == "patient" else "Progress report",
        f"{facts.patient}\n{span}{made}",
    )
    sheet.words(opening(facts, edition))
    if facts.nothing and facts.programme is None:
        sheet.section("What this page will show")
        sheet.points(PATIENT_WORDS["later"].split("\n"))
        return sheet.finished()
    _figures(sheet, facts, edition)
    _pain(sheet, facts, edition)
    _courses(sheet, facts, edition)
    _days(sheet, facts, edition)
    _goals(sheet, facts)
    _plan(sheet, facts)
    if edition == "doctor":
        _doctor(sheet, facts, note)
    else:
        sheet.section("Good to know")
        sheet.points(limits(edition))
    return sheet.finished()


def _figures(sheet: Sheet, facts: Facts, edition: Edition) -> None:
    week = facts.figures
    done, planned = facts.done()
    cells = []
    if facts.programme is not None:
        number, last = facts.programme.week_number(facts.until), len(facts.programme.weeks)
        name = str(max(number, 1)) if number <= last else "After"
        cells.append(("Week", name, f"of {last}" if number <= last else f"the {last} weeks"))
    if planned and (done or edition == "doctor"):
        cells.append(("Days of exercise", f"{done} of {planned}", "planned days"))
    else:
        cells.append(("Days of exercise", str(week.active_days), "so far"))
    sets = count(week.repetitions, "repetition")
    cells.append(("Sets with the camera", str(len(facts.sets)), sets))
    if week.pain is not None:
        cells.append(("Pain", figure(week.pain), f"of 10, {week.worst_pain} at most"))
    else:
        cells.append(("Pain", "–", "not noted"))
    sheet.figures(cells)


def _pain(sheet: Sheet, facts: Facts, edition: Edition) -> None:
    sheet.section("Pain", 66)
    pain = pain_by_day(facts.lines)
    if pain:
        limit = facts.programme.pain_limit if facts.programme is not None else None
        sheet.plot(
            pain_plot(pain, worst_by_day(facts.lines), limit, _WIDTH),
            f"Pain of each day, {figure(fmean(pain.values()))} of 10 on average.",
        )
    sheet.points(pain_words(facts, edition))


def _courses(sheet: Sheet, facts: Facts, edition: Edition) -> None:
    parts = (
        ("Daily life", "", facts.courses, "No questionnaire was answered yet."),
        ("Range of movement", "°", facts.ranges, "No range was measured yet."),
        ("Form", "", facts.scores, "No set was scored yet."),
    )
    about = {
        "Range of movement": "Mean of the repetitions, median of each week, in degrees.",
        "Form": "Score of the sets, 0 to 100, median of each week.",
    }
    for title, unit, courses, nothing in parts:
        shown = _most_told(courses)
        sheet.section(title, 56 if shown else 10)
        if not shown:
            sheet.words(nothing)
            continue
        if title in about:
            sheet.words(about[title], quiet=True)
        for first in range(0, len(shown), ACROSS):
            row = shown[first : first + ACROSS]
            names = ", ".join(f"{one.title}: {change_words(one)}" for one in row)
            sheet.plot(courses_plot(row, unit, _WIDTH, [_top(one, unit) for one in row]), names)
        if edition == "patient":
            sheet.points([f"{one.title}: {one.sentence}" for one in shown])
        else:
            sheet.rows(*course_rows(shown))
        if len(shown) < len(courses):
            more = len(courses) - len(shown)
            sheet.words(f"And {count(more, 'more exercise')} with fewer values.", quiet=True)


def _days(sheet: Sheet, facts: Facts, edition: Edition) -> None:
    done, planned = facts.done()
    # To a patient who has not begun yet, empty bars would only tell what was not done.
    drawn = bool(facts.weeks) and (done > 0 or edition == "doctor")
    sheet.section("Days of exercise", 56 if drawn else 12)
    if drawn:
        sheet.plot(
            kept_plot(facts.weeks[-26:], _WIDTH),
            f"{done} of {count(planned, 'planned day')} done.",
        )
    done_days = [one for one in facts.sessions if one.was_done]
    if not done_days:
        sheet.words("No day of exercise was noted in this time.")
        return
    shown = done_days[-_SESSIONS:]
    sheet.rows(*session_rows(facts, shown))
    if len(shown) < len(done_days):
        sheet.words(f"{count(len(done_days) - len(shown), 'earlier day')} not shown.", quiet=True)


def _goals(sheet: Sheet, facts: Facts) -> None:
    sheet.section("Goals", 14)
    first = facts.programme.goals if facts.programme is not None else ()
    if facts.goals:
        sheet.rows(*goal_rows(facts))
    if first:
        sheet.words(f"From the first visit: {'; '.join(first)}.")
    if not facts.goals and not first:
        sheet.words("No goal was written down yet.")


def _plan(sheet: Sheet, facts: Facts) -> None:
    if facts.version is None or facts.programme is None:
        return
    week = facts.programme.week_on(facts.until)
    sheet.section("The plan now", 30)
    version = f"version {facts.version.number} of {short_day(facts.version.day)}"
    sheet.words(f"{week.title}: {count(week.sessions, 'day')} a week, {version}.")
    sheet.rows(*plan_rows(facts, week))


def _doctor(sheet: Sheet, facts: Facts, note: VisitNote | None) -> None:
    if facts.decisions:
        sheet.section("Changes of the plan by rule", 14)
        sheet.points(
            [f"{short_day(one.decision.day)}: {one.decision.sentence}" for one in facts.decisions]
        )
    if facts.treatments:
        sheet.section("Treatments", 14)
        days = [f"{day_words(one.day)}: {one.kind.replace('_', ' ')}" for one in facts.treatments]
        sheet.points(days)
    if note is not None:
        sheet.section("Note of the visit", 24)
        for part, title in PARTS.items():
            text = getattr(note, part).strip()
            if text:
                sheet.words(title, bold=True)
                sheet.words(text)
    sheet.section("How this was measured, and what it can't tell", 24)
    sheet.points(limits("doctor"))


def _most_told(courses: Sequence[Changed]) -> list[Changed]:
    """Those with the most values, in the order in which they are given."""
    best = sorted(courses, key=lambda one: -len(one.points))[:_PANELS]
    return [one for one in courses if one in best]


def own_words(facts: Facts, author: str | None, note: VisitNote | None) -> Iterator[str]:
    """All that people typed themselves, in whatever script."""
    yield facts.patient
    yield author or ""
    for goal in facts.goals:
        yield from (goal.text, goal.how_much, goal.first_step)
    for exercise in facts.exercises.values():
        yield exercise.name
    if facts.programme is not None:
        yield from facts.programme.goals
        for week in (*facts.programme.weeks, facts.programme.maintenance):
            yield week.title
            yield from (one.note for one in week.prescriptions)
    if note is not None:
        yield from (getattr(note, part) for part in PARTS)


def _top(course: Changed, unit: str) -> float | None:
    """The highest value that is possible; None where there is no such."""
    if course.unit:
        return None if unit else 100.0
    return find_instrument(course.name).total_high
