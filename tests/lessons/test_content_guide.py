"""The guide to adding content names files and keys that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from coach.lessons.model import Head

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "content.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:coach|tests)/[\w./]+)`", GUIDE)))


@pytest.mark.parametrize("name", NAMED)
def test_what_the_guide_names_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_the_guide_tells_every_key_of_a_lesson() -> None:
    for name, field in Head.model_fields.items():
        key = field.alias or name
        assert re.search(rf"`\[*{key}\]*`", GUIDE), key
