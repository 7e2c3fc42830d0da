"""A PostgreSQL server for the tests, and a database of its own for each of them.

A conftest that wants it names this module to pytest (``import_plugin``), which makes the fixture
``postgres`` known, once for all folders. The server is started when the first test asks for it. It
is another one where BACK_COACH_TEST_POSTGRES_URL names a database whose user may create databases.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.exc import OperationalError

from coach.records import open_database
from coach.settings import Settings

PATIENCE_S = 60
ATTEMPTS = 3
DEBIAN = Path("/usr/lib/postgresql")
MEMORY = Path("/dev/shm")
ROOM = 1 << 30
USER = "back_coach"

# Nothing here has to outlive a power cut.
HASTE = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]
HASTE += ["max_wal_size=64MB"]

# Whatever ends the tests closes the pipe that this waits for, and the server ends with them.
WHILE_THE_TESTS_RUN = """
exec 3<&0
"$@" 3<&- & server=$!
{ read -r _ <&3; kill -INT "$server"; } & watch=$!
wait "$server"; status=$?
kill "$watch" 2>/dev/null
exit "$status"
"""


class NotInstalledError(Exception):
    """This machine has no PostgreSQL server."""


@dataclass(frozen=True)
class Postgres:
    """A running server; ``url`` is the address of a database with the right to create others."""

    url: URL
    engine: Engine
    migrated: str

    @contextmanager
    def database(self, *, with_tables: bool) -> Iterator[str]:
        """The address of a new database, empty or with the tables of the newest version."""
        with _new_database(self.engine, self.migrated if with_tables else "template1") as name:
            yield _text(self.url.set(database=name))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server of this session, with the tables made once, to be copied."""
    named = os.environ.get("BACK_COACH_TEST_POSTGRES_URL")
    try:
        with _at(Settings(database_url=named).url) if named else _started() as server:
            yield server
    except NotInstalledError as error:
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(str(error), pytrace=False)
        pytest.skip(str(error))


@contextmanager
def _at(url: URL) -> Iterator[Postgres]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT", pool_size=1)
    try:
        with _new_database(engine, "template1") as migrated:
            open_database(Settings(database_url=_text(url.set(database=migrated)))).close()
            yield Postgres(url, engine, migrated)
    finally:
        engine.dispose()


@contextmanager
def _new_database(engine: Engine, template: str) -> Iterator[str]:
    name = f"back_coach_test_{uuid4().hex}"
    with engine.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE {name} TEMPLATE "{template}"')
    try:
        yield name
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@contextmanager
def _started() -> Iterator[Postgres]:
    programs = _programs()
    # pytest's own folder is closed to other users, and too long a path for a socket.
    folder = Path(tempfile.mkdtemp(prefix="back-coach-postgres-", dir=_memory()))
    try:
        run_as = _another_user(folder)
        password = secrets.token_hex()
        (folder / "password").write_text(password)
        initdb = [programs / "initdb", "--no-sync", "--encoding=UTF8", "--locale=C"]
        initdb += ["--auth=scram-sha-256", f"--username={USER}"]
        initdb += [f"--pwfile={folder / 'password'}", f"--pgdata={folder / 'data'}"]
        made = subprocess.run(
            initdb, cwd=folder, capture_output=True, text=True, check=False, **run_as
        )
        assert made.returncode == 0, made.stdout + made.stderr
        url = URL.create("postgresql+psycopg", USER, password, "127.0.0.1", database="postgres")
        with _running(programs, folder, run_as, url) as there, _at(there) as server:
            yield server
    finally:
        shutil.rmtree(folder)


def _memory() -> Path | None:
    """Where files are kept in memory: a database is made there in a tenth of the time."""
    try:
        return (
            MEMORY
            if shutil.disk_usage(MEMORY).free >= ROOM and os.access(MEMORY, os.W_OK)
            else None
        )
    except OSError:
        return None


def _programs() -> Path:
    versions = sorted(DEBIAN.glob("*/bin"), key=lambda found: float(found.parent.name))
    on_path = shutil.which("initdb")
    places = [*reversed(versions), *([Path(on_path).resolve().parent] if on_path else [])]
    for place in places:
        if all((place / name).is_file() for name in ("initdb", "postgres")):
            return place
    raise NotInstalledError("no PostgreSQL server: install Debian's package postgresql")


def _another_user(folder: Path) -> dict[str, Any]:
    """Whom the server runs as: it refuses to be root."""
    if os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        user = pwd.getpwnam("nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def _running(programs: Path, folder: Path, run_as: dict[str, Any], url: URL) -> Iterator[URL]:
    log = folder / "said.txt"
    for attempt in range(ATTEMPTS):
        there = url.set(port=_free_port())
        settings = [*HASTE, "listen_addresses=127.0.0.1", f"port={there.port}"]
        settings += [f"unix_socket_directories={folder}"]
        command = [str(programs / "postgres"), "-D", str(folder / "data")]
        command += [part for setting in settings for part in ("-c", setting)]
        with log.open("wb") as said:
            process = subprocess.Popen(
                ["/bin/sh", "-c", WHILE_THE_TESTS_RUN, "sh", *command],
                cwd=folder,
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for pytest, which ends the server in its turn
                **run_as,
            )
        assert process.stdin is not None
        try:
            if _answers(there, process):
                yield there
                return
        finally:
            process.stdin.close()
            process.wait(PATIENCE_S)
        # Another program may have taken the port between the look and the start.
        if "could not bind" not in log.read_text() or attempt == ATTEMPTS - 1:
            raise AssertionError(f"the PostgreSQL server did not start:\n{log.read_text()}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _answers(url: URL, process: subprocess.Popen[bytes]) -> bool:
    """Wait for the server's first answer; False if it ended instead."""
    engine = create_engine(url, connect_args={"connect_timeout": 10})
    deadline = time.monotonic() + PATIENCE_S
    try:
        while process.poll() is None and time.monotonic() < deadline:
            try:
                engine.connect().close()
                return True
            except OperationalError:
                time.sleep(0.05)
        return False
    finally:
        engine.dispose()
