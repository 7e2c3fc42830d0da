"""Results as tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from coach.engine.results import FaultSeen, Score, SetResult
from coach.engine.summary import summarise

VIEWS: Final = {
    "side_left": "side",
    "side_right": "side",
    "front": "front",
    "rear": "back",
    "oblique": "at an angle",
    "unknown": "not known",
}


def show_result(result: SetResult, file: str) -> None:
    """Print one set: what was done, each repetition, the score, and what can't be said."""
    console = Console(highlight=False)
    console.print(Text(f"{result.exercise_name} · {file}", "bold"))
    facts = f"seen from: {VIEWS.get(result.view, result.view)} · {result.duration_s:.1f} s"
    console.print(Text(f"{facts} · {result.fps:.0f} frames/s", "dim"))
    if result.repetitions:
        _block(console, "Repetitions", repetition_table(result))
    if result.holds:
        _block(console, "Holds", hold_table(result))
    if result.partial_repetitions:
        lines = [f"{p.start_s:.1f}–{p.end_s:.1f} s: {p.reason}" for p in result.partial_repetitions]
        _block(console, "Begun but not counted", *lines)
    if result.score.parts:
        _block(console, f"Score {_number(result.score.value)} of 100", score_table(result.score))
    if result.measurements:
        _block(console, "Measured", *(f"{n}: {v:.1f}" for n, v in result.measurements.items()))
    if result.not_assessed:
        _block(console, "Not assessed", *(f"{n.what}: {n.reason}" for n in result.not_assessed))
    if result.warnings:
        _block(console, "Please note", *result.warnings)
    _block(console, "In short", " ".join(summarise(result)))


def show_folder(results: Sequence[tuple[str, SetResult]]) -> None:
    """Print one line for each file."""
    if not results:
        return
    table = Table("File", "Exercise", "Done", "Score", "Faults", "Notes", box=None, pad_edge=False)
    for file, result in results:
        held = f"{result.hold_s:.0f} s" if result.holds else ""
        table.add_row(
            Text(file),
            result.exercise_name,
            held or f"{len(result.repetitions)} ×",
            _number(result.score.value),
            str(len(result.faults)),
            str(len(result.warnings)),
        )
    Console(highlight=False).print(table)


def repetition_table(result: SetResult) -> Table:
    """Number, side, time, range, tempo, score and faults of every repetition."""
    sided = any(repetition.side for repetition in result.repetitions)
    heads = ["No.", *(["Side"] if sided else []), "Time", "Range", "Tempo", "Score", "Faults"]
    table = _table(*heads)
    for rep in result.repetitions:
        out, back = rep.turn_s - rep.start_s, rep.end_s - rep.turn_s
        rom = "–" if rep.range_of_motion_deg is None else f"{rep.range_of_motion_deg:.0f}°"
        table.add_row(
            str(rep.number),
            *([rep.side.value if rep.side else "–"] if sided else []),
            f"{rep.start_s:.1f}–{rep.end_s:.1f} s",
            rom,
            f"{out:.1f} + {back:.1f} s",
            _number(rep.score.value),
            _faults(rep.faults),
        )
    return table


def hold_table(result: SetResult) -> Table:
    """Time, length, time in good form and faults of every hold."""
    table = _table("No.", "Time", "Held", "In good form", "Faults")
    for number, hold in enumerate(result.holds, 1):
        table.add_row(
            str(number),
            f"{hold.start_s:.1f}–{hold.end_s:.1f} s",
            f"{hold.duration_s:.1f} s",
            f"{hold.in_tolerance_s:.1f} s",
            _faults(hold.faults),
        )
    return table


def score_table(score: Score) -> Table:
    """Every part of a score with its weight, or why it was not assessed."""
    table = _table("Part", "Points", "Weight", "")
    for part in score.parts:
        weight = f"{100 * part.weight:.0f} %" if part.value is not None else ""
        table.add_row(part.part.value, _number(part.value), weight, part.reason)
    return table


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _block(console: Console, title: str, *content: Table | str) -> None:
    console.print()
    console.print(Text(title, "bold"))
    for piece in content:
        body = Text(piece) if isinstance(piece, str) else piece
        console.print(Padding(body, (0, 0, 0, 2), expand=False))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def _faults(faults: Sequence[FaultSeen]) -> str:
    return "; ".join(f"{f.title} ({f.value:.0f}{_unit(f)})" for f in faults) or "–"


def _unit(fault: FaultSeen) -> str:
    return {"deg": "°", "ratio": "", "": ""}.get(fault.unit, f" {fault.unit}")
