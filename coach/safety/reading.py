"""Reading the safety texts. Their mistakes are told by file, key and what was expected."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from coach.datafile import DataFileError, read_toml

Text = Annotated[str, Field(min_length=1)]


class SafetyTextError(DataFileError):
    """A file of the safety texts can't be used."""


class Model(BaseModel):
    """Base of all parts: unknown keys are mistakes, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_Kind = TypeVar("_Kind", bound=Model)


def read(kind: type[_Kind], path: Path | Traversable) -> _Kind:
    """Read one file.

    Raises:
        SafetyTextError: it is missing, is no TOML, or says something unexpected.
    """
    return read_toml(kind, path, SafetyTextError)


def packaged(name: str) -> Traversable:
    """The file of this name that comes with the program."""
    return resources.files("coach.safety").joinpath(name)
