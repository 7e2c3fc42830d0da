"""Whose records a command is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coach.records import Database, Person

Who = Annotated[
    str | None,
    typer.Option(metavar="NAME|ID", help="Whose; not needed with one person on this computer."),
]


@contextmanager
def database_here() -> Iterator[Database]:
    """The records of this computer, or those that the environment names.

    Raises:
        StorageError: they can't be opened.
        SettingsError: a setting can't be used.
    """
    from coach.records import open_database
    from coach.settings import Settings

    with open_database(Settings.from_environment()) as database:
        yield database


def person_meant(database: Database, wanted: str | None) -> Person:
    """The person of this id or name; without one, the only person of this computer.

    Raises:
        CommandError: nobody, or more than one, is meant.
    """
    from coach.cli.guard import CommandError
    from coach.records import default_person
    from coach.records.people import everybody

    if wanted is None:
        return default_person(database)
    found = [one for one in everybody(database) if wanted in (str(one.id), one.display_name)]
    if len(found) == 1:
        return found[0]
    raise CommandError(
        f"Nobody is called {wanted}: see 'coach user list' for names and ids."
        if not found
        else f"{len(found)} people are called {wanted}: give the id that 'coach user list' shows."
    )
