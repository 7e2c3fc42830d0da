"""Reading the data files of this room; their mistakes are told by file and key."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import TypeVar

from pydantic import ValidationError

from coach.engine.model import Model
from poses.errors import UserFacingError


class LiftingDataError(UserFacingError):
    """A data file of the lifting room can't be used."""


_Kind = TypeVar("_Kind", bound=Model)


def packaged(kind: type[_Kind], name: str) -> _Kind:
    """Read a file that comes with the program.

    Raises:
        LiftingDataError: it is missing, is no TOML, or says something unexpected.
    """
    try:
        text = resources.files("coach.lifting").joinpath(name).read_text(encoding="utf-8")
        return parse(kind, name, text)
    except OSError as error:
        raise LiftingDataError(f"The file {name} can't be read: {error}.") from error


def parse(kind: type[_Kind], name: str, text: str) -> _Kind:
    """Read the text of such a file, which is called ``name`` in messages.

    Raises:
        LiftingDataError: it is no TOML, or says something unexpected.
    """
    try:
        return kind.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise LiftingDataError(f"The file {name} is no valid TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "the whole file"
        reason = first["msg"].removeprefix("Value error, ")
        raise LiftingDataError(f"{name}, key '{key}': {reason}.") from error
