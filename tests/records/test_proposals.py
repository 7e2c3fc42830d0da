"""Decisions are kept once; those that raise the load wait, and one answer is enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from coach.programme.model import Change
from coach.programme.progression.decision import Decision, ProposalKind, ProposalStatus
from coach.records import Database, NotFoundError, PersonId, add_person
from coach.records.proposals import DecidedMeanwhileError, ProposalId, Proposals

UP = Decision(
    rule="two_calm_sessions",
    kind=ProposalKind.STEP_UP,
    day=date(2026, 3, 4),
    exercise="squat",
    sentence="Two calm sessions with good form: one repetition more from tomorrow.",
    mark="2026-03-04/step_up/squat",
    change=Change(exercise="squat", field="repetitions", old=8, new=9),
    raises_load=True,
    evidence={"pain": [2, 1], "form": [81.5, 90.0]},
)
REST = replace(
    UP,
    rule="next_day",
    kind=ProposalKind.REST_DAY,
    exercise=None,
    mark="2026-03-05/rest",
    change=None,
    raises_load=False,
)


@pytest.fixture
def patient(database: Database) -> PersonId:
    return add_person(database, "Ada").id


@pytest.fixture
def proposals(database: Database, patient: PersonId) -> Proposals:
    return Proposals(database, patient)


def test_what_raises_the_load_waits(proposals: Proposals) -> None:
    kept = proposals.record(UP)
    assert kept.waits
    assert kept.decision == UP
    assert proposals.waiting() == [kept] == proposals.recent()
    assert proposals.find(kept.id) == kept


def test_what_does_not_raise_the_load_holds_at_once(proposals: Proposals) -> None:
    kept = proposals.record(REST, programme=3)
    assert (kept.status, kept.programme) == (ProposalStatus.APPLIED, 3)
    assert proposals.waiting() == []


def test_the_same_decision_is_kept_once(
    database: Database, patient: PersonId, proposals: Proposals
) -> None:
    kept = proposals.record(UP)
    again = Proposals(database, patient).record(replace(UP, sentence="Said in other words."))
    assert again == kept
    proposals.decide(kept.id, ProposalStatus.REJECTED)
    assert proposals.record(UP).status is ProposalStatus.REJECTED
    assert len(proposals.recent()) == 1


def test_a_therapist_answers_with_a_note(
    database: Database, patient: PersonId, proposals: Proposals
) -> None:
    therapist = add_person(database, "Physio").id
    kept = proposals.record(UP)
    other = Change(exercise="squat", field="repetitions", old=8, new=10)
    answered = Proposals(database, patient, therapist).decide(
        kept.id, ProposalStatus.EDITED, "Ready for more", change=other, programme=4
    )
    assert (answered.status, answered.decision_note) == (ProposalStatus.EDITED, "Ready for more")
    assert (answered.decided_by, answered.programme) == (therapist, 4)
    assert answered.decision.change == other
    assert proposals.find(kept.id) == answered
    assert not proposals.waiting()


def test_the_second_answer_is_refused_kindly(proposals: Proposals) -> None:
    kept = proposals.record(UP)
    answered = proposals.decide(kept.id, ProposalStatus.ACCEPTED)
    with pytest.raises(DecidedMeanwhileError, match="in the meantime"):
        proposals.decide(kept.id, ProposalStatus.REJECTED)
    assert proposals.find(kept.id) == answered


def test_the_latest_come_first(proposals: Proposals) -> None:
    proposals.record(UP)
    proposals.record(REST)
    assert len(proposals.recent(limit=1)) == 1
    with pytest.raises(ValueError, match="limit"):
        proposals.recent(0)
    proposals.record(replace(UP, mark="later", day=date(2026, 3, 9)))
    assert [kept.decision.mark for kept in proposals.recent(1)] == ["later"]


def test_anothers_proposal_is_like_one_that_does_not_exist(
    database: Database, proposals: Proposals
) -> None:
    kept = proposals.record(UP)
    stranger = Proposals(database, add_person(database, "Bert").id)
    for call in (
        stranger.find,
        lambda known: stranger.decide(known, ProposalStatus.ACCEPTED),
    ):
        with pytest.raises(NotFoundError) as refused:
            call(kept.id)
        with pytest.raises(NotFoundError) as unknown:
            call(ProposalId(uuid4()))
        assert str(refused.value) == str(unknown.value)
    assert stranger.waiting() == stranger.recent() == []
    assert stranger.record(UP).id != kept.id
    assert proposals.find(kept.id) == kept


def test_nobody_decides_about_a_person_who_does_not_exist(database: Database) -> None:
    with pytest.raises(NotFoundError, match="no such person"):
        Proposals(database, PersonId(uuid4())).record(UP)
