"""A row in every table, for whatever must not forget one."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Column, Enum, Table, insert, select
from sqlalchemy.orm import Session

from coach.records import Database, PersonId
from coach.records.belonging import NOBODYS
from coach.records.tables import Base

MOMENT = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)


def fill(database: Database, person: PersonId) -> dict[str, int]:
    """One row of this person in every table that holds rows of people, by table."""
    made = keys_of_filled(database, person)
    return {name: 1 for name in made if name != "person"}


def keys_of_filled(database: Database, person: PersonId, text: str = "text") -> dict[str, Any]:
    """The same; the key of each table's row. ``text`` stands wherever words can."""
    made: dict[str, Any] = {"person": person}
    with database.writing() as session:
        for table in Base.metadata.sorted_tables:
            if table.name not in NOBODYS:
                made[table.name] = _insert(session, table, made, text)
    return made


def count(database: Database) -> dict[str, int]:
    """How many rows each table has."""
    with database.reading() as session:
        return {
            table.name: len(session.execute(select(table)).all())
            for table in Base.metadata.sorted_tables
        }


def _insert(session: Session, table: Table, made: dict[str, Any], text: str) -> Any:
    values = {
        column.name: _value(column, made, text)
        for column in table.columns
        if not (column.primary_key and column.autoincrement is True)
        and column is not table.autoincrement_column
    }
    if table.name == "fault":
        values["hold_id"] = None  # a fault has one owner
    key = session.execute(insert(table).values(values)).inserted_primary_key
    assert key is not None
    return key[0]


def _value(column: Column[Any], made: dict[str, Any], text: str) -> Any:
    for key in column.foreign_keys:
        return made[key.column.table.name]
    if isinstance(column.type, Enum):
        kind: type[StrEnum] = column.type.enum_class  # type: ignore[assignment]
        return next(iter(kind))
    if column.name.endswith("_json"):
        return json.dumps({"a": text})
    if column.unique or column.name in {"token_hash", "mark"}:
        return uuid4().hex
    kind_of = getattr(column.type, "impl", column.type).python_type
    return {
        UUID: uuid4(),
        datetime: MOMENT,
        date: MOMENT.date(),
        bool: False,
        int: 1,
        float: 1.0,
        str: text,
        bytes: b"bytes",
    }[kind_of]
