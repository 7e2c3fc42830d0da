"""A clinic that never was: people, sets, diaries and days of exercise, made by dice."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from benchmarks.made_care import care_rows, programme_row
from benchmarks.made_days import (
    A_DAY,
    day_row,
    diary_rows,
    exercise_of,
    item_row,
    made_results,
    repetition_rows,
    set_row,
)
from coach.records import Database, Person, PersonId, Role
from coach.records.account_models import AccountRow, CareLinkRow
from coach.records.care_entries import AccountState
from coach.records.care_models import DiaryRow, SessionItemRow, SessionRow, SessionSetRow
from coach.records.models import Base, FaultRow, PersonRow, RepetitionRow, SetRow
from coach.records.people import to_person

LAST_DAY: Final = date(2026, 5, 20)
_AT_ONCE: Final = 2000
_DIARY_DAYS: Final = 42
_LONG_NAME: Final = "Somebody with a long history"
_ACTIVE: Final = (0, 2, 4, 5)
"""The days of the week, 0 is Monday, on which these people exercise."""

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Clinic:
    """Who was made, and how much, until which day.

    The ``therapist`` cares for everybody. ``longest`` has years of days, ``lines`` of them in the
    diary; all others share the rest of the sets, in the weeks before the last day.
    """

    therapist: Person
    longest: Person
    people: int
    sets: int
    lines: int
    last_day: date

    @property
    def now(self) -> datetime:
        """A moment of the last day on which everything that was made has happened."""
        return datetime.combine(self.last_day, datetime.max.time(), UTC).replace(microsecond=0)


def make_clinic(
    database: Database,
    *,
    people: int,
    sets: int,
    years: int = 3,
    seed: int = 1,
    last_day: date = LAST_DAY,
) -> Clinic:
    """Fill an empty log: one patient with ``years`` of diary and exercise, the others with weeks.

    Raises:
        StorageError: the log can't be written.
    """
    dice = random.Random(seed)
    began = last_day - timedelta(days=365 * years)
    therapist, longest, *others = _people(database, people, dice, began)
    days = [last_day - timedelta(days=back) for back in range(365 * years)]
    active = [day for day in days if day.weekday() in _ACTIVE]
    own = [(longest.id, day) for day in active for _ in range(A_DAY)][:sets]
    made = len(own)
    _write(database, own, dice)
    for number, person in enumerate(others):
        # Shared out so that the number of all sets comes out exactly.
        share = (sets - len(own)) * (number + 1) // len(others) - (sets - len(own)) * number // len(
            others
        )
        _write(database, _days_of(person.id, share, last_day, dice), dice)
        made += share
    lines = diary_rows(longest.id, days, dice, usual=3)
    _insert(database, DiaryRow, lines)
    for person in others:
        _insert(database, DiaryRow, diary_rows(person.id, days[:_DIARY_DAYS], dice))
    for number, person in enumerate((longest, *others)):
        _insert_each(database, [programme_row(person.id, therapist.id, last_day, number)])
        _insert_each(database, care_rows(person.id, therapist.id, last_day, number, dice))
    return Clinic(therapist, longest, people, made, len(lines), last_day)


def _people(database: Database, people: int, dice: random.Random, began: date) -> list[Person]:
    when = datetime(began.year, began.month, began.day, tzinfo=UTC)
    names = [_LONG_NAME, *(_name(number, dice) for number in range(1, people))]
    rows = [
        PersonRow(
            id=UUID(int=dice.getrandbits(128), version=4),
            display_name=name,
            role=Role.PATIENT if number else Role.THERAPIST,
            created_at=when,
            zone="UTC",
            zone_chosen=True,
        )
        for number, name in enumerate(("A therapist", *names))
    ]
    therapist, *patients = rows
    with database.writing() as session:
        session.add_all(rows)
        session.flush()
        for number, row in enumerate(patients):
            session.add(_account(row.id, f"patient-{number}", when))
            session.add(
                CareLinkRow(
                    therapist_id=therapist.id, patient_id=row.id, offered_at=when, agreed_at=when
                )
            )
        return [to_person(row) for row in rows]


_FIRST: Final = ("Ada", "Ben", "Cem", "Dora", "Emil", "Fay", "Gus", "Hana", "Ivo", "Jana", "Kofi")
_LAST: Final = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch", "Oak", "Pine", "Rowan")


def _name(number: int, dice: random.Random) -> str:
    return f"{dice.choice(_FIRST)} {dice.choice(_LAST)} {number}"


def _account(person: UUID, login: str, when: datetime) -> AccountRow:
    """One that nobody can sign in with: it has no password."""
    return AccountRow(person_id=person, login=login, state=AccountState.ACTIVE, created_at=when)


def _days_of(
    person: PersonId, count: int, last_day: date, dice: random.Random
) -> list[tuple[PersonId, date]]:
    """The sets of one of many: some come often, some less, some have stopped for a while."""
    found: list[tuple[PersonId, date]] = []
    keenness = dice.uniform(0.5, 1.0)
    day = last_day - timedelta(days=dice.choice((0, 0, 0, 0, 1, 2, 3, 9, 20)))
    while len(found) < count:
        if day.weekday() in _ACTIVE and dice.random() < keenness:
            found += [(person, day)] * min(A_DAY, count - len(found))
        day -= timedelta(days=1)
    return found


def _write(
    database: Database, wanted: Sequence[tuple[PersonId, date]], dice: random.Random
) -> None:
    """The sets, and the days of exercise that they belong to."""
    results = made_results()
    for batch in _batches(enumerate(wanted)):
        sets, repetitions, faults = [], [], []
        days: dict[date, list[dict[str, Any]]] = {}
        for at, (person, day) in batch:
            result, text = results[at % len(results)]
            row = set_row(person, day, result, text, dice, at)
            sets.append(row)
            repetitions += repetition_rows(row["id"], result)
            if dice.random() < 0.1:
                faults.append(_fault(row["id"]))
            days.setdefault(day, []).append(row)
        with database.writing() as session:
            session.execute(insert(SetRow), sets)
            session.execute(insert(RepetitionRow), repetitions)
            if faults:
                session.execute(insert(FaultRow), faults)
            _write_days(session, days)


def _write_days(session: Session, days: dict[date, list[dict[str, Any]]]) -> None:
    sessions, items, set_ids = [], [], []
    for day, sets in days.items():
        row = day_row(sets[0]["patient_id"], day)
        sessions.append(row)
        for place, one in enumerate(sets, 1):
            items.append(item_row(row["id"], place, exercise_of(one), one["score"], one["pain"]))
            set_ids.append(one["id"])
    session.execute(insert(SessionRow), sessions)
    known = session.scalars(
        insert(SessionItemRow).returning(SessionItemRow.id, sort_by_parameter_order=True), items
    )
    pairs = zip(set_ids, known, strict=True)
    links = [{"set_id": set_id, "item_id": item} for set_id, item in pairs]
    session.execute(insert(SessionSetRow), links)


def _fault(set_id: UUID) -> dict[str, Any]:
    return {
        "set_id": set_id,
        "check": "trunk_far_forward",
        "title": "Trunk far forward",
        "severity": "minor",
        "cue": "Lift your chest a little",
        "start_s": 5.0,
        "end_s": 6.0,
        "measure": "trunk_inclination",
        "value": 61.0,
        "threshold": 55.0,
        "unit": "deg",
    }


def _insert(database: Database, kind: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    with database.writing() as session:
        for batch in _batches(rows):
            session.execute(insert(kind), batch)


def _insert_each(database: Database, rows: Sequence[Base]) -> None:
    with database.writing() as session:
        session.add_all(rows)


def _batches(items: Iterable[ItemT]) -> Iterator[list[ItemT]]:
    rest = iter(items)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch
