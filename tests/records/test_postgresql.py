"""What only a PostgreSQL server can answer; collected where one is named."""

import os

import pytest
from sqlalchemy import create_engine, make_url

from coach.records import Database, Log, StorageError, open_database
from coach.settings import Settings

URL = make_url(os.environ["BACK_COACH_TEST_POSTGRES_URL"])


@pytest.mark.parametrize(
    "changed",
    [
        {"port": 1},  # nobody listens there
        {"database": "no_such_log"},  # no such database
        {"username": "no_such_person"},  # no such user
        {"host": "no-such-host.invalid"},  # no such computer
    ],
)
def test_a_server_that_does_not_answer_is_told_in_words(changed: dict[str, str]) -> None:
    url = URL.set(password="secret").set(**changed)  # type: ignore[arg-type]
    address = url.render_as_string(hide_password=False)
    with pytest.raises(StorageError, match="BACK_COACH_DATABASE_URL") as told:
        open_database(Settings(database_url=address))
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_a_connection_that_was_cut_is_made_again(database: Database, log: Log) -> None:
    assert log.sets() == []  # its connection now waits in the pool
    cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = %s"
    elsewhere = create_engine(Settings(database_url=os.environ["BACK_COACH_TEST_POSTGRES_URL"]).url)
    with elsewhere.connect() as connection:
        ended = connection.exec_driver_sql(cut, (database.engine.url.database,)).scalar()
    elsewhere.dispose()
    assert ended
    assert log.sets() == []
