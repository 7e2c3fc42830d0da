"""``coach targets``: a person's own values for the thresholds of exercises.

Whoever sits at this computer changes the values of the one person who needs no account, and
a change by hand is kept as the therapist's, unless it is said to be the person's own wish.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coach.records import Log

targets_app = typer.Typer(
    help="Your own values for exercises: list, set, withdraw.", no_args_is_help=True
)

ExerciseId = Annotated[str, typer.Argument(metavar="EXERCISE", help="Its id.")]
Key = Annotated[str, typer.Argument(metavar="KEY", help="As 'coach targets list' shows it.")]


@targets_app.command("list")
def list_targets(
    exercise: Annotated[
        str | None, typer.Argument(metavar="[EXERCISE]", help="Its id, to see all its values.")
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="Show every value that there was.")
    ] = False,
) -> None:
    """Show your own values, or all values of one exercise with what they can be."""
    with _log() as log:
        if exercise is None:
            _show_own(log)
        elif history:
            _show_history(log, exercise)
        else:
            _show_sheet(log, exercise)


# A value may be negative: that is no option.
@targets_app.command("set", context_settings={"ignore_unknown_options": True})
def set_target(
    exercise: ExerciseId,
    key: Key,
    value: Annotated[float, typer.Argument(help="In the unit that 'coach targets list' shows.")],
    reason: Annotated[str, typer.Option(help="Why; it is kept with the value.")],
    mine: Annotated[
        bool, typer.Option("--mine", help="Your own wish, not your therapist's.")
    ] = False,
) -> None:
    """Set a value of your own; what can't be is refused with what can."""
    from coach.library import change_targets
    from coach.records import TargetSource

    set_by = TargetSource.PATIENT if mine else TargetSource.THERAPIST
    with _log() as log:
        change_targets(log, exercise, {key: value}, set_by=set_by, reason=reason)
    typer.echo(f"{exercise}: {key} is {value:g} for you now.")


@targets_app.command("withdraw")
def withdraw(exercise: ExerciseId, key: Key) -> None:
    """Go back to the usual value; yours stays in the history."""
    with _log() as log:
        log.withdraw_target(exercise, key)
    typer.echo(f"{exercise}: {key} is as usual again.")


@contextmanager
def _log() -> Iterator[Log]:
    """The log of the one person of this installation."""
    from coach.records import Log, default_person, open_database
    from coach.settings import Settings

    with open_database(Settings.from_environment()) as database:
        yield Log(database, default_person(database).id)


def _show_own(log: Log) -> None:
    from coach.cli.guard import tell
    from coach.library import library_for
    from coach.library.sheet import WHO, sheet

    targets = log.targets()
    if not targets:
        typer.echo("All exercises have their usual values: 'coach targets list squat' shows them.")
        return
    library = library_for(log)
    for problem in library.problems:
        tell(problem)
    rows = [
        (known.id, entry.key, entry.say(entry.own.value), WHO[entry.own.set_by], entry.own.reason)
        for known in library.usual.values()
        for entry in sheet(known, targets)
        if entry.own is not None
    ]
    known_ids = set(library.usual)
    rows += [
        (each.exercise, each.key, f"{each.value:g}", WHO[each.set_by], each.reason)
        for each in targets
        if each.exercise not in known_ids
    ]
    _table(("Exercise", "Key", "Yours", "Set", "Why"), rows)


def _show_sheet(log: Log, exercise_id: str) -> None:
    from coach.engine.catalogue import find_exercise
    from coach.engine.thresholds import figure
    from coach.library import library_for
    from coach.library.sheet import sheet

    exercise = find_exercise(exercise_id, library_for(log).usual)
    rows = []
    for entry in sheet(exercise, log.targets(exercise_id)):
        own = "" if entry.own is None else entry.say(entry.own.value)
        can = entry.threshold
        span = "" if can is None else f"{figure(can.low)} to {figure(can.high)}"
        rows.append((entry.key, entry.title, entry.usual_words, own, span))
    _table(("Key", "What", "Usual", "Yours", "Can be"), rows)


def _show_history(log: Log, exercise_id: str) -> None:
    from coach.library.sheet import WHO

    rows = []
    for past in log.target_history(exercise_id):
        until = "" if past.ended_at is None else f"{past.ended_at.astimezone():%Y-%m-%d %H:%M}"
        since = f"{past.set_at.astimezone():%Y-%m-%d %H:%M}"
        rows.append((since, until, past.key, f"{past.value:g}", WHO[past.set_by], past.reason))
    if not rows:
        typer.echo("There was never a value of your own for this exercise.")
        return
    _table(("Since", "Until", "Key", "Value", "Set", "Why"), rows)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for head in heads:
        # a key that is cut can't be copied
        table.add_column(head, no_wrap=head in ("Exercise", "Key"), overflow="fold")
    for row in rows:
        # as text: a reason may hold what looks like markup
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
