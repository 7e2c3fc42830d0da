"""Reading lessons and lists. Mistakes are told by file, key and what was expected."""

from __future__ import annotations

import tomllib
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final, TypeVar

from markdown_it import MarkdownIt
from pydantic import BaseModel, ValidationError

from coach.lessons.filling import filled
from coach.lessons.model import Drawing, Head, Lesson, Part
from poses.errors import UserFacingError

_FENCE: Final = "+++"

_Kind = TypeVar("_Kind", bound=BaseModel)


class LessonFileError(UserFacingError):
    """A file of the lessons can't be used; the text says which one, where and why."""


def read_lesson(path: Path | Traversable, drawings: Path | Traversable) -> Lesson:
    """Read a Markdown file that begins with a head in TOML between two lines ``+++``.

    A paragraph that is only a picture, ``![what it shows](drawings/NAME.svg)``, becomes the
    drawing of that name in the folder ``drawings``.

    Raises:
        LessonFileError: it can't be read, or says something unexpected.
        SafetyTextError: the safety texts, which some lessons repeat, can't be read.
    """
    text = _text(path)
    first, _, rest = text.partition("\n")
    head, fence, body = rest.partition(f"\n{_FENCE}\n")
    if first.strip() != _FENCE or not fence:
        raise LessonFileError(f"{path.name}: begin with a head between two lines '{_FENCE}'.")
    if not body.strip():
        raise LessonFileError(f"{path.name}: the text after the head is missing.")
    parts = _parts(path.name, filled(body), drawings)
    return Lesson(_checked(Head, path.name, head), parts)


def read_list(kind: type[_Kind], path: Path | Traversable) -> _Kind:
    """Read one TOML file.

    Raises:
        LessonFileError: it can't be read, or says something unexpected.
    """
    return _checked(kind, path.name, _text(path))


def packaged(*names: str) -> Traversable:
    """A file or folder that comes with the program."""
    return resources.files("coach.lessons").joinpath(*names)


def _text(path: Path | Traversable) -> str:
    try:
        return path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise LessonFileError(f"{path.name} can't be read: {error}.") from error


def _checked(kind: type[_Kind], name: str, toml: str) -> _Kind:
    try:
        return kind.model_validate(tomllib.loads(toml))
    except tomllib.TOMLDecodeError as error:
        raise LessonFileError(f"{name} can't be read: {error}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"]) or "the whole file"
        reason = str(first["msg"]).removeprefix("Value error, ")
        raise LessonFileError(f"{name}, key '{key}': {reason}.") from error


def _parts(name: str, body: str, drawings: Path | Traversable) -> tuple[Part, ...]:
    lines = body.split("\n")
    parts: list[Part] = []
    after = 0
    for token in MarkdownIt().parse(body):
        picture = _only_picture(token.children)
        if picture is None or token.map is None:
            continue
        begin, end = token.map
        parts += [*_markdown(lines[after:begin]), _drawing(name, picture, drawings)]
        after = end
    return (*parts, *_markdown(lines[after:]))


def _only_picture(children: list[Any] | None) -> tuple[str, str] | None:
    if children is None or len(children) != 1 or children[0].type != "image":
        return None
    return str(children[0].attrs["src"]), str(children[0].content)


def _markdown(lines: list[str]) -> list[str]:
    text = "\n".join(lines).strip()
    return [text] if text else []


def _drawing(name: str, picture: tuple[str, str], drawings: Path | Traversable) -> Drawing:
    source, told = picture
    if not told:
        raise LessonFileError(f"{name}: say in words what the picture {source} shows.")
    try:
        svg = drawings.joinpath(source.rpartition("/")[2]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LessonFileError(f"{name}: the picture {source} can't be read.") from error
    return Drawing(svg, told)
