"""The exercises of whoever sits at this computer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from coach.cli.guard import tell
from coach.engine.catalogue import catalogue
from coach.engine.exercise import Exercise
from coach.settings import Settings


def own_exercises() -> Mapping[str, Exercise]:
    """Catalogue and taught exercises with the person's own values; the catalogue without a log.

    No log is made for it. What had to be left out is told.

    Raises:
        UserFacingError: the log can't be read, or a setting can't be used.
    """
    settings = Settings.from_environment()
    url = settings.url
    if url.get_backend_name() == "sqlite" and not Path(str(url.database)).is_file():
        return catalogue()
    # Slow to import, and needed only where there is a log.
    from coach.library import library_for
    from coach.records import Log, default_person, open_database

    with open_database(settings) as database:
        library = library_for(Log(database, default_person(database).id))
    for problem in library.problems:
        tell(problem)
    return library.own


def tell_if_own(exercise: Exercise) -> None:
    """Say that a set is judged by the person's own values, where it is."""
    usual = catalogue().get(exercise.id)
    if usual is not None and usual != exercise:
        tell(f"{exercise.name} is judged by your own values: see 'coach targets list'.")
