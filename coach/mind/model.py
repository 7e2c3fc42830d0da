"""What the forms and data files of calm and mind, of the way back, and of keeping going share."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
"""Words that must be there."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
"""Words that may be missing."""

Scale = Annotated[int, Field(ge=0, le=10)]
Percent = Annotated[int, Field(ge=0, le=100)]


class Model(BaseModel):
    """Base of all parts and forms: unknown keys are mistakes, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def packaged(room: str, *names: str) -> Traversable:
    """The file or folder of these names that comes with a room, such as ``coach.mind``."""
    return resources.files(room).joinpath(*names)
