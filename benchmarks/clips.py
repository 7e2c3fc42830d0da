"""The list of clips to try: a CSV next to the videos, with repetitions counted by hand."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.metrics import Span
from poses.errors import UserFacingError

COLUMNS: Final = ("file", "exercise", "reps_min", "reps_max", "real")


class ClipListError(UserFacingError):
    """The list of clips can't be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip: the file, the exercise in it, and how many repetitions are a right count.

    ``reps_min`` and ``reps_max`` are ``None`` where nobody has counted. ``real`` tells people
    from drawn figures. ``view`` is free text. ``times_s`` are start and end of each repetition by
    hand, seconds, where somebody noted them.
    """

    path: Path
    exercise: str
    view: str
    reps_min: int | None
    reps_max: int | None
    real: bool
    times_s: tuple[Span, ...] = ()

    @property
    def name(self) -> str:
        """File name."""
        return self.path.name

    @property
    def still(self) -> bool:
        """Whether there is nothing to count, as somebody has looked."""
        return self.reps_max == 0

    @property
    def expected(self) -> str:
        """The right counts for people: ``3``, ``6-8`` or nothing."""
        if self.reps_min is None or self.reps_max is None:
            return ""
        same = self.reps_min == self.reps_max
        return str(self.reps_min) if same else f"{self.reps_min}-{self.reps_max}"


def read_clips(table: Path) -> list[Clip]:
    """Read the list; files are relative to its folder.

    Raises:
        ClipListError: the list or a file in it is missing, or a row says something unexpected.
    """
    try:
        with table.open(newline="", encoding="utf-8-sig") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise ClipListError(f"{table.name} lacks the column {', '.join(missing)}: add it.")
            clips = [_clip(row, table, reader.line_num) for row in reader]
    except OSError as error:
        raise ClipListError(f"{table} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ClipListError(f"{table} is no UTF-8 text: save it as CSV in UTF-8.") from error
    if not clips:
        raise ClipListError(f"{table.name} lists no clips.")
    return clips


def _clip(row: Mapping[str, str | None], table: Path, line: int) -> Clip:
    path = table.parent / (row["file"] or "")
    if not path.is_file():
        raise ClipListError(f"{table.name}, line {line}: there is no file {path}.")
    low, high = (_number(row[name], name, table, line) for name in ("reps_min", "reps_max"))
    if (low is None) != (high is None) or (low is not None and high is not None and low > high):
        raise ClipListError(f"{table.name}, line {line}: reps_min..reps_max is not a range.")
    real = (row["real"] or "").strip().lower()
    if real not in ("yes", "no"):
        raise ClipListError(f"{table.name}, line {line}: 'real' must be yes or no.")
    return Clip(
        path=path,
        exercise=(row["exercise"] or "").strip(),
        view=(row.get("view") or "").strip(),
        reps_min=low,
        reps_max=high,
        real=real == "yes",
        times_s=_times((row.get("rep_times_s") or "").strip(), table, line),
    )


def _times(text: str, table: Path, line: int) -> tuple[Span, ...]:
    """From ``0.7-8.1;10.1-17.2``."""
    try:
        pairs = [part.split("-") for part in text.split(";") if part.strip()]
        return tuple((float(start), float(end)) for start, end in pairs)
    except ValueError:
        raise ClipListError(
            f"{table.name}, line {line}: 'rep_times_s' must look like 0.7-8.1;10.1-17.2, "
            f"found '{text}'."
        ) from None


def _number(text: str | None, name: str, table: Path, line: int) -> int | None:
    text = (text or "").strip()
    if not text:
        return None
    if not text.isdecimal():
        raise ClipListError(
            f"{table.name}, line {line}: '{name}' must be a whole number or empty, found '{text}'."
        )
    return int(text)
