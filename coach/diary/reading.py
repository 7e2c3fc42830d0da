"""The data files of this room."""

from __future__ import annotations

from importlib import resources
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from coach.datafile import read_toml

Text = Annotated[str, Field(min_length=1)]


class Model(BaseModel):
    """Frozen, and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


_Kind = TypeVar("_Kind", bound=Model)


def packaged(kind: type[_Kind], name: str) -> _Kind:
    """Read a file that comes with the program.

    Raises:
        DataFileError: it can't be used.
    """
    return read_toml(kind, resources.files("coach.diary").joinpath("data", name))
