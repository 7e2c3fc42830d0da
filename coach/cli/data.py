"""``coach data``: back up, restore, take along, erase."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from coach.cli.data_keys import new_key, reencrypt
from coach.cli.whose import Who, database_here, person_meant

data_app = typer.Typer(
    help="Everything that is kept: back up, restore, export, erase.", no_args_is_help=True
)

BackupFile = Annotated[Path, typer.Argument(metavar="FILE.zip", help="The backup.")]


@data_app.command("backup")
def backup(
    target: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE.zip]", help="Where to.", show_default="one named by today's date"
        ),
    ] = None,
) -> None:
    """Write log, videos and the clinic's own files into one file; the app may be running."""
    from coach import clock
    from coach.cli.guard import CommandError
    from coach.records.backup import back_up
    from coach.settings import Settings

    target = target or Path(f"back-coach-{clock.now():%Y-%m-%d}.zip")
    if target.exists():
        raise CommandError(f"{target} is there already: give another name, or move it away.")
    made = back_up(Settings.from_environment(), target)
    typer.echo(f"Kept in {target}: {_amount(made.rows, made.files)}. Keep it as private as a log.")
    if made.key_ids:
        typer.echo(
            "Movements and videos in it are encrypted; the keys are not in it. Keep these keys in "
            f"another safe place: {', '.join(made.key_ids)}."
        )


@data_app.command("check")
def check_backup(source: BackupFile) -> None:
    """Read a backup whole and compare every checksum."""
    from coach.records.backup_file import check

    found = check(source)
    typer.echo(
        f"{source} is whole: {_amount(found.rows, found.files)}, made {_when(found.made_at)}."
    )


@data_app.command("restore")
def restore_backup(
    source: BackupFile,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Move today's log aside and put the backup in its place."),
    ] = False,
) -> None:
    """Put a backup in the place of the log; stop the app before."""
    from coach.records.restoring import restore
    from coach.settings import Settings

    found, aside = restore(Settings.from_environment(), source, replace=replace)
    typer.echo(f"Restored: {_amount(found.rows, found.files)}, as of {_when(found.made_at)}.")
    if aside is not None:
        typer.echo(f"What was there before lies in {aside}.")
    keys = Settings.from_environment().keys
    missing = [key_id for key_id in found.key_ids if keys.find(key_id) is None]
    if missing:
        typer.echo(
            "Movements and videos of it are encrypted with keys that are not here: add them to "
            f"BACK_COACH_ENCRYPTION_KEY: {', '.join(missing)}."
        )


@data_app.command("export")
def export(
    target: Annotated[Path, typer.Argument(metavar="FILE.zip", help="Where to.")],
    person: Who = None,
) -> None:
    """Write everything that is kept of one person: JSON, CSV, recordings, videos."""
    from coach.records.auditing import note_export
    from coach.records.exporting import export_person

    with database_here() as database:
        found = person_meant(database, person)
        export_person(database, found.id, target)
        note_export(database, found.id, "everything that is kept, by the clinic's command line")
    typer.echo(f"Everything of {found.display_name} is in {target}. Nothing in it is encrypted.")


@data_app.command("erase")
def erase(
    person: Who = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Delete a person's account and record; where records must be kept, later (see README)."""
    from coach.live.livecoach import journal_folder
    from coach.records.erasing import leave
    from coach.settings import Settings

    settings = Settings.from_environment()
    with database_here() as database:
        found = person_meant(database, person)
        if not yes and not typer.confirm(
            f"Delete everything of {found.display_name} ({found.id})? This can't be undone."
        ):
            typer.echo("Nothing was changed.")
            return
        gone = leave(
            database, found.id, journal_folder(settings), keep_days=settings.keep_records_days
        )
    typer.echo(
        "Everything is deleted."
        if gone
        else f"The account and the videos are deleted; the record is closed and goes after "
        f"{settings.keep_records_days} days, by 'coach data purge'."
    )


@data_app.command("purge")
def purge() -> None:
    """Delete the records of those who left and need no longer be kept; run it once a day."""
    from coach.live.livecoach import journal_folder
    from coach.records.erasing import erase_due
    from coach.settings import Settings

    settings = Settings.from_environment()
    with database_here() as database:
        count = erase_due(database, journal_folder(settings), keep_days=settings.keep_records_days)
    typer.echo(f"Deleted: the records of {count} who left.")


@data_app.command("expire")
def expire() -> None:
    """Delete what nobody agrees to any more and what is old; the server does it once a day."""
    from coach.settings import Settings
    from coach.trust.housekeeping import keep_house

    with database_here() as database:
        done = keep_house(database, Settings.from_environment())
    typer.echo(
        f"Deleted: movements of {done.movements} sets, videos of {done.videos} sets, "
        f"{done.audit} lines of the trail, {done.sign_ins} old sign-ins."
    )


data_app.command("new-key")(new_key)
data_app.command("reencrypt")(reencrypt)


def _amount(rows: int, files: int) -> str:
    return f"{rows} rows and {files} {'file' if files == 1 else 'files'}"


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
