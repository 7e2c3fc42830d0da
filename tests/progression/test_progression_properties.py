"""Whatever the days bring: the rules never add load at the wrong time, and always say why.

Each example is the life of a patient for some weeks: mornings, sessions, flare-ups, a therapist
who answers now and then. Everything that the rules come to is applied as the product does it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.engine.catalogue import catalogue
from coach.programme.changing import apply_change
from coach.programme.days import day_plan
from coach.programme.doing import ItemStatus, SessionId, SessionItem, TrainingSession
from coach.programme.dose import amount
from coach.programme.model import Prescription, Programme
from coach.programme.progression import (
    Decision,
    History,
    PastDecision,
    ProposalKind,
    ProposalStatus,
    decide,
    doses_for,
    rungs,
)
from coach.programme.progression.answering import obstacle, withdrawn
from coach.programme.progression.history import Doing, Rung
from coach.programme.progression.pain import above_limit
from tests.progression.progression_examples import MONDAY, programme, session, week

RUNGS: dict[str, Rung] = rungs(catalogue())
LINES = (
    Prescription(exercise="squat", sets=2, repetitions=8, days_per_week=4),
    Prescription(exercise="glute_bridge", sets=2, repetitions=8, days_per_week=4),
    Prescription(exercise="plank", sets=3, hold_s=10.0, days_per_week=3),
    Prescription(exercise="cat_camel", repetitions=8, days_per_week=7),
    Prescription(exercise="walking", minutes=10.0, days_per_week=7),
)
LATER = (
    Prescription(exercise="squat", sets=3, repetitions=10, days_per_week=4),
    *LINES[1:],
    Prescription(exercise="bird_dog", sets=2, repetitions=5, hold_s=3.0, days_per_week=4),
)
UNKIND = re.compile(r"\b(wrong|bad|failed?|danger\w*|damaged|injur\w*|never|must)\b", re.I)

scale = st.integers(0, 10)
low = st.integers(0, 3)


@dataclass(frozen=True)
class Day:
    """What one day of a life brings."""

    morning: int | None
    diary: int | None
    trains: bool
    before: int | None
    pains: tuple[int | None, ...]
    effort: int | None
    form: float | None
    share: float
    flare: bool
    answers: bool


calm_days = st.builds(
    Day,
    morning=st.sampled_from([0, 1, 1, 2, 3, 5]),
    diary=st.sampled_from([None, None, None, 2, 6]),
    trains=st.sampled_from([True, True, False]),
    before=low,
    pains=st.tuples(*[low] * 6),
    effort=st.integers(2, 6),
    form=st.one_of(st.none(), st.floats(75, 100)),
    share=st.floats(0.9, 1.2),
    flare=st.just(False),
    answers=st.booleans(),
)
any_days = st.builds(
    Day,
    morning=st.one_of(st.none(), scale),
    diary=st.one_of(st.none(), scale),
    trains=st.booleans(),
    before=st.one_of(st.none(), scale),
    pains=st.tuples(*[st.one_of(st.none(), scale)] * 6),
    effort=st.one_of(st.none(), scale),
    form=st.one_of(st.none(), st.floats(0, 100)),
    share=st.floats(0, 1.5),
    flare=st.sampled_from([False] * 7 + [True]),
    answers=st.booleans(),
)
lives = st.lists(st.one_of(calm_days, calm_days, any_days), min_size=1, max_size=20)


def plan(usual_pain: int) -> Programme:
    made = programme(LINES, usual_pain=usual_pain)
    later = tuple(week(number, LATER) for number in range(2, 7))
    # The second week, which asks for more, begins on the fourth day of a life.
    begun = MONDAY - timedelta(days=4)
    return made.model_copy(update={"starts_on": begun, "weeks": (made.weeks[0], *later)})


@dataclass
class Life:
    """A patient from day to day, as the product leads them."""

    history: History
    today: date = MONDAY
    raises: list[int] = field(default_factory=list)  # after how many sessions each was accepted
    decisions: list[tuple[History, Decision]] = field(default_factory=list)

    def live(self, days: list[Day]) -> None:
        for number, brings in enumerate(days):
            self.today = MONDAY + timedelta(days=number)
            self._morning(brings)
            self.settle()
            if brings.answers:
                self._answer()
            if brings.trains:
                self._train(number, brings)
            self.settle()

    def settle(self) -> None:
        """Decide; apply what does not raise the load, let the rest wait."""
        found = decide(self.history, self.today)
        check(self.history, self.today, found)
        known = {past.decision.mark for past in self.history.decisions}
        new = [one for one in found if one.mark not in known]
        taken_back = withdrawn(self.history.decisions, new)
        kept = [
            replace(past, status=ProposalStatus.WITHDRAWN, answered_on=self.today)
            if past in taken_back
            else past
            for past in self.history.decisions
        ]
        for one in new:
            self.decisions.append((self.history, one))
            waits = one.raises_load
            kept.append(
                PastDecision(one, ProposalStatus.WAITING if waits else ProposalStatus.APPLIED)
            )
            if not waits:
                self._apply(one)
        self.history = replace(self.history, decisions=tuple(kept))

    def _morning(self, brings: Day) -> None:
        if brings.morning is not None:
            mornings = {**self.history.mornings, self.today: brings.morning}
            self.history = replace(self.history, mornings=mornings)
        if brings.diary is not None:
            pains = {**self.history.pains, self.today: brings.diary}
            self.history = replace(self.history, pains=pains)
        if brings.flare:
            self.history = replace(self.history, flares=(*self.history.flares, self.today))

    def _answer(self) -> None:
        kept = []
        for past in self.history.decisions:
            if past.waits and obstacle(self.history, past.decision, self.today) is None:
                assert not above_limit(self.history, self.today)
                self.raises.append(len(self.history.sessions))
                self._apply(past.decision)
                past = PastDecision(past.decision, ProposalStatus.ACCEPTED, self.today)
            kept.append(past)
        self.history = replace(self.history, decisions=tuple(kept))

    def _apply(self, decision: Decision) -> None:
        if decision.change is None:
            return
        changed = apply_change(self.history.programme, decision.change, self.today)
        # Whatever is applied leaves a programme that can be kept and read again.
        assert Programme.model_validate_json(changed.model_dump_json()) == changed
        self.history = replace(self.history, programme=changed)

    def _train(self, number: int, brings: Day) -> None:
        if brings.before is not None:
            worst = max(brings.before, self.history.pains.get(self.today, 0))
            pains = {**self.history.pains, self.today: worst}
            self.history = replace(self.history, pains=pains)
        done_days = [one.day for one in self.history.sessions]
        planned = day_plan(self.history.programme, self.today, done_days)
        doses = doses_for(planned, self.history, self.today)
        check_doses(self.history, self.today, doses.prescriptions)
        items = tuple(
            SessionItem(
                place=place,
                prescribed=line.exercise,
                exercise=line.exercise,
                prescription=line,
                status=ItemStatus.DONE if brings.share >= 0.9 else ItemStatus.PARTLY,
                done_share=brings.share,
                form=brings.form,
                pain=brings.pains[place % len(brings.pains)],
                effort=brings.effort,
            )
            for place, line in enumerate(doses.prescriptions, 1)
        )
        made: TrainingSession = session(number, *items, before=brings.before)
        made = replace(made, id=SessionId(UUID(int=number + 1)))
        self.history = replace(self.history, sessions=(*self.history.sessions, made))


def flared(history: History, today: date) -> bool:
    """Whether a flare-up began today or yesterday, told or seen."""
    days = list(history.flares)
    for past in history.decisions:
        if past.decision.kind is ProposalKind.FLARE:
            days.append(date.fromisoformat(str(past.decision.evidence["flare"])))
    return any(0 <= (today - day).days <= 1 for day in days)


def check(history: History, today: date, found: tuple[Decision, ...]) -> None:
    """What holds of every set of decisions."""
    assert decide(history, today) == found
    raises = [one for one in found if one.raises_load]
    assert len(raises) <= 1
    limit = history.programme.pain_limit
    sore = above_limit(history, today)
    rise = history.morning_rise(today)
    rest = rise is not None and rise >= 2
    easy = any(one.kind is ProposalKind.REST_DAY for one in found)
    assert easy == (rest or max(pains_of(history, today), default=0) > limit)
    flare = any(one.kind is ProposalKind.FLARE for one in found) or flared(history, today)
    if sore or rest or flare:
        assert not raises
        assert not any(one.kind is ProposalKind.REBUILD for one in found)
    assert len({one.mark for one in found}) == len(found)
    for one in found:
        check_decision(history, today, one)


def pains_of(history: History, today: date) -> list[int]:
    """Every pain that was told on a day."""
    told = [history.mornings.get(today), history.pains.get(today)]
    for one in history.sessions:
        if one.day == today:
            told += [one.pain_before, one.pain_after, *(item.pain for item in one.items)]
    return [pain for pain in told if pain is not None]


def check_decision(history: History, today: date, one: Decision) -> None:
    assert one.day == today
    assert one.rule
    assert one.evidence
    assert one.sentence.strip()
    assert one.sentence.endswith(".")
    assert one.sentence[0].isupper()
    assert not UNKIND.search(one.sentence)
    assert one.raises_load == (one.kind is ProposalKind.STEP_UP)
    if one.kind in (ProposalKind.HOLD, ProposalKind.REST_DAY):
        assert one.change is None
    if one.change is None or one.change.exercise is None:
        return
    line = history.line(one.change.exercise, today)
    assert line is not None
    assert not line.fixed
    if one.change.field == "exercise":
        rung = RUNGS[one.change.exercise]
        assert one.change.new in (rung.harder if one.raises_load else rung.easier)
        return
    old, new = float(str(one.change.old)), float(str(one.change.new))
    assert old == getattr(line, one.change.field)
    if one.raises_load:
        least = 0.5 if one.change.field == "load_kg" else 1.0
        assert old < new <= max(old * 1.1 + 1e-9, old + least)
    else:
        assert new < old


def check_doses(history: History, today: date, doses: tuple[Prescription, ...]) -> None:
    """On a day with much pain, or after a flare-up, nothing is above what went well last."""
    told = (history.mornings.get(today, 0), history.pains.get(today, 0))
    if max(told) > history.programme.pain_limit:
        assert all(RUNGS[line.exercise].gentle for line in doses)
    if not (above_limit(history, today) or flared(history, today)):
        return
    for line in doses:
        well = [
            one.item.prescription
            for one in history.doings(line.exercise, today)
            if went_well(history, one, today)
        ]
        if well:
            assert amount(line) <= amount(well[0])
        else:
            assert RUNGS[line.exercise].gentle


def went_well(history: History, one: Doing, today: date) -> bool:
    """Whether an exercise did not hurt, was not very hard, and the next morning was fine."""
    pain, effort, after = one.item.pain, one.item.effort, history.next_day(one.session, today)
    return (
        (pain is None or pain <= history.programme.pain_limit)
        and (one.rise is None or one.rise < 3)
        and (effort is None or effort < 8)
        and (after is None or after < 2)
    )


def live(days: list[Day], usual_pain: int = 2) -> Life:
    life = Life(History(programme=plan(usual_pain), rungs=RUNGS))
    life.live(days)
    return life


@settings(max_examples=50, deadline=None)
@given(days=lives, usual_pain=st.integers(0, 5))
def test_no_life_raises_the_load_at_the_wrong_time(days: list[Day], usual_pain: int) -> None:
    one_at_a_time(live(days, usual_pain))


def one_at_a_time(life: Life) -> None:
    """Between two increases there is a session; never two at once."""
    assert len(set(life.raises)) == len(life.raises)


@settings(max_examples=10, deadline=None)
@given(days=lives, chance=st.randoms(use_true_random=False))
def test_the_same_history_gives_the_same_decisions(days: list[Day], chance: object) -> None:
    life = live(days)
    assert live(days).decisions == life.decisions
    known = life.history
    mixed = list(known.sessions), list(known.decisions), list(known.mornings.items())
    for part in mixed:
        chance.shuffle(part)  # type: ignore[attr-defined]
    shuffled = replace(
        known, sessions=tuple(mixed[0]), decisions=tuple(mixed[1]), mornings=dict(mixed[2])
    )
    assert decide(shuffled, life.today) == decide(known, life.today)


@settings(max_examples=10, deadline=None)
@given(days=st.lists(calm_days, min_size=10, max_size=16))
def test_a_calm_life_gets_on(days: list[Day]) -> None:
    """The rules are not so careful that nobody ever gets more."""
    always = [
        replace(
            one,
            answers=True,
            morning=1,
            diary=None,
            trains=number % 2 == 0,
            before=1,
            pains=(2,) * 6,
        )
        for number, one in enumerate(days)
    ]
    life = live(always)
    assert life.raises
    one_at_a_time(life)


@settings(max_examples=10, deadline=None)
@given(days=lives)
def test_while_a_step_waits_no_other_is_proposed(days: list[Day]) -> None:
    life = live([replace(one, answers=False) for one in days])
    waiting = [past for past in life.history.decisions if past.waits]
    assert len(waiting) <= 1
    assert not life.raises
