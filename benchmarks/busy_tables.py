"""The busy server's figures as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from benchmarks.tables import number, plain_table

if TYPE_CHECKING:
    from benchmarks.busy_server import Busy


def busy_tables(found: Busy) -> list[Table]:
    """What the patients saw, and what the therapists did."""
    live = plain_table(
        "Live patients, while therapists review",
        *("patients", "therapists", "processes", "fps", "answer ms", "95 %", "99 %", "longest"),
        *("dropped", "counted", "broken off", "cores", "MB"),
    )
    live.add_row(
        *(str(found.patients), str(found.therapists), str(found.processes), number(found.fps, 0)),
        number(found.answer_median_ms, 1),
        number(found.answer_p95_ms, 1),
        number(found.answer_p99_ms, 1),
        number(found.answer_longest_ms, 1),
        f"{found.dropped:.1%}",
        f"{found.repetitions}/{found.expected}",
        str(found.broken_off),
        number(found.cores, 2),
        number(found.memory_mb, 0),
    )
    pages = plain_table(
        "Therapists' pages, meanwhile",
        *("page", "times", "median ms", "95 %", "longest", "kB"),
    )
    for step in found.steps:
        pages.add_row(
            step.name,
            str(step.times),
            number(step.median_ms, 0),
            number(step.p95_ms, 0),
            number(step.longest_ms, 0),
            number(step.kilobytes, 0),
        )
    return [live, pages]
