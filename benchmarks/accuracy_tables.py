"""The counts of clips as tables for people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from benchmarks.accuracy import ClipCount, ExerciseCount, FalseCount, Summary
from benchmarks.clips import Clip
from benchmarks.metrics import Span
from benchmarks.tables import number, plain_table


def counts_table(counts: Sequence[ClipCount]) -> Table:
    """Repetitions of each clip."""
    table = plain_table(
        "Repetitions",
        *("clip", "exercise", "counted", "expected", "error", "in time", "left out", "view"),
        *("score", "real"),
    )
    for row in counts:
        wrong = bool(row.error)
        error = "" if row.error is None else f"{row.error:+d}" if wrong else "0"
        table.add_row(
            row.clip,
            row.exercise,
            str(row.counted),
            row.expected or "not counted",
            error,
            f"{row.matched}/{row.timed}" if row.timed else "",
            str(len(row.not_counted)),
            row.problem or row.view,
            number(row.score, 0),
            "yes" if row.real else "no",
            style="red" if wrong else None,
        )
    return table


def exercises_table(rows: Sequence[ExerciseCount], summary: Summary) -> Table:
    """Every exercise, then all together."""
    table = plain_table(
        "Real clips of known exercises",
        *("exercise", "clips", "counted", "expected", "MAE", "off by one", "exact"),
    )
    for row in rows:
        same = row.expected_min == row.expected_max
        expected = f"{row.expected_min}" if same else f"{row.expected_min}-{row.expected_max}"
        table.add_row(
            row.exercise,
            str(row.summary.clips),
            str(row.counted),
            expected,
            *_shares(row.summary.mae, row.summary.obo, row.summary.exact),
        )
    table.add_section()
    all_shares = _shares(summary.mae, summary.obo, summary.exact)
    table.add_row("all", str(summary.clips), "", "", *all_shares)
    moving = _shares(summary.moving_mae, summary.moving_obo, None)
    table.add_row("with repetitions", str(summary.moving_clips), "", "", *moving)
    return table


def _shares(*values: float | None) -> list[str]:
    return [number(value, 3) for value in values]


def failures_table(counts: Sequence[ClipCount]) -> Table:
    """What is behind the wrong counts, and behind right counts of wrong movements."""
    table = plain_table(
        "Missed, too many, and what the coach itself left out; seconds",
        *("clip", "missed", "too many", "left out, and why"),
    )
    for row in counts:
        if not row.error and not row.missed_s:
            continue
        why = "; ".join(
            f"{part.start_s:.1f}-{part.end_s:.1f} {part.reason}" for part in row.not_counted
        )
        table.add_row(row.clip, _spans(row.missed_s), _spans(row.extra_s), row.problem or why)
    return table


def _spans(spans: Sequence[Span]) -> str:
    return ", ".join(f"{start:.1f}-{end:.1f}" for start, end in spans)


def false_table(title: str, clips: Sequence[Clip], false: Sequence[FalseCount]) -> Table:
    """Clips of something else, counted as every exercise."""
    table = plain_table(
        title,
        *("clip", "shows", "its repetitions", "exercises tried", "false repetitions", "where"),
    )
    for clip in clips:
        rows = [row for row in false if row.clip == clip.name]
        if not rows:
            continue
        where = ", ".join(f"{row.exercise} {row.counted}" for row in rows if row.counted)
        total = sum(row.counted for row in rows)
        table.add_row(
            clip.name,
            clip.exercise,
            clip.expected or "not counted",
            str(len(rows)),
            str(total),
            where,
            style="red" if total else None,
        )
    return table


def everything_table(everything: Sequence[FalseCount]) -> Table:
    """Every clip as every exercise, those that count anything."""
    counting = [row.exercise for row in everything if row.counted]
    exercises = [name for name in dict.fromkeys(r.exercise for r in everything) if name in counting]
    table = plain_table("Repetitions when asked for another exercise", "clip", *exercises)
    for clip in dict.fromkeys(row.clip for row in everything):
        counted = {row.exercise: row.counted for row in everything if row.clip == clip}
        table.add_row(clip, *(str(counted[name] or "·") for name in exercises))
    return table
