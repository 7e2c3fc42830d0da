"""All lessons that come with the program; one that can't be read leaves the others usable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from coach.lessons.model import Lesson
from coach.lessons.reading import packaged, read_lesson
from poses.errors import UserFacingError


@dataclass(frozen=True)
class Shelf:
    """The lessons by week and place, those of no week last, and what had to be left out."""

    lessons: tuple[Lesson, ...]
    problems: tuple[str, ...] = ()


def lessons() -> tuple[Lesson, ...]:
    """The lessons that can be read, in the order in which they are offered."""
    return shelf().lessons


def lesson(lesson_id: str) -> Lesson | None:
    """The lesson of this id; None for one that is gone, or never was."""
    return next((one for one in lessons() if one.id == lesson_id), None)


@cache
def shelf() -> Shelf:
    """What comes with the program."""
    folder = packaged("texts")
    return read_shelf(folder, folder.joinpath("drawings"))


def read_shelf(folder: Path | Traversable, drawings: Path | Traversable) -> Shelf:
    """All ``.md`` files of a folder."""
    found = []
    problems = []
    for file in sorted(_files(folder), key=lambda each: each.name):
        try:
            found.append(read_lesson(file, drawings))
        except UserFacingError as error:
            problems.append(f"One lesson is left out. {error}")
    return Shelf(tuple(sorted(found, key=_order)), tuple(problems))


def _files(folder: Path | Traversable) -> Iterator[Path | Traversable]:
    return (file for file in folder.iterdir() if file.name.endswith(".md"))


def _order(one: Lesson) -> tuple[bool, int, int, str]:
    return one.week is None, one.week or 0, one.head.place, one.id
