"""The questions before the first exercise, and what the answers come to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from coach.safety.outcome import ScreeningOutcome
from coach.safety.reading import Model, Text, packaged, read

THERAPIST_AGREES: Final = "therapist_agrees"
"""The answer that a therapist knows the others and has said yes."""

_GRAVITY: Final = tuple(ScreeningOutcome)


class Question(Model):
    """A question for yes or no; a yes leads to ``action``, if need be only beside another yes."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
    text: Text
    action: Literal["emergency", "today", "review"]
    alone: bool = True


class Group(Model):
    """Questions under one title."""

    title: Text
    questions: Annotated[tuple[Question, ...], Field(alias="question", min_length=1)]


class Questionnaire(Model):
    """All the questions, in the order in which they are asked."""

    groups: Annotated[tuple[Group, ...], Field(alias="group", min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        ids = [question.id for question in self.questions]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"these questions are there twice: {', '.join(twice)}")
        if THERAPIST_AGREES in ids:
            raise ValueError(f"'{THERAPIST_AGREES}' is not for a question")
        return self

    @property
    def questions(self) -> tuple[Question, ...]:
        """Those of all groups."""
        return tuple(question for group in self.groups for question in group.questions)


@cache
def questionnaire() -> Questionnaire:
    """The questions that come with the program.

    Raises:
        SafetyTextError: their file can't be used.
    """
    return read(Questionnaire, packaged("questions.toml"))


def assess(answers: Mapping[str, bool], questions: Questionnaire | None = None) -> ScreeningOutcome:
    """What the answers come to: the gravest yes decides.

    Raises:
        ValueError: a question has no answer.
    """
    asked = (questions or questionnaire()).questions
    missing = [question.id for question in asked if question.id not in answers]
    if missing:
        raise ValueError(f"without an answer: {', '.join(missing)}")
    yes = [question for question in asked if answers[question.id]]
    counting = [question for question in yes if question.alone or len(yes) > 1]
    outcomes = [ScreeningOutcome(question.action) for question in counting]
    return max(outcomes, key=_GRAVITY.index, default=ScreeningOutcome.CLEAR)


def may_exercise(outcome: ScreeningOutcome, answers: Mapping[str, bool]) -> bool:
    """Whether whoever gave these answers may begin.

    Nobody may before every question of today's list is answered; with a review, once a therapist
    has agreed.
    """
    if any(question.id not in answers for question in questionnaire().questions):
        return False
    if outcome is ScreeningOutcome.REVIEW:
        return answers.get(THERAPIST_AGREES, False)
    return outcome is ScreeningOutcome.CLEAR
