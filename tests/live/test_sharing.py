"""Who may see a sitting is what the patient says, at once and for this time only."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from coach.live.sharing import ASK_AGAIN_S, MOST, Onlooker, Sharing, Why
from coach.records import PersonId

THEA, OTTO = PersonId(uuid4()), PersonId(uuid4())


class Seat:
    """What an onlooker's page was told."""

    def __init__(self) -> None:
        self.shown: list[dict[str, object]] = []
        self.ended: list[Why] = []

    def onlooker(self, therapist: PersonId = THEA, name: str = "Thea") -> Onlooker:
        return Onlooker(uuid4(), therapist, name, self.shown.append, self.ended.append)


@pytest.fixture
def sharing() -> Sharing:
    return Sharing()


@pytest.fixture
def seat() -> Seat:
    return Seat()


def test_asking_lets_nobody_see(sharing: Sharing, seat: Seat) -> None:
    thea = seat.onlooker()
    sharing.ask(thea)
    assert not sharing.sees(thea)
    assert sharing.as_json() == {
        "type": "watchers",
        "asking": [{"watch": str(thea.watch), "name": "Thea"}],
        "watching": [],
    }


def test_a_yes_is_for_the_one_who_asked(sharing: Sharing) -> None:
    thea, otto = Seat().onlooker(), Seat().onlooker(OTTO, "Otto")
    sharing.ask(thea)
    sharing.ask(otto)
    sharing.allow(thea.watch, by=None)
    assert sharing.sees(thea)
    assert not sharing.sees(otto)


def test_a_yes_to_nobody_lets_nobody_see(sharing: Sharing, seat: Seat) -> None:
    never_asked = seat.onlooker()
    assert sharing.allow(never_asked.watch, by=None) is None
    assert not sharing.sees(never_asked)


def test_taking_it_back_holds_at_once_and_is_told_once(sharing: Sharing, seat: Seat) -> None:
    thea = seat.onlooker()
    sharing.ask(thea)
    sharing.allow(thea.watch, by=None)
    sharing.decline(thea.watch, 10.0)
    assert not sharing.sees(thea)
    assert sharing.decline(thea.watch, 10.0) is None
    assert sharing.end(thea.watch, "closed") is None
    assert seat.ended == ["stopped"]
    # A yes that was under way comes too late.
    assert sharing.allow(thea.watch, by=None) is None
    assert not sharing.sees(thea)


def test_who_was_told_not_now_waits_before_asking_again(sharing: Sharing, seat: Seat) -> None:
    thea = seat.onlooker()
    sharing.ask(thea)
    sharing.decline(thea.watch, 100.0)
    assert seat.ended == ["refused"]
    assert sharing.barred(THEA, 100.0 + 0.9 * ASK_AGAIN_S) == "too_soon"
    assert sharing.barred(OTTO, 100.0) is None
    assert sharing.barred(THEA, 100.0 + ASK_AGAIN_S) is None


def test_ending_what_was_allowed_bars_nobody(sharing: Sharing, seat: Seat) -> None:
    thea = seat.onlooker()
    sharing.ask(thea)
    sharing.allow(thea.watch, by=None)
    sharing.decline(thea.watch, 100.0)
    assert sharing.barred(THEA, 100.0) is None


def test_another_window_has_to_ask_for_itself(sharing: Sharing, seat: Seat) -> None:
    first, second = seat.onlooker(), Seat().onlooker()
    sharing.ask(first)
    sharing.allow(first.watch, by=None)
    sharing.ask(second)
    assert seat.ended == ["replaced"]
    assert not sharing.sees(first)
    assert not sharing.sees(second)


def test_not_everybody_at_once(sharing: Sharing) -> None:
    for _ in range(MOST):
        sharing.ask(Seat().onlooker(PersonId(uuid4())))
    assert sharing.barred(THEA, 0.0) == "too_many"


class Sittings(RuleBasedStateMachine):
    """Whatever is asked, allowed and ended in whatever order."""

    onlookers: Bundle[Onlooker] = Bundle("onlookers")

    def __init__(self) -> None:
        super().__init__()
        self.sharing = Sharing()
        self.asked: set[UUID] = set()
        self.allowed: set[UUID] = set()
        self.ended: set[UUID] = set()
        self.all: list[Onlooker] = []

    def _make(self, therapist: PersonId) -> Onlooker:
        watch = uuid4()
        made = Onlooker(watch, therapist, "T", lambda _: None, lambda _: self.ended.add(watch))
        self.all.append(made)
        return made

    @rule(target=onlookers, therapist=st.sampled_from([THEA, OTTO]))
    def ask(self, therapist: PersonId) -> Onlooker:
        onlooker = self._make(therapist)
        self.sharing.ask(onlooker)
        self.asked.add(onlooker.watch)
        return onlooker

    @rule(onlooker=onlookers)
    def allow(self, onlooker: Onlooker) -> None:
        if self.sharing.allow(onlooker.watch, by=None):
            self.allowed.add(onlooker.watch)

    @rule(onlooker=onlookers)
    def decline(self, onlooker: Onlooker) -> None:
        self.sharing.decline(onlooker.watch, 0.0)

    @rule()
    def everybody_leaves(self) -> None:
        self.sharing.end_all("left")

    @invariant()
    def nobody_sees_without_a_yes_or_after_a_no(self) -> None:
        for onlooker in self.all:
            may = onlooker.watch in self.allowed and onlooker.watch not in self.ended
            assert self.sharing.sees(onlooker) == may

    @invariant()
    def the_patient_is_told_of_all_who_see(self) -> None:
        told = {one["watch"] for one in self.sharing.as_json()["watching"]}
        assert told == {str(one.watch) for one in self.all if self.sharing.sees(one)}


Sittings.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestSittings = Sittings.TestCase
