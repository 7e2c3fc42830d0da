"""Reading data files. Their mistakes are told by file, key and what was expected."""

from __future__ import annotations

import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from poses.errors import UserFacingError

ModelT = TypeVar("ModelT", bound=BaseModel)


class DataFileError(UserFacingError):
    """A data file can't be used."""


def read_toml(kind: type[ModelT], path: Path | Traversable) -> ModelT:
    """Read one TOML file in the form ``kind``.

    Raises:
        DataFileError: it is missing, is no TOML, or says something unexpected.
    """
    try:
        return kind.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataFileError(f"The file {path.name} can't be read: {error}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "the whole file"
        reason = first["msg"].removeprefix("Value error, ")
        raise DataFileError(f"{path.name}, key '{key}': {reason}.") from error
