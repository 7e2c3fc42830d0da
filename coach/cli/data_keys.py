"""``coach data new-key`` and ``reencrypt``: the keys of movements and videos at rest."""

from __future__ import annotations

from typing import Annotated

import typer


def new_key() -> None:
    """Print a fresh key for BACK_COACH_ENCRYPTION_KEY; keep it apart from the backups."""
    from coach.keyring import new_key as fresh

    typer.echo(fresh())


def reencrypt(
    open_all: Annotated[
        bool, typer.Option("--open", help="Take everything out of encryption instead.")
    ] = False,
) -> None:
    """Bring all movements and videos under today's key; the app may be running."""
    from coach.cli.guard import CommandError
    from coach.records import open_database
    from coach.records.resealing import reseal_tracks
    from coach.settings import Settings
    from coach.web.live.clip_file import seal_again

    settings = Settings.from_environment()
    keys = settings.keys
    if keys.current is None:
        raise CommandError(
            "There is no key: set BACK_COACH_ENCRYPTION_KEY to what 'coach data new-key' prints."
        )
    if open_all:
        keys = keys.only_opening
    with open_database(settings) as database:
        movements = reseal_tracks(database, keys)
        folders = sorted(database.videos.iterdir()) if database.videos.is_dir() else []
        videos = sum(seal_again(folder, keys) for folder in folders)
    done = "Opened" if open_all else f"Now under the key {keys.keys[0].id}"
    typer.echo(f"{done}: {movements} movements and {videos} videos.")
    typer.echo(
        "Videos that are still coming in are left as they are: run this again later, and leave the "
        "older keys in their place until it has nothing more to do."
    )
