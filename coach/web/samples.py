"""The clips that come with Back Coach, by the names that people read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from coach.engine.catalogue import catalogue
from coach.web.words import count_words, seconds_words, view_words


@dataclass(frozen=True, slots=True)
class Sample:
    """A clip and what it shows."""

    path: Path
    title: str
    detail: str


def samples() -> list[Sample]:
    """All clips that have a truth file beside them, in order of their titles."""
    spec = find_spec("sample_videos")
    folders: Sequence[str] = list(spec.submodule_search_locations or ()) if spec else []
    truths = [truth for folder in folders for truth in sorted(Path(folder).glob("*.json"))]
    found = [
        _sample(truth, truth.stat().st_mtime_ns)
        for truth in truths
        if truth.with_suffix(".mp4").is_file()
    ]
    return sorted((sample for sample in found if sample), key=lambda sample: sample.title)


@cache
def _sample(truth: Path, _changed: int) -> Sample | None:
    try:
        facts = json.loads(truth.read_text(encoding="utf-8"))
        return _told(truth.with_suffix(".mp4"), facts)
    except (OSError, ValueError, KeyError, TypeError):
        return None  # half-written or of another version: the others are still there


def _told(path: Path, facts: dict[str, Any]) -> Sample:
    exercise = catalogue().get(facts["exercise"])
    name = exercise.name if exercise else str(facts["exercise"]).replace("_", " ").capitalize()
    checks = {check.id: check.title for check in exercise.checks} if exercise else {}
    faults = [checks.get(fault, str(fault).replace("_", " ")).lower() for fault in facts["faults"]]
    manner = " and ".join(faults) or "good form"
    length = seconds_words(facts["duration_s"])
    if facts.get("hold_s"):
        amount = f"held for {seconds_words(facts['hold_s'])}"
    else:
        amount = count_words(len(facts["repetitions"]), "repetition")
    return Sample(
        path=path,
        title=f"{name}: {manner}, filmed {view_words(facts['view'])}",
        detail=f"{amount}, {length} of video",
    )
