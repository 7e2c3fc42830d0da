"""Sets, days of exercise and lines of the diary, as rows for the tables."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID, uuid4

from coach.engine.catalogue import catalogue
from coach.engine.results import Repetition, Score, SetResult
from coach.records import PersonId, Source, Status
from coach.records.care_entries import DiaryMoment, ItemStatus, SessionEnding
from coach.records.codec import encode

A_DAY: Final = 5
"""Sets of a day of exercise."""

EXERCISES: Final = ("squat", "glute_bridge", "bird_dog", "hip_hinge", "calf_raise")
_REPETITIONS: Final = 8
_MOMENTS: Final = ((7, DiaryMoment.MORNING), (13, DiaryMoment.DAY), (21, DiaryMoment.EVENING))


@cache
def made_results() -> tuple[tuple[SetResult, str], ...]:
    """A set of each exercise, and its text as it is kept."""
    results = [_result(exercise) for exercise in EXERCISES]
    return tuple((one, encode(one)) for one in results)


def set_row(
    person: PersonId, day: date, result: SetResult, text: str, dice: random.Random, at: int
) -> dict[str, Any]:
    """One set of a day; ``at`` is which of many it is."""
    when = datetime.combine(day, time(8), UTC) + timedelta(minutes=at % 300)
    return {
        "id": uuid4(),
        "patient_id": person,
        "exercise": result.exercise,
        "exercise_name": result.exercise_name,
        "source": Source.LIVE,
        "source_name": "camera",
        "status": Status.FINISHED,
        "performed_at": when,
        "recorded_at": when,
        "view": result.view,
        "fps": 30.0,
        "duration_s": 40.0,
        "frames": 1200,
        "usable_share": 1.0,
        "score": float(dice.randrange(50, 100)),
        "hold_s": 0.0,
        "engine_version": "made",
        "result_json": text,
        "note": "",
        "pain": dice.randrange(0, 4),
        "effort": dice.randrange(2, 8),
    }


def exercise_of(row: dict[str, Any]) -> str:
    """The exercise of a set's row."""
    return str(row["exercise"])


def repetition_rows(set_id: UUID, result: SetResult) -> list[dict[str, Any]]:
    """The repetitions of a set."""
    return [
        {
            "set_id": set_id,
            "number": one.number,
            "start_s": one.start_s,
            "turn_s": one.turn_s,
            "end_s": one.end_s,
            "range_of_motion_deg": one.range_of_motion_deg,
            "signal": one.signal,
            "signal_start": one.signal_start,
            "signal_peak": one.signal_peak,
            "score": one.score.value,
        }
        for one in result.repetitions
    ]


def day_row(person: PersonId, day: date) -> dict[str, Any]:
    """A day of exercise without its items."""
    start = datetime.combine(day, time(8), UTC)
    return {
        "id": uuid4(),
        "patient_id": person,
        "day": day,
        "number": 1,
        "zone": "UTC",
        "programme": 1,
        "week": 1,
        "started_at": start,
        "finished_at": start + timedelta(minutes=25),
        "ended": SessionEnding.DONE,
        "pain_before": 2,
        "pain_after": 3,
        "effort": 5,
        "note": "",
    }


def item_row(
    session: UUID, place: int, exercise: str, form: float, pain: int | None
) -> dict[str, Any]:
    """One exercise of a day, done as it was prescribed."""
    return {
        "session_id": session,
        "place": place,
        "prescribed": exercise,
        "exercise": exercise,
        "prescription_json": json.dumps({"exercise": exercise, "repetitions": _REPETITIONS}),
        "status": ItemStatus.DONE,
        "reason": "",
        "told": False,
        "done_share": 1.0,
        "form": form,
        "pain": pain,
        "effort": 5,
    }


def diary_rows(
    person: PersonId, days: Sequence[date], dice: random.Random, *, usual: int | None = None
) -> list[dict[str, Any]]:
    """Three lines for each day; ``usual`` is the pain of an ordinary day, by dice if not given."""
    middle = dice.randrange(1, 5) if usual is None else usual
    return [
        {
            "id": uuid4(),
            "patient_id": person,
            "day": day,
            "at": datetime.combine(day, time(hour), UTC),
            "moment": moment,
            "pain": max(0, min(10, middle + dice.choice((-1, -1, 0, 0, 0, 1, 1)))),
            "areas_json": '["low_back_left"]',
            "helped_json": '["heat"]' if dice.random() < 0.3 else "[]",
            "side_effects": "",
            "sleep_h": 7.0 if moment is DiaryMoment.MORNING else None,
            "sleep_quality": 6 if moment is DiaryMoment.MORNING else None,
            "mood": dice.randrange(3, 9),
            "note": "",
        }
        for day in days
        for hour, moment in _MOMENTS
    ]


def _result(exercise: str) -> SetResult:
    one = Repetition(
        number=1,
        side=None,
        start_s=0.0,
        turn_s=2.0,
        end_s=4.0,
        range_of_motion_deg=80.0,
        signal="knee_flexion",
        signal_start=5.0,
        signal_peak=85.0,
        faults=(),
        score=Score(88.0),
    )
    repetitions = tuple(
        replace(one, number=n, start_s=5.0 * n, turn_s=5.0 * n + 2, end_s=5.0 * n + 4)
        for n in range(1, _REPETITIONS + 1)
    )
    return SetResult(
        exercise=exercise,
        exercise_name=catalogue()[exercise].name,
        view="side_left",
        fps=30.0,
        duration_s=45.0,
        frames=1350,
        usable_share=1.0,
        repetitions=repetitions,
        partial_repetitions=(),
        holds=(),
        score=Score(88.0),
    )
