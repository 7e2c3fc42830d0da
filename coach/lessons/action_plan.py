"""The personal action plan: one small thing, when and where, and how sure somebody is of it."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from coach.datafile import read_toml
from coach.engine.model import Model, Text
from coach.lessons.reading import packaged

ACTION_PLAN: Final = "action_plan"

Line = Annotated[str, Field(max_length=300)]


class ActionPlan(BaseModel):
    """A plan in the person's own words; ``sure`` is 0 (not at all) to 10 (quite sure).

    ``hurdle`` is what may get in the way, ``then`` what to do in that case; ``done`` says that
    the plan was carried out.
    """

    model_config = ConfigDict(frozen=True)

    what: Annotated[Line, Field(min_length=1)]
    when: Line = ""
    where: Line = ""
    sure: Annotated[int, Field(ge=0, le=10)]
    hurdle: Line = ""
    then: Line = ""
    done: bool = False


class PlanWords(Model):
    """What is said around a plan, and from where on somebody is sure enough, 0..10."""

    sure_enough: Annotated[int, Field(ge=0, le=10)]
    intro: Text
    what: Text
    when: Text
    where: Text
    sure: Text
    hurdle: Text
    then: Text
    smaller: Text
    ways: Annotated[tuple[Text, ...], Field(min_length=1)]
    ready: Text


@cache
def plan_words() -> PlanWords:
    """The words and the number that come with the program.

    Raises:
        DataFileError: their file can't be used.
    """
    return read_toml(PlanWords, packaged("data", "action_plan.toml"))


def could_be_smaller(sure: int) -> bool:
    """Whether to suggest a smaller plan to somebody this sure, 0..10.

    Raises:
        DataFileError: the file with the number can't be used.
    """
    return sure < plan_words().sure_enough


def sentence(plan: ActionPlan) -> str:
    """The plan in one or two sentences."""
    where = [part.strip(" .") for part in (plan.when, plan.where) if part.strip(" .")]
    first = ", ".join([plan.what.strip(" ."), *where])
    if not plan.hurdle.strip() or not plan.then.strip():
        return f"{first}."
    return f"{first}. If {plan.hurdle.strip(' .')}, then {plan.then.strip(' .')}."
