"""Reading data files. Their mistakes are told by file, key and what was expected."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from poses.errors import UserFacingError

ModelT = TypeVar("ModelT", bound=BaseModel)


class DataFileError(UserFacingError):
    """A data file can't be used."""


def read_toml(
    kind: type[ModelT],
    path: Path | Traversable,
    problem: type[DataFileError] = DataFileError,
) -> ModelT:
    """Read one TOML file in the form ``kind``; ``problem`` is what a room calls its mistakes.

    Raises:
        DataFileError: it is missing, is no TOML, or says something unexpected.
    """
    return parse_toml(kind, read_text(path, problem), path.name, problem)


def read_text(path: Path | Traversable, problem: type[DataFileError] = DataFileError) -> str:
    """Read the text of a file.

    Raises:
        DataFileError: it is missing, or is no text.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise problem(f"The file {path.name} can't be read: {error}.") from error


def parse_toml(
    kind: type[ModelT], text: str, name: str, problem: type[DataFileError] = DataFileError
) -> ModelT:
    """Read the TOML of a file of this name, or of a part of one, in the form ``kind``.

    Raises:
        DataFileError: it is no TOML, or says something unexpected.
    """
    try:
        return kind.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise problem(
            f"The file {name} can't be read, since it is no valid TOML: {error}."
        ) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "the whole file"
        reason = first["msg"].removeprefix("Value error, ")
        raise problem(f"{name}, key '{key}': {reason}.") from error


def each_once(what: str, ids: Sequence[str]) -> None:
    """Look that no id is there twice; for the checks of a file's form.

    Raises:
        ValueError: some are; the text lists them.
    """
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"these {what} are there twice: {', '.join(twice)}")
