"""A week in figures and in words."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

from days_of_exercise import MONDAY, exercised, squat_set, week

from coach.diary.line import DiaryEntry, DiaryId
from coach.progress.adherence import adherence
from coach.progress.changes import Changed
from coach.progress.summary import Summary, summarise_week
from coach.progress.week import WeekFigures, week_figures
from coach.records.care_entries import DiaryMoment
from coach.records.figures import FaultFigures

DAY = timedelta(days=1)


def line(day_after: int, pain: int, sleep_h: float | None = None) -> DiaryEntry:
    day = MONDAY + day_after * DAY
    moment = DiaryMoment.MORNING if sleep_h else DiaryMoment.EVENING
    at = datetime.combine(day, time(8), UTC)
    return DiaryEntry(DiaryId(uuid4()), day, at, moment, pain, sleep_h=sleep_h)


SESSIONS = [exercised(MONDAY, 1.0, 1.0), exercised(MONDAY + 2 * DAY, 1.0, 0.0, effort=6)]


def figures(pains: tuple[int, ...] = (2, 4)) -> WeekFigures:
    return week_figures(
        1,
        MONDAY,
        sets=[
            squat_set(MONDAY, 80.0),
            squat_set(MONDAY + 2 * DAY, 90.0),
            squat_set(MONDAY + 7 * DAY, 10.0),
        ],
        faults=[
            FaultFigures(MONDAY, "squat", "Trunk far forward", 2),
            FaultFigures(MONDAY + 2 * DAY, "squat", "Heels lift", 1),
            FaultFigures(MONDAY + 9 * DAY, "squat", "Knees come in", 9),
        ],
        lines=[line(at, pain, 7.0 if at == 0 else None) for at, pain in enumerate(pains)],
        sessions=SESSIONS,
    )


def told(**more: object) -> Summary:
    kept = adherence(week(4), MONDAY, MONDAY + 7 * DAY, SESSIONS)
    return summarise_week(figures(), None, kept, **more)  # type: ignore[arg-type]


def test_only_the_week_itself_is_in_it() -> None:
    week_one = figures()
    (squat,) = week_one.exercises
    assert (squat.sets, squat.repetitions, squat.best, squat.median) == (2, 16, 90.0, 85.0)
    assert squat.looks == (("Trunk far forward", 2), ("Heels lift", 1))
    assert (week_one.pain, week_one.worst_pain, week_one.sleep_h) == (3.0, 4, 7.0)
    assert (week_one.effort, week_one.active_days) == (5.0, 2)


def test_it_is_said_plainly() -> None:
    text = told(
        decisions=[
            "Two calm sessions: one repetition more.",
            "Two calm sessions: one repetition more.",
        ],
        changes=[
            Changed("rmdq", "Roland-Morris", "", (), "better", "Better: 12 at first, 6 now."),
            Changed("psfs", "Own activities", "", (), "same", "No change."),
        ],
        lessons=["Pacing"],
        coming=["Next week: Learn control."],
    ).text()
    for sentence in (
        "Week 1: 4 May to 10 May",
        "You exercised on 2 days of 4 planned so far.",
        "The coach counted 16 repetitions.",
        "Your pain was 3 of 10 on average, 4 at most.",
        "Squat: usually 85 of 100, at best 90. Worth a look: trunk far forward and heels lift.",
        "Roland-Morris: Better: 12 at first, 6 now.",
        "You read: Pacing.",
        "Next week: Learn control.",
    ):
        assert sentence in text
    assert text.count("one repetition more") == 1, "said once"
    assert "No change" not in text, "what did not change is not called a change"


def test_the_week_before_is_named_only_when_it_differed() -> None:
    kept = adherence(week(4), MONDAY, MONDAY + 7 * DAY, SESSIONS)
    same = summarise_week(figures((3, 3)), figures((3, 3)), kept).text()
    assert "About the same as the week before" in same
    less = summarise_week(figures((2, 2)), figures((5, 5)), kept).text()
    assert "The week before it was 5." in less


def test_a_week_without_anything_says_nothing_of_what_it_does_not_know() -> None:
    empty = week_figures(1, MONDAY, sets=[], faults=[], lines=[], sessions=[])
    kept = adherence(week(4), MONDAY, MONDAY, [])
    text = summarise_week(empty, None, kept).text()
    assert "just begun" in text
    for unknown in ("pain", "slept", "effort", "usually"):
        assert unknown not in text
