"""``coach batch``: work over everything that a clinic has stored."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

batch_app = typer.Typer(
    help="Work over all that is stored, on all cores or a cluster.", no_args_is_help=True
)


@batch_app.command("reanalyse")
def reanalyse(
    target: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FOLDER]", help="Where to.", show_default="one named by today's date"
        ),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only sets of this day and later."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes on this computer.", show_default="one for each core"),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A Dask scheduler, such as tcp://10.0.0.5:8786."),
    ] = None,
) -> None:
    """Judge stored movements with today's engine and tell what differs; the log stays as it is."""
    from coach import clock
    from coach.batch.judging import Task
    from coach.batch.report import Report
    from coach.batch.running import judge_all
    from coach.records import open_database
    from coach.records.stored_sets import sets_with_movement
    from coach.settings import Settings

    now = clock.now()
    with open_database(Settings.from_environment()) as database:
        found = sets_with_movement(database, since.astimezone() if since else None)
    tasks = [Task(person, set_id) for person, set_id in found]
    folder = target or Path(f"back-coach-reanalysis-{now:%Y-%m-%d}")
    with Report(folder, now) as report:
        for judged in judge_all(tasks, workers=workers, cluster=cluster):
            report.add(judged)
    counts = report.summary.outcomes
    amiss = sum(count for name, count in counts.items() if name not in ("same", "different"))
    typer.echo(
        f"{len(tasks)} sets judged again: {counts['same']} the same, {counts['different']} "
        f"different, {amiss} could not be judged. See {folder}."
    )
    if amiss:
        from coach.cli.guard import SOME_FAILED

        raise typer.Exit(SOME_FAILED)
