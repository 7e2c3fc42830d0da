"""How long it takes to open what a large clinic has kept."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from benchmarks.made_clinic import LAST_DAY, Clinic
from coach.records import Database
from coach.records.care import Care
from coach.records.diary import Diary
from coach.records.programmes import Programmes
from coach.records.sessions import Sessions

Question = Callable[[Care], object]

_LONG_AGO: Final = LAST_DAY - timedelta(days=365 * 3)


@dataclass(frozen=True, slots=True)
class Opened:
    """A question to the records: the median and the longest of its times, in milliseconds."""

    name: str
    median_ms: float
    longest_ms: float


def questions() -> Mapping[str, Question]:
    """What the pages ask for, by what people would call it."""
    return {
        "the log: the latest 50 sets": lambda care: care.log.sets(50),
        "the log: 50 sets of one exercise": lambda care: care.log.sets(50, exercise="squat"),
        "one set with its repetitions": lambda care: care.log.load(care.log.sets(1)[0].id),
        "the diary of three years": lambda care: care.book(Diary).lines(since=_LONG_AGO),
        "the diary of six weeks": lambda care: care.book(Diary).lines(
            since=LAST_DAY - timedelta(weeks=6)
        ),
        "three years of days of exercise": lambda care: care.book(Sessions).between(
            _LONG_AGO, LAST_DAY
        ),
        "six weeks of days of exercise": lambda care: care.book(Sessions).between(
            LAST_DAY - timedelta(weeks=6), LAST_DAY
        ),
        "the programme": lambda care: care.book(Programmes).current(),
    }


def open_everything(
    database: Database, clinic: Clinic, *, rounds: int, asked: Mapping[str, Question] | None = None
) -> list[Opened]:
    """Ask each question ``rounds`` times of the patient with the longest history."""
    care = Care(database, clinic.longest, clinic.longest.id)
    return [_time(name, ask, care, rounds) for name, ask in (asked or questions()).items()]


def _time(name: str, ask: Question, care: Care, rounds: int) -> Opened:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        ask(care)
        times.append(1000.0 * (time.perf_counter() - started))
    return Opened(name, statistics.median(times), max(times))
