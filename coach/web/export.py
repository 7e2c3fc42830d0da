"""The log as a table that other programs read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from coach.records import ReadOnlyLog, SetSummary
from coach.reporting.csv_tables import harmless

_PAGE: Final = 200
_COLUMNS: Final = (
    "performed_at",
    "exercise",
    "repetitions",
    "hold_s",
    "score",
    "view",
    "duration_s",
    "not_complete",
    "faults",
    "source",
    "note",
)


def all_sets(log: ReadOnlyLog) -> list[SetSummary]:
    """Every set of the log, the latest first."""
    found = log.sets(limit=_PAGE)
    page = found
    while len(page) == _PAGE:
        page = log.sets(limit=_PAGE, before=page[-1])
        found += page
    return found


def as_csv(entries: Iterable[SetSummary]) -> bytes:
    """Comma separated, UTF-8 with a mark that spreadsheets know it by."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for entry in entries:
        writer.writerow(
            [
                entry.performed_at.astimezone().isoformat(timespec="seconds"),
                harmless(entry.exercise_name),
                entry.repetitions,
                f"{entry.hold_s:.1f}",
                "" if entry.score is None else f"{entry.score:.1f}",
                entry.view,
                "" if entry.duration_s is None else f"{entry.duration_s:.1f}",
                entry.partial_repetitions,
                entry.faults,
                harmless(entry.source_name),
                harmless(entry.note),
            ]
        )
    return text.getvalue().encode("utf-8-sig")
