"""Reading the safety texts. Their mistakes are told by file, key and what was expected."""

from __future__ import annotations

import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from poses.errors import UserFacingError

Text = Annotated[str, Field(min_length=1)]


class SafetyTextError(UserFacingError):
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
    try:
        return kind.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SafetyTextError(f"The safety texts {path.name} can't be read: {error}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "the whole file"
        reason = first["msg"].removeprefix("Value error, ")
        raise SafetyTextError(f"{path.name}, key '{key}': {reason}.") from error


def packaged(name: str) -> Traversable:
    """The file of this name that comes with the program."""
    return resources.files("coach.safety").joinpath(name)
