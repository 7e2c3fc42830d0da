"""What makes a patient need the therapist, and who comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.caseload.facts import (
    Consented,
    FormOf,
    OpenAlert,
    Outline,
    PatientFacts,
    Waiting,
    WeekOutline,
)
from coach.caseload.reason import About, Reason, ReasonKind
from coach.caseload.reasons import about_of, rank, reasons_of
from coach.caseload.row import CaseRow, Narrowing, found, in_order, page_of, pages
from coach.caseload.rules import caseload_rules
from coach.records import Person, PersonId, Role
from coach.records.care_entries import AlertLevel, ConsentKind
from coach.records.care_links import OwnPatient

TODAY = date(2026, 5, 20)
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
SQUAT = UUID(int=7)


def week(sessions: int) -> WeekOutline:
    return WeekOutline(title="Begin", sessions=sessions)


def plan(weeks_ago: int = 5, sessions: int = 4, limit: int = 5) -> Outline:
    return Outline(
        starts_on=TODAY - timedelta(weeks=weeks_ago),
        pain_limit=limit,
        weeks=tuple(week(sessions) for _ in range(6)),
        maintenance=week(3),
    )


def facts(**changes: object) -> PatientFacts:
    made = PatientFacts(today=TODAY, zone="UTC", joined=True, active_at=NOW)
    return replace(made, **changes)  # type: ignore[arg-type]


def days(*ago: int) -> frozenset[date]:
    return frozenset(TODAY - timedelta(days=one) for one in ago)


def alert(kind: str, level: AlertLevel, mark: str = "mark") -> OpenAlert:
    return OpenAlert(uuid4(), kind, level, f"Something about {kind}.", mark, NOW)


def told(known: PatientFacts) -> list[tuple[ReasonKind, str]]:
    return [(one.kind, one.sentence) for one in reasons_of(known, NOW)]


def kinds(known: PatientFacts) -> list[ReasonKind]:
    return [kind for kind, _ in told(known)]


def test_somebody_who_does_well_needs_nobody() -> None:
    every_second = days(*range(1, 29, 2))
    assert told(facts()) == []
    assert told(facts(outline=plan(), done_days=every_second, pains={TODAY: 5})) == []


@pytest.mark.parametrize(
    ("kind", "level", "expected"),
    [
        ("safety", AlertLevel.NOW, ReasonKind.RED_FLAG),
        ("diary_numbness", AlertLevel.DAY, ReasonKind.RED_FLAG),  # a sign to be looked at
        ("something_new", AlertLevel.NOW, ReasonKind.RED_FLAG),  # now is now, whatever it is
        ("strong_pain", AlertLevel.DAY, ReasonKind.PAIN),
        ("adherence", AlertLevel.WEEK, ReasonKind.ADHERENCE),
        ("weak_form", AlertLevel.WEEK, ReasonKind.FORM),
        ("no_step", AlertLevel.WEEK, ReasonKind.ALERT),
    ],
)
def test_an_alert_is_a_reason_of_its_own_level(
    kind: str, level: AlertLevel, expected: ReasonKind
) -> None:
    (reason,) = reasons_of(facts(alerts=(alert(kind, level),)), NOW)
    assert (reason.kind, reason.level) == (expected, level)
    assert reason.sentence == f"Something about {kind}."


def test_what_an_alert_tells_already_is_not_told_twice() -> None:
    sore = facts(pains={TODAY: 9})
    assert kinds(sore) == [ReasonKind.PAIN]
    both = replace(sore, alerts=(alert("strong_pain", AlertLevel.DAY),))
    assert told(both) == [(ReasonKind.PAIN, "Something about strong_pain.")]


def test_pain_is_told_with_its_worst_day_and_how_often() -> None:
    pains = {TODAY: 6, TODAY - timedelta(days=2): 8, TODAY - timedelta(days=3): 5}
    assert told(facts(pains=pains)) == [
        (ReasonKind.PAIN, "Pain 8 of 10 on 18 May, and on 1 other day: above the limit of 5.")
    ]
    long_ago = {TODAY - timedelta(days=caseload_rules().pain.days): 9}
    assert told(facts(pains=long_ago)) == []


def test_fewer_days_than_before_or_hardly_any() -> None:
    fell = facts(outline=plan(), done_days=days(2, 5, 8, 11, *range(15, 29, 2)))
    assert told(fell) == [
        (ReasonKind.ADHERENCE, "4 of 8 planned days done in 14 days, 7 of 8 before.")
    ]
    steady = facts(outline=plan(), done_days=days(2, 5, 8, 11, 16, 19, 22, 25))
    assert told(steady) == []
    more_than_asked = facts(outline=plan(), done_days=days(*range(1, 14, 2), *range(15, 28)))
    assert told(more_than_asked) == []
    hardly = facts(outline=plan(), done_days=days(2, 16))
    assert kinds(hardly) == [ReasonKind.ADHERENCE]


def test_nothing_is_held_against_somebody_who_has_just_begun() -> None:
    begun = plan(weeks_ago=0)
    assert told(facts(outline=begun)) == []
    assert told(facts(outline=begun.model_copy(update={"starts_on": TODAY}))) == []


def test_silence_is_told_instead_of_missed_days() -> None:
    silent = facts(outline=plan(), active_at=NOW - timedelta(days=9))
    assert told(silent) == [(ReasonKind.QUIET, "Nothing was recorded for 9 days.")]
    assert told(facts(outline=plan(), active_at=None)) == [
        (ReasonKind.QUIET, "Nothing was recorded for 35 days.")
    ]
    assert told(facts(joined=False, active_at=None, outline=plan(weeks_ago=1))) == []


def test_form_needs_enough_sets_on_both_sides() -> None:
    fell = FormOf("squat", "Squat", 62.0, 6, 80.0, 9)
    less = FormOf("bridge", "Bridge", 70.0, 6, 81.0, 9)
    assert told(facts(forms=(less, fell))) == [
        (
            ReasonKind.FORM,
            "Form in Squat: 62 of 100 on average in 14 days, 80 before; 1 other exercise as well.",
        )
    ]
    few = replace(fell, sets=caseload_rules().form.sets_needed - 1)
    small = replace(fell, now=75.0)
    assert told(facts(forms=(few, small, replace(fell, before=None)))) == []


def test_what_waits_and_what_ends() -> None:
    known = facts(
        proposals=Waiting(2, NOW - timedelta(days=3)),
        marks=Waiting(1, NOW, SQUAT),
        consents=(
            Consented(ConsentKind.VIDEO, NOW + timedelta(days=3)),
            Consented(ConsentKind.SHARING, NOW - timedelta(days=1)),
            Consented(ConsentKind.MOVEMENT, NOW + timedelta(days=60)),
        ),
        live="Squat",
        unread=NOW - timedelta(days=4),
    )
    assert told(known) == [
        (ReasonKind.MARK, "1 marked moment waits to be looked at."),
        (ReasonKind.LIVE, "Exercises now: Squat."),
        (ReasonKind.PROPOSAL, "2 proposals wait for your answer, since 17 May."),
        (ReasonKind.CONSENT, "The consent to sharing ended on 19 May."),
        (ReasonKind.CONSENT, "The consent to video ends on 23 May."),
        (ReasonKind.MESSAGE, "Your message of 16 May has not been read yet."),
    ]
    assert reasons_of(known, NOW)[0].about == About(set_id=SQUAT)


@pytest.mark.parametrize(
    ("kind", "mark", "about"),
    [
        ("strong_pain", "strong_pain/2026-05-04", About(day=date(2026, 5, 4))),
        ("diary_high_pain", "diary-high_pain-2026-05-04", About(day=date(2026, 5, 4))),
        ("diary_chest", "diary-chest-2026-05-04", About(day=date(2026, 5, 4), told=True)),
        ("safety", "safety:2026-05-04T07:00:00+00:00", About(day=date(2026, 5, 4), told=True)),
        ("weak_form", "weak_form/squat/2026-05-04", About(day=TODAY, exercise="squat")),
        ("new", "something else", About(day=TODAY)),
    ],
)
def test_an_alert_leads_to_its_day_or_exercise(kind: str, mark: str, about: About) -> None:
    assert about_of(kind, mark, TODAY) == about


def test_a_plan_tells_about_how_many_days_were_planned() -> None:
    outline = plan(weeks_ago=7)
    first = outline.starts_on
    assert outline.planned(first, first + timedelta(days=6)) == 4
    assert outline.planned(first - timedelta(days=20), first - timedelta(days=1)) == 0
    assert outline.planned(first - timedelta(days=20), first + timedelta(days=6)) == 4
    assert outline.planned(first + timedelta(weeks=6), first + timedelta(days=48)) == 3
    assert [outline.week_number(first - timedelta(days=1)), outline.week_number(first)] == [0, 1]


# --- The order of many


def reason(kind: ReasonKind, level: AlertLevel, since: date = TODAY) -> Reason:
    return Reason(kind, level, "A sentence.", since)


REASONS = st.builds(
    reason,
    st.sampled_from(ReasonKind),
    st.sampled_from(AlertLevel),
    st.dates(date(2026, 4, 1), TODAY),
)


@given(st.lists(REASONS, max_size=4), st.lists(REASONS, min_size=1, max_size=4))
def test_whoever_needs_somebody_sooner_is_never_behind(
    some: list[Reason], others: list[Reason]
) -> None:
    order = list(AlertLevel)

    def soonest(reasons: list[Reason]) -> int:
        return min((order.index(one.level) for one in reasons), default=len(order))

    if soonest(some) < soonest(others):
        assert rank(some) < rank(others)
    assert rank([]) > rank(others)


def row(name: str, *reasons: Reason, joined: bool = True, agreed: bool = True) -> CaseRow:
    person = Person(PersonId(uuid4()), name, Role.PATIENT, NOW, "UTC")
    return CaseRow(OwnPatient(person, joined, agreed, None), tuple(reasons))


def names(rows: list[CaseRow]) -> list[str]:
    return [one.patient.person.display_name for one in rows]


def test_the_order_is_by_need_then_by_name() -> None:
    now = reason(ReasonKind.RED_FLAG, AlertLevel.NOW)
    pain = reason(ReasonKind.PAIN, AlertLevel.DAY)
    older = reason(ReasonKind.PAIN, AlertLevel.DAY, TODAY - timedelta(days=3))
    waits = reason(ReasonKind.PROPOSAL, AlertLevel.DAY)
    weekly = reason(ReasonKind.FORM, AlertLevel.WEEK)
    rows = [
        row("Zoe"),
        row("ada"),
        row("Form", weekly),
        row("Pain", pain),
        row("Older pain", older),
        row("Pain and more", pain, waits),
        row("Now", weekly, now),
        row("Proposal", waits),
    ]
    assert names(in_order(rows)) == [
        "Now",
        "Pain and more",
        "Older pain",
        "Pain",
        "Proposal",
        "Form",
        "ada",
        "Zoe",
    ]


def test_lines_are_found_by_parts_of_names_and_by_what_is_wanted() -> None:
    pain = reason(ReasonKind.PAIN, AlertLevel.DAY)
    rows = [
        row("Ada Ash", pain),
        row("Ben Ash"),
        row("Cem Elm", joined=False),
        row("Dora Elm", agreed=False),
    ]
    assert names(found(rows, "ash")) == ["Ada Ash", "Ben Ash"]
    assert names(found(rows, " ELM do")) == ["Dora Elm"]
    assert names(found(rows, "", Narrowing.NEEDS_ME)) == ["Ada Ash"]
    assert names(found(rows, "", ReasonKind.PAIN)) == ["Ada Ash"]
    assert names(found(rows, "", ReasonKind.FORM)) == []
    assert names(found(rows, "", Narrowing.QUIET)) == ["Ben Ash"]
    assert names(found(rows, "", Narrowing.INVITED)) == ["Cem Elm", "Dora Elm"]


@given(st.integers(0, 60), st.integers(1, 25))
def test_pages_hold_every_line_once(count: int, size: int) -> None:
    rows = [row(str(number)) for number in range(count)]
    last = pages(count, size)
    turned = [one for number in range(1, last + 1) for one in page_of(rows, number, size)]
    assert turned == rows
    assert page_of(rows, last + 5, size) == page_of(rows, last, size)
    assert page_of(rows, 0, size) == page_of(rows, 1, size)
