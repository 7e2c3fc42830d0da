"""The repetitions of a set as a table, and its faults in order of time."""

from __future__ import annotations

from typing import Any

from coach.engine.results import FaultSeen, Hold, PartialRepetition, Repetition, SetResult

Row = dict[str, Any]


def table(result: SetResult) -> list[Row]:
    """One row for every repetition, hold, and movement that did not count, in order of time.

    ``start``, ``turn``, ``end`` and the lengths are seconds, ``range`` degrees, ``score`` 0..100.
    """
    found = [_repetition(rep) for rep in result.repetitions]
    found += [_hold(number, hold) for number, hold in enumerate(result.holds, start=1)]
    found += [_partial(partial) for partial in result.partial_repetitions]
    return sorted(found, key=lambda row: float(row["start"]))


def faults(result: SetResult) -> list[Row]:
    """Every fault with the repetition or hold in which it was seen, in order of time."""
    pieces = [("repetition", rep.number, rep.faults) for rep in result.repetitions]
    pieces += [("hold", number, hold.faults) for number, hold in enumerate(result.holds, start=1)]
    found = [_fault(kind, number, fault) for kind, number, seen in pieces for fault in seen]
    return sorted(found, key=lambda row: float(row["start"]))


def _repetition(rep: Repetition) -> Row:
    return {
        "kind": "repetition",
        "number": rep.number,
        "side": rep.side.value if rep.side else "",
        "start": round(rep.start_s, 3),
        "turn": round(rep.turn_s, 3),
        "end": round(rep.end_s, 3),
        "range": _rounded(rep.range_of_motion_deg),
        "score": _rounded(rep.score.value),
        "faults": _titles(rep.faults),
        "note": "",
    }


def _hold(number: int, hold: Hold) -> Row:
    return {
        "kind": "hold",
        "number": number,
        "side": hold.side.value if hold.side else "",
        "start": round(hold.start_s, 3),
        "turn": None,
        "end": round(hold.end_s, 3),
        "range": None,
        "score": None,
        "faults": _titles(hold.faults),
        "note": f"{hold.in_tolerance_s:.0f} s of it in good position",
    }


def _partial(partial: PartialRepetition) -> Row:
    return {
        "kind": "partial",
        "number": None,
        "side": partial.side.value if partial.side else "",
        "start": round(partial.start_s, 3),
        "turn": None,
        "end": round(partial.end_s, 3),
        "range": None,
        "score": None,
        "faults": [],
        "note": f"Not counted: {partial.reason}" if partial.reason else "Not counted",
    }


def _fault(kind: str, number: int, fault: FaultSeen) -> Row:
    return {
        "kind": kind,
        "number": number,
        "check": fault.check,
        "title": fault.title,
        "severity": fault.severity.value,
        "measure": fault.measure,
        "start": round(fault.start_s, 3),
        "end": round(fault.end_s, 3),
        "value": _rounded(fault.value),
        "threshold": _rounded(fault.threshold),
        "unit": fault.unit,
    }


def _titles(faults: tuple[FaultSeen, ...]) -> list[str]:
    """Each kind of fault once."""
    return list(dict.fromkeys(fault.title for fault in faults))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
