"""The plan as a file that a calendar reads."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar

from coach.engine.catalogue import catalogue
from coach.programme.days import day_plan
from coach.programme.facts import Facts
from coach.programme.making import make_programme
from coach.progress.calendar import plan_calendar

START = date(2026, 10, 12)
PROGRAMME = make_programme(Facts(), catalogue(), START)
LOOK_BACK = START + timedelta(weeks=3)


def file(**changes: object) -> bytes:
    facts: dict[str, object] = {
        "owner": "somebody",
        "zone": "Europe/Berlin",
        "at": time(9, 30),
        "today": START,
        "look_backs": [LOOK_BACK],
    }
    return plan_calendar(PROGRAMME, **(facts | changes))  # type: ignore[arg-type]


def events(content: bytes) -> list[dict[str, object]]:
    return [
        {
            "title": str(event["summary"]),
            "start": event["dtstart"].dt,
            "uid": str(event["uid"]),
            "alarms": len(event.walk("VALARM")),
        }
        for event in Calendar.from_ical(content).walk("VEVENT")
    ]


def test_every_planned_day_is_in_it_at_the_persons_own_time() -> None:
    days = [event["start"] for event in events(file()) if "exercises" in str(event["title"])]
    assert all(isinstance(day, datetime) and day.time() == time(9, 30) for day in days)
    assert days[0].date() == START
    planned = [START + timedelta(days=place) for place in range(7)]
    done: set[date] = set()
    for day in planned:
        if day_plan(PROGRAMME, day, done):
            done.add(day)
    assert {day.date() for day in days if day.date() in planned} == done


def test_summer_time_ends_and_half_past_nine_stays_half_past_nine() -> None:
    starts = [event["start"] for event in events(file())]
    assert {start.astimezone(ZoneInfo("Europe/Berlin")).time() for start in starts} == {time(9, 30)}
    assert len({start.utcoffset() for start in starts}) == 2


def test_a_newer_file_replaces_the_older_entries() -> None:
    assert {one["uid"] for one in events(file())} == {one["uid"] for one in events(file())}
    assert len({one["uid"] for one in events(file())}) == len(events(file()))
    others = {one["uid"] for one in events(file(owner="another"))}
    assert not others & {one["uid"] for one in events(file())}


def test_look_backs_reminders_and_what_is_over() -> None:
    assert LOOK_BACK in [
        event["start"].date() for event in events(file()) if "check-in" in str(event["title"])
    ]
    assert {one["alarms"] for one in events(file())} == {1}
    assert {one["alarms"] for one in events(file(remind=False))} == {0}
    later = events(file(today=START + timedelta(weeks=5), look_backs=[LOOK_BACK]))
    assert all(one["start"].date() >= START + timedelta(weeks=5) for one in later)


def test_nobody_who_sees_the_calendar_learns_more_than_that() -> None:
    text = file().decode()
    for word in ("squat", "pain", "somebody"):
        assert word not in text.lower()
