"""What is kept after week six: the forms of these journal entries."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from coach.mind.model import Model, Scale, Text, Words

RELAPSE_PLAN: Final = "relapse_plan"
MONTHLY: Final = "monthly"


class RelapsePlan(Model):
    """What the person wants to do when the back gets worse again, in own words."""

    warning_signs: tuple[Text, ...] = ()
    first_steps: tuple[Text, ...] = ()
    helped_before: tuple[Text, ...] = ()
    whom_to_call: Words = ""
    note: Words = ""


class Monthly(Model):
    """A check-in: usual pain of the week, how well the own activities go, confidence, all 0..10.

    ``function`` 10 is as well as before; ``sessions`` is how many days of exercise there were in
    the last seven; ``week`` is the week of the programme that it counts for, 0 for none.
    """

    pain: Scale
    function: Scale
    confidence: Scale
    sessions: Annotated[int, Field(ge=0, le=14)]
    wishes: Words = ""
    week: Annotated[int, Field(ge=0)] = 0
