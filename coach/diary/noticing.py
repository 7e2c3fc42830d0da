"""What in a line of the diary is answered at once: much pain, new places, certain words.

Nothing is found out here. A word in a note leads to a kind answer with whom to call, and to a
sentence for the therapist.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Final, Literal

from pydantic import Field

from coach.body import area_names, below_knee
from coach.diary.line import DiaryLine
from coach.diary.reading import packaged
from coach.engine.model import Model, Text
from coach.records.care_entries import AlertLevel

_GRAVITY: Final = (AlertLevel.NOW, AlertLevel.DAY, AlertLevel.WEEK)
_NEGATION: Final = r"(?<!\bno )(?<!\bnot )(?<!\bwithout )(?<!\bnever )(?<!n't )"


@dataclass(frozen=True, slots=True)
class Notice:
    """An answer to a line: what to say to the person, and what to tell the therapist.

    ``level`` is how soon the therapist should know; ``mark`` is the same for the same thing on
    the same day, so that it is told once.
    """

    kind: str
    level: AlertLevel
    title: str
    text: str
    steps: tuple[str, ...]
    for_therapist: str
    mark: str


class _Answer(Model):
    level: Literal["now", "day", "week"]
    title: Text
    text: Text
    steps: Annotated[tuple[Text, ...], Field(min_length=1)]
    for_therapist: Text


class _Group(_Answer):
    id: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
    words: Annotated[tuple[Text, ...], Field(min_length=1)]
    unless: tuple[Text, ...] = ()
    negated: bool = False


class _Answers(Model):
    high_pain: Annotated[int, Field(ge=1, le=10)]
    told: Text
    pain: _Answer
    below_knee: _Answer
    groups: Annotated[tuple[_Group, ...], Field(alias="group", min_length=1)]


def high_pain() -> int:
    """From this pain of 0..10 on a line is answered at once."""
    return _answers().high_pain


def note_told() -> str:
    """What to say below every answer."""
    return _answers().told


def notices(
    line: DiaryLine, known_areas: Collection[str], day: date, emergency_number: str
) -> tuple[Notice, ...]:
    """The answers to a line, the most urgent first; empty for nearly every line.

    ``known_areas`` are the marks of the first visit and of earlier lines: only a place below the
    knee that is not among them is new.

    Raises:
        DataFileError: the file of the answers can't be used.
    """
    data = _answers()
    found = []
    if line.pain is not None and line.pain >= data.high_pain:
        found.append(_notice("high_pain", data.pain, day, emergency_number, pain=line.pain))
    new = [area for area in below_knee(line.areas) if area not in known_areas]
    if new:
        places = ", ".join(area_names(new))
        found.append(_notice("below_knee", data.below_knee, day, emergency_number, areas=places))
    text = _even(f"{line.note}\n{line.side_effects}")
    for group in data.groups:
        words = _found(group, text)
        if words:
            said = ", ".join(words)
            found.append(_notice(group.id, group, day, emergency_number, words=said))
    return tuple(sorted(found, key=lambda notice: _GRAVITY.index(notice.level)))


def _notice(kind: str, answer: _Answer, day: date, number: str, **figures: int | str) -> Notice:
    def filled(text: str) -> str:
        for name, value in {"number": number, **figures}.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text

    return Notice(
        kind,
        AlertLevel(answer.level),
        filled(answer.title),
        filled(answer.text),
        tuple(filled(step) for step in answer.steps),
        filled(answer.for_therapist),
        f"diary-{kind}-{day.isoformat()}",
    )


def _found(group: _Group, text: str) -> list[str]:
    for harmless in group.unless:
        text = text.replace(_even(harmless), " ")
    pattern = _pattern(group.words, group.negated)
    return list(dict.fromkeys(match.group(0) for match in pattern.finditer(text)))


@cache
def _pattern(words: tuple[str, ...], negated: bool) -> re.Pattern[str]:
    """Any of the words as whole words; ``*`` at the end stands for any ending."""
    longest_first = sorted(map(_even, words), key=len, reverse=True)
    parts = [
        re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")
        for word in longest_first
    ]
    return re.compile(rf"{_NEGATION if negated else ''}\b(?:{'|'.join(parts)})\b")


def _even(text: str) -> str:
    """Small letters, plain apostrophes, single blanks: as people type on a phone or on paper."""
    return " ".join(text.casefold().replace("\u2019", "'").split())


@cache
def _answers() -> _Answers:
    return packaged(_Answers, "noticing.toml")
