"""Scripts and styles that come with the pages."""

from __future__ import annotations

from importlib import resources


def asset(*names: str) -> str:
    """These files of ``coach/web/assets``, one after the other."""
    folder = resources.files("coach.web").joinpath("assets")
    return "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)
