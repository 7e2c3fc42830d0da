import math
from datetime import UTC, datetime, timedelta, timezone

import pytest
from record_examples import MORNING, repetition, result, save, start
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from coach.records import Database, Log, Source
from coach.records.models import PersonRow, RepetitionRow

TOKYO = timezone(timedelta(hours=9))


def test_moments_come_back_in_utc(log: Log) -> None:
    noon = datetime(2025, 3, 1, 12, 0, tzinfo=TOKYO)
    back = log.load(save(log, performed_at=noon)).performed_at
    assert back == noon
    assert back.tzinfo is UTC
    assert back.hour == 3


def test_a_moment_without_zone_is_refused_by_the_log(log: Log) -> None:
    with pytest.raises(ValueError, match="time zone"):
        save(log, performed_at=MORNING.replace(tzinfo=None))
    with pytest.raises(ValueError, match="time zone"):
        log.sets(before=MORNING.replace(tzinfo=None))
    with pytest.raises(ValueError, match="time zone"):
        log.start_set(
            exercise="squat",
            exercise_name="Squat",
            view="front",
            source=Source.LIVE,
            source_name="camera",
            performed_at=MORNING.replace(tzinfo=None),
        )
    assert log.sets() == []


def test_a_moment_without_zone_is_refused_by_the_tables(database: Database) -> None:
    late = PersonRow(display_name="X", role="patient", created_at=datetime(2025, 1, 1))
    with pytest.raises(StatementError, match="time zone"), database.writing() as session:
        session.add(late)


def test_nan_is_stored_as_unknown(database: Database, log: Log) -> None:
    save(log, result(repetitions=(repetition(1, signal_peak=math.nan),)))
    with database.reading() as session:
        assert session.scalars(select(RepetitionRow.signal_peak)).all() == [None]


def test_streamed_moments_too(log: Log) -> None:
    assert log.load(start(log)).performed_at == MORNING
