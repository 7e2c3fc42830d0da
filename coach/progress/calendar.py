"""The plan as a calendar file that phones and computers can read (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from coach import clock
from coach.programme.days import day_plan
from coach.programme.model import Programme

PRODUCT: Final = "-//Back Coach//Six-week programme//EN"
MAINTENANCE_WEEKS: Final = 6
"""For so many weeks after the programme its routine is in the file too."""

_REMINDER: Final = timedelta(minutes=15)
_LOOK_BACK: Final = timedelta(minutes=20)


def plan_calendar(
    programme: Programme,
    *,
    owner: str,
    zone: str | None,
    at: time,
    today: date,
    done_days: Collection[date] = (),
    look_backs: Iterable[date] = (),
    remind: bool = True,
) -> bytes:
    """Every planned day from ``today`` on, at the time ``at`` where the person lives.

    ``owner`` makes the entries' ids: a newer file of the same person replaces the older entries
    instead of doubling them. No name of a person or an exercise is in it: calendars are shared.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Back exercises")
    until = programme.ends_on() + timedelta(weeks=MAINTENANCE_WEEKS)
    day, done = max(today, programme.starts_on), set(done_days)
    while day <= until:
        if day not in done and day_plan(programme, day, done):
            minutes = timedelta(minutes=programme.week_on(day).minutes)
            calendar.add_component(
                _event(owner, "exercise", "Back exercises", day, at, zone, minutes, remind=remind)
            )
            done.add(day)  # what comes later is planned as if this day is kept
        day += timedelta(days=1)
    for look_back in sorted(set(look_backs)):
        if look_back >= today:
            title = "Back check-in: how far have you come?"
            calendar.add_component(
                _event(owner, "look-back", title, look_back, at, zone, _LOOK_BACK, remind=remind)
            )
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(
    owner: str,
    kind: str,
    title: str,
    day: date,
    at: time,
    zone: str | None,
    lasts: timedelta,
    *,
    remind: bool,
) -> Event:
    begins = datetime.combine(day, at, clock.zone(zone))
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'{owner}/{kind}/{day}')}@back-coach")
    event.add("dtstamp", clock.now())
    event.add("dtstart", begins)
    event.add("dtend", begins + lasts)
    event.add("summary", title)
    event.add("transp", "TRANSPARENT")
    if remind:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", -_REMINDER)
        event.add_component(alarm)
    return event
