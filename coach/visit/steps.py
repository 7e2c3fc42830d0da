"""A visit goes step by step: each is kept as soon as it is answered, and any device goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from pydantic import BaseModel, ConfigDict

from coach.instruments import plug_ins
from coach.records.journal import Journal
from coach.visit.visit import visit_of

FIRST_VISIT: Final = "first_visit"
"""The occasion of answers that were given in a first visit."""

FIRST_STEPS: Final = (
    "safety",
    "history",
    "health",
    "where",
    "pain",
    "activities",
    "function",
    "mood",
    "outlook",
    "camera",
    "summary",
)
LATER_STEPS: Final = (
    "safety",
    "pain",
    "activities",
    "function",
    "mood",
    "confidence",
    "camera",
    "change",
)

MORE: Final = "more_"
"""What the steps of a clinic's own questionnaires begin with, before the questionnaire's id."""

_KIND: Final = "visit_step"
_BEGIN: Final = "begin"


class StepAnswers(BaseModel):
    """What was answered in one step, as plain data."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    occasion: str
    step: str
    answers: dict[str, object] = {}


@dataclass(frozen=True)
class Walk:
    """How far a visit has come: the answers by step, and the day on which it began."""

    occasion: str
    steps: tuple[str, ...]
    kept: Mapping[str, Mapping[str, object]]
    began_on: date | None = None

    def of(self, step: str) -> Mapping[str, object]:
        """What was answered in a step; nothing yet is nothing."""
        return self.kept.get(step, {})

    @property
    def next_step(self) -> str:
        """The first step without answers; the last one when all have some."""
        return next((step for step in self.steps if step not in self.kept), self.steps[-1])

    def after(self, step: str) -> str:
        """The step that follows."""
        return self.steps[min(self.steps.index(step) + 1, len(self.steps) - 1)]

    def before(self, step: str) -> str | None:
        """The step to go back to; None at the beginning."""
        place = self.steps.index(step)
        return self.steps[place - 1] if place else None


def first_walk(journal: Journal) -> Walk | None:
    """The first visit that goes on; None when the last one is finished.

    Raises:
        StorageError: it can't be read.
    """
    finished = visit_of(journal)
    walk, began = _walk(journal, FIRST_VISIT, FIRST_STEPS, None)
    if finished is not None and (began is None or began <= finished.at):
        return None
    return walk


def later_walk(journal: Journal, occasion: str, since: date) -> Walk:
    """A look back of this occasion, begun on ``since`` or later.

    Raises:
        StorageError: it can't be read.
    """
    return _walk(journal, occasion, LATER_STEPS, since)[0]


def begin_again(journal: Journal) -> None:
    """Start a new first visit; the last one stays as it was.

    Raises:
        StorageError: it can't be kept.
    """
    journal.add(_KIND, StepAnswers(occasion=FIRST_VISIT, step=_BEGIN))


def keep_step(journal: Journal, walk: Walk, step: str, answers: Mapping[str, object]) -> None:
    """Keep what was answered in a step; an earlier answer to it counts no more.

    Steps are entries by themselves, so that two devices in one visit overwrite nothing of each
    other's.

    Raises:
        ValueError: this visit has no such step.
        StorageError: it can't be kept.
    """
    if step not in walk.steps:
        raise ValueError(f"no step of {walk.occasion}: {step}")
    journal.add(_KIND, StepAnswers(occasion=walk.occasion, step=step, answers=dict(answers)))


def _walk(
    journal: Journal, occasion: str, steps: tuple[str, ...], since: date | None
) -> tuple[Walk, datetime | None]:
    kept: dict[str, Mapping[str, object]] = {}
    first: date | None = None
    began: datetime | None = None
    here = steps.index("function") + 1
    asked = (*steps[:here], *(MORE + name for name in plug_ins()), *steps[here:])
    for entry in journal.entries(_KIND, StepAnswers, since=since):
        if entry.body.occasion != occasion:
            continue
        first = entry.day
        if entry.body.step == _BEGIN:
            began = entry.at
            break
        kept.setdefault(entry.body.step, entry.body.answers)
    return Walk(occasion, asked, kept, first), began
