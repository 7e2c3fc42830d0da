"""Bring the tables to the version that this program needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, NullPool, inspect, text

from coach.records.engine import make_engine
from coach.records.errors import StorageError

# Any number that no other program on the same PostgreSQL database is likely to lock.
_ADVISORY_LOCK: Final = 0x6261636B_636F6163


@contextmanager
def migrating(url: URL) -> Iterator[Connection]:
    """A connection in one transaction that no second process shares; all or nothing is kept.

    Raises:
        StorageError: a migration left rows that point nowhere; nothing was changed.
    """
    # Foreign keys are off because SQLite changes a table by replacing it, and dropping the old
    # one would delete what refers to it.
    engine = make_engine(url, foreign_keys=False, poolclass=NullPool)
    try:
        with engine.execution_options(begin="IMMEDIATE").begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
            yield connection
            if (
                connection.dialect.name == "sqlite"
                and connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            ):
                raise StorageError(
                    "The log could not be brought to this version and was left as it was: "
                    "go back to the version before and report it."
                )
    finally:
        engine.dispose()


@contextmanager
def alembic_config(connection: Connection) -> Iterator[Config]:
    """Alembic, told to use the packaged migrations and this connection."""
    with as_file(files("coach.records") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        yield config


def upgrade(connection: Connection, where: str) -> None:
    """Make or change the tables inside the connection's transaction; nothing to do is fine.

    Raises:
        StorageError: a newer version made this database, or it is another program's.
    """
    with alembic_config(connection) as config:
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        found = set(MigrationContext.configure(connection).get_current_heads())
        if found - known:
            raise StorageError(
                f"The log at {where} was written by a newer version of Back Coach: update Back "
                "Coach and open it again."
            )
        tables = set(inspect(connection).get_table_names()) - {"alembic_version"}
        if tables and not found and connection.dialect.name == "sqlite":
            raise StorageError(
                f"The database at {where} belongs to another program: choose another file in "
                "BACK_COACH_DATABASE_URL."
            )
        command.upgrade(config, "head")


def is_newest(connection: Connection) -> bool:
    """Whether the tables are those of this version, neither older nor newer."""
    with alembic_config(connection) as config:
        heads = set(ScriptDirectory.from_config(config).get_heads())
    return set(connection.scalars(text("SELECT version_num FROM alembic_version"))) == heads
