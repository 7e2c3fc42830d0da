"""``coach exercises`` and ``coach log``."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.table import Column, Table

from coach.cli.own import own_exercises
from coach.cli.screen import VIEWS
from coach.engine.catalogue import find_exercise


def show_exercises() -> None:
    """List the catalogue and what was taught here.

    Raises:
        UserFacingError: an exercise file or the log can't be used.
    """
    whole_id = Column("Id", no_wrap=True)  # one that is cut can't be copied
    table = Table(whole_id, "Exercise", "Best view", "Goal", box=None, pad_edge=False)
    for exercise in own_exercises().values():
        best = VIEWS[exercise.camera.views[0].value]
        table.add_row(exercise.id, exercise.name, best, exercise.goal)
    Console().print(table)


def show_log(limit: int, exercise: str | None) -> None:
    """List the latest sets.

    Raises:
        UserFacingError: the exercise is not known, or the log can't be read.
    """
    from coach.records import Log, default_person, open_database
    from coach.settings import Settings

    if exercise is not None:
        find_exercise(exercise, own_exercises())
    with open_database(Settings.from_environment()) as database:
        sets = Log(database, default_person(database).id).sets(limit, exercise=exercise)
    if not sets:
        typer.echo("Nothing is in the log yet: analyse a video with --save.")
        return
    table = Table("Day", "Exercise", "Done", "Score", "Faults", "From", box=None, pad_edge=False)
    for entry in sets:
        done = f"{entry.hold_s:.0f} s" if entry.holds else f"{entry.repetitions} ×"
        table.add_row(
            entry.performed_at.astimezone().strftime("%Y-%m-%d %H:%M"),
            entry.exercise_name,
            done,
            "–" if entry.score is None else f"{entry.score:.0f}",
            str(entry.faults),
            entry.source_name,
        )
    Console().print(table)
