import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect

from coach.records import Database, Log, open_database
from coach.records.migrate import alembic_config, migrating
from coach.records.models import Base
from coach.settings import Settings


def test_the_migrations_make_the_tables_that_the_models_expect(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_checks_agree_too(database: Database) -> None:
    """Alembic does not compare CHECK constraints."""
    with database.engine.begin() as connection:
        migrated = _checks(connection)
        with_models = migrated
        Base.metadata.drop_all(connection)
        Base.metadata.create_all(connection)
        with_models = _checks(connection)
        connection.rollback()
    assert migrated == with_models
    assert len(migrated) > 10


def _checks(connection: Connection) -> set[tuple[str, str | None, str]]:
    inspector = inspect(connection)
    return {
        (table, check["name"], " ".join(str(check["sqltext"]).split()))
        for table in Base.metadata.tables
        for check in inspector.get_check_constraints(table)
    }


def test_every_constraint_has_a_name(file_settings: Settings) -> None:
    with open_database(file_settings) as database, database.engine.connect() as connection:
        inspector = inspect(connection)
        for table in Base.metadata.tables:
            assert inspector.get_pk_constraint(table)["name"]
            assert all(key["name"] for key in inspector.get_foreign_keys(table))
            assert all(key["name"] for key in inspector.get_unique_constraints(table))
            assert all(key["name"] for key in inspector.get_check_constraints(table))


def test_down_and_up_again(settings: Settings) -> None:
    open_database(settings).close()
    with migrating(settings.url) as connection, alembic_config(connection) as config:
        command.downgrade(config, "base")
    engine = create_engine(settings.url)
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    engine.dispose()
    with open_database(settings) as database:
        assert set(Base.metadata.tables) <= set(inspect(database.engine).get_table_names())


def test_opening_again_changes_nothing(settings: Settings, log: Log) -> None:
    with open_database(settings) as again, again.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM person").scalar() == 1


def test_a_migration_that_fails_leaves_nothing(settings: Settings) -> None:
    def fail_at_the_end() -> None:
        with migrating(settings.url) as connection, alembic_config(connection) as config:
            command.upgrade(config, "head")
            raise KeyboardInterrupt

    settings.data_dir.mkdir()
    with pytest.raises(KeyboardInterrupt):
        fail_at_the_end()
    engine = create_engine(settings.url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()


def test_opening_says_nothing(settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    open_database(settings).close()
    assert capfd.readouterr() == ("", "")
