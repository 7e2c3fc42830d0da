"""What the documents on security and safety name exists, and the ratings follow from the matrix."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("docs/security.md", "docs/clinical-safety.md")
_NAMED = re.compile(r"`([\w.-]+(?:/[\w.-]+)+|[\w-]+\.(?:toml|yml|md)|Containerfile)((?:::\w+)*)`")
_RATING = re.compile(r"\*\*(Before|After):\*\* ([a-z]+), ([a-z ]+): (\d)")


@cache
def text(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def named(document: str) -> list[tuple[str, list[str]]]:
    """The files that a document names, each with the tests in it."""
    return [(path, names.split("::")[1:]) for path, names in _NAMED.findall(text(document))]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_and_test_that_is_named_exists(document: str) -> None:
    found = named(document)
    assert len(found) > 50
    missing = []
    for path, names in found:
        place = ROOT / path
        if not place.exists():
            missing.append(path)
            continue
        code = place.read_text(encoding="utf-8") if names else ""
        missing += [
            f"{path}::{name}"
            for name in names
            if not re.search(rf"^\s*(?:async )?(?:def|class) {name}\b", code, re.MULTILINE)
        ]
    assert missing == []


def test_every_chapter_of_the_standard_is_answered_in_its_order() -> None:
    chapters = re.findall(r"^## V(\d+) ", text("docs/security.md"), re.MULTILINE)
    assert [int(number) for number in chapters] == list(range(1, 18))


def matrix() -> dict[tuple[str, str], int]:
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in text("docs/clinical-safety.md").splitlines()
        if line.startswith("| ")
    ]
    head = rows[0][1:]
    return {
        (severity, row[0]): int(value)
        for row in rows[1:]
        if row[1:] and row[1].isdigit()
        for severity, value in zip(head, row[1:], strict=True)
    }


def hazards() -> list[tuple[str, str]]:
    parts = re.split(r"^### (H\d+) ", text("docs/clinical-safety.md"), flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def test_more_severe_or_more_likely_is_never_less_of_a_risk() -> None:
    likelihoods = ["very low", "low", "medium", "high", "very high"]
    severities = ["minor", "significant", "considerable", "major", "catastrophic"]
    risks = [[matrix()[severity, each] for each in likelihoods] for severity in severities]
    assert all(row == sorted(row) for row in risks)
    assert all(list(column) == sorted(column) for column in zip(*risks, strict=True))


@pytest.mark.parametrize(("number", "entry"), hazards(), ids=[number for number, _ in hazards()])
def test_every_hazard_has_all_its_parts_and_its_rating(number: str, entry: str) -> None:
    for part in ("Cause", "Effect", "Controls", "Where", "Shown by", "Remains"):
        assert f"**{part}:**" in entry
    ratings = {
        when: (severity, each, int(risk)) for when, severity, each, risk in _RATING.findall(entry)
    }
    assert set(ratings) == {"Before", "After"}
    for severity, likelihood, risk in ratings.values():
        assert matrix()[severity, likelihood] == risk
    assert ratings["After"][2] <= ratings["Before"][2]
    assert ratings["After"][2] <= 3
    assert re.search(r"`tests/", entry.split("**Shown by:**")[1])


def test_hazards_are_numbered_without_a_gap() -> None:
    numbers = [int(number.removeprefix("H")) for number, _ in hazards()]
    assert numbers == list(range(1, len(numbers) + 1))
