"""Open the log's database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL, Engine
from sqlalchemy.orm import Session, sessionmaker

from coach.keyring import Keyring
from coach.records.engine import make_engine, write_ahead
from coach.records.errors import StorageError, told_clearly
from coach.records.migrate import migrating, upgrade
from coach.settings import Settings


@dataclass(frozen=True)
class Database:
    """An open database at the newest schema; ``where`` names it in messages, without password.

    ``videos`` is the folder with the videos of sets, which may not exist yet; ``keys`` seal and
    open movements and videos.
    """

    engine: Engine
    sessions: sessionmaker[Session]
    where: str
    videos: Path
    keys: Keyring

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the database.

        Raises:
            StorageError: the database can't be read.
        """
        with told_clearly(self.where), self.sessions() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose block is kept as a whole, or, after any error, not at all.

        Raises:
            StorageError: the database can't be written.
        """
        engine = self.engine.execution_options(begin="IMMEDIATE")
        with told_clearly(self.where), self.sessions(bind=engine) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give back the connections."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_database(settings: Settings) -> Database:
    """Open the log, make it if there is none, and bring its tables to this version.

    Two processes may do this at once: one migrates, the other waits.

    Raises:
        StorageError: the folder can't be made or written, the disk is full, the file is damaged
            or another program's, a newer version wrote it, or PostgreSQL can't be reached.
    """
    url = settings.url
    where = _where(url)
    if url.get_backend_name() == "sqlite":
        _make_folder(Path(str(url.database)).parent)
    engine = make_engine(url)
    try:
        with told_clearly(where):
            with migrating(url) as connection:
                upgrade(connection, where)
            if url.get_backend_name() == "sqlite":
                write_ahead(engine)
    except BaseException:
        engine.dispose()
        raise
    sessions = sessionmaker(engine, expire_on_commit=False)
    return Database(engine, sessions, where, settings.data_dir / "videos", settings.keys)


def _where(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return f"{url.host or 'localhost'}:{url.port or 5432}/{url.database or ''}"


def _make_folder(folder: Path) -> None:
    try:
        # For this user only: the log is about their health.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The folder {folder} for the log can't be made: set BACK_COACH_DATA_DIR to a folder "
            "where you may write."
        ) from error
