"""What only a PostgreSQL server can answer."""

import pytest

from coach.records import Database, Log, StorageError, open_database
from coach.settings import Settings
from tests.postgres import Postgres


@pytest.mark.parametrize(
    "changed",
    [
        {"port": 1},  # nobody listens there
        {"database": "no_such_log"},  # no such database
        {"username": "no_such_person"},  # no such user
        {"host": "no-such-host.invalid"},  # no such computer
    ],
)
def test_a_server_that_does_not_answer_is_told_in_words(
    postgres: Postgres, changed: dict[str, str]
) -> None:
    password = postgres.url.password or "secret"
    url = postgres.url.set(password=password).set(**changed)  # type: ignore[arg-type]
    address = url.render_as_string(hide_password=False)
    with pytest.raises(StorageError, match="BACK_COACH_DATABASE_URL") as told:
        open_database(Settings(database_url=address))
    assert password not in str(told.value)


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_a_connection_that_was_cut_is_made_again(
    postgres: Postgres, database: Database, log: Log
) -> None:
    assert log.sets() == []  # its connection now waits in the pool
    cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s"
    with postgres.engine.connect() as connection:
        ended = connection.exec_driver_sql(cut, (database.engine.url.database,)).scalar()
    assert ended
    assert log.sets() == []
