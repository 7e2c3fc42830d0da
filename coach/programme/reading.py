"""Reading the data files of the programme; their mistakes are told by file and key."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from coach.datafile import DataFileError, read_toml


class ProgrammeDataError(DataFileError):
    """A template or a table of the programme can't be used."""


_Kind = TypeVar("_Kind", bound=BaseModel)


def read(kind: type[_Kind], path: Path | Traversable) -> _Kind:
    """Read one file.

    Raises:
        ProgrammeDataError: it is missing, is no TOML, or says something unexpected.
    """
    return read_toml(kind, path, ProgrammeDataError)


def packaged(name: str) -> Traversable:
    """The file or folder of this name that comes with the program."""
    return resources.files("coach.programme").joinpath("data").joinpath(name)
