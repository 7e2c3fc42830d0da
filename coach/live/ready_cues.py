"""The cues that a therapist can send with one press, from ``ready_cues.toml``."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from coach.datafile import read_toml
from coach.live.watch_wire import LONGEST_CUE

_Cue = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_CUE)
]


class _ReadyCues(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    cues: Annotated[tuple[_Cue, ...], Field(min_length=1, max_length=10)]


@cache
def ready_cues() -> tuple[str, ...]:
    """All of them, in the order of their buttons.

    Raises:
        DataFileError: the file is damaged.
    """
    return read_toml(_ReadyCues, resources.files("coach.live") / "ready_cues.toml").cues
