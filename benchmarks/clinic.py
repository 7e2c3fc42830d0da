"""How long it takes to open what a large clinic has kept."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from benchmarks.made_clinic import Clinic
from coach.caseload.overview import overview_of
from coach.caseload.since import news
from coach.caseload.visiting import last_visit
from coach.records import Database
from coach.records.access import open_care
from coach.records.care import Care
from coach.records.caseload import caseload
from coach.records.diary import Diary
from coach.records.programmes import Programmes
from coach.records.sessions import Sessions

Question = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Opened:
    """A question to the records: the median and the longest of its times, in milliseconds.

    ``processor_ms`` is the median time of this process on the processor, which other work on the
    same computer hardly changes.
    """

    name: str
    median_ms: float
    longest_ms: float
    processor_ms: float


def questions(database: Database, clinic: Clinic) -> Mapping[str, Question]:
    """What the pages ask for, by what people would call it.

    Raises:
        NotFoundError: the therapist does not care for these patients.
    """
    care = Care(database, clinic.longest, clinic.longest.id)
    therapists = open_care(database, clinic.therapist, clinic.longest.id)
    last_day = clinic.last_day
    long_ago, six_weeks = last_day - timedelta(days=365 * 3), last_day - timedelta(weeks=6)
    return {
        "the caseload": lambda: caseload(database, clinic.therapist, clinic.now),
        "a patient's overview": lambda: _overview(therapists, clinic),
        "the log: the latest 50 sets": lambda: care.log.sets(50),
        "the log: 50 sets of one exercise": lambda: care.log.sets(50, exercise="squat"),
        "one set with its repetitions": lambda: care.log.load(care.log.sets(1)[0].id),
        "the diary of three years": lambda: care.book(Diary).lines(since=long_ago),
        "the diary of six weeks": lambda: care.book(Diary).lines(since=six_weeks),
        "three years of days of exercise": lambda: care.book(Sessions).between(long_ago, last_day),
        "six weeks of days of exercise": lambda: care.book(Sessions).between(six_weeks, last_day),
        "the programme": lambda: care.book(Programmes).current(),
    }


def open_everything(database: Database, clinic: Clinic, *, rounds: int) -> list[Opened]:
    """Ask each question ``rounds`` times of the therapist, or of the longest history.

    Raises:
        StorageError: the records can't be read.
    """
    return [timed(name, ask, rounds) for name, ask in questions(database, clinic).items()]


def timed(name: str, ask: Question, rounds: int) -> Opened:
    """Ask so many times, and once before that: what is read once for all is no part of it."""
    ask()
    # What making the clinic left behind is not for the questions to clear away.
    gc.collect()
    gc.freeze()
    times, busy = [], []
    for _ in range(rounds):
        started, worked = time.perf_counter(), time.process_time()
        ask()
        times.append(1000.0 * (time.perf_counter() - started))
        busy.append(1000.0 * (time.process_time() - worked))
    gc.unfreeze()
    return Opened(name, statistics.median(times), max(times), statistics.median(busy))


def _overview(care: Care, clinic: Clinic) -> object:
    visit = last_visit(care, clinic.now)
    overview = overview_of(care, clinic.now)
    return news(overview, visit.day), overview.kept, overview.ranges, overview.scores
