"""Days of a patient, to decide on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from coach.programme.doing import (
    ItemStatus,
    SessionEnding,
    SessionId,
    SessionItem,
    TrainingSession,
)
from coach.programme.model import Irritability, Phase, Prescription, Programme, Week
from coach.programme.progression import History, PastDecision, ProposalStatus, Rung
from coach.programme.progression.decision import Decision

MONDAY = date(2026, 3, 2)

SQUAT = Prescription(exercise="squat", sets=2, repetitions=8, days_per_week=7)
PLANK = Prescription(exercise="plank", sets=3, hold_s=10.0, days_per_week=7)
CAT = Prescription(exercise="cat_camel", sets=1, repetitions=8, days_per_week=7)
WALK = Prescription(exercise="walking", minutes=10.0, days_per_week=7)

RUNGS = {
    "squat": Rung(
        "squat",
        "Squat",
        easier=("sit_to_stand",),
        harder=("lunge",),
        first_repetitions=8,
        most_repetitions=12,
    ),
    "plank": Rung(
        "plank",
        "Plank",
        category="stability",
        easier=("bird_dog",),
        harder=("side_plank",),
        first_hold_s=10.0,
        most_hold_s=30.0,
    ),
    "cat_camel": Rung(
        "cat_camel", "Cat-camel", category="mobility", first_repetitions=8, most_repetitions=10
    ),
    "walking": Rung(
        "walking", "Walking", category="functional", first_minutes=10.0, most_minutes=30.0
    ),
    "lunge": Rung("lunge", "Lunge", first_repetitions=8, most_repetitions=10),
    "sit_to_stand": Rung("sit_to_stand", "Sit to stand"),
}


def week(number: int, lines: Sequence[Prescription] = (SQUAT, PLANK, CAT, WALK)) -> Week:
    return Week(
        number=number,
        phase=Phase.CALM,
        title="Begin",
        aim="Move a little every day",
        sessions=4,
        minutes=15,
        effort=(2, 4),
        prescriptions=tuple(lines),
    )


def programme(
    lines: Sequence[Prescription] = (SQUAT, PLANK, CAT, WALK), *, usual_pain: int = 2
) -> Programme:
    return Programme(
        template="six_weeks",
        starts_on=MONDAY,
        irritability=Irritability.MEDIUM,
        usual_pain=usual_pain,
        weeks=tuple(week(number, lines) for number in range(1, 7)),
        maintenance=week(7, lines),
    )


def day(number: int) -> date:
    """A day of the programme, from 0."""
    return MONDAY + timedelta(days=number)


def done(
    prescription: Prescription = SQUAT,
    *,
    pain: int | None = 2,
    effort: int | None = 4,
    form: float | None = 82.0,
    share: float = 1.0,
    place: int = 1,
) -> SessionItem:
    return SessionItem(
        place=place,
        prescribed=prescription.exercise,
        exercise=prescription.exercise,
        prescription=prescription,
        status=ItemStatus.DONE if share >= 0.9 else ItemStatus.PARTLY,
        done_share=share,
        form=form,
        pain=pain,
        effort=effort,
    )


def session(number: int, *items: SessionItem, before: int | None = 2) -> TrainingSession:
    """A finished session of a day of the programme."""
    moment = datetime.combine(day(number), time(9), UTC)
    return TrainingSession(
        id=SessionId(UUID(int=number)),
        day=day(number),
        number=1,
        zone="UTC",
        programme=1,
        week=1,
        started_at=moment,
        finished_at=moment + timedelta(minutes=20),
        ended=SessionEnding.DONE,
        pain_before=before,
        items=items,
    )


def history(
    *sessions: TrainingSession,
    mornings: dict[int, int] | None = None,
    flares: Sequence[int] = (),
    decisions: Sequence[PastDecision] = (),
    plan: Programme | None = None,
    pains: dict[int, int] | None = None,
) -> History:
    return History(
        programme=plan or programme(),
        sessions=sessions,
        mornings={day(number): pain for number, pain in (mornings or {}).items()},
        pains={day(number): pain for number, pain in (pains or {}).items()},
        flares=tuple(day(number) for number in flares),
        decisions=tuple(decisions),
        rungs=RUNGS,
    )


def past(
    decision: Decision,
    status: ProposalStatus = ProposalStatus.APPLIED,
    answered: int | None = None,
) -> PastDecision:
    return PastDecision(decision, status, None if answered is None else day(answered))
