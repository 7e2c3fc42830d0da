"""Which rows of the database are one person's: found from the tables, so that none is forgotten."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Table, or_, select

from coach.records.entries import PersonId
from coach.records.tables import Base

# Columns that name whose a row is; others that point to a person only say who wrote it.
_OWNERS: Final = frozenset({"patient_id", "person_id", "therapist_id"})

NOBODYS: Final = frozenset({"person", "sign_in_attempt", "taught_exercise"})
"""Tables of the installation, and the table of people itself."""


def tables() -> tuple[Table, ...]:
    """All tables that hold rows of people; one comes after those that it points to."""
    return tuple(table for table in Base.metadata.sorted_tables if table.name not in NOBODYS)


def of_person(table: Table, person: PersonId) -> ColumnElement[bool]:
    """Which rows of a table are this person's.

    Raises:
        LookupError: nothing in the table leads to a person: it belongs into ``NOBODYS``.
    """
    owners = [
        column == person
        for column in table.columns
        if column.name in _OWNERS and _points_to(column, "person")
    ]
    if owners:
        return or_(*owners)
    for column in sorted(table.columns, key=lambda one: bool(one.nullable)):
        for key in column.foreign_keys:
            other = key.column.table
            if other.name not in {"person", table.name}:
                return column.in_(select(key.column).where(of_person(other, person)))
    raise LookupError(f"nothing in the table {table.name} says whose its rows are")


def _points_to(column: Column[Any], table: str) -> bool:
    return any(key.column.table.name == table for key in column.foreign_keys)
