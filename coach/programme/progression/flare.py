"""The flare-up plan: half the dose for three days, then a quarter more each day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from coach.programme.model import Change, Model
from coach.programme.progression.decision import Decision, ProposalKind
from coach.programme.progression.history import History, PastDecision
from coach.programme.progression.pain import above_limit, needs_rest
from coach.programme.progression.rules import rules

KIND: Final = "flare"
"""The kind of a journal entry by which a person says that the back is much worse."""

DECLARED: Final = "flare_told"
BY_RULE: Final = "flare_seen"
GOES_ON: Final = "flare_goes_on"
REBUILD: Final = "flare_rebuild"

CARE: Final = (
    "Warmth for 15 to 20 minutes, if you like it and your skin feels normal there.",
    "Short, easy walks, several times a day.",
    "A few minutes of slow breathing or relaxation.",
    "Gentle movements that feel good. Change your position often.",
)
"""What a flare plan asks for beside the smaller dose."""

COMFORT: Final = (
    "A flare-up is expected now and then. It is not damage, and it passes. What you have built up "
    "stays with you."
)


class FlareTold(Model):
    """What a person says with it."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class Flare:
    """A flare-up: its day 0, and the share of the dose until a day inclusive; 1 is over."""

    day: date
    share: float
    until: date

    @property
    def over(self) -> bool:
        """Whether the whole plan is back."""
        return self.share >= 1


def current_flare(history: History, today: date) -> Flare | None:
    """The last flare-up as far as it was decided on, or None if there was none."""
    begun = [past for past in _decided(history) if past.decision.day <= today]
    if not begun:
        return None
    day = max(_day_0(past) for past in begun)
    latest = max(
        (past for past in begun if _day_0(past) == day),
        key=lambda past: (past.decision.day, float(str(past.decision.evidence["share"]))),
    )
    evidence = latest.decision.evidence
    until = date.fromisoformat(str(evidence["until"]))
    return Flare(day, float(str(evidence["share"])), until)


def in_flare(history: History, today: date) -> bool:
    """Whether a flare plan holds, or was asked for and is not decided on yet."""
    flare = current_flare(history, today)
    if flare is not None and not flare.over:
        return True
    undecided = _declared(history, today)
    known = undecided is not None and (flare is None or undecided > flare.day)
    return known or _seen(history, today)


def day_after(history: History, today: date) -> bool:
    """Whether a flare-up began today or yesterday."""
    days = [*history.flares, *(_day_0(past) for past in _decided(history))]
    return any(0 <= (today - day).days <= 1 for day in days)


def rising_mornings(history: History, today: date) -> list[int]:
    """The pains of the last mornings where all are far above the usual one, or none of them."""
    numbers, usual = rules(), history.usual_pain(today)
    days = [today - timedelta(days=back) for back in reversed(range(numbers.flare_mornings))]
    pains = [history.mornings[day] for day in days if day in history.mornings]
    risen = len(pains) == len(days) and all(pain - usual >= numbers.flare_rise for pain in pains)
    return pains if risen else []


def decide_flare(history: History, today: date) -> Decision | None:
    """What the flare plan comes to today, if it comes to anything new."""
    flare = current_flare(history, today)
    declared = _declared(history, today)
    if declared is not None and (flare is None or declared > flare.day):
        return _begin(declared, today, DECLARED, "You told me that your back is much worse.", {})
    if flare is None or flare.over:
        return _by_rule(history, today) if _seen(history, today) else None
    if today <= flare.until:
        return None
    if above_limit(history, today) or needs_rest(history, today):
        return _go_on(flare, today)
    return _rebuild(flare, today)


def _begin(
    day: date, today: date, rule: str, because: str, evidence: dict[str, object]
) -> Decision:
    numbers = rules()
    until = max(day + timedelta(days=numbers.flare_days - 1), today)
    share = numbers.flare_share
    return Decision(
        rule=rule,
        kind=ProposalKind.FLARE,
        day=today,
        exercise=None,
        sentence=(
            f"{because} We go easy: {_percent(share)} of your exercises until "
            f"{_said(until)}, with warmth, short walks and rest. This is expected now and then, "
            "and it is not damage."
        ),
        mark=f"flare/{day.isoformat()}",
        change=Change(share=share, until=until),
        evidence={"flare": day.isoformat(), "share": share, "until": until.isoformat(), **evidence},
    )


def _by_rule(history: History, today: date) -> Decision:
    pains, usual = rising_mornings(history, today), history.usual_pain(today)
    because = (
        f"Your back hurt {_and(pains)} out of 10 in the last {len(pains)} mornings, "
        f"and {usual:.0f} is usual for you."
    )
    return _begin(today, today, BY_RULE, because, {"mornings": pains, "usual": usual})


def _go_on(flare: Flare, today: date) -> Decision:
    return Decision(
        rule=GOES_ON,
        kind=ProposalKind.FLARE,
        day=today,
        exercise=None,
        sentence=(
            f"Your back still asks for care: one more day at {_percent(flare.share)} of your "
            "exercises. That is part of the plan."
        ),
        mark=f"flare/{flare.day.isoformat()}/on/{today.isoformat()}",
        change=Change(share=flare.share, until=today),
        evidence=_evidence(flare, flare.share, today),
    )


def _rebuild(flare: Flare, today: date) -> Decision:
    share = min(1.0, flare.share + rules().flare_rebuild)
    whole = share >= 1
    sentence = (
        "Your back has calmed down: your whole plan is back, at the dose that went well before."
        if whole
        else f"Your back is calming down: today {_percent(share)} of your exercises, and a little "
        "more each day."
    )
    return Decision(
        rule=REBUILD,
        kind=ProposalKind.REBUILD,
        day=today,
        exercise=None,
        sentence=sentence,
        mark=f"rebuild/{flare.day.isoformat()}/{today.isoformat()}",
        change=None if whole else Change(share=share, until=today),
        evidence=_evidence(flare, share, today),
    )


def _evidence(flare: Flare, share: float, today: date) -> dict[str, object]:
    return {"flare": flare.day.isoformat(), "share": share, "until": today.isoformat()}


def _decided(history: History) -> list[PastDecision]:
    return [
        past
        for past in history.decisions
        if past.decision.kind in (ProposalKind.FLARE, ProposalKind.REBUILD)
    ]


def _day_0(past: PastDecision) -> date:
    return date.fromisoformat(str(past.decision.evidence["flare"]))


def _declared(history: History, today: date) -> date | None:
    return max((day for day in history.flares if day <= today), default=None)


def _seen(history: History, today: date) -> bool:
    return bool(rising_mornings(history, today))


def _percent(share: float) -> str:
    return {0.5: "half", 0.75: "three quarters"}.get(share, f"{100 * share:.0f} %")


def _said(day: date) -> str:
    return f"{day:%A}"


def _and(pains: list[int]) -> str:
    words = [str(pain) for pain in pains]
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
