"""A clinic that never was: people, sets, diaries and days of exercise, made by dice."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, Final, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import insert

from coach.engine.catalogue import catalogue
from coach.engine.results import Repetition, Score, SetResult
from coach.programme.facts import Facts
from coach.programme.making import make_programme
from coach.records import Database, Person, PersonId, Source, Status, add_person
from coach.records.care_entries import DiaryMoment, ItemStatus, SessionEnding
from coach.records.care_models import DiaryRow, SessionItemRow, SessionRow, SessionSetRow
from coach.records.codec import encode
from coach.records.models import RepetitionRow, SetRow
from coach.records.programmes import Programmes

LAST_DAY: Final = date(2026, 5, 20)
_EXERCISES: Final = ("squat", "glute_bridge", "bird_dog", "hip_hinge", "calf_raise")
_REPETITIONS: Final = 8
_A_DAY: Final = 5
"""Sets of a day of exercise."""
_AT_ONCE: Final = 2000

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Clinic:
    """Who was made, and how much: ``longest`` has years of days, all others share the rest."""

    longest: Person
    people: int
    sets: int
    lines: int


def make_clinic(
    database: Database, *, people: int, sets: int, years: int = 3, seed: int = 1
) -> Clinic:
    """Fill an empty log: one patient with ``years`` of diary and exercise, the others with sets.

    Raises:
        StorageError: the log can't be written.
    """
    dice = random.Random(seed)
    longest = add_person(database, "Somebody with a long history")
    others = [add_person(database, f"Patient {number}").id for number in range(1, people)]
    days = [LAST_DAY - timedelta(days=back) for back in range(365 * years)]
    active = [day for day in days if day.weekday() in (0, 2, 4, 5)]
    own = [(longest.id, day) for day in active for _ in range(_A_DAY)][:sets]
    rest = [
        (others[at % len(others)], LAST_DAY - timedelta(days=dice.randrange(365 * years)))
        for at in range(sets - len(own))
        if others
    ]
    made = dict(_write_sets(database, [*own, *rest], dice))
    _write_sessions(database, longest.id, own, made)
    lines = list(_lines(longest.id, days, dice))
    with database.writing() as session:
        for batch in _batches(lines):
            session.execute(insert(DiaryRow), batch)
    _prescribe(database, longest.id)
    return Clinic(longest, people, len(made), len(lines))


def _write_sets(
    database: Database, wanted: list[tuple[PersonId, date]], dice: random.Random
) -> Iterator[tuple[int, UUID]]:
    results = [_result(exercise) for exercise in _EXERCISES]
    texts = [encode(result) for result in results]
    for batch in _batches(enumerate(wanted)):
        rows, repetitions = [], []
        for at, (person, day) in batch:
            kind = at % len(results)
            row = _set_row(person, day, results[kind], texts[kind], dice, at)
            rows.append(row)
            repetitions += _repetition_rows(row["id"], results[kind])
            yield at, row["id"]
        with database.writing() as session:
            session.execute(insert(SetRow), rows)
            session.execute(insert(RepetitionRow), repetitions)


def _set_row(
    person: PersonId, day: date, result: SetResult, text: str, dice: random.Random, at: int
) -> dict[str, Any]:
    when = datetime(day.year, day.month, day.day, 8, tzinfo=UTC) + timedelta(minutes=at % 300)
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
        "pain": dice.randrange(0, 6),
        "effort": dice.randrange(2, 8),
    }


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


def _repetition_rows(set_id: UUID, result: SetResult) -> list[dict[str, Any]]:
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


def _write_sessions(
    database: Database,
    person: PersonId,
    own: list[tuple[PersonId, date]],
    made: dict[int, UUID],
) -> None:
    """The long history's sets as days of exercise."""
    days: dict[date, list[UUID]] = {}
    for at, (_, day) in enumerate(own):
        days.setdefault(day, []).append(made[at])
    first = min(days, default=LAST_DAY)
    with database.writing() as session:
        for day, sets in days.items():
            start = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
            row = SessionRow(
                id=uuid4(),
                patient_id=person,
                day=day,
                number=1,
                zone="UTC",
                programme=1,
                week=(day - first).days // 7 + 1,
                started_at=start,
                finished_at=start + timedelta(minutes=25),
                ended=SessionEnding.DONE,
                pain_before=2,
                pain_after=3,
                effort=5,
            )
            session.add(row)
            session.flush()
            for place, set_id in enumerate(sets, 1):
                exercise = _EXERCISES[(place - 1) % len(_EXERCISES)]
                item = SessionItemRow(
                    session_id=row.id,
                    place=place,
                    prescribed=exercise,
                    exercise=exercise,
                    prescription_json=json.dumps({"exercise": exercise, "repetitions": 8}),
                    status=ItemStatus.DONE,
                    done_share=1.0,
                    form=85.0,
                    pain=2,
                    effort=5,
                )
                session.add(item)
                session.flush()
                session.add(SessionSetRow(set_id=set_id, item_id=item.id))


def _lines(person: PersonId, days: Iterable[date], dice: random.Random) -> Iterator[dict[str, Any]]:
    moments = (DiaryMoment.MORNING, DiaryMoment.DAY, DiaryMoment.EVENING)
    for day in days:
        for hour, moment in zip((7, 13, 21), moments, strict=True):
            yield {
                "id": uuid4(),
                "patient_id": person,
                "day": day,
                "at": datetime(day.year, day.month, day.day, hour, tzinfo=UTC),
                "moment": moment,
                "pain": dice.randrange(0, 7),
                "areas_json": '["low_back_left"]',
                "helped_json": '["heat"]' if dice.random() < 0.3 else "[]",
                "side_effects": "",
                "sleep_h": 7.0 if moment is DiaryMoment.MORNING else None,
                "sleep_quality": 6 if moment is DiaryMoment.MORNING else None,
                "mood": dice.randrange(3, 9),
                "note": "",
            }


def _prescribe(database: Database, person: PersonId) -> None:
    facts = Facts()
    programme = make_programme(facts, catalogue(), LAST_DAY - timedelta(weeks=4))
    Programmes(database, person).save(programme, reason="Made for measuring", expected=None)


def _batches(items: Iterable[ItemT]) -> Iterator[list[ItemT]]:
    rest = iter(items)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch
