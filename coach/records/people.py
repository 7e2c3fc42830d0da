"""Who the log knows."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coach import clock
from coach.records.database import Database
from coach.records.entries import NO_SUCH_PERSON, Person, PersonId, Role
from coach.records.errors import NotFoundError, StorageError
from coach.records.models import PersonRow
from coach.records.text import storable

LONGEST_NAME: Final = 100

_ME: Final = "me"


def default_person(database: Database) -> Person:
    """The one person of an installation without accounts, "Me"; made at the first call.

    Two processes that ask at once get the same person.

    Raises:
        StorageError: the log can't be read or written.
    """
    found = _find_me(database)
    if found is not None:
        return found
    try:
        with database.writing() as session:
            session.add(new_person_row("Me", Role.PATIENT, handle=_ME))
    except StorageError as error:
        # Another process was faster: its person is ours.
        if not isinstance(error.__cause__, IntegrityError):
            raise
    found = _find_me(database)
    assert found is not None
    return found


def add_person(database: Database, display_name: str, role: Role = Role.PATIENT) -> Person:
    """Make a person known to the log.

    Raises:
        ValueError: the name is empty.
        StorageError: the log can't be written.
    """
    row = new_person_row(display_name, role)
    with database.writing() as session:
        session.add(row)
        session.flush()
        return to_person(row)


def find_person(database: Database, person_id: PersonId) -> Person:
    """A person by id.

    Raises:
        NotFoundError: there is none.
        StorageError: the log can't be read.
    """
    with database.reading() as session:
        return to_person(require_person(session, person_id))


def everybody(database: Database) -> list[Person]:
    """All people whom the log knows, by name; those who left are not among them.

    Raises:
        StorageError: the log can't be read.
    """
    query = select(PersonRow).where(PersonRow.deleted_at.is_(None))
    with database.reading() as session:
        rows = session.scalars(query.order_by(PersonRow.display_name, PersonRow.id))
        return [to_person(row) for row in rows]


def keep_zone(database: Database, person_id: PersonId, name: str, *, chosen: bool = False) -> bool:
    """Remember where the person's days begin and end from now on; past days stay as they are.

    Once the person has ``chosen`` a zone, what a browser tells no longer changes it. Returns
    whether it is another one now.

    Raises:
        ValueError: there is no time zone of this name.
        NotFoundError: there is no such person.
        StorageError: the log can't be written.
    """
    if not clock.is_zone(name):
        raise ValueError(f"no time zone is called {name!r}")
    with database.writing() as session:
        row = session.get(PersonRow, person_id)
        if row is None:
            raise NotFoundError(NO_SUCH_PERSON)
        if row.zone_chosen and not chosen:
            return False
        changed = row.zone != name
        row.zone = name
        row.zone_chosen = chosen
        return changed


def follow_device(database: Database, person_id: PersonId) -> None:
    """Let the browser tell the zone again, from its next visit on.

    Raises:
        NotFoundError: there is no such person.
        StorageError: the log can't be written.
    """
    with database.writing() as session:
        row = session.get(PersonRow, person_id)
        if row is None:
            raise NotFoundError(NO_SUCH_PERSON)
        row.zone_chosen = False


def zone_is_chosen(database: Database, person_id: PersonId) -> bool:
    """Whether the person chose the zone, rather than the browser.

    Raises:
        NotFoundError: there is no such person.
        StorageError: the log can't be read.
    """
    with database.reading() as session:
        row = session.get(PersonRow, person_id)
        if row is None:
            raise NotFoundError(NO_SUCH_PERSON)
        return row.zone_chosen


def rename(database: Database, person_id: PersonId, display_name: str) -> None:
    """Call a person otherwise from now on.

    Raises:
        ValueError: the name is empty.
        NotFoundError: there is no such person.
        StorageError: the log can't be written.
    """
    name = name_of(display_name)
    with database.writing() as session:
        require_person(session, person_id).display_name = name


def require_person(session: Session, person_id: PersonId, *, lock: bool = False) -> PersonRow:
    """Inside a transaction, make sure that there is such a person.

    With ``lock``, whoever else asks so for the same person waits until the transaction ends.

    Raises:
        NotFoundError: there is none.
    """
    row = present(session, person_id, lock=lock)
    if row is None:
        raise NotFoundError(NO_SUCH_PERSON)
    return row


def present(session: Session, person_id: UUID, *, lock: bool = False) -> PersonRow | None:
    """The row of a person who has not left; None where there is no such person."""
    row = session.get(PersonRow, person_id, with_for_update=lock or None)
    return None if row is None or row.deleted_at is not None else row


def _find_me(database: Database) -> Person | None:
    with database.reading() as session:
        row = session.scalar(select(PersonRow).where(PersonRow.handle == _ME))
        return None if row is None else to_person(row)


def new_person_row(display_name: str, role: Role, handle: str | None = None) -> PersonRow:
    """A row for a new person, to be added in a transaction.

    Raises:
        ValueError: the name is empty.
    """
    return PersonRow(
        handle=handle, display_name=name_of(display_name), role=role, created_at=clock.now()
    )


def name_of(text: str) -> str:
    """What a person is called, as it is kept.

    Raises:
        ValueError: it is empty.
    """
    name = storable(text).strip()[:LONGEST_NAME]
    if not name:
        raise ValueError("a person needs a name")
    return name


def to_person(row: PersonRow) -> Person:
    """What leaves this room of a person."""
    return Person(PersonId(row.id), row.display_name, row.role, row.created_at, row.zone)
