"""What a therapist draws and writes on a frame. Lengths are in heights of the picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from poses.errors import UserFacingError

_MOST_STROKES: Final = 200
_MOST_POINTS: Final = 600
_MOST_WORDS: Final = 40
LONGEST_TEXT: Final = 120

Place = Annotated[float, Field(ge=-2.0, le=4.0, allow_inf_nan=False)]
Point = tuple[Place, Place]
Color = Literal["orange", "blue", "black", "white"]


class DrawingError(UserFacingError):
    """What came is no drawing that can be kept."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Stroke(_Model):
    """One line of the pen."""

    color: Color
    points: Annotated[tuple[Point, ...], Field(min_length=1, max_length=_MOST_POINTS)]


class Words(_Model):
    """Words that begin at a place."""

    color: Color
    at: Point
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]


class Drawing(_Model):
    """Everything on one frame."""

    strokes: Annotated[tuple[Stroke, ...], Field(max_length=_MOST_STROKES)] = ()
    words: Annotated[tuple[Words, ...], Field(max_length=_MOST_WORDS)] = ()

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.strokes and not self.words:
            raise ValueError("nothing is drawn")
        return self

    @property
    def text(self) -> str:
        """Its words, one after the other."""
        return " · ".join(one.text for one in self.words)


def read_drawing(told: Mapping[str, object]) -> Drawing:
    """A drawing as the browser sent it.

    Raises:
        DrawingError: it is empty, too large, or something else altogether.
    """
    try:
        return Drawing.model_validate(told)
    except ValidationError as error:
        raise DrawingError(
            "This drawing could not be kept: draw a little less on one frame and save it again."
        ) from error
