"""The coach's words around the counting, from ``phrases.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _content() -> dict[str, str | dict[str, str]]:
    text = resources.files("coach.live").joinpath("phrases.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def phrase(name: str, **values: object) -> str:
    """One sentence, with its gaps filled."""
    return str(_content()[name]).format(**values)


def check_words(name: str) -> str:
    """What it says when this check of the camera is passed."""
    words = _content()["checks"]
    assert isinstance(words, dict)
    return words[name]
