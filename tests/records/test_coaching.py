"""Decisions in the books: come to once, lowered at once, raised only when somebody agrees."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from coach.diary.line import DiaryLine
from coach.engine.catalogue import catalogue
from coach.programme.days import eased_share
from coach.programme.doing import SessionEnding
from coach.programme.model import Change, Prescription
from coach.programme.progression import ProposalKind, ProposalStatus, decide
from coach.records import Database, add_person
from coach.records.alerts import Alerts
from coach.records.care import Care
from coach.records.care_entries import DiaryMoment
from coach.records.coaching import (
    NotNowError,
    accept,
    history_of,
    reject,
    settle,
    tell_flare,
)
from coach.records.diary import Diary
from coach.records.programmes import Programmes
from coach.records.proposals import DecidedMeanwhileError, Proposal, Proposals
from coach.records.sessions import Sessions
from tests.records.programme_examples import programme

EXERCISES = catalogue()


@dataclass
class Patient:
    """Somebody with a programme, whose clock a test moves."""

    care: Care
    clock: Path
    day: int = 0

    def next_day(self, pain: int = 2, days: int = 1) -> None:
        """So many days later, in the morning."""
        self.day += days
        self.clock.write_text(str(86400 * self.day), encoding="utf-8")
        line = DiaryLine(moment=DiaryMoment.MORNING, pain=pain)
        self.care.book(Diary).add(line, day=self.care.today())

    def train(self, *, pain: int = 2, effort: int = 4, share: float = 1.0) -> None:
        """Squats, told without a camera."""
        book = self.care.book(Sessions)
        begun = book.open([self.squat], programme=1, week=1, pain_before=2, zone="UTC")
        book.tell(begun.id, 1, share, pain=pain, effort=effort)
        book.finish(begun.id, SessionEnding.DONE)

    def settle(self) -> tuple[Proposal, ...]:
        return settle(self.care, EXERCISES)

    @property
    def squat(self) -> Prescription:
        saved = self.care.book(Programmes).current()
        assert saved is not None
        line = saved.programme.week_on(self.care.today()).of("squat")
        assert line is not None
        return line

    @property
    def versions(self) -> int:
        return len(self.care.book(Programmes).history())

    def waiting(self) -> Proposal:
        (found,) = self.care.book(Proposals).waiting()
        return found


@pytest.fixture
def patient(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Patient:
    clock = tmp_path / "ahead"
    monkeypatch.setenv("BACK_COACH_CLOCK", str(clock))
    person = add_person(database, "Ada")
    care = Care(database, person, person.id)
    care.book(Programmes).save(programme(care.today()), reason="First plan", expected=None)
    return Patient(care, clock)


def two_calm_sessions(patient: Patient) -> None:
    patient.train()
    patient.next_day()
    patient.settle()
    patient.next_day()
    patient.train()
    patient.settle()
    patient.next_day()
    patient.settle()


def test_without_a_programme_there_is_nothing_to_decide(database: Database) -> None:
    person = add_person(database, "Bert")
    care = Care(database, person, person.id)
    assert history_of(care, EXERCISES) is None
    assert settle(care, EXERCISES) == ()


def test_a_step_up_waits_and_changes_nothing_by_itself(patient: Patient) -> None:
    two_calm_sessions(patient)
    step = patient.waiting()
    assert step.decision.change == Change(exercise="squat", field="repetitions", old=8, new=9)
    assert patient.squat.repetitions == 8
    assert patient.versions == 1
    for _ in range(3):
        patient.settle()
        patient.next_day()
    assert patient.waiting() == step


def test_an_accepted_step_is_a_new_version_with_its_reason(patient: Patient) -> None:
    two_calm_sessions(patient)
    step = patient.waiting()
    answered = accept(patient.care, EXERCISES, step.id, note="Go on")
    assert answered.status is ProposalStatus.ACCEPTED
    assert patient.squat.repetitions == 9
    saved = patient.care.book(Programmes).current()
    assert saved is not None
    assert (saved.number, saved.reason) == (answered.programme, step.decision.sentence)
    with pytest.raises(DecidedMeanwhileError):
        accept(patient.care, EXERCISES, step.id)
    patient.settle()
    assert patient.versions == 2


def test_a_therapist_may_accept_another_value(patient: Patient, database: Database) -> None:
    two_calm_sessions(patient)
    therapist = add_person(database, "Physio")
    care = Care(database, patient.care.patient, therapist.id)
    answered = accept(care, EXERCISES, patient.waiting().id, value=10, note="Ready for two")
    assert (answered.status, answered.decided_by) == (ProposalStatus.EDITED, therapist.id)
    assert patient.squat.repetitions == 10


def test_a_value_that_no_plan_takes_is_refused(patient: Patient) -> None:
    two_calm_sessions(patient)
    step = patient.waiting()
    with pytest.raises(NotNowError, match="another one"):
        accept(patient.care, EXERCISES, step.id, value=5000)
    assert patient.waiting() == step


def test_a_rejected_step_is_over(patient: Patient) -> None:
    two_calm_sessions(patient)
    reject(patient.care, patient.waiting().id, "Later")
    patient.settle()
    assert patient.care.book(Proposals).waiting() == []
    assert patient.squat.repetitions == 8


def test_on_a_painful_day_no_step_is_accepted(patient: Patient) -> None:
    two_calm_sessions(patient)
    step = patient.waiting()
    patient.care.book(Diary).add(DiaryLine(pain=7))
    with pytest.raises(NotNowError, match="calmer day"):
        accept(patient.care, EXERCISES, step.id)
    assert patient.waiting() == step
    assert patient.squat.repetitions == 8


def test_a_step_down_is_applied_at_once_and_once(patient: Patient) -> None:
    patient.train(effort=9)
    (down,) = patient.settle()
    assert (down.decision.kind, down.status) == (ProposalKind.STEP_DOWN, ProposalStatus.APPLIED)
    assert patient.squat.repetitions == 6
    assert patient.settle()[0].decision.kind is not ProposalKind.STEP_DOWN
    patient.next_day()
    patient.settle()
    assert patient.squat.repetitions == 6
    assert patient.versions == 2


def test_a_flare_eases_the_plan_and_takes_back_what_waits(patient: Patient) -> None:
    two_calm_sessions(patient)
    tell_flare(patient.care)
    tell_flare(patient.care)
    kept = patient.settle()
    assert kept[0].decision.kind is ProposalKind.FLARE
    assert patient.care.book(Proposals).waiting() == []
    saved = patient.care.book(Programmes).current()
    assert saved is not None
    today = patient.care.today()
    shares = [eased_share(saved.programme, today + timedelta(days=day)) for day in range(4)]
    assert shares == [0.5, 0.5, 0.5, None]
    assert patient.versions == 2
    patient.settle()
    assert patient.versions == 2
    patient.next_day(days=3)
    patient.settle()
    saved = patient.care.book(Programmes).current()
    assert saved is not None
    assert eased_share(saved.programme, patient.care.today()) == 0.75


def test_what_was_decided_just_before_a_power_cut_is_applied_later(patient: Patient) -> None:
    patient.train(effort=9)
    history = history_of(patient.care, EXERCISES)
    assert history is not None
    (down,) = decide(history, patient.care.today())
    patient.care.book(Proposals).record(down)
    assert patient.squat.repetitions == 8
    patient.settle()
    assert patient.squat.repetitions == 6
    assert patient.versions == 2


def test_a_step_from_a_plan_that_was_changed_is_taken_back(patient: Patient) -> None:
    two_calm_sessions(patient)
    step = patient.waiting()
    book = patient.care.book(Programmes)
    book.save(programme(patient.care.today(), repetitions=5), reason="A new start", expected=1)
    with pytest.raises(NotNowError, match="has changed"):
        accept(patient.care, EXERCISES, step.id)
    patient.settle()
    assert patient.care.book(Proposals).find(step.id).status is ProposalStatus.WITHDRAWN


def test_the_therapist_is_told_once(patient: Patient) -> None:
    patient.train(pain=9)
    patient.settle()
    patient.settle()
    alerts = [alert.kind for alert in patient.care.book(Alerts).open()]
    assert alerts.count("strong_pain") == 1


def test_two_devices_that_decide_at_once_lower_the_dose_once(patient: Patient) -> None:
    patient.train(effort=9)
    with ThreadPoolExecutor(2) as devices:
        list(devices.map(lambda _: patient.settle(), range(2)))
    assert patient.squat.repetitions == 6
    assert patient.versions == 2
    downs = [
        one
        for one in patient.care.book(Proposals).recent()
        if one.decision.kind is ProposalKind.STEP_DOWN
    ]
    assert [one.programme for one in downs] == [2]
