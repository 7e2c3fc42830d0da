"""The data files of this room."""

from __future__ import annotations

from importlib import resources
from typing import TypeVar

from coach.datafile import read_toml
from coach.engine.model import Model

_Kind = TypeVar("_Kind", bound=Model)


def packaged(kind: type[_Kind], name: str) -> _Kind:
    """Read a file that comes with the program.

    Raises:
        DataFileError: it can't be used.
    """
    return read_toml(kind, resources.files("coach.diary").joinpath("data", name))
