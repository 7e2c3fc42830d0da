"""What a batch came to, in a folder of its own: the log itself is never written."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from coach.batch.comparing import Figures
from coach.batch.judging import Judged
from coach.batch.running import BatchError
from coach.records.fingerprint import engine_version

TABLE: Final = "sets.csv"
RESULTS: Final = "results.jsonl"
SUMMARY: Final = "summary.json"

_FIGURES: Final = ("view", "count", "held_s", "score", "range_deg", "faults")
COLUMNS: Final = (
    "set",
    "exercise",
    "performed_on",
    "engine_version",
    "outcome",
    "different",
    *(f"{when}_{name}" for name in _FIGURES for when in ("stored", "today")),
    "why",
)


@dataclass
class Summary:
    """Numbers of sets: by outcome, by exercise and outcome, and by what is different."""

    outcomes: Counter[str] = field(default_factory=Counter)
    exercises: dict[str, Counter[str]] = field(default_factory=dict)
    different: Counter[str] = field(default_factory=Counter)

    def add(self, one: Judged) -> None:
        """Count one in."""
        self.outcomes[one.outcome] += 1
        self.exercises.setdefault(one.exercise, Counter())[one.outcome] += 1
        self.different.update(one.different)


class Report:
    """A folder with a table of all sets, today's results of those that differ, and a summary.

    Sets are named by their ids; nobody's name stands in it.
    """

    def __init__(self, folder: Path, begun_at: datetime) -> None:
        """Make the folder.

        Raises:
            BatchError: it is there already, or can't be made.
        """
        self.folder = folder
        self.summary = Summary()
        self._begun_at = begun_at
        try:
            folder.mkdir(mode=0o700, parents=True)
            self._table = (folder / TABLE).open("w", newline="", encoding="utf-8")
            self._results = (folder / RESULTS).open("w", encoding="utf-8")
        except FileExistsError:
            raise BatchError(f"{folder} is there already: name another folder.") from None
        except OSError as error:
            raise BatchError(f"{folder} can't be made ({error.strerror}).") from error
        self._rows = csv.writer(self._table)
        self._rows.writerow(COLUMNS)

    def add(self, judged: Iterable[Judged]) -> None:
        """Write down some."""
        for one in judged:
            self.summary.add(one)
            self._rows.writerow(_row(one))
            if one.result is not None:
                line = {
                    "set": str(one.task.set_id),
                    "engine_version": engine_version(),
                    "result": json.loads(one.result),
                }
                self._results.write(json.dumps(line) + "\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the summary, also of what was done before it was broken off."""
        self._table.close()
        self._results.close()
        content = {
            "begun_at": self._begun_at.isoformat(),
            "whole": error is None,
            "engine_version": engine_version(),
            "sets": sum(self.summary.outcomes.values()),
            "outcomes": dict(self.summary.outcomes),
            "different": dict(self.summary.different),
            "exercises": {
                name or "unknown": dict(counts)
                for name, counts in sorted(self.summary.exercises.items())
            },
        }
        (self.folder / SUMMARY).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _row(one: Judged) -> list[str]:
    pairs = zip(_cells(one.stored), _cells(one.today), strict=True)
    return [
        str(one.task.set_id),
        one.exercise,
        one.performed_on,
        one.engine_version,
        one.outcome,
        " ".join(one.different),
        *(cell for pair in pairs for cell in pair),
        one.why,
    ]


def _cells(found: Figures | None) -> list[str]:
    if found is None:
        return [""] * len(_FIGURES)
    return [
        found.view,
        str(found.count),
        f"{found.held_s:.1f}",
        _number(found.score),
        _number(found.range_deg),
        " ".join(f"{check}:{count}" for check, count in found.faults),
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"
