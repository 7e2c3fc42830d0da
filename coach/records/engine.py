"""Connections that keep what they are told.

SQLite runs with its write-ahead log, so that readers never wait for a writer, and with
``synchronous=FULL``: NORMAL may lose the last commits when the power fails, and a repetition that
was counted must stay. One sync per repetition costs nothing that a person could notice.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, Pool, create_engine, event
from sqlalchemy.exc import DBAPIError

from coach.records.errors import StorageError

BUSY_TIMEOUT_S: Final = 30
_CONNECT_TIMEOUT_S: Final = 10


def make_engine(
    url: URL, *, foreign_keys: bool = True, poolclass: type[Pool] | None = None
) -> Engine:
    """An engine for SQLite or PostgreSQL; nothing is opened yet.

    A transaction begins as its execution option ``begin`` says: DEFERRED (reads) or IMMEDIATE
    (writes, which on SQLite must ask for the lock before they read).

    Raises:
        StorageError: the driver for PostgreSQL is not installed.
    """
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(
                url,
                poolclass=poolclass,
                pool_pre_ping=True,
                connect_args={"connect_timeout": _CONNECT_TIMEOUT_S},
            )
        except ImportError as error:
            raise StorageError(
                "The PostgreSQL driver is missing: install it with pip install "
                "'back-coach[postgres]'."
            ) from error

    engine = create_engine(url, poolclass=poolclass, connect_args={"timeout": BUSY_TIMEOUT_S})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # The driver's own BEGIN comes too late and skips DDL: transactions are begun below.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_S * 1000}")
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        kind = connection.get_execution_options().get("begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {kind}")

    return engine


def write_ahead(engine: Engine) -> None:
    """Switch an SQLite file to its write-ahead log; the file remembers.

    A file system that can't do it (some network drives) keeps the classic journal, which is as
    safe and only slower.
    """
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            raw = engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA journal_mode=WAL")
            finally:
                raw.close()
            return
        except sqlite3.Error as error:
            # SQLite does not honour busy_timeout here when two processes switch at once.
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise DBAPIError("PRAGMA journal_mode", None, error) from error
        time.sleep(0.02)
