"""Every text that people read, read for its tone: nothing frightens, nothing blames.

The texts are the strings of all data files of the program, the lessons, and the sentences in the
code of the pages and rooms. What is refused, and what is allowed for a reason, is a list of its
own.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

import coach

ROOM = Path(coach.__file__).parent
LIST = Path(__file__).with_name("unkind.toml")

# Not for the eyes of people: sources, comments of a rule, words that are only looked for.
NOT_READ = {
    "source",
    "sources",
    "basis",
    "mark",
    "about",
    "licence",
    "license",
    "unless",
    "copyright",
}
LOOKED_FOR = {"diary/data/noticing.toml": {"words"}}


@dataclass(frozen=True)
class Told:
    """A text: in which file under coach/, where in it, and what it says."""

    file: str
    place: str
    text: str


@dataclass(frozen=True)
class Refused:
    pattern: re.Pattern[str]
    instead: str
    unless: tuple[str, ...]

    def found(self, text: str) -> str | None:
        """The first refused word that no kind phrase stands around."""
        spaced = even(text)
        for phrase in self.unless:
            spaced = spaced.replace(even(phrase), " ... ")
        match = self.pattern.search(spaced)
        return match.group(0) if match else None


@dataclass(frozen=True)
class Allowed:
    file: str
    has: str

    def fits(self, told: Told) -> bool:
        return fnmatch(told.file, self.file) and even(self.has) in even(told.text)


def even(text: str) -> str:
    return " ".join(text.casefold().replace("\u2019", "'").replace("*", "").split())


@cache
def refused() -> tuple[Refused, ...]:
    return tuple(
        Refused(pattern(one["words"]), one["instead"], tuple(one.get("unless", ())))
        for one in tomllib.loads(LIST.read_text(encoding="utf-8"))["refused"]
    )


@cache
def allowed() -> tuple[Allowed, ...]:
    entries = tomllib.loads(LIST.read_text(encoding="utf-8"))["allowed"]
    assert all(one["why"] for one in entries)
    return tuple(Allowed(one["file"], one["has"]) for one in entries)


def pattern(words: list[str]) -> re.Pattern[str]:
    parts = [
        re.escape(word.removesuffix("*").casefold()) + (r"\w*" if word.endswith("*") else "")
        for word in sorted(words, key=len, reverse=True)
    ]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")


def complaint(told: Told) -> str | None:
    """What is to be changed in a text, or None."""
    if any(one.fits(told) for one in allowed()):
        return None
    for rule in refused():
        word = rule.found(told.text)
        if word is not None:
            return f"{told.file}, {told.place}: {word!r} in {told.text!r}; say: {rule.instead}"
    return None


def strings(value: object, place: str, skip: frozenset[str]) -> Iterator[tuple[str, str]]:
    """All texts with more than one word, and where they stand."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in skip:
                yield from strings(inner, f"{place}.{key}", skip)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from strings(inner, f"{place}[{number}]", skip)
    elif isinstance(value, str) and " " in value.strip():
        yield place, value


def in_toml() -> Iterator[Told]:
    for path in sorted(ROOM.rglob("*.toml")):
        file = path.relative_to(ROOM).as_posix()
        skip = frozenset(NOT_READ | LOOKED_FOR.get(file, set()))
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for place, text in strings(content, "", skip):
            yield Told(file, place.lstrip("."), text)


def in_lessons() -> Iterator[Told]:
    """Lessons are Markdown with a head in TOML between lines of plus signs."""
    for path in sorted(ROOM.rglob("*.md")):
        file = path.relative_to(ROOM).as_posix()
        parts = re.split(r"^\+\+\+\s*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        if len(parts) >= 3:
            for place, text in strings(tomllib.loads(parts[1]), "", frozenset(NOT_READ)):
                yield Told(file, place.lstrip("."), text)
        for number, paragraph in enumerate(re.split(r"\n\s*\n", parts[-1]), 1):
            yield Told(file, f"paragraph {number}", paragraph)


def in_code() -> Iterator[Told]:
    """Sentences in the code: no docstrings, and no words of errors for developers."""
    for path in sorted(ROOM.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        file = path.relative_to(ROOM).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        skipped = {id(part) for node in ast.walk(tree) for part in not_read(node)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if id(node) not in skipped and " " in node.value.strip():
                yield Told(file, f"line {node.lineno}", node.value)


def not_read(node: ast.AST) -> Iterator[ast.AST]:
    """Parts of the code that nobody reads on a page."""
    body = getattr(node, "body", None)
    if isinstance(body, list):
        for statement in body:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                yield statement.value  # a docstring, or one below a constant
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        name = node.exc.func
        if isinstance(name, ast.Name) and name.id in ("ValueError", "TypeError", "AssertionError"):
            yield from ast.walk(node.exc)


@cache
def everything() -> tuple[Told, ...]:
    return (*in_toml(), *in_lessons(), *in_code())


@pytest.mark.parametrize(
    "texts", [in_toml, in_lessons, in_code], ids=["data", "lessons", "sentences_in_code"]
)
def test_nothing_frightens_and_nothing_blames(texts) -> None:
    told = list(texts())
    assert told
    complaints = [said for one in told if (said := complaint(one)) is not None]
    assert not complaints, "\n".join(complaints)


def test_texts_of_every_room_are_read() -> None:
    rooms = {one.file.split("/")[0] for one in everything()}
    assert {"assessments", "diary", "exercises", "instruments", "lessons", "mind"} <= rooms
    assert {"programme", "returning", "safety", "visit", "web"} <= rooms


@pytest.mark.parametrize("one", allowed(), ids=lambda one: one.file)
def test_what_is_allowed_is_still_needed(one: Allowed) -> None:
    """Otherwise a list of exceptions grows until it allows anything."""
    texts = [told for told in everything() if one.fits(told)]
    assert texts, f"nothing in {one.file} contains {one.has!r} any more"
    assert any(rule.found(told.text) for told in texts for rule in refused())


@pytest.mark.parametrize(
    "text",
    [
        "That was wrong.",
        "This is DANGEROUS for your spine",
        "You will damage a disc.",
        "You have a slipped disc",
        "Your joints are worn out, sadly",
        "You failed today",
        "You must never bend",
        "Sit better: this is **bad** posture",
        "It is your own fault",
        "You suffer a lot",
    ],
)
def test_unkind_words_are_found(text: str) -> None:
    assert complaint(Told("somewhere.toml", "text", text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "More pain for a day is usual. It is not damage.",
        "Hurt is not always harm.",
        "Your answers don't mean that something is wrong.",
        "There is no need to feel guilty.",
        "Backs are strong and adapt.",
    ],
)
def test_kind_words_with_the_same_letters_are_let_be(text: str) -> None:
    assert complaint(Told("somewhere.toml", "text", text)) is None
