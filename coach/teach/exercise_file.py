"""A taught exercise as the text of an exercise file."""

from __future__ import annotations

from typing import Any

import tomli_w

from coach.engine.catalogue import parse_exercise
from coach.engine.exercise import Exercise

_FIRST = ("schema", "id", "name", "category", "position", "floor_pose", "goal", "easier", "harder")


def to_toml(exercise: Exercise) -> str:
    """The text of the exercise's file; reading it gives the very same exercise.

    Raises:
        ExerciseError: the exercise is not one that a file can hold.
    """
    content = exercise.model_dump(
        mode="json", by_alias=True, exclude_none=True, exclude_defaults=True
    )
    ordered = {key: content[key] for key in _FIRST if key in content} | content
    text = tomli_w.dumps(_whole(ordered))
    parse_exercise(f"{exercise.id}.toml", text)
    return text


def _whole(value: Any) -> Any:
    """Numbers without a fraction are written without one, pairs of the same as one number."""
    if isinstance(value, dict):
        return {key: _whole(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_whole(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
