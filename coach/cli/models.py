"""``coach models``: the pose model and the browser's pose files on this machine."""

from __future__ import annotations

from pathlib import Path

import typer

from coach.cli.guard import CommandError
from coach.cli.progress import download_bar
from poses import browser_assets, models
from poses.models import ModelStatus


def show_models() -> None:
    """List everything that can be fetched with its state and place."""
    for status in [*models.list_models(), browser_assets.check_browser_assets()]:
        size = "" if status.size is None else f"{status.size / 1e6:.1f} MB"
        # no table: a path that is cut or folded can't be copied
        typer.echo(f"{status.name:<9}{status.state:<9}{size:>8}  {status.path}")


def fetch(name: str) -> None:
    """Fetch a model, or the browser's files, unless it is there.

    Raises:
        UserFacingError: it is not known or could not be had.
    """
    _refuse_unknown(name)
    if name == browser_assets.NAME:
        with download_bar("Fetching the browser's pose files") as progress:
            path: Path = browser_assets.ensure_browser_assets(progress=progress).folder
    else:
        with download_bar() as progress:
            path = models.ensure_model(name, progress=progress)
    typer.echo(f"{_title(name)} ready: {path}")


def check(name: str) -> None:
    """Say that a model, or all of the browser's files, is intact.

    Raises:
        UserFacingError: it is not known, missing or damaged.
    """
    _refuse_unknown(name)
    status = _status(name)
    command = f"'coach models fetch {name}'"
    if status.state == "missing":
        raise CommandError(f"{_title(name)} not at {status.path}: run {command}.")
    if status.state == "damaged":
        raise CommandError(f"{status.path} is damaged: delete it and run {command}.")
    typer.echo(f"{_title(name)} intact: {status.path}")


def _title(name: str) -> str:
    if name == browser_assets.NAME:
        return "The browser's pose files are"
    return f"The model “{name}” is"


def _status(name: str) -> ModelStatus:
    if name == browser_assets.NAME:
        return browser_assets.check_browser_assets()
    return models.check_model(name)


def _refuse_unknown(name: str) -> None:
    known = [*models.MODELS, browser_assets.NAME]
    if name not in known:
        raise CommandError(f"There is no model named “{name}”: choose one of {', '.join(known)}.")
