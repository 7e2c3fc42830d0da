"""From what is known of a patient to the reasons for which they need the therapist."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Final

from coach import clock
from coach.caseload.facts import Consented, OpenAlert, PatientFacts
from coach.caseload.reason import About, Reason, ReasonKind
from coach.caseload.rules import CaseloadRules, caseload_rules
from coach.records.care_entries import AlertLevel, ConsentKind

_LEVELS: Final = tuple(AlertLevel)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_CONSENTS: Final = {
    ConsentKind.MOVEMENT: "recordings of movement",
    ConsentKind.VIDEO: "video",
    ConsentKind.SHARING: "sharing",
}

Rank = tuple[int, int, int, date]
"""Smaller is sooner."""


def reasons_of(
    facts: PatientFacts, now: datetime, rules: CaseloadRules | None = None
) -> tuple[Reason, ...]:
    """Why this patient needs the therapist, what is most urgent first; empty for most patients.

    What an open alert tells already is not told twice.
    """
    limits = rules or caseload_rules()
    alerts = tuple(_alert(one, facts, limits) for one in facts.alerts)
    open_kinds = {one.kind for one in facts.alerts}
    found = [*alerts]
    for tell in (_pain, _adherence, _form, _quiet, _waiting):
        found += tell(facts, open_kinds, limits)
    found += _consents(facts, now, limits)
    found += _others(facts, now, limits)
    order = list(limits.levels)
    return tuple(
        sorted(found, key=lambda one: (_LEVELS.index(one.level), order.index(one.kind), one.since))
    )


def rank(reasons: Collection[Reason], rules: CaseloadRules | None = None) -> Rank:
    """Where somebody with these reasons stands in a caseload: the most urgent reason counts.

    After it the number of reasons that are as urgent, then how long the oldest of them has waited.
    """
    order = list((rules or caseload_rules()).levels)
    if not reasons:
        return len(_LEVELS), len(order), 0, date.max
    first = min(reasons, key=lambda one: (_LEVELS.index(one.level), order.index(one.kind)))
    equal = [one for one in reasons if one.level is first.level]
    return (
        _LEVELS.index(first.level),
        order.index(first.kind),
        -len(equal),
        min(one.since for one in equal),
    )


def _alert(alert: OpenAlert, facts: PatientFacts, rules: CaseloadRules) -> Reason:
    told_on = clock.day_of(alert.at, facts.zone)
    if alert.level is AlertLevel.NOW or alert.kind in rules.red_flags.alerts:
        kind = ReasonKind.RED_FLAG
    elif alert.kind in rules.pain.alerts:
        kind = ReasonKind.PAIN
    elif alert.kind in rules.adherence.alerts:
        kind = ReasonKind.ADHERENCE
    elif alert.kind in rules.form.alerts:
        kind = ReasonKind.FORM
    else:
        kind = ReasonKind.ALERT
    return Reason(
        kind, alert.level, alert.sentence, told_on, about_of(alert.kind, alert.mark, told_on, alert)
    )


def about_of(kind: str, mark: str, told_on: date, alert: OpenAlert | None = None) -> About:
    """What an alert of this kind and mark is about; ``told_on`` is its day where it names none."""
    found = _DAY.search(mark)
    parts = mark.split("/")
    # The mark of an alert about form has its exercise, and a week where others have a day.
    exercise = parts[1] if kind == "weak_form" and len(parts) == 3 else None
    return About(
        day=date.fromisoformat(found[0]) if found and exercise is None else told_on,
        exercise=exercise,
        alert=None if alert is None else alert.id,
        told=kind in caseload_rules().red_flags.alerts,
    )


def _pain(facts: PatientFacts, told: set[str], rules: CaseloadRules) -> Iterator[Reason]:
    limit = facts.outline.pain_limit if facts.outline else rules.pain.limit
    since = facts.today - timedelta(days=rules.pain.days)
    days = [day for day, pain in facts.pains.items() if day > since and pain > limit]
    if not days or told & rules.pain.alerts:
        return
    worst = max(days, key=lambda day: (facts.pains[day], day))
    more = f", and on {_count(len(days) - 1, 'other day')}" if len(days) > 1 else ""
    yield _reason(
        rules,
        ReasonKind.PAIN,
        f"Pain {facts.pains[worst]} of 10 on {_said(worst)}{more}: above the limit of {limit}.",
        min(days),
        About(day=worst),
    )


def _adherence(facts: PatientFacts, told: set[str], rules: CaseloadRules) -> Iterator[Reason]:
    limits, outline = rules.adherence, facts.outline
    if outline is None or not facts.joined or told & limits.alerts or _is_quiet(facts, rules):
        return
    window = timedelta(days=limits.days)
    done, planned = kept(facts, facts.today - window)
    done_before, planned_before = kept(facts, facts.today - 2 * window, facts.today - window)
    if planned < limits.planned_needed:
        return
    share = min(1.0, done / planned)
    words = f"{done} of {planned} planned days done in {limits.days} days"
    if planned_before >= limits.planned_needed:
        fell = min(1.0, done_before / planned_before) - share >= limits.fall
        words += f", {done_before} of {planned_before} before"
    else:
        fell = False
    if fell or share < limits.low:
        yield _reason(rules, ReasonKind.ADHERENCE, f"{words}.", facts.today - window)


def kept(facts: PatientFacts, since: date, until: date | None = None) -> tuple[int, int]:
    """Days of exercise done and planned, from ``since`` to the day before ``until`` (today)."""
    last = (until or facts.today) - timedelta(days=1)
    planned = facts.outline.planned(since, last) if facts.outline else 0
    return sum(since <= day <= last for day in facts.done_days), planned


def _form(facts: PatientFacts, told: set[str], rules: CaseloadRules) -> Iterator[Reason]:
    limits = rules.form
    fallen = [
        (one.before - one.now, one)
        for one in facts.forms
        if one.now is not None
        and one.before is not None
        and min(one.sets, one.sets_before) >= limits.sets_needed
        and one.before - one.now >= limits.fall
    ]
    if not fallen or told & limits.alerts:
        return
    _, worst = max(fallen, key=lambda pair: (pair[0], pair[1].exercise))
    more = f"; {_count(len(fallen) - 1, 'other exercise')} as well" if len(fallen) > 1 else ""
    yield _reason(
        rules,
        ReasonKind.FORM,
        f"Form in {worst.name}: {worst.now:.0f} of 100 on average in {limits.days} days, "
        f"{worst.before:.0f} before{more}.",
        facts.today - timedelta(days=limits.days),
        About(exercise=worst.exercise),
    )


def _is_quiet(facts: PatientFacts, rules: CaseloadRules) -> bool:
    return any(True for _ in _quiet(facts, set(), rules))


def _quiet(facts: PatientFacts, _told: set[str], rules: CaseloadRules) -> Iterator[Reason]:
    if not facts.joined:
        return
    last = None if facts.active_at is None else clock.day_of(facts.active_at, facts.zone)
    if last is None and facts.outline is not None:
        last = facts.outline.starts_on
    if last is None or (facts.today - last).days <= rules.quiet.days:
        return
    yield _reason(
        rules,
        ReasonKind.QUIET,
        f"Nothing was recorded for {(facts.today - last).days} days.",
        last,
    )


def _waiting(facts: PatientFacts, _told: set[str], rules: CaseloadRules) -> Iterator[Reason]:
    if facts.proposals is not None:
        waits = "waits" if facts.proposals.count == 1 else "wait"
        since = clock.day_of(facts.proposals.since, facts.zone)
        yield _reason(
            rules,
            ReasonKind.PROPOSAL,
            f"{_count(facts.proposals.count, 'proposal')} {waits} for your answer, since "
            f"{_said(since)}.",
            since,
        )
    if facts.marks is not None:
        waits = "waits" if facts.marks.count == 1 else "wait"
        yield _reason(
            rules,
            ReasonKind.MARK,
            f"{_count(facts.marks.count, 'marked moment')} {waits} to be looked at.",
            clock.day_of(facts.marks.since, facts.zone),
            About(set_id=facts.marks.set_id),
        )


def _consents(facts: PatientFacts, now: datetime, rules: CaseloadRules) -> Iterator[Reason]:
    near = timedelta(days=rules.consent.days)

    def soon(one: Consented) -> bool:
        return now - near <= one.until <= now + near

    for one in sorted(filter(soon, facts.consents), key=lambda one: one.until):
        ends = "ended" if one.until <= now else "ends"
        day = clock.day_of(one.until, facts.zone)
        yield _reason(
            rules,
            ReasonKind.CONSENT,
            f"The consent to {_CONSENTS[one.kind]} {ends} on {_said(day)}.",
            min(day, facts.today),
        )


def _others(facts: PatientFacts, now: datetime, rules: CaseloadRules) -> Iterator[Reason]:
    if facts.live is not None:
        yield _reason(rules, ReasonKind.LIVE, f"Exercises now: {facts.live}.", facts.today)
    if facts.unread is not None and now - facts.unread > timedelta(days=rules.message.days):
        day = clock.day_of(facts.unread, facts.zone)
        yield _reason(
            rules,
            ReasonKind.MESSAGE,
            f"Your message of {_said(day)} has not been read yet.",
            day,
        )


def _reason(
    rules: CaseloadRules, kind: ReasonKind, sentence: str, since: date, about: About | None = None
) -> Reason:
    return Reason(kind, rules.levels[kind], sentence, since, about or About())


def _said(day: date) -> str:
    return f"{day.day} {day:%B}"


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
