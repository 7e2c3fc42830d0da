"""Who may exercise, after which answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.safety import (
    THERAPIST_AGREES,
    Question,
    Questionnaire,
    ScreeningOutcome,
    assess,
    may_exercise,
    questionnaire,
)

QUESTIONS = questionnaire().questions
NO = {question.id: False for question in QUESTIONS}
GRAVITY = list(ScreeningOutcome)


def yes(*ids: str) -> dict[str, bool]:
    return {**NO, **dict.fromkeys(ids, True)}


def ids(action: str) -> list[str]:
    return [question.id for question in QUESTIONS if question.action == action]


# The items of the clinical reference, each under what it leads to.
EMERGENCY = [
    "bladder_bowel",
    "saddle_numbness",
    "sexual_function",
    "legs_failing",
    "chest_collapse",
    "pulsing_belly",
    "serious_accident",
]
TODAY = ["fever_unwell", "infection_risk", "leg_weaker", "fragile_bones"]
REVIEW = [
    "night_pain",
    "weight_loss",
    "pain_below_knee",
    "morning_stiffness",
    "cancer",
    "first_onset",
    "heart_lungs",
    "pregnancy",
    "operation",
    "fall",
]


def test_every_red_flag_is_asked_once_and_leads_where_it_must() -> None:
    assert ids("emergency") == EMERGENCY
    assert ids("today") == TODAY
    assert ids("review") == REVIEW


def test_without_a_yes_nothing_speaks_against_exercise() -> None:
    assert assess(NO) is ScreeningOutcome.CLEAR


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_single_yes_leads_to_its_action(question: Question) -> None:
    outcome = assess(yes(question.id))
    assert outcome == (question.action if question.alone else "clear")


def test_the_age_of_the_first_pain_counts_only_beside_another_yes() -> None:
    assert assess(yes("first_onset")) is ScreeningOutcome.CLEAR
    assert assess(yes("first_onset", "weight_loss")) is ScreeningOutcome.REVIEW
    assert assess(yes("first_onset", "fever_unwell")) is ScreeningOutcome.TODAY


@given(st.fixed_dictionaries({question.id: st.booleans() for question in QUESTIONS}))
def test_the_gravest_yes_decides(answers: dict[str, bool]) -> None:
    outcome = assess(answers)
    for question in QUESTIONS:
        if answers[question.id] and question.alone:
            assert GRAVITY.index(outcome) >= GRAVITY.index(ScreeningOutcome(question.action))
    if outcome is not ScreeningOutcome.CLEAR:
        assert any(answers[name] for name in ids(outcome.value))


@given(
    st.fixed_dictionaries({question.id: st.booleans() for question in QUESTIONS}),
    st.sampled_from(QUESTIONS),
)
def test_one_more_yes_never_makes_it_milder(answers: dict[str, bool], one: Question) -> None:
    more = assess({**answers, one.id: True})
    assert GRAVITY.index(more) >= GRAVITY.index(assess({**answers, one.id: False}))


def test_every_question_must_be_answered() -> None:
    answers = dict(NO)
    del answers["cancer"]
    with pytest.raises(ValueError, match="without an answer: cancer"):
        assess(answers)


@pytest.mark.parametrize(
    ("outcome", "more", "may"),
    [
        (ScreeningOutcome.CLEAR, {}, True),
        (ScreeningOutcome.REVIEW, {}, False),
        (ScreeningOutcome.REVIEW, {THERAPIST_AGREES: False}, False),
        (ScreeningOutcome.REVIEW, {THERAPIST_AGREES: True}, True),
        (ScreeningOutcome.TODAY, {THERAPIST_AGREES: True}, False),
        (ScreeningOutcome.EMERGENCY, {THERAPIST_AGREES: True}, False),
    ],
)
def test_who_may_begin(outcome: ScreeningOutcome, more: dict[str, bool], may: bool) -> None:
    assert may_exercise(outcome, {**NO, **more}) is may


def test_answers_to_an_older_list_are_asked_again() -> None:
    assert not may_exercise(ScreeningOutcome.CLEAR, dict(list(NO.items())[1:]))


@pytest.mark.parametrize("twice", ["fall", THERAPIST_AGREES])
def test_a_list_with_a_mistake_is_refused(twice: str) -> None:
    question = {"id": twice, "text": "?", "action": "review"}
    with pytest.raises(ValueError, match=twice):
        Questionnaire.model_validate({"group": [{"title": "A", "question": [question, question]}]})
