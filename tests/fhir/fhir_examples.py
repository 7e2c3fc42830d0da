"""A patient with something in every book, and anything that such records may hold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from fhir.resources.R4B.bundle import Bundle
from hypothesis import strategies as st

from coach.diary.line import DiaryEntry, DiaryId, DiaryLine
from coach.engine.results import Part, Repetition, Score, ScorePart, SetResult, Side
from coach.fhir import Measured, Numbers, read, text_of
from coach.fhir.facts import Facts
from coach.instruments.shelf import packaged
from coach.programme.doing import (
    ItemStatus,
    SessionEnding,
    SessionId,
    SessionItem,
    TrainingSession,
)
from coach.programme.messages import MESSAGE, READ, Message, MessageRead
from coach.programme.model import Irritability, Phase, Prescription, Programme, Week
from coach.records import Assessment, AssessmentId, Database, Person, PersonId, Role, SetId, Source
from coach.records.account_models import CareLinkRow
from coach.records.alerts import Alerts
from coach.records.answers import Answer, AnswerId, Answers
from coach.records.care import Care
from coach.records.care_entries import AlertLevel, DiaryMoment, Subject, Verdict
from coach.records.diary import Diary
from coach.records.entries import SavedSet, Status
from coach.records.judgements import Judgement, JudgementId, Judgements
from coach.records.people import add_person, everybody
from coach.records.programmes import Programmes, SavedProgramme
from coach.records.sessions import Sessions
from coach.records.treatments import Treatments
from tests.records.programme_examples import programme
from tests.records.record_examples import result, save

NAME = "Wilhelmina Quast"
THERAPIST = "Theodor Amsel"
MORNING = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Known:
    """The patient's records for the patient and for the therapist, and the set that was done."""

    own: Care
    therapists: Care
    done: SetId

    @property
    def diary_day(self) -> date:
        """The day of the one line of the diary."""
        return self.own.book(Diary).lines()[0].day


@dataclass(frozen=True)
class Taken:
    """A bundle as text, the numbers read back from it, and the set as the log has it."""

    text: str
    numbers: Numbers
    done: SavedSet
    diary_day: date

    @classmethod
    def of(cls, known: Known) -> Taken:
        """All of the patient's records."""
        text = text_of(known.own)
        numbers = read(Bundle.model_validate_json(text))
        return cls(text, numbers, known.own.log.load(known.done), known.diary_day)

    def measured(self, kind: str) -> list[Measured]:
        """The observations of a kind."""
        return [one for one in self.numbers.measured if one.kind == kind]

    def resources(self, kind: str) -> list[dict[str, Any]]:
        """The resources of a type."""
        every = (entry["resource"] for entry in json.loads(self.text)["entry"])
        return [one for one in every if one["resourceType"] == kind]


def known_in(database: Database) -> Known:
    """The records that ``filled`` wrote, opened again."""
    people = {one.display_name: one for one in everybody(database)}
    patient = people[NAME]
    own = Care(database, patient, patient.id)
    theirs = Care(database, patient, people[THERAPIST].id)
    return Known(own, theirs, own.log.sets()[0].id)


def filled(database: Database) -> None:
    """Plan, a day with a set, diary, questionnaires, a check-up, a judgement, alert, message."""
    patient = add_person(database, NAME)
    therapist = add_person(database, THERAPIST, Role.THERAPIST)
    with database.writing() as session:
        session.add(
            CareLinkRow(
                therapist_id=therapist.id,
                patient_id=patient.id,
                offered_at=MORNING,
                agreed_at=MORNING,
            )
        )
    own = Care(database, patient, patient.id)
    theirs = Care(database, patient, therapist.id)
    plan = programme().model_copy(update={"goals": ("Play with my grandchildren",)})
    number = theirs.book(Programmes).save(plan, reason="After the first visit", expected=None)
    done = save(own.log, result(), performed_at=MORNING)
    own.log.report(done, pain=3, effort=4)
    _exercise(own, number, done)
    own.book(Diary).add(DiaryLine(moment=DiaryMoment.MORNING, pain=4, sleep_h=6.5, note="Secret"))
    answers = own.book(Answers)
    answers.add("phq2", {"1": 1, "2": 2}, occasion="first_visit", total=3)
    answers.add("rmdq", {"1": True, "4": False}, occasion="first_visit", total=1)
    answers.add(
        "psfs",
        {"Putting on my socks": 4, "Gardening": 6, "Sitting": 5.5},
        occasion="first_visit",
        total=5.1666,
    )
    theirs.book(Answers).add("odi", {"total": 22}, occasion="clinic", total=22)
    own.log.add_assessment(
        test="side_bend",
        side="left",
        value=23.75,
        unit="°",
        error=4,
        performed_at=MORNING,
        set_id=done,
        details={"by": "camera"},
    )
    theirs.book(Judgements).add(
        done,
        Subject.COUNT,
        Verdict.CORRECTED,
        machine=3,
        value=4,
        reason="The last one was half hidden.",
    )
    theirs.book(Treatments).add("massage", "A note for colleagues")
    theirs.book(Alerts).tell("pain_above_limit", AlertLevel.DAY, "Pain was 7 of 10.", "mark-1")
    message = theirs.journal.add(MESSAGE, Message(text="Well done, see you on Monday."))
    own.journal.add(READ, MessageRead(message=message))


def _exercise(care: Care, number: int, done: SetId) -> None:
    days = care.book(Sessions)
    items = programme().weeks[0].prescriptions
    day = days.open(items, programme=number, week=1, pain_before=3, zone="Europe/Berlin")
    days.attach(day.id, 1, done)
    days.tell(day.id, 2, 0.5, pain=2, effort=3)
    days.finish(day.id, SessionEnding.DONE, pain_after=2, effort=4)


_unknown = st.just(float("nan"))
_scale = st.none() | st.integers(0, 10)
_finite = st.floats(-1e6, 1e6, allow_nan=False)
_share = st.floats(0, 1, allow_nan=False)
_hundred = st.floats(0, 100, allow_nan=False)
_moment = st.datetimes(datetime(2000, 1, 2), datetime(2090, 1, 1), timezones=st.just(UTC))
_day = st.dates(date(2000, 1, 2), date(2090, 1, 1))
_words = st.text(max_size=30)
_exercise_id = st.sampled_from(["squat", "glute_bridge", "walking", "taught-by-me"])


@st.composite
def _repetition(draw: st.DrawFn) -> Repetition:
    return Repetition(
        number=1,
        side=draw(st.none() | st.sampled_from(Side)),
        start_s=0.0,
        turn_s=1.0,
        end_s=2.0,
        range_of_motion_deg=draw(st.none() | _unknown | st.floats(0, 180)),
        signal="hip",
        signal_start=0.0,
        signal_peak=1.0,
    )


@st.composite
def _set(draw: st.DrawFn) -> SavedSet:
    parts = tuple(
        ScorePart(part, draw(st.none() | _hundred), 1.0) for part in (Part.FORM, Part.RANGE)
    )
    exercise = draw(_exercise_id)
    at = draw(_moment)
    told = draw(st.booleans())
    done = SetResult(
        exercise=exercise,
        exercise_name=exercise.replace("_", " ").capitalize(),
        view="front",
        fps=30.0,
        duration_s=draw(_unknown | st.floats(0, 3600)),
        frames=1,
        usable_share=draw(_unknown | _share),
        repetitions=tuple(draw(st.lists(_repetition(), max_size=4))),
        partial_repetitions=(),
        holds=(),
        score=Score(draw(st.none() | _hundred), parts),
        measurements={"self_reported_minutes": 12.0} if told else {},
    )
    return SavedSet(
        id=SetId(draw(st.uuids())),
        result=done,
        source=Source.SELF_REPORT if told else Source.LIVE,
        source_name="",
        status=Status.FINISHED,
        performed_at=at,
        recorded_at=at + timedelta(seconds=1.25),
        engine_version=draw(st.sampled_from(["0.1.0", "0.2.0"])),
        has_track=False,
        note="",
        ended=None,
        pain=draw(_scale),
        effort=draw(_scale),
        has_video=False,
    )


@st.composite
def _diary(draw: st.DrawFn) -> DiaryEntry:
    return DiaryEntry(
        DiaryId(draw(st.uuids())),
        draw(_day),
        draw(_moment),
        draw(st.sampled_from(DiaryMoment)),
        pain=draw(_scale),
        sleep_h=draw(st.none() | st.floats(0, 24)),
        mood=draw(_scale),
    )


@st.composite
def _answer(draw: st.DrawFn, entered_by: PersonId) -> Answer:
    name = draw(st.sampled_from(["phq2", "rmdq", "psfs", "odi", "pain_nrs", "no_longer_there"]))
    answers = {
        "phq2": st.fixed_dictionaries({"1": st.integers(0, 3), "2": st.none() | st.integers(0, 3)}),
        "rmdq": st.dictionaries(st.sampled_from(["1", "2", "24"]), st.booleans()),
        "psfs": st.dictionaries(_words, st.floats(0, 10), max_size=3),
        "pain_nrs": st.fixed_dictionaries({"average": st.integers(0, 10)}),
    }.get(name, st.fixed_dictionaries({"total": st.integers(0, 100)}))
    return Answer(
        AnswerId(draw(st.uuids())),
        name,
        "clinic",
        draw(_day),
        draw(_moment),
        draw(answers),
        draw(st.none() | _finite),
        draw(st.sampled_from([entered_by, None])),
    )


@st.composite
def _session(draw: st.DrawFn, sets: list[SavedSet]) -> TrainingSession:
    at = draw(_moment)
    prescription = Prescription(exercise="squat", repetitions=8)
    items = tuple(
        SessionItem(
            place,
            "squat",
            draw(_exercise_id),
            prescription,
            status=draw(st.sampled_from(ItemStatus)),
            done_share=draw(st.none() | st.floats(0, 3)),
            pain=draw(_scale),
            set_ids=tuple(one.id for one in sets[place - 1 : place]),
        )
        for place in (1, 2)
    )
    return TrainingSession(
        SessionId(draw(st.uuids())),
        at.date(),
        1,
        "Europe/Berlin",
        1,
        1,
        at,
        finished_at=draw(st.none() | st.just(at + timedelta(minutes=20))),
        pain_before=draw(_scale),
        effort=draw(_scale),
        items=items,
    )


@st.composite
def _judgement(draw: st.DrawFn, about: SavedSet, author: PersonId) -> Judgement:
    subject, value = draw(
        st.tuples(st.just(Subject.COUNT), st.integers(0, 50))
        | st.tuples(st.just(Subject.FAULT), st.booleans())
        | st.tuples(st.just(Subject.SCORE), st.none() | _hundred)
    )
    return Judgement(
        JudgementId(draw(st.uuids())),
        about.id,
        about.result.exercise,
        subject,
        draw(st.none() | st.integers(1, 30)),
        "knees_in" if subject is Subject.FAULT else None,
        draw(st.sampled_from(Verdict)),
        value,
        value,
        draw(_words),
        draw(_moment),
        author,
    )


@st.composite
def _plan(draw: st.DrawFn, made_by: PersonId) -> SavedProgramme:
    prescriptions = st.builds(
        Prescription,
        exercise=_exercise_id,
        sets=st.integers(1, 10),
        repetitions=st.none() | st.integers(1, 100),
        hold_s=st.none() | st.floats(0.5, 600),
        minutes=st.floats(0.5, 180),
        side=st.sampled_from(["both", "left", "right"]),
        per_side=st.booleans(),
        target_deg=st.none() | st.floats(1, 180),
        load_kg=st.none() | st.floats(0, 50),
        why=_words,
        note=_words,
    )
    week = st.builds(
        Week,
        number=st.just(1),
        phase=st.sampled_from(Phase),
        title=st.just("Begin"),
        aim=_words,
        sessions=st.integers(1, 7),
        minutes=st.integers(1, 120),
        effort=st.just((2, 4)),
        prescriptions=st.lists(prescriptions, max_size=3, unique_by=lambda one: one.exercise).map(
            tuple
        ),
    )
    made = Programme(
        template="six_weeks",
        starts_on=draw(_day),
        irritability=Irritability.LOW,
        usual_pain=3,
        goals=tuple(draw(st.lists(_words, max_size=2))),
        weeks=(draw(week),),
        maintenance=draw(week),
    )
    return SavedProgramme(2, made.starts_on, draw(_moment), made_by, draw(_words), made)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Anything that may be kept of one patient."""
    zone = draw(st.sampled_from([None, "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"]))
    patient = Person(PersonId(draw(st.uuids())), NAME, Role.PATIENT, MORNING, zone)
    therapist = Person(PersonId(draw(st.uuids())), THERAPIST, Role.THERAPIST, MORNING)
    sets = draw(st.lists(_set(), max_size=3, unique_by=lambda one: one.id))
    judged = [draw(_judgement(one, therapist.id)) for one in sets[:2]]
    checked = [
        Assessment(
            AssessmentId(draw(st.uuids())),
            draw(st.sampled_from(["side_bend", "chair_stand_30s"])),
            draw(st.sampled_from([None, "left"])),
            draw(_finite),
            draw(st.sampled_from(["°", "s", "stands", "cm", "a unit of one's own"])),
            draw(st.none() | _hundred),
            {"by": draw(st.sampled_from(["camera", "therapist"]))},
            one.id,
            one.performed_at,
        )
        for one in sets[:1]
    ]
    return Facts(
        patient=patient,
        today=draw(_day),
        names=draw(st.booleans()),
        people={therapist.id: therapist},
        carers=(therapist.id,),
        plan=draw(st.none() | _plan(therapist.id)),
        sets=tuple(sets),
        sessions=tuple(draw(st.lists(_session(sets), max_size=1))),
        diary=tuple(draw(st.lists(_diary(), max_size=2, unique_by=lambda one: one.id))),
        answers=tuple(
            draw(st.lists(_answer(patient.id), max_size=3, unique_by=lambda one: one.id))
        ),
        check_ups=tuple(checked),
        judgements=tuple(judged),
        instruments=packaged(),
        exercises={"squat": "Squat", "walking": "Walking"},
    )
