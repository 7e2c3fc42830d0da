"""What the last session of one exercise comes to: one step up, down, or the same again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from coach.programme.doing import TrainingSession
from coach.programme.model import Change, Prescription
from coach.programme.progression import stepping, telling
from coach.programme.progression.decision import Decision, ProposalKind, ProposalStatus
from coach.programme.progression.history import Doing, History, same_dose
from coach.programme.progression.pain import stopped
from coach.programme.progression.rules import Rules, rules

CALM: Final = "calm_sessions"
_TWICE: Final = 2


@dataclass(frozen=True, slots=True)
class Case:
    """One exercise of the last session, and the times it was done before, the latest first.

    ``line`` is what the programme prescribes of it now.
    """

    history: History
    today: date
    session: TrainingSession
    exercise: str
    line: Prescription
    doings: tuple[Doing, ...]

    @property
    def last(self) -> Doing:
        """How it was done in the last session."""
        return self.doings[0]

    @property
    def same(self) -> list[Doing]:
        """The times that it was done at the dose of now, since a raise of it was refused."""
        refused = [
            past.answered_on or past.decision.day
            for past in self.history.decided(ProposalKind.STEP_UP, self.exercise)
            if past.status in (ProposalStatus.REJECTED, ProposalStatus.WITHDRAWN)
        ]
        since = max(refused, default=date.min)
        return [
            doing
            for doing in self.doings
            if same_dose(doing.item.prescription, self.line) and doing.session.day > since
        ]

    @property
    def since_easier(self) -> list[Doing]:
        """The times that it was done since it last got easier."""
        eased = [
            past.decision.day
            for past in self.history.decided(ProposalKind.STEP_DOWN, self.exercise)
        ]
        since = max(eased, default=date.min)
        return [doing for doing in self.doings if doing.session.day > since]

    def next_day(self, doing: Doing) -> float | None:
        """The morning after, above the usual pain."""
        return self.history.next_day(doing.session, self.today)


def cases(history: History, today: date) -> list[Case]:
    """The exercises of the last session that the programme still has, in their order."""
    session = history.latest(today)
    if session is None:
        return []
    found = []
    for exercise in dict.fromkeys(item.exercise for item in session.items if item.was_done):
        line = history.line(exercise, today)
        if line is not None:
            doings = tuple(history.doings(exercise, today))
            found.append(Case(history, today, session, exercise, line, doings))
    return found


def judge(case: Case) -> Decision:
    """The decision about one exercise; whether a raise may come now is decided elsewhere."""
    if case.line.fixed:
        return hold(case, "therapist", telling.fixed(_name(case)))
    return _easier(case) or _not_calm(case) or _more(case)


def hold(case: Case, rule: str, sentence: str) -> Decision:
    """The same again."""
    return _decision(case, rule, ProposalKind.HOLD, sentence, None)


def _easier(case: Case) -> Decision | None:
    numbers = rules()
    pair = case.since_easier[:_TWICE]
    if not pair or pair[0].session.id != case.session.id:
        return None  # it got easier after this session
    limit = case.history.programme.pain_limit
    pains = [doing.item.pain for doing in pair]
    forms = [doing.item.form for doing in pair]
    effort = pair[0].item.effort
    if len(pair) == _TWICE and all(stopped(one.item, one.session, limit) for one in pair):
        return _down(case, "pain_twice", telling.pain_twice(pains))
    if not case.history.rung(case.exercise).gentle and _both(
        pair, lambda one: (case.next_day(one) or 0) >= numbers.rest_next_day
    ):
        return _down(case, "next_day_twice", telling.NEXT_DAY_TWICE)
    if _both(pair, lambda one: one.item.form is not None and one.item.form < numbers.weak_form):
        return _down(case, "form_twice", telling.form_twice(forms))
    if effort is not None and effort >= numbers.hard_effort:
        return _down(case, "hard_effort", telling.hard_effort(effort))
    return None


def _both(pair: Sequence[Doing], holds: Callable[[Doing], bool]) -> bool:
    return len(pair) == _TWICE and all(holds(one) for one in pair)


def _down(case: Case, rule: str, because: str) -> Decision:
    rung = case.history.rung(case.exercise)
    planned = _planned(case)
    change = stepping.step_down(case.line, rung, planned)
    if change is None:
        return hold(case, f"{rule}_least", telling.at_the_least(_name(case), because))
    sentence = telling.easier(case.history, change, because, change.new in planned)
    return _decision(case, rule, ProposalKind.STEP_DOWN, sentence, change)


def _not_calm(case: Case) -> Decision | None:
    """Why the last time of it allows no more; None when it was calm."""
    numbers, item = rules(), case.last.item
    limit = case.history.programme.pain_limit
    if item.pain is None or item.effort is None:
        return hold(case, "not_told", telling.not_told(_name(case)))
    if stopped(item, case.session, limit):
        return hold(case, "stopped", telling.stopped(_name(case), item.pain))
    if item.pain > numbers.calm_pain:
        return hold(case, "pain_acceptable", telling.acceptable(item.pain))
    if item.form is not None and item.form < numbers.good_form:
        return hold(case, "form_building", telling.building(item.form))
    if item.effort > numbers.calm_effort:
        return hold(case, "effort", telling.effort(item.effort))
    if (item.done_share or 0.0) < numbers.done_share:
        return hold(case, "partly_done", telling.partly(item.done_share or 0.0))
    rise = case.next_day(case.last)
    if rise is not None and rise > numbers.calm_next_day:
        return hold(case, "next_day", telling.next_day(_name(case)))
    if rise is None:
        return hold(case, "morning_awaited", telling.MORNING_AWAITED)
    return None


def calm(case: Case, doing: Doing, numbers: Rules) -> bool:
    """Whether one time of it was calm in every way that the rules look at."""
    item, rise = doing.item, case.next_day(doing)
    return (
        item.pain is not None
        and item.pain <= numbers.calm_pain
        and not stopped(item, doing.session, case.history.programme.pain_limit)
        and item.effort is not None
        and item.effort <= numbers.calm_effort
        and (item.form is None or item.form >= numbers.good_form)
        and (item.done_share or 0.0) >= numbers.done_share
        and rise is not None
        and rise <= numbers.calm_next_day
    )


def _more(case: Case) -> Decision:
    numbers = rules()
    pair = case.same[: numbers.calm_sessions]
    if (
        len(pair) < numbers.calm_sessions
        or pair[0].session.id != case.session.id
        or not all(calm(case, doing, numbers) for doing in pair)
    ):
        return hold(case, "one_more_calm", telling.one_more_calm(_name(case)))
    change = stepping.step_up(case.line, case.history.rung(case.exercise), _planned(case))
    if change is None:
        return hold(case, "all_reached", telling.all_reached(_name(case)))
    seen = all(doing.item.form is not None for doing in pair)
    sentence = telling.more(case.history, change, len(pair), form_seen=seen)
    return _decision(case, CALM, ProposalKind.STEP_UP, sentence, change)


def _decision(
    case: Case, rule: str, kind: ProposalKind, sentence: str, change: Change | None
) -> Decision:
    shown = case.doings[: rules().calm_sessions]
    return Decision(
        rule=rule,
        kind=kind,
        day=case.today,
        exercise=case.exercise,
        sentence=sentence,
        mark=f"{kind.value}/{case.exercise}/{case.session.day.isoformat()}/{rule}",
        change=change,
        raises_load=kind is ProposalKind.STEP_UP,
        evidence={
            "days": [one.session.day.isoformat() for one in shown],
            "pain_before": [one.session.pain_before for one in shown],
            "pain": [one.item.pain for one in shown],
            "next_day": [case.next_day(one) for one in shown],
            "effort": [one.item.effort for one in shown],
            "form": [one.item.form for one in shown],
            "done_share": [one.item.done_share for one in shown],
        },
    )


def _planned(case: Case) -> list[str]:
    week = case.history.programme.week_on(case.today)
    return [one.exercise for one in week.prescriptions]


def _name(case: Case) -> str:
    return case.history.name(case.exercise)
