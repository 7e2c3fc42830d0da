"""What came of one file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coach.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file's analysis, or the sentence that says why there is none, and its traceback."""

    file: Path
    analysis: Analysis | None = None
    error: str = ""
    details: str = ""
