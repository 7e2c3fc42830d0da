"""The rules of the first visit: how easily stirred, what to fit, what to test, when again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.assessments.shelf import protocols
from coach.programme.cautions import caution_rules
from coach.programme.model import Irritability
from coach.records import Screening, ScreeningOutcome
from coach.records.answers import Answer, AnswerId
from coach.safety import questionnaire
from coach.visit import Caution, reassessments_due, safety_due
from coach.visit.questions import missing, questions, questions_of, tidy
from coach.visit.rules import camera_tests, cautions, irritability

START = date(2026, 3, 2)
STIRS = ("hard", "ordinary", "little")
SETTLES = ("minutes", "hours", "next_day")


@pytest.mark.parametrize(
    ("pain", "stirs", "settles", "expected"),
    [
        (0, "hard", "minutes", Irritability.LOW),
        (3, "ordinary", "minutes", Irritability.LOW),
        (4, "hard", "minutes", Irritability.LOW),  # 1 point
        (4, "ordinary", "minutes", Irritability.MEDIUM),  # 2
        (7, "hard", "minutes", Irritability.MEDIUM),  # 2 for the pain alone
        (6, "ordinary", "hours", Irritability.MEDIUM),  # 3
        (7, "ordinary", "hours", Irritability.HIGH),  # 4
        (3, "little", "next_day", Irritability.HIGH),  # little is enough, and it lasts
        (10, "little", "next_day", Irritability.HIGH),
        (4, "", "", Irritability.MEDIUM),  # what is not known counts as the middle
    ],
)
def test_how_easily_the_back_is_stirred(
    pain: int, stirs: str, settles: str, expected: Irritability
) -> None:
    assert irritability(pain, stirs, settles) is expected


@given(st.integers(0, 9), st.sampled_from(STIRS), st.sampled_from(SETTLES))
def test_more_pain_is_never_less_irritable(pain: int, stirs: str, settles: str) -> None:
    order = list(Irritability)
    lower, higher = (irritability(one, stirs, settles) for one in (pain, pain + 1))
    assert order.index(lower) <= order.index(higher)


def test_cautions_come_from_what_was_told_the_safety_questions_and_the_chart() -> None:
    found = cautions(
        ["knees", "made up"],
        {"pregnancy": True, "operation": False},
        ["lower_back_left", "calf_left"],
    )
    assert found == (Caution.KNEES, Caution.PREGNANCY, Caution.LEG_PAIN)
    assert cautions([], {}, ["thigh_back_left"]) == ()


def test_every_caution_can_be_told_and_is_known_to_the_programme() -> None:
    (question,) = (one for one in questions() if one.id == "cautions")
    assert {choice.id for choice in question.choices} == set(Caution)
    assert set(Caution) == set(caution_rules())


def test_camera_tests_fit_the_person() -> None:
    assert camera_tests([]) == (
        "chair_stand_30s",
        "forward_bend",
        "side_bend",
        "single_leg_stance",
    )
    careful = camera_tests([Caution.DIZZINESS, Caution.RECENT_SURGERY])
    assert careful == ("chair_stand_30s", "shoulder_elevation", "standing_posture")
    for known in ([], [Caution.BALANCE], list(Caution)):
        assert set(camera_tests(known)) <= set(protocols())


def test_safety_questions_that_lead_to_cautions_are_asked() -> None:
    asked = {question.id: True for question in questionnaire().questions}
    assert len(cautions([], asked, [])) == 6


def test_some_questions_need_an_answer() -> None:
    assert missing("history", {}) == ("since", "episodes", "stirs", "settles")
    assert missing("health", {"work": "usual"}) == ()
    assert {question.step for question in questions()} == {"history", "health"}


def test_an_answer_that_stands_alone_gives_way_to_others() -> None:
    (worse,) = (one for one in questions_of("history") if one.id == "worse")
    assert tidy(worse, ["unclear", "sitting"]) == ["sitting"]
    assert tidy(worse, ["unclear"]) == ["unclear"]
    assert worse.said(["sitting", "turning", "gone"]) == ["Sitting for long", "Turning"]


def answer(occasion: str, day: date) -> Answer:
    return Answer(
        AnswerId(uuid4()),
        "global_change",
        occasion,
        day,
        datetime(2026, 3, 2, tzinfo=UTC),
        {},
        2.0,
        None,
    )


@pytest.mark.parametrize(
    ("days", "done", "states"),
    [
        (0, (), ("coming", "coming", "coming")),
        (17, (), ("coming", "coming", "coming")),
        (18, (), ("due", "coming", "coming")),  # three days early is early enough
        (21, (), ("due", "coming", "coming")),
        (38, (), ("due", "coming", "coming")),
        (39, (), ("passed", "due", "coming")),
        (21, ("week_3",), ("done", "coming", "coming")),
        (42, ("week_3",), ("done", "due", "coming")),
        (88, ("week_3", "week_6"), ("done", "done", "due")),
        (400, (), ("passed", "passed", "due")),
    ],
)
def test_look_backs_come_in_weeks_3_6_and_13(
    days: int, done: tuple[str, ...], states: tuple[str, ...]
) -> None:
    answers = [answer(one, START + timedelta(days=20)) for one in done]
    found = reassessments_due(START, answers, START + timedelta(days=days))
    assert tuple(one.state for one in found) == states
    assert [(one.day - START).days for one in found] == [21, 42, 91]


def test_a_look_back_of_an_earlier_programme_does_not_count() -> None:
    before = answer("week_3", START - timedelta(days=100))
    assert reassessments_due(START, [before], START + timedelta(days=21))[0].state == "due"


def screened(moment: datetime) -> Screening:
    return Screening(moment, ScreeningOutcome.CLEAR, {})


@pytest.mark.parametrize(
    ("last", "today", "flare", "due"),
    [
        (None, date(2026, 3, 2), None, True),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), date(2026, 3, 2), None, False),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), date(2026, 3, 8), None, False),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), date(2026, 3, 9), None, True),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), date(2026, 3, 4), date(2026, 3, 4), True),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), date(2026, 3, 5), date(2026, 3, 4), True),
        (datetime(2026, 3, 4, 9, tzinfo=UTC), date(2026, 3, 4), date(2026, 3, 4), False),
        # half past midnight in Auckland is still the day before in UTC
        (datetime(2026, 3, 1, 11, 30, tzinfo=UTC), date(2026, 3, 8), None, False),
    ],
)
def test_the_short_safety_questions_come_weekly_and_with_a_flare(
    last: datetime | None, today: date, flare: date | None, due: bool
) -> None:
    known = None if last is None else screened(last)
    assert safety_due(known, today, flare, "Pacific/Auckland") == due
