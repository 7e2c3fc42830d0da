"""What the list beside the video says about each repetition or hold."""

from __future__ import annotations

from typing import Any

from coach.engine.catalogue import catalogue
from coach.engine.exercise import Exercise
from coach.engine.results import FaultSeen, Hold, PartialRepetition, Repetition, SetResult
from coach.engine.summary import band
from coach.web.words import SEVERITIES, clock, count_words, degrees, seconds_words

Row = dict[str, Any]


def rows(result: SetResult, exercise: Exercise | None = None) -> list[Row]:
    """Rows in order of time, ready for the player: each can be jumped to by its ``start``.

    Without the ``exercise`` the one of the catalogue says what its range is called.
    """
    measured = _range_title(exercise or catalogue().get(result.exercise))
    found = [_repetition(rep, measured) for rep in result.repetitions]
    found += [_hold(number, hold) for number, hold in enumerate(result.holds, start=1)]
    found += [_partial(partial) for partial in result.partial_repetitions]
    return sorted(found, key=lambda row: float(row["start"]))


def _range_title(exercise: Exercise | None) -> str:
    if exercise is None or exercise.range is None:
        return "range"
    return exercise.range.title


def _repetition(rep: Repetition, measured: str) -> Row:
    side = f", {rep.side.value} side" if rep.side else ""
    facts = []
    if rep.range_of_motion_deg is not None:
        facts.append(f"{measured.capitalize()} {degrees(rep.range_of_motion_deg)}")
    out_s, back_s = rep.turn_s - rep.start_s, rep.end_s - rep.turn_s
    facts.append(f"{out_s:.1f} s out, {back_s:.1f} s back")
    return {
        "kind": "repetition",
        "badge": str(rep.number),
        "title": f"Repetition {rep.number}{side}",
        "when": f"{clock(rep.start_s)} to {clock(rep.end_s)}",
        "facts": " · ".join(facts),
        "score": _score(rep.score.value),
        "faults": _faults(rep.faults),
        "start": round(rep.start_s, 3),
        "end": round(rep.end_s, 3),
    }


def _hold(number: int, hold: Hold) -> Row:
    side = f", {hold.side.value} side" if hold.side else ""
    return {
        "kind": "hold",
        "badge": str(number),
        "title": f"Held for {seconds_words(hold.duration_s)}{side}",
        "when": f"{clock(hold.start_s)} to {clock(hold.end_s)}",
        "facts": f"{seconds_words(hold.in_tolerance_s)} of it in good position",
        "score": "",
        "faults": _faults(hold.faults),
        "start": round(hold.start_s, 3),
        "end": round(hold.end_s, 3),
    }


def _partial(partial: PartialRepetition) -> Row:
    side = f", {partial.side.value} side" if partial.side else ""
    return {
        "kind": "partial",
        "badge": "–",
        "title": f"Not counted{side}",
        "when": f"{clock(partial.start_s)} to {clock(partial.end_s)}",
        "facts": _sentence(partial.reason),
        "score": "",
        "faults": [],
        "start": round(partial.start_s, 3),
        "end": round(partial.end_s, 3),
    }


def _score(value: float | None) -> str:
    return "" if value is None else f"{value:.0f} of 100, {band(value)}"


def _faults(faults: tuple[FaultSeen, ...]) -> list[dict[str, str]]:
    """One line for each kind of fault, however often it was seen."""
    by_check: dict[str, list[FaultSeen]] = {}
    for fault in faults:
        by_check.setdefault(fault.check, []).append(fault)
    lines = []
    for same in by_check.values():
        often = f", {count_words(len(same), 'time')}" if len(same) > 1 else ""
        first = same[0]
        lines.append(
            {
                "title": f"{SEVERITIES[first.severity]}: {first.title.lower()}{often}",
                "cue": f"Try: {first.cue.lower()}.",
            }
        )
    return lines


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "." if text else ""
