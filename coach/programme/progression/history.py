"""What the rules look back on: a person's programme, days, mornings and earlier decisions."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from coach.engine.exercise import Exercise
from coach.programme.cautions import by_prescription
from coach.programme.doing import SessionItem, TrainingSession
from coach.programme.model import Prescription, Programme
from coach.programme.progression.decision import Decision, ProposalKind, ProposalStatus
from coach.programme.progression.rules import rules

GENTLE: frozenset[str] = frozenset({"mobility", "stretch"})
"""Kinds of exercise that a day of rest allows, beside walking."""

WALKING = "walking"


@dataclass(frozen=True, slots=True)
class Rung:
    """What the rules know of an exercise: its neighbours, its first dose and its whole one.

    Repetitions and seconds are those of one side; ``most_target_deg`` is its full movement.
    """

    id: str
    name: str
    category: str = "strength"
    easier: tuple[str, ...] = ()
    harder: tuple[str, ...] = ()
    first_repetitions: int | None = None
    most_repetitions: int | None = None
    first_hold_s: float | None = None
    most_hold_s: float | None = None
    first_minutes: float | None = None
    most_minutes: float | None = None
    most_target_deg: float | None = None

    @property
    def gentle(self) -> bool:
        """Whether it is for a day of rest as well."""
        return self.category in GENTLE or self.id == WALKING


def rungs(exercises: Mapping[str, Exercise]) -> dict[str, Rung]:
    """What the rules know of these exercises."""
    return {one.id: _rung(one, exercises) for one in exercises.values()}


def _rung(one: Exercise, exercises: Mapping[str, Exercise]) -> Rung:
    first, most = one.dosage.weeks_1_2, one.dosage.weeks_5_6
    signals = one.repetitions.signals if one.repetitions is not None else ()
    rising = [signal.target for signal in signals if signal.target > signal.start]
    return Rung(
        id=one.id,
        name=one.name,
        category=one.category,
        easier=_usable(one.easier, exercises),
        harder=_usable(one.harder, exercises),
        first_repetitions=first.repetitions,
        most_repetitions=most.repetitions,
        first_hold_s=first.hold_s,
        most_hold_s=most.hold_s,
        first_minutes=first.minutes,
        most_minutes=most.minutes,
        most_target_deg=rising[0] if rising else None,
    )


def _usable(ids: tuple[str, ...], exercises: Mapping[str, Exercise]) -> tuple[str, ...]:
    known = (exercises[one] for one in ids if one in exercises and one not in by_prescription())
    return tuple(one.id for one in known if one.category != "assessment")


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision that was come to before; ``answered_on`` is the day of the answer, if any."""

    decision: Decision
    status: ProposalStatus
    answered_on: date | None = None

    @property
    def waits(self) -> bool:
        """Whether it is a raise that nobody has answered."""
        return self.status is ProposalStatus.WAITING

    @property
    def raised(self) -> bool:
        """Whether it raised the load."""
        return self.decision.raises_load and self.status in (
            ProposalStatus.ACCEPTED,
            ProposalStatus.EDITED,
            ProposalStatus.APPLIED,
        )


@dataclass(frozen=True, slots=True)
class Doing:
    """An exercise as it was done in a session."""

    session: TrainingSession
    item: SessionItem

    @property
    def rise(self) -> int | None:
        """Pain in it above that before the session; None when one of them is not known."""
        if self.item.pain is None or self.session.pain_before is None:
            return None
        return self.item.pain - self.session.pain_before


@dataclass(frozen=True)
class History:
    """Everything that decisions rest on, all of it facts of days where the person was.

    ``mornings`` is the pain of mornings, 0..10; ``pains`` is the highest pain told on a day beside
    the sessions, in the diary or on the page. ``flares`` are the days on which the person said
    that the back is much worse. ``rungs`` is what is known of the exercises.
    """

    programme: Programme
    sessions: tuple[TrainingSession, ...] = ()
    mornings: Mapping[date, int] = field(default_factory=dict)
    pains: Mapping[date, int] = field(default_factory=dict)
    flares: tuple[date, ...] = ()
    decisions: tuple[PastDecision, ...] = ()
    rungs: Mapping[str, Rung] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ordered = sorted(self.sessions, key=lambda one: (one.day, one.number))
        object.__setattr__(self, "sessions", tuple(ordered))

    def until(self, today: date) -> Iterator[TrainingSession]:
        """The sessions up to a day, the latest first."""
        return (one for one in reversed(self.sessions) if one.day <= today)

    def latest(self, today: date) -> TrainingSession | None:
        """The last session with something done in it that is over."""
        for one in self.until(today):
            over = one.finished_at is not None or one.day < today
            if over and one.was_done:
                return one
        return None

    def doings(self, exercise: str, today: date) -> Iterator[Doing]:
        """The times that an exercise was done, the latest first."""
        for session in self.until(today):
            for item in reversed(session.items):
                if item.exercise == exercise and item.was_done:
                    yield Doing(session, item)

    def usual_pain(self, today: date) -> float:
        """The pain of ordinary mornings: it may fall with time, and never rises by itself."""
        numbers = rules()
        since = today - timedelta(days=numbers.usual_days)
        told = [pain for day, pain in self.mornings.items() if since <= day < today]
        first = float(self.programme.usual_pain)
        if len(told) < numbers.usual_least:
            return first
        return min(first, float(statistics.median(told)))

    def next_day(self, session: TrainingSession, today: date) -> float | None:
        """The morning after a session, above the usual pain; None when it is not known."""
        for ahead in range(1, rules().next_morning_days + 1):
            day = session.day + timedelta(days=ahead)
            if day <= today and day in self.mornings:
                return self.mornings[day] - self.usual_pain(session.day)
        return None

    def morning_rise(self, today: date) -> float | None:
        """This morning's pain above the usual one; None when it was not told."""
        if today not in self.mornings:
            return None
        return self.mornings[today] - self.usual_pain(today)

    def rung(self, exercise: str) -> Rung:
        """What is known of an exercise; one that is gone has only its id."""
        return self.rungs.get(exercise) or Rung(exercise, exercise.replace("_", " "))

    def name(self, exercise: str) -> str:
        """How an exercise is called in the middle of a sentence."""
        name = self.rung(exercise).name
        return name if name[:2].isupper() else name[:1].lower() + name[1:]

    def line(self, exercise: str, today: date) -> Prescription | None:
        """What the programme prescribes of an exercise now."""
        return self.programme.week_on(today).of(exercise)

    def decided(self, kind: ProposalKind, exercise: str | None = None) -> list[PastDecision]:
        """Earlier decisions of a kind, the latest first."""
        found = [
            past
            for past in self.decisions
            if past.decision.kind is kind and exercise in (None, past.decision.exercise)
        ]
        return sorted(found, key=lambda past: (past.decision.day, past.decision.mark))[::-1]


def same_dose(one: Prescription, other: Prescription) -> bool:
    """Whether two prescriptions ask for the same on one day."""
    return _asked(one) == _asked(other)


def _asked(one: Prescription) -> tuple[object, ...]:
    """What a day of a prescription asks for."""
    return (
        one.exercise,
        one.sets,
        one.repetitions,
        one.hold_s,
        one.minutes,
        one.load_kg,
        one.target_deg,
    )
