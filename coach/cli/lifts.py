"""``coach lifts``: the lifts of a recording, described."""

from __future__ import annotations

import json
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from coach.analysis import analyse_track
from coach.cli.guard import CommandError
from coach.cli.recording import track_of
from coach.engine.catalogue import catalogue, find_exercise
from coach.lifting import Lift, describe_lifts, is_lift, summary
from coach.lifting.output import lifts_object
from coach.lifting.words import hands_words, kind_words, measured_cm, pause_words, style_words
from coach.lifting.words import turn_words as turned


def show_lifts(
    source: Path, exercise: str, height_cm: float | None, as_json: bool, model: Path | None
) -> None:
    """Describe the lifts of a video or of a saved landmark recording.

    Raises:
        UserFacingError: the file, the exercise, the height or the model can't be used.
    """
    if not is_lift(find_exercise(exercise)):
        lifting = ", ".join(one.id for one in catalogue().values() if is_lift(one))
        raise CommandError(f"'{exercise}' is no lifting exercise: choose one of {lifting}.")
    if height_cm is not None and not 50 <= height_cm <= 250:
        raise CommandError("Give the standing height in centimetres, from 50 to 250.")
    height_m = None if height_cm is None else height_cm / 100.0
    analysis = analyse_track(track_of(source, model, "Analysing"), exercise)
    lifts = describe_lifts(analysis.track, analysis.result, height_m=height_m)
    if as_json:
        content = lifts_object(lifts, str(source), height_m)
        typer.echo(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False))
        return
    console = Console(highlight=False)
    console.print(Text(f"{analysis.result.exercise_name} · {source}", "bold"))
    if lifts:
        console.print(lift_table(lifts))
    for sentence in summary(lifts):
        console.print(Text(sentence))
    for what, reason in dict.fromkeys(
        (entry.what, entry.reason) for lift in lifts for entry in lift.not_assessed
    ):
        console.print(Text(f"Not assessed: {what.lower()}. {reason}", "dim"))
    if height_m is None and lifts:
        console.print(Text("Lengths fit an average adult: --height makes them more exact.", "dim"))


def lift_table(lifts: tuple[Lift, ...]) -> Table:
    """One line for each lift."""
    heads = ("No.", "Time, s", "What", "Style", "Reach", "Hands", "Turn", "Then")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for head in heads:
        table.add_column(head, no_wrap=head != "Style")
    for lift in lifts:
        table.add_row(
            str(lift.number),
            f"{lift.start_s:.1f}–{lift.end_s:.1f}",
            kind_words(lift),
            style_words(lift),
            measured_cm(lift.reach_m),
            hands_words(lift),
            turned(lift),
            pause_words(lift),
        )
    return table
