"""Figures as tables for people."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from rich.console import JustifyMethod, RenderableType
from rich.table import Table

from benchmarks.clinic import Opened
from benchmarks.engine_speed import EngineCost
from benchmarks.live_cost import LiveCost
from benchmarks.metrics import Agreement
from benchmarks.speed import Speed
from benchmarks.timing import Comparison
from benchmarks.truth import FaultCount, TruthRow


def plain_table(title: str, *columns: str) -> Table:
    """The first column is text, the others are figures."""
    table = Table(title=title, title_justify="left", header_style="bold")
    for number, name in enumerate(columns):
        justify: JustifyMethod = "left" if number == 0 else "right"
        table.add_column(name, justify=justify, no_wrap=number == 0, overflow="fold")
    return table


def number(value: float | None, digits: int = 2) -> str:
    """A figure, or a dash where there is none."""
    return "–" if value is None else f"{value:.{digits}f}"


def truth_table(rows: Sequence[TruthRow]) -> Table:
    """Synthetic clips against their truth."""
    table = plain_table(
        "Against exact truth",
        *("clip", "view", "reps", "start s", "turn s", "end s", "faults", "false", "hints"),
        *("knee °", "trunk °", "hold s", "error s"),
    )
    for row in rows:
        times = row.boundaries
        table.add_row(
            row.clip,
            row.view if row.view == row.true_view else f"{row.view} ({row.true_view})",
            f"{row.counted}/{row.expected}",
            *(number(value) for value in (times.start_s, times.turn_s, times.end_s)),
            f"{row.faults.found}/{row.faults.injected}",
            _false(row.faults),
            str(row.faults.hints),
            _degrees(row.knee),
            _degrees(row.trunk),
            number(row.hold_s, 1),
            number(row.hold_error_s),
            style="red" if _is_wrong(row) else None,
        )
    return table


def _is_wrong(row: TruthRow) -> bool:
    counted = row.counted == row.expected == row.matched
    return not counted or bool(row.faults.false) or row.faults.found < row.faults.injected


def _false(faults: FaultCount) -> str:
    names = f" {', '.join(faults.false_ids)}" if faults.false_ids else ""
    return f"{faults.false}{names}"


def _degrees(found: Agreement | None) -> str:
    return "–" if found is None else f"{found.mae:.1f} ({found.bias:+.1f})"


def speed_tables(speed: Speed, costs: Sequence[EngineCost]) -> list[RenderableType]:
    """Time against the bare model, and the engine's share."""
    table = plain_table(
        f"{speed.video}, {speed.frames} frames, as {speed.exercise}",
        *("", "bare model s", "coach s", "ratio", "ratios seen"),
    )
    for name, seen in (("whole programs", speed.processes), ("without start-up", speed.inside)):
        table.add_row(f"{name}, wall time", *_comparison(seen.wall))
        if seen.cpu is not None:
            table.add_row(f"{name}, processor time", *_comparison(seen.cpu))
    return [table, engine_table(costs)]


def _comparison(seen: Comparison) -> list[str]:
    ratios = sorted(seen.ratios)
    return [
        number(seen.base_median_s),
        number(seen.other_median_s),
        number(seen.ratio, 3),
        f"{ratios[0]:.3f}-{ratios[-1]:.3f}",
    ]


def engine_table(costs: Sequence[EngineCost]) -> Table:
    """Microseconds per frame and exercise."""
    table = plain_table(
        "Engine, microseconds per frame",
        *("exercise", "total", "smoothing", "measuring", "watching", "judging"),
    )
    for cost in costs:
        table.add_row(cost.exercise, *(f"{value:.0f}" for value in _micros(cost)))
    if costs:
        columns = zip(*(_micros(cost) for cost in costs), strict=True)
        table.add_section()
        table.add_row("median", *(f"{statistics.median(column):.0f}" for column in columns))
    return table


def _micros(cost: EngineCost) -> tuple[float, ...]:
    return (cost.total, cost.smoothing, cost.measuring, cost.watching, cost.judging)


def live_table(rows: Sequence[LiveCost]) -> Table:
    """Live patients at once."""
    table = plain_table(
        "Live patients",
        *(
            "patients",
            "fps",
            "CPU ms/s each",
            "answer ms",
            "95 % within ms",
            "kB/s each",
            "dropped",
            "counted",
        ),
    )
    for row in rows:
        table.add_row(
            str(row.patients),
            number(row.fps, 0),
            number(row.cpu_ms, 1),
            number(row.answer_median_ms, 1),
            number(row.answer_p95_ms, 1),
            number(row.bytes_per_s / 1000, 1),
            f"{row.dropped:.0%}",
            f"{row.repetitions}/{row.expected}",
        )
    return table


def opened(title: str, rows: Sequence[Opened]) -> Table:
    """How long each question to the records took."""
    table = plain_table(title, "opened", "median ms", "longest ms", "processor ms")
    for row in rows:
        times = (row.median_ms, row.longest_ms, row.processor_ms)
        table.add_row(row.name, *(number(one, 1) for one in times))
    return table
