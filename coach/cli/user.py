"""``coach user``: the first accounts of a clinic, and help for somebody who can't sign in.

Whoever may use this command on the server may do everything; the pages leave it to therapists and
administrators.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

if TYPE_CHECKING:
    from coach.records import Database, PersonId
    from coach.records.invitations import NewInvitation

user_app = typer.Typer(
    help="Who may sign in: add, list, disable, enable, reset.", no_args_is_help=True
)

HERE: Final = "http://localhost:8501"

RoleName = Literal["patient", "therapist", "admin"]
Login = Annotated[str, typer.Argument(metavar="LOGIN", help="As 'coach user list' shows it.")]
Address = Annotated[
    str, typer.Option(metavar="URL", help="Where people open the app, for the link.")
]


@user_app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="What the person is called.")],
    role: Annotated[RoleName, typer.Option(help="What they do here.")],
    login: Annotated[
        str | None,
        typer.Option(
            help="The name to sign in with: asks for a password here, instead of making a link."
        ),
    ] = None,
    mine: Annotated[
        bool,
        typer.Option(
            "--mine",
            help="With --login: the log kept here without accounts becomes this patient's.",
        ),
    ] = False,
    address: Address = HERE,
) -> None:
    """Let somebody in: by a link to send them, or by a password that is typed here."""
    from coach.cli.guard import CommandError
    from coach.records import Role, add_person
    from coach.records.accounts import Password, add_account, ready
    from coach.records.invitations import invite
    from coach.records.people import name_of

    try:
        name_of(name)
    except ValueError:
        raise CommandError("A person needs a name: say what they are called.") from None
    if mine and (login is None or role != "patient"):
        raise CommandError(
            "The log that was kept here becomes a patient's: give --role patient and --login."
        )
    with _database() as database:
        if login is None:
            _say_link(invite(database, name, Role(role), by=None), name, address)
        else:
            way = Password(login, _new_password())
            ready(way)  # before anybody is made known
            person = _me(database, name) if mine else add_person(database, name, Role(role)).id
            add_account(database, person, way)
            typer.echo(f"{name} can sign in as {way.login}.")
    _say_if_off()


@user_app.command("list")
def list_users() -> None:
    """Show who may sign in, and who is invited."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from coach.records.accounts import accounts
    from coach.records.invitations import open_invitations

    with _database() as database:
        rows = [
            (
                each.login,
                each.person.display_name,
                each.person.role.value,
                "" if each.state.value == "active" else "disabled",
                _day(each.signed_in_at),
            )
            for each in accounts(database)
        ]
        rows += [
            ("", each.person.display_name, each.person.role.value, "invited", "")
            for each in open_invitations(database).values()
            if each.purpose.value == "join"
        ]
    if not rows:
        typer.echo("Nobody signs in here yet: 'coach user add' makes the first account.")
        return
    table = Table(box=None, pad_edge=False)
    for head in ("Login", "Name", "Role", "State", "Last signed in"):
        table.add_column(head, no_wrap=head == "Login", overflow="fold")
    for row in rows:
        # as text: a name may hold what looks like markup
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


@user_app.command("disable")
def disable(login: Login) -> None:
    """Let somebody in no more, and sign them out everywhere; nothing is deleted."""
    _set_state(login, on=False)
    typer.echo(f"{login} is signed out everywhere and can't sign in.")


@user_app.command("enable")
def enable(login: Login) -> None:
    """Let somebody in again."""
    _set_state(login, on=True)
    typer.echo(f"{login} can sign in again.")


@user_app.command("reset")
def reset(login: Login, address: Address = HERE) -> None:
    """Make a link with which somebody chooses a new password."""
    from coach.cli.guard import CommandError
    from coach.records.accounts import find_account
    from coach.records.care_entries import AccountState
    from coach.records.invitations import new_link

    with _database() as database:
        account = find_account(database, login)
        if not account.has_password:
            raise CommandError(
                f"{account.login} signs in with the clinic's own service: the password is kept "
                "there."
            )
        if account.state is not AccountState.ACTIVE:
            raise CommandError(f"{account.login} is switched off: use 'coach user enable' first.")
        made = new_link(database, account.person.id, by=None)
        _say_link(made, account.person.display_name, address)


def _set_state(login: str, *, on: bool) -> None:
    from coach.records.accounts import find_account, set_state
    from coach.records.care_entries import AccountState

    with _database() as database:
        state = AccountState.ACTIVE if on else AccountState.DISABLED
        set_state(database, find_account(database, login).person.id, state, by=None)


def _me(database: Database, name: str) -> PersonId:
    from coach.records import default_person
    from coach.records.people import rename

    person = default_person(database).id
    rename(database, person, name)
    return person


def _new_password() -> str:
    """Typed twice at a terminal; a program may write it to standard input, on one line."""
    if sys.stdin.isatty():
        typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")


def _say_link(made: NewInvitation, name: str, address: str) -> None:
    from coach.accounts.link import link_to

    typer.echo(f"A link for {name}, which works once, until {_day(made.expires_at)}:")
    typer.echo(link_to(made.secret, address))


def _say_if_off() -> None:
    from coach.cli.guard import tell
    from coach.settings import Settings

    if Settings.from_environment().accounts == "off":
        tell("Accounts are off: set BACK_COACH_ACCOUNTS=local before 'coach serve' to use them.")


def _day(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone():%Y-%m-%d %H:%M}"


@contextmanager
def _database() -> Iterator[Database]:
    from coach.records import open_database
    from coach.settings import Settings

    with open_database(Settings.from_environment()) as database:
        yield database
