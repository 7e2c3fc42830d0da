"""The questions of the first visit about history and health."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coach.datafile import each_once, read_toml
from coach.engine.model import Model, Text


class Choice(Model):
    """One answer; one that stands ``alone`` goes with no other."""

    id: Text
    text: Text
    alone: bool = False


class Question(Model):
    """A question of one ``step`` of the visit."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
    step: Literal["history", "health"]
    kind: Literal["one", "many", "words"]
    text: Text
    help: str = ""
    needed: bool = False
    choices: tuple[Choice, ...] = ()

    @model_validator(mode="after")
    def _has_choices(self) -> Self:
        if (self.kind == "words") == bool(self.choices):
            raise ValueError(f"{self.id}: choices go with the kinds 'one' and 'many'")
        return self

    def said(self, answer: object) -> list[str]:
        """An answer in words: what was chosen, or what was told; nothing where there is none."""
        if self.kind == "words":
            return [told] if (told := str(answer or "").strip()) else []
        words = {choice.id: choice.text for choice in self.choices}
        chosen = answer if isinstance(answer, list | tuple) else [answer]
        return [words[one] for one in chosen if one in words]


class _Questions(Model):
    questions: Annotated[tuple[Question, ...], Field(alias="question", min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        each_once("questions", [question.id for question in self.questions])
        return self


@cache
def questions() -> tuple[Question, ...]:
    """All of them, in the order in which they are asked.

    Raises:
        DataFileError: their file can't be used.
    """
    path = resources.files("coach.visit").joinpath("questions.toml")
    return read_toml(_Questions, path).questions


def questions_of(step: str) -> tuple[Question, ...]:
    """Those of one step of the visit."""
    return tuple(question for question in questions() if question.step == step)


def missing(step: str, answers: Mapping[str, object]) -> tuple[str, ...]:
    """The questions of a step that need an answer and have none."""
    return tuple(
        question.id
        for question in questions_of(step)
        if question.needed and not answers.get(question.id)
    )


def tidy(question: Question, chosen: list[str]) -> list[str]:
    """The choices without one that stands alone, where others were chosen as well."""
    alone = {choice.id for choice in question.choices if choice.alone}
    others = [one for one in chosen if one not in alone]
    return others or chosen
