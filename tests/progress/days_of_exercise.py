"""Days, sets and answers to reckon with."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import uuid4

from coach.programme.doing import ItemStatus, SessionEnding, SessionId, SessionItem, TrainingSession
from coach.programme.model import Phase, Prescription, Week
from coach.records.answers import Answer, AnswerId
from coach.records.figures import SetFigures

MONDAY = date(2026, 5, 4)
SQUATS = Prescription(exercise="squat", sets=2, repetitions=8)
BRIDGES = Prescription(exercise="glute_bridge", sets=2, repetitions=8)


def week(sessions: int = 4) -> Week:
    return Week(
        number=1,
        phase=Phase.CALM,
        title="Calm and move",
        aim="Get going.",
        sessions=sessions,
        minutes=15,
        effort=(2, 4),
        prescriptions=(SQUATS, BRIDGES),
    )


def exercised(day: date, *shares: float, effort: int | None = 4) -> TrainingSession:
    """A day on which these shares of the squats and bridges were done; 0 is left out."""
    moment = datetime.combine(day, time(9), UTC)
    items = tuple(
        SessionItem(
            place=place,
            prescribed=one.exercise,
            exercise=one.exercise,
            prescription=one,
            status=ItemStatus.DONE if share else ItemStatus.SKIPPED,
            done_share=share,
        )
        for place, (one, share) in enumerate(zip((SQUATS, BRIDGES), shares, strict=False), 1)
    )
    return TrainingSession(
        id=SessionId(uuid4()),
        day=day,
        number=1,
        zone="UTC",
        programme=1,
        week=1,
        started_at=moment,
        finished_at=moment,
        ended=SessionEnding.DONE,
        effort=effort,
        items=items,
    )


def squat_set(day: date, score: float | None = 80.0, range_deg: float | None = 70.0) -> SetFigures:
    return SetFigures(day, "squat", "Squat", 8, 0.0, score, range_deg)


def answer(instrument: str, day: date, total: float | None) -> Answer:
    moment = datetime.combine(day, time(9), UTC)
    return Answer(AnswerId(uuid4()), instrument, "other", day, moment, {}, total, None)
