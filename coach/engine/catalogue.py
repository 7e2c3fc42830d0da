"""Reading exercise files. Their mistakes are told by file, key and what was expected."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError

from coach.engine.exercise import Exercise
from poses.errors import UserFacingError


class ExerciseError(UserFacingError):
    """An exercise is unknown, or its file can't be used."""


def read_exercise(path: Path | Traversable) -> Exercise:
    """Read one exercise file.

    Raises:
        ExerciseError: the file is missing, is no TOML, or says something unexpected.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ExerciseError(f"The exercise file {path.name} can't be read: {error}.") from error
    except UnicodeDecodeError as error:
        raise ExerciseError(_no_toml(path.name, error)) from error
    exercise = parse_exercise(path.name, text)
    if exercise.id != Path(path.name).stem:
        raise ExerciseError(
            f"{path.name}, key 'id': expected '{Path(path.name).stem}' as in the file's name, "
            f"found '{exercise.id}'."
        )
    return exercise


def parse_exercise(name: str, text: str) -> Exercise:
    """Read the text of an exercise file, which is called ``name`` in messages.

    Raises:
        ExerciseError: it is no TOML, or says something unexpected.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ExerciseError(_no_toml(name, error)) from error
    try:
        return Exercise.model_validate(content)
    except ValidationError as error:
        raise ExerciseError(_explain(name, error)) from error


def _no_toml(name: str, error: ValueError) -> str:
    return f"The exercise file {name} is not valid TOML: {error}. Correct that line."


def _explain(name: str, error: ValidationError) -> str:
    lines = []
    for problem in error.errors():
        key = ".".join(str(part) for part in problem["loc"]) or "the whole file"
        found = "" if isinstance(problem["input"], dict) else f", found {problem['input']!r}"
        reason = problem["msg"].removeprefix("Value error, ")
        lines.append(f"{name}, key '{key}': {reason}{found}.")
    return "\n".join(lines)


@cache
def catalogue() -> Mapping[str, Exercise]:
    """All exercises by id, in order of their names.

    Raises:
        ExerciseError: one of the files can't be used.
    """
    folder = resources.files("coach").joinpath("exercises")
    files = (entry for entry in folder.iterdir() if entry.name.endswith(".toml"))
    found = [read_exercise(entry) for entry in files]
    return {exercise.id: exercise for exercise in sorted(found, key=lambda e: e.name)}


def find_exercise(name: str, among: Mapping[str, Exercise] | None = None) -> Exercise:
    """Look an exercise up by its id, in the catalogue or among others.

    Raises:
        ExerciseError: there is none; the message lists those that are.
    """
    exercises = catalogue() if among is None else among
    if name not in exercises:
        raise ExerciseError(
            f"There is no exercise '{name}'. Choose one of: {', '.join(sorted(exercises))}."
        )
    return exercises[name]
