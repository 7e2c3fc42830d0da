"""Reading the data files of the programme; their mistakes are told by file and key."""

from __future__ import annotations

import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from poses.errors import UserFacingError


class ProgrammeDataError(UserFacingError):
    """A template or a table of the programme can't be used."""


_Kind = TypeVar("_Kind", bound=BaseModel)


def read(kind: type[_Kind], path: Path | Traversable) -> _Kind:
    """Read one file.

    Raises:
        ProgrammeDataError: it is missing, is no TOML, or says something unexpected.
    """
    try:
        return kind.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise ProgrammeDataError(f"The file {path.name} can't be read: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise ProgrammeDataError(f"The file {path.name} is no valid TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "the whole file"
        reason = first["msg"].removeprefix("Value error, ")
        raise ProgrammeDataError(f"{path.name}, key '{key}': {reason}.") from error


def packaged(name: str) -> Traversable:
    """The file or folder of this name that comes with the program."""
    return resources.files("coach.programme").joinpath("data").joinpath(name)
