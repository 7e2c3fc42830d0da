"""The ways in which a value is made from recordings, as a test's file names them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from coach.engine.exercise import Condition, MeasureRef
from coach.engine.model import Model, Text


class StandsInTime(Model):
    """How often somebody stands up within so many seconds; more than half-way up counts."""

    kind: Literal["stands_in_time"]
    seconds: float = Field(gt=0)


class TimeForRepetitions(Model):
    """Seconds from the word "begin" to the end of the last of so many repetitions."""

    kind: Literal["time_for_repetitions"]
    repetitions: int = Field(gt=0)


class LongestHold(Model):
    """Seconds of the longest hold, up to ``cap_s``; one of the faults ``ends_with`` ends it."""

    kind: Literal["longest_hold"]
    cap_s: float = Field(gt=0)
    ends_with: tuple[Text, ...] = ()


class Keep(Condition):
    """What has to hold at the far end for a repetition to be used; ``says`` why it was not."""

    says: Text


class FarEnd(Model):
    """A measure at the far end of the movement; a repetition counts only if ``keep`` holds."""

    kind: Literal["far_end"]
    of: MeasureRef
    keep: tuple[Keep, ...] = ()


class FingertipToFloor(Model):
    """Centimetres from the fingertips to the floor at the far end, from the person's height."""

    kind: Literal["fingertip_to_floor"]
    keep: tuple[Keep, ...] = ()


class HandSlide(Model):
    """Centimetres that the hand goes down at that side, from the person's height."""

    kind: Literal["hand_slide"]


class WhileStill(Model):
    """The median of a measure while the position is kept."""

    kind: Literal["while_still"]
    of: MeasureRef


How = Annotated[
    StandsInTime
    | TimeForRepetitions
    | LongestHold
    | FarEnd
    | FingertipToFloor
    | HandSlide
    | WhileStill,
    Field(discriminator="kind"),
]
