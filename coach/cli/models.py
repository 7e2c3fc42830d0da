"""``coach models``: the pose model on this machine."""

from __future__ import annotations

import typer

from coach.cli.guard import CommandError
from coach.cli.progress import download_bar
from poses import models


def show_models() -> None:
    """List the known models with their state and place."""
    for status in models.list_models():
        size = "" if status.size is None else f"{status.size / 1e6:.1f} MB"
        # no table: a path that is cut or folded can't be copied
        typer.echo(f"{status.name:<6}{status.state:<9}{size:>8}  {status.path}")


def fetch(name: str) -> None:
    """Fetch a model unless it is there.

    Raises:
        ModelUnavailableError: it is not known or could not be had.
    """
    with download_bar() as progress:
        path = models.ensure_model(name, progress=progress)
    typer.echo(f"The model “{name}” is ready: {path}")


def check(name: str) -> None:
    """Say that a model is intact.

    Raises:
        UserFacingError: it is not known, missing or damaged.
    """
    status = models.check_model(name)
    if status.state == "missing":
        raise CommandError(
            f"The model “{name}” is not at {status.path}: get it with 'coach models fetch {name}'."
        )
    if status.state == "damaged":
        raise CommandError(
            f"{status.path} is damaged: delete it and run 'coach models fetch {name}'."
        )
    typer.echo(f"The model “{name}” is intact: {status.path}")
