"""Every row from one database into another: the same log on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from coach.records.database import Database
from coach.records.tables import Base

_AT_ONCE: Final = 500


def copy_rows(source: Database, target: Database) -> int:
    """Copy all rows, as they were at one moment, into a log that has none; how many they were.

    Raises:
        StorageError: one of the databases can't do its part; the target then has no rows.
    """
    copied = 0
    with source.reading() as reading, target.writing() as writing:
        given, taken = _snapshot(source.engine, reading.connection()), writing.connection()
        for table in Base.metadata.sorted_tables:
            rows = given.execution_options(stream_results=True).execute(_in_order(table))
            for batch in rows.mappings().partitions(_AT_ONCE):
                taken.execute(insert(table), [dict(row) for row in batch])
                copied += len(batch)
            _go_on_counting(taken, table)
    return copied


def is_empty(database: Database) -> bool:
    """Whether the log knows nobody yet."""
    people = Base.metadata.tables["person"]
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(people)) == 0


def _snapshot(engine: Engine, connection: Connection) -> Connection:
    if engine.dialect.name == "postgresql":
        # SQLite's reading transactions see one moment by themselves.
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    return connection


def _in_order(table: Table):  # type: ignore[no-untyped-def]
    return select(table).order_by(*table.primary_key)


def _go_on_counting(connection: Connection, table: Table) -> None:
    """PostgreSQL numbers rows by itself: it must go on after those that were brought."""
    numbered = [
        column
        for column in table.primary_key
        if column.autoincrement is True or table.autoincrement_column is column
    ]
    if connection.dialect.name != "postgresql" or not numbered:
        return
    (column,) = numbered
    connection.execute(
        text(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "
            f"(SELECT coalesce(max({column.name}), 0) + 1 FROM {table.name}), false)"
        )
    )
