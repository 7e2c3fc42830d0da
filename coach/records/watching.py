"""A database that writes down whatever somebody changes in another person's records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any, Final

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from coach.records.auditing import Deed, note
from coach.records.database import Database
from coach.records.entries import PersonId

_UNNOTED: Final = frozenset({"audit_event"})
_PLAIN: Final = re.compile(r"\s*(?:insert\s+into|update|delete\s+from)\s+\"?(\w+)", re.IGNORECASE)


@dataclass(frozen=True)
class WatchedDatabase(Database):
    """The same database, opened by ``actor`` for the records of ``patient``."""

    actor: PersonId
    patient: PersonId

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session as in ``Database``; what it changes is written down with it, or neither is.

        Raises:
            StorageError: the database can't be written.
        """
        with super().writing() as session:
            changed: dict[str, None] = {}  # a set that keeps its order
            connection = session.connection()

            def look(
                _connection: Connection,
                _cursor: Any,
                statement: str,
                _parameters: Any,
                context: Any,
                _many: bool,
            ) -> None:
                what = _changed(statement, context)
                if what is not None:
                    changed[what] = None

            event.listen(connection, "before_cursor_execute", look)
            try:
                yield session
                session.flush()
            finally:
                event.remove(connection, "before_cursor_execute", look)
            if changed:
                note(
                    session,
                    Deed.CHANGED,
                    actor=self.actor,
                    about=self.patient,
                    detail=" ".join(changed),
                )


def watching(database: Database, *, actor: PersonId, patient: PersonId) -> WatchedDatabase:
    """The database as ``actor`` may use it for the records of ``patient``."""
    return WatchedDatabase(**_parts(database), actor=actor, patient=patient)


def unwatched(database: Database) -> Database:
    """The same database for what nobody in particular does, such as the rules."""
    return Database(**_parts(database))


def _parts(database: Database) -> dict[str, Any]:
    return {one.name: getattr(database, one.name) for one in fields(Database)}


def _changed(statement: str, context: Any) -> str | None:
    """The table that a statement changes, with the kind of a new entry; None for a question."""
    compiled = getattr(context, "compiled", None)
    table = getattr(getattr(compiled, "statement", None), "table", None)
    if table is not None:
        if not (context.isinsert or context.isupdate or context.isdelete):
            return None
        name = str(table.name)
    else:
        plain = _PLAIN.match(statement)
        if plain is None:
            return None
        name = plain[1]
    if name in _UNNOTED:
        return None
    given: Mapping[str, Any] = next(iter(getattr(context, "compiled_parameters", ())), {})
    kind = given.get("kind")
    return f"{name}:{kind}" if kind else name
