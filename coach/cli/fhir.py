"""``coach fhir``: records for another clinic, and whether a file of another program is valid."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coach.cli.whose import Who, database_here, person_meant

if TYPE_CHECKING:
    from coach.fhir.checking import Checked

fhir_app = typer.Typer(
    help="Records as HL7 FHIR R4, as clinics exchange them: export, check.", no_args_is_help=True
)


@fhir_app.command("export")
def export(
    target: Annotated[Path, typer.Argument(metavar="FILE.json", help="Where to.")],
    person: Who = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only from this day on.", show_default="all"),
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="Call people by their names, not by ids.")
    ] = False,
) -> None:
    """Write one person's records as a bundle: plan, goals, what was done, measured and told."""
    from coach.fhir import text_of
    from coach.records.care import Care
    from coach.records.whole_file import whole_file

    with database_here() as database:
        found = person_meant(database, person)
        care = Care(database, found, found.id)
        text = text_of(care, since=since and since.date(), names=names)
    with whole_file(target, "The file", "Nothing of the records was changed.") as part:
        part.write_text(text, encoding="utf-8")
    typer.echo(f"The records of {found.display_name} are in {target}: valid FHIR R4.")
    if not names:
        typer.echo("People are called by ids; goals and messages are as they were written.")


@fhir_app.command("check")
def check(
    source: Annotated[Path, typer.Argument(metavar="FILE.json", help="A bundle, of anybody's.")],
) -> None:
    """Say whether a bundle is valid, what is in it, and whether its numbers can be read back."""
    from coach.cli.guard import SOME_FAILED, CommandError
    from coach.fhir.checking import check as checked

    try:
        text = source.read_bytes()
    except OSError as error:
        raise CommandError(f"{source} can't be read: {error.strerror or error}.") from error
    found = checked(text)
    for problem in found.problems:
        typer.echo(problem)
    if not found.valid:
        typer.echo(f"{source} is not valid FHIR R4.")
        raise typer.Exit(SOME_FAILED)
    held = ", ".join(f"{count} {kind}" for kind, count in found.resources.items())
    typer.echo(f"{source} is valid FHIR R4: {held or 'nothing in it'}.")
    _read_back(found)


def _read_back(found: Checked) -> None:
    from coach.fhir import NotOursError, read

    assert found.bundle is not None
    try:
        numbers = read(found.bundle)
    except NotOursError:
        typer.echo("It was not written by Back Coach, so its numbers are not read back.")
        return
    values = sum(len(one.values) for one in numbers.measured)
    typer.echo(
        f"Read back: {len(numbers.measured)} observations with {values} values, "
        f"{len(numbers.doses)} doses, {len(numbers.answered)} questionnaires."
    )
