"""What a lesson is: a short text with sources, a few questions and one small task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from coach.engine.model import Model, Text

MOST_MINUTES: Final = 5
"""No lesson takes longer, read aloud."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Source(Model):
    """Where the facts come from. ``mark`` says how sure it is.

    "read": the passage was looked up. "recalled": the reference names it, nobody looked it up
    again. "default": engineering default of ours.
    """

    name: Text
    mark: Annotated[str, Field(pattern="^(read|recalled|default)$")]


class Answer(Model):
    """One answer to choose, and what is said when it is chosen. ``fits`` marks the best one."""

    id: Name
    text: Text
    reply: Text
    fits: bool = False


class Question(Model):
    """Something to think about. It is no exam: every answer gets a kind reply."""

    id: Name
    text: Text
    answers: Annotated[tuple[Answer, ...], Field(alias="answer", min_length=2, max_length=4)]

    @model_validator(mode="after")
    def _one_fits(self) -> Self:
        if sum(answer.fits for answer in self.answers) != 1:
            raise ValueError("say of exactly one answer that it fits best: fits = true")
        if len({answer.id for answer in self.answers}) != len(self.answers):
            raise ValueError("two answers have the same id")
        return self

    def answer(self, answer_id: str) -> Answer | None:
        """The answer of this id, if there is one."""
        return next((one for one in self.answers if one.id == answer_id), None)


class PageLink(Model):
    """A page of this program that goes on where the lesson ends.

    ``part`` is a part of the page with the lessons itself: "plan" or "place" (the workstation).
    """

    page: Annotated[str, Field(pattern=r"^[a-z]+/[a-z_]+\.py$")]
    label: Text
    part: Literal["plan", "place"] | None = None


class Task(Model):
    """The small thing to try in the week, with the page that helps with it, if there is one."""

    text: Text
    link: PageLink | None = None


class Head(Model):
    """What stands above the text of a lesson.

    ``week`` is the week of the programme, or None for what may be read at any time; ``place``
    orders the lessons of a week. ``minutes`` is how long it takes. ``needs`` names the exercises
    in front of the camera with which it ends, the first of them first.
    """

    id: Name
    title: Text
    summary: Text
    week: Annotated[int, Field(ge=1, le=6)] | None = None
    place: Annotated[int, Field(ge=1)] = 1
    minutes: Annotated[int, Field(ge=1, le=MOST_MINUTES)]
    sources: Annotated[tuple[Source, ...], Field(alias="source", min_length=1)]
    needs: tuple[Name, ...] = ()
    links: Annotated[tuple[PageLink, ...], Field(alias="link")] = ()
    task: Task
    questions: Annotated[tuple[Question, ...], Field(alias="question", min_length=1, max_length=3)]

    @model_validator(mode="after")
    def _questions_differ(self) -> Self:
        if len({question.id for question in self.questions}) != len(self.questions):
            raise ValueError("two questions have the same id")
        return self


@dataclass(frozen=True)
class Drawing:
    """A picture of a lesson as SVG; ``told`` says in words what it shows."""

    svg: str
    told: str


Part = str | Drawing
"""Markdown, or a picture between two pieces of it."""


@dataclass(frozen=True)
class Lesson:
    """A lesson as it is shown. ``parts`` are its text and pictures in order."""

    head: Head
    parts: tuple[Part, ...]

    @property
    def id(self) -> str:
        """By which the log knows it."""
        return self.head.id

    @property
    def title(self) -> str:
        """Its title."""
        return self.head.title

    @property
    def week(self) -> int | None:
        """The week it belongs to; None: to any."""
        return self.head.week

    @property
    def text(self) -> str:
        """All its Markdown, without the pictures."""
        return "\n\n".join(part for part in self.parts if isinstance(part, str))
