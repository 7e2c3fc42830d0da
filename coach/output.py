"""A result as plain data: the JSON object and the CSV rows that others build upon.

Both are described in ``docs/cli.md``; a change that breaks a reader raises ``SCHEMA_VERSION``.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from typing import Any, Final

from coach.engine.results import (
    FaultSeen,
    Hold,
    Part,
    PartialRepetition,
    Repetition,
    Score,
    SetResult,
)
from coach.engine.summary import summarise

SCHEMA_VERSION: Final = 1

CSV_COLUMNS: Final = (
    "file",
    "exercise",
    "kind",
    "number",
    "side",
    "start_s",
    "turn_s",
    "end_s",
    "duration_s",
    "range_of_motion_deg",
    "in_tolerance_s",
    "score",
    *(f"score_{part.value}" for part in Part),
    "faults",
    "note",
)

Json = dict[str, Any]


def result_object(result: SetResult, file: str) -> Json:
    """A result as JSON can hold it: rounded, with None for what is not known.

    Seconds to 1/1000, degrees and scores to 1/10, shares and weights to 1/1000.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "file": file,
        "exercise": result.exercise,
        "exercise_name": result.exercise_name,
        "view": result.view,
        "fps": rounded(result.fps, 3),
        "duration_s": rounded(result.duration_s, 3),
        "repetitions": [_repetition(repetition) for repetition in result.repetitions],
        "partial_repetitions": [_partial(partial) for partial in result.partial_repetitions],
        "hold_s": rounded(result.hold_s, 3),
        "holds": [_hold(hold) for hold in result.holds],
        "score": rounded(result.score.value, 1),
        "score_parts": _score_parts(result.score),
        "not_assessed": [
            {"what": entry.what, "reason": entry.reason} for entry in result.not_assessed
        ],
        "warnings": list(result.warnings),
        "summary": list(summarise(result)),
        "measurements": {
            name: rounded(value, 3) for name, value in sorted(result.measurements.items())
        },
        "usable_share": rounded(result.usable_share, 3),
    }


def failure_object(file: str, error: str) -> Json:
    """A file that could not be analysed, and the sentence that says why."""
    return {"file": file, "error": error}


def csv_rows(result: SetResult, file: str) -> list[Json]:
    """One row for each repetition, hold and partial repetition, in order of time."""
    rows = [
        _row(file, result, "repetition", repetition.start_s, repetition.end_s)
        | {
            "number": repetition.number,
            "side": repetition.side,
            "turn_s": rounded(repetition.turn_s, 3),
            "range_of_motion_deg": rounded(repetition.range_of_motion_deg, 1),
            "score": rounded(repetition.score.value, 1),
            "faults": " ".join(fault.check for fault in repetition.faults),
        }
        | {f"score_{part.part.value}": rounded(part.value, 1) for part in repetition.score.parts}
        for repetition in result.repetitions
    ]
    rows += [
        _row(file, result, "hold", hold.start_s, hold.end_s)
        | {
            "number": number,
            "side": hold.side,
            "in_tolerance_s": rounded(hold.in_tolerance_s, 3),
            "faults": " ".join(fault.check for fault in hold.faults),
        }
        for number, hold in enumerate(result.holds, 1)
    ]
    rows += [
        _row(file, result, "partial", partial.start_s, partial.end_s)
        | {"side": partial.side, "note": partial.reason}
        for partial in result.partial_repetitions
    ]
    return sorted(rows, key=lambda row: float(row["start_s"]))


def csv_text(rows: Iterable[Json]) -> str:
    """The rows as CSV with a header (RFC 4180)."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, CSV_COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def rounded(value: float | None, digits: int) -> float | None:
    """The value with so many decimals; None for what is not known or not finite."""
    if value is None or not math.isfinite(value):
        return None
    return round(float(value), digits) + 0.0  # without it a tiny negative number becomes -0.0


def _repetition(repetition: Repetition) -> Json:
    return {
        "number": repetition.number,
        "start_s": rounded(repetition.start_s, 3),
        "turn_s": rounded(repetition.turn_s, 3),
        "end_s": rounded(repetition.end_s, 3),
        "side": repetition.side,
        "range_of_motion_deg": rounded(repetition.range_of_motion_deg, 1),
        "score": rounded(repetition.score.value, 1),
        "score_parts": _score_parts(repetition.score),
        "faults": _faults(repetition.faults),
    }


def _partial(partial: PartialRepetition) -> Json:
    return {
        "start_s": rounded(partial.start_s, 3),
        "end_s": rounded(partial.end_s, 3),
        "side": partial.side,
        "fraction": rounded(partial.fraction, 3),
        "reason": partial.reason,
    }


def _hold(hold: Hold) -> Json:
    return {
        "start_s": rounded(hold.start_s, 3),
        "end_s": rounded(hold.end_s, 3),
        "side": hold.side,
        "in_tolerance_s": rounded(hold.in_tolerance_s, 3),
        "steadiness_deg": rounded(hold.steadiness_deg, 2),
        "faults": _faults(hold.faults),
    }


def _score_parts(score: Score) -> Json:
    return {
        part.part.value: {
            "value": rounded(part.value, 1),
            "weight": rounded(part.weight, 3),
            "reason": part.reason,
        }
        for part in score.parts
    }


def _faults(faults: Sequence[FaultSeen]) -> list[Json]:
    return [
        {
            "check": fault.check,
            "title": fault.title,
            "severity": fault.severity.value,
            "start_s": rounded(fault.start_s, 3),
            "end_s": rounded(fault.end_s, 3),
            "measure": fault.measure,
            "value": rounded(fault.value, 3),
            "threshold": rounded(fault.threshold, 3),
            "unit": fault.unit,
            "cue": fault.cue,
        }
        for fault in faults
    ]


def _row(file: str, result: SetResult, kind: str, start_s: float, end_s: float) -> Json:
    return {
        "file": file,
        "exercise": result.exercise,
        "kind": kind,
        "start_s": rounded(start_s, 3),
        "end_s": rounded(end_s, 3),
        "duration_s": rounded(end_s - start_s, 3),
    }
