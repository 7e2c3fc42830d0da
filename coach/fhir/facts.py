"""Everything that is taken along, read from the records once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from coach import clock
from coach.diary.line import DiaryEntry, Treatment
from coach.engine.catalogue import catalogue
from coach.fhir.measured import outside_id
from coach.instruments.model import Instrument
from coach.instruments.shelf import instruments
from coach.programme.doing import TrainingSession
from coach.programme.messages import MESSAGE, READ, Message, MessageRead
from coach.records import NotFoundError, Person, PersonId
from coach.records.alerts import Alert, Alerts
from coach.records.answers import Answer, Answers
from coach.records.care import Care
from coach.records.care_links import carers_of
from coach.records.diary import Diary
from coach.records.entries import Assessment, SavedSet, SetId
from coach.records.fingerprint import engine_version
from coach.records.journal import JournalEntry
from coach.records.judgements import Judgement, Judgements
from coach.records.people import find_person
from coach.records.programmes import Programmes, SavedProgramme
from coach.records.sessions import Sessions
from coach.records.treatments import Treatments
from coach.records.whole_sets import WholeSets

_MANY: Final = 100_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one patient, of the days from ``since`` on.

    ``people`` are those who wrote something or care for the patient; ``carers`` are the latter.
    ``names`` says whether people are called by their names outside. ``read`` is when the patient
    read a message.
    """

    patient: Person
    today: date
    since: date | None = None
    names: bool = False
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    carers: tuple[PersonId, ...] = ()
    plan: SavedProgramme | None = None
    sets: tuple[SavedSet, ...] = ()
    sessions: tuple[TrainingSession, ...] = ()
    diary: tuple[DiaryEntry, ...] = ()
    answers: tuple[Answer, ...] = ()
    check_ups: tuple[Assessment, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    alerts: tuple[Alert, ...] = ()
    messages: tuple[JournalEntry[Message], ...] = ()
    read: Mapping[UUID, datetime] = field(default_factory=dict)
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    exercises: Mapping[str, str] = field(default_factory=dict)
    app_version: str = "source"

    @property
    def zone(self) -> ZoneInfo:
        """Where the patient's days begin and end."""
        return clock.zone(self.patient.zone)

    @property
    def patient_id(self) -> UUID:
        """What the patient is called outside."""
        return person_id(self.patient.id)

    def author(self, known: PersonId | None) -> UUID | None:
        """What somebody who wrote is called outside; None for a person no longer known."""
        if known is None or (known != self.patient.id and known not in self.people):
            return None
        return person_id(known)

    def exercise_name(self, exercise: str) -> str:
        """What people call an exercise; its id where nobody knows it any more."""
        return self.exercises.get(exercise, exercise)

    def session_of(self) -> Mapping[SetId, TrainingSession]:
        """The day's exercises that each set belongs to."""
        return {
            SetId(one): session
            for session in self.sessions
            for item in session.items
            for one in item.set_ids
        }


def person_id(known: PersonId) -> UUID:
    """What somebody is called outside."""
    return outside_id("person", known)


def gather(care: Care, *, since: date | None = None, names: bool = False) -> Facts:
    """Read what is taken along, of the days from ``since`` on, or all.

    Raises:
        NotFoundError: the patient is not known any more.
        StorageError: the records can't be read, or something in them is damaged.
    """
    first = since or date.min
    carers = tuple(
        carer.person.id
        for carer in carers_of(care.database, care.patient.id)
        if carer.agreed_at is not None
    )
    plan = care.book(Programmes).current()
    sets = tuple(care.book(WholeSets).finished(since))
    answers = tuple(care.book(Answers).all(since))
    kept = {one.id for one in sets}
    judgements = tuple(one for one in care.book(Judgements).all() if one.set_id in kept)
    treatments = tuple(care.book(Treatments).all(since, limit=_MANY))
    messages = tuple(care.journal.entries(MESSAGE, Message, since=since, limit=_MANY))
    read = care.journal.entries(READ, MessageRead, limit=_MANY)
    authors = {
        *carers,
        *(one.entered_by for one in answers),
        *(one.author for one in judgements),
        *(one.author for one in messages),
        *(one.recorded_by for one in treatments),
        None if plan is None else plan.made_by,
    }
    return Facts(
        patient=care.patient,
        today=care.today(),
        since=since,
        names=names,
        people=_people(care, {one for one in authors if one is not None} - {care.patient.id}),
        carers=carers,
        plan=plan,
        sets=sets,
        sessions=tuple(care.book(Sessions).between(first, date.max)),
        diary=tuple(care.book(Diary).lines(since, limit=_MANY)),
        answers=answers,
        check_ups=tuple(
            one
            for one in care.log.assessments()
            if clock.day_of(one.performed_at, care.patient.zone) >= first
        ),
        judgements=judgements,
        treatments=treatments,
        alerts=tuple(care.book(Alerts).open()),
        messages=messages,
        read={one.body.message: one.at for one in read},
        instruments=instruments(),
        exercises={
            **{one.id: one.name for one in catalogue().values()},
            **{one.result.exercise: one.result.exercise_name for one in sets},
        },
        app_version=engine_version(),
    )


def _people(care: Care, wanted: set[PersonId]) -> Mapping[PersonId, Person]:
    found = {}
    for one in sorted(wanted, key=str):
        try:
            found[one] = find_person(care.database, one)
        except NotFoundError:
            continue
    return found
