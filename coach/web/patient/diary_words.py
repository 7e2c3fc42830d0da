"""A line of the diary, in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from coach.body import area_names
from coach.diary.line import DiaryEntry
from coach.diary.moments import MOMENT_NAMES
from coach.diary.pattern import number
from coach.diary.relief import relief_words
from coach.web.problems import plain


def entry_words(entry: DiaryEntry, written: datetime) -> str:
    """Markdown of a line; ``written`` is when it was written, on the person's own clock."""
    when = MOMENT_NAMES[entry.moment]
    if written.date() == entry.day:  # otherwise it was written later, and the time says nothing
        when = f"{written:%H:%M}, {when[0].lower()}{when[1:]}"
    first = when if entry.pain is None else f"**Pain {entry.pain} of 10** · {when}"
    return "  \n".join([first, *_details(entry)])


def _details(entry: DiaryEntry) -> list[str]:
    lines = []
    if entry.areas:
        lines.append(f"Where: {plain(', '.join(area_names(entry.areas)))}")
    if entry.helped:
        lines.append(f"Helped: {plain(', '.join(map(relief_words, entry.helped)))}")
    if entry.side_effects:
        lines.append(f"Side effects: {plain(entry.side_effects)}")
    slept = []
    if entry.sleep_h is not None:
        slept.append(f"{number(entry.sleep_h)} hours")
    if entry.sleep_quality is not None:
        slept.append(f"{entry.sleep_quality} of 10")
    if slept:
        lines.append(f"Sleep: {', '.join(slept)}")
    if entry.mood is not None:
        lines.append(f"Mood: {entry.mood} of 10")
    if entry.note:
        lines.append(f"{plain(entry.note)}")
    return lines


def day_title(day: date, today: date) -> str:
    """The day as a heading."""
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day:%A}, {day.day} {day:%B}{year}"
