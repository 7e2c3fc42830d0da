"""Reading lessons. Mistakes are told by file, key and what was expected."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from markdown_it import MarkdownIt

from coach.datafile import DataFileError, parse_toml, read_text
from coach.lessons.filling import filled
from coach.lessons.model import Drawing, Head, Lesson, Part

_FENCE: Final = "+++"


def read_lesson(path: Path | Traversable, drawings: Path | Traversable) -> Lesson:
    """Read a Markdown file that begins with a head in TOML between two lines ``+++``.

    A paragraph that is only a picture, ``![what it shows](drawings/NAME.svg)``, becomes the
    drawing of that name in the folder ``drawings``.

    Raises:
        DataFileError: it can't be read, or says something unexpected.
        SafetyTextError: the safety texts, which some lessons repeat, can't be read.
    """
    first, _, rest = read_text(path).partition("\n")
    head, fence, body = rest.partition(f"\n{_FENCE}\n")
    if first.strip() != _FENCE or not fence:
        raise DataFileError(f"{path.name}: begin with a head between two lines '{_FENCE}'.")
    if not body.strip():
        raise DataFileError(f"{path.name}: the text after the head is missing.")
    told = parse_toml(Head, head, path.name)
    if f"{told.id}.md" != path.name:
        raise DataFileError(
            f"{path.name}, key 'id': expected '{path.name.removesuffix('.md')}' as in the file's "
            f"name, found '{told.id}'."
        )
    return Lesson(told, _parts(path.name, filled(body), drawings))


def packaged(*names: str) -> Traversable:
    """A file or folder that comes with the program."""
    return resources.files("coach.lessons").joinpath(*names)


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
        raise DataFileError(f"{name}: say in words what the picture {source} shows.")
    try:
        svg = drawings.joinpath(source.rpartition("/")[2]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(f"{name}: the picture {source} can't be read.") from error
    return Drawing(svg, told)
