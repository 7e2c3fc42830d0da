"""Sets, days of exercise and diary as tables that other programs read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from coach import clock
from coach.diary.line import DiaryEntry
from coach.engine.exercise import Exercise
from coach.programme.doing import TrainingSession
from coach.programme.missing import name_of
from coach.records.entries import SetSummary

_SETS: Final = (
    "set",
    "performed_at",
    "exercise",
    "repetitions",
    "not_complete",
    "hold_s",
    "score",
    "faults",
    "view",
    "duration_s",
    "pain",
    "effort",
    "ended",
    "source",
    "note",
)
_SESSIONS: Final = (
    "day",
    "week",
    "plan_version",
    "started_at",
    "finished_at",
    "ended",
    "pain_before",
    "pain_after",
    "day_effort",
    "exercise",
    "prescribed",
    "status",
    "done_share",
    "told_by_patient",
    "form",
    "exercise_pain",
    "exercise_effort",
    "sets",
    "reason",
)
_DIARY: Final = (
    "day",
    "moment",
    "written_at",
    "pain",
    "areas",
    "helped",
    "side_effects",
    "sleep_h",
    "sleep_quality",
    "mood",
    "note",
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def sets_csv(found: Iterable[SetSummary], zone: str | None) -> bytes:
    """One line for each set; times are those of the place ``zone``."""
    where = clock.zone(zone)
    return _table(
        _SETS,
        (
            (
                one.id,
                _moment(one.performed_at, where),
                one.exercise_name,
                one.repetitions,
                one.partial_repetitions,
                round(one.hold_s, 1),
                _rounded(one.score),
                one.faults,
                one.view,
                _rounded(one.duration_s),
                one.pain,
                one.effort,
                one.ended,
                one.source,
                one.note,
            )
            for one in found
        ),
    )


def sessions_csv(
    found: Iterable[TrainingSession], exercises: Mapping[str, Exercise], zone: str | None
) -> bytes:
    """One line for each exercise of each day; what was said of the day is in all of its lines."""
    where = clock.zone(zone)
    return _table(
        _SESSIONS,
        (
            (
                one.day,
                one.week,
                one.programme,
                _moment(one.started_at, where),
                _moment(one.finished_at, where),
                one.ended,
                one.pain_before,
                one.pain_after,
                one.effort,
                name_of(item.exercise, exercises),
                name_of(item.prescribed, exercises),
                item.status,
                _rounded(item.done_share, 2),
                item.told,
                _rounded(item.form),
                item.pain,
                item.effort,
                len(item.set_ids),
                item.reason,
            )
            for one in found
            for item in one.items
        ),
    )


def diary_csv(found: Iterable[DiaryEntry], zone: str | None) -> bytes:
    """One line for each line of the diary."""
    where = clock.zone(zone)
    return _table(
        _DIARY,
        (
            (
                one.day,
                one.moment,
                _moment(one.at, where),
                one.pain,
                " ".join(one.areas),
                " ".join(one.helped),
                one.side_effects,
                one.sleep_h,
                one.sleep_quality,
                one.mood,
                one.note,
            )
            for one in found
        ),
    )


def harmless(text: str) -> str:
    """Spreadsheets take text that begins like a formula for one."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Comma separated, UTF-8 with a mark that spreadsheets know it by."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return harmless(str(value)) if isinstance(value, str) else value


def _moment(moment: datetime | None, where: ZoneInfo) -> str:
    return "" if moment is None else moment.astimezone(where).isoformat(timespec="seconds")


def _rounded(value: float | None, places: int = 1) -> float | str:
    return "" if value is None else round(value, places)
