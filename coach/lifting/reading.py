"""Reading the data files of this room; their mistakes are told by file and key."""

from __future__ import annotations

from importlib import resources
from typing import TypeVar

from coach.datafile import DataFileError, parse_toml, read_toml
from coach.engine.model import Model


class LiftingDataError(DataFileError):
    """A data file of the lifting room can't be used."""


_Kind = TypeVar("_Kind", bound=Model)


def packaged(kind: type[_Kind], name: str) -> _Kind:
    """Read a file that comes with the program.

    Raises:
        LiftingDataError: it is missing, is no TOML, or says something unexpected.
    """
    return read_toml(kind, resources.files("coach.lifting").joinpath(name), LiftingDataError)


def parse(kind: type[_Kind], name: str, text: str) -> _Kind:
    """Read the text of such a file, which is called ``name`` in messages.

    Raises:
        LiftingDataError: it is no TOML, or says something unexpected.
    """
    return parse_toml(kind, text, name, LiftingDataError)
