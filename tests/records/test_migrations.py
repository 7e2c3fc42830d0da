import io
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from record_examples import MORNING, assess, result, save, target, track
from sqlalchemy import Connection, create_engine, inspect

from coach.records import Database, Log, SetId, Source, default_person, open_database
from coach.records.codec import encode
from coach.records.migrate import alembic_config, migrating
from coach.records.tables import Base
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


# A set as the first schema kept it; written out, because the models have moved on since.
OF_THE_FIRST_SCHEMA = (
    "INSERT INTO person (id, handle, display_name, role, created_at) VALUES "
    "('{me}', 'me', 'Me', 'patient', '2025-03-01 08:00:00+00:00')",
    "INSERT INTO exercise_set (id, patient_id, exercise, exercise_name, source, source_name, "
    "status, performed_at, recorded_at, view, fps, duration_s, frames, usable_share, score, "
    "hold_s, engine_version, result_json, note, fingerprint) VALUES ('{set}', '{me}', 'squat', "
    "'Squat', 'video', 'squat.mp4', 'finished', '2025-03-01 08:30:00+00:00', "
    "'2025-03-01 08:31:00+00:00', 'side_left', 29.97, 61.5, 1843, 0.985, 87.5, 12, '0.1.0', "
    "'{result}', 'a note', 'abc')",
    "INSERT INTO repetition (set_id, number, start_s, turn_s, end_s, signal, score) VALUES "
    "('{set}', 1, 3, 4.1, 5.3, 'knee_flexion', 88)",
    "INSERT INTO fault (set_id, repetition_id, {check}, title, severity, cue, start_s, end_s, "
    "measure, unit) SELECT set_id, id, 'knees_in', 'Knees', 'major', 'Out', 4, 4.4, 'knee', 'cm' "
    "FROM repetition",
    "INSERT INTO hold (set_id, start_s, end_s) VALUES ('{set}', 40, 52)",
    "INSERT INTO landmark_track (set_id, data, sha256, frames, created_at) VALUES "
    "('{set}', {bytes}, '{digest}', 12, '2025-03-01 08:31:00+00:00')",
)


def _at_the_first_schema(settings: Settings) -> UUID:
    """A log that was made before live sets, with one set in it."""
    me, made = uuid4(), uuid4()
    stream = io.BytesIO()
    track().save(stream)
    data = stream.getvalue().hex()
    settings.data_dir.mkdir()
    with migrating(settings.url) as connection, alembic_config(connection) as config:
        command.upgrade(config, "0001")
        on_sqlite = connection.dialect.name == "sqlite"
        facts = {
            "me": me.hex if on_sqlite else me,
            "set": made.hex if on_sqlite else made,
            "result": encode(result()).replace("'", "''"),
            "check": '"check"',
            "bytes": f"x'{data}'" if on_sqlite else f"'\\x{data}'",
            "digest": sha256(stream.getvalue()).hexdigest(),
        }
        for statement in OF_THE_FIRST_SCHEMA:
            connection.exec_driver_sql(statement.format(**facts))
    return made


def test_a_log_from_before_live_sets_loses_nothing(settings: Settings) -> None:
    made = SetId(_at_the_first_schema(settings))
    with open_database(settings) as database:
        log = Log(database, default_person(database).id)
        (line,) = log.sets()
        assert line.id == made
        assert (line.repetitions, line.faults, line.holds, line.note) == (1, 1, 1, "a note")
        assert (line.ended, line.pain, line.effort, line.has_video) == (None, None, None, False)
        saved = log.load(made)
        assert (saved.result, saved.performed_at) == (result(), MORNING)
        back = log.track(made)
        assert back is not None
        assert np.array_equal(back.image, track().image)
        with database.reading() as session:
            kept = session.connection().exec_driver_sql(
                "SELECT fps, duration_s, frames, usable_share, score, fingerprint FROM exercise_set"
            )
            assert tuple(kept.one()) == (29.97, 61.5, 1843, 0.985, 87.5, "abc")
        # The old set can be used in the new ways.
        log.report(made, pain=2)
        log.delete(made)
        with database.reading() as session:
            for table in ("repetition", "fault", "hold", "landmark_track"):
                left = session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}")
                assert left.scalar() == 0


def test_going_back_keeps_the_sets(settings: Settings) -> None:
    made = _at_the_first_schema(settings)
    open_database(settings).close()
    with migrating(settings.url) as connection, alembic_config(connection) as config:
        command.downgrade(config, "0001")
    with open_database(settings) as database:
        assert [line.id for line in Log(database, default_person(database).id).sets()] == [made]


def test_a_log_from_before_targets_loses_nothing(settings: Settings) -> None:
    """SQLite copies the table of sets, because a new kind of source changes its check."""
    made = SetId(_at_the_first_schema(settings))
    with migrating(settings.url) as connection, alembic_config(connection) as config:
        command.upgrade(config, "0002")
        connection.exec_driver_sql("UPDATE exercise_set SET ended = 'pain', pain = 6, effort = 7")
        before = _rows(connection)
    with open_database(settings) as database:
        with database.engine.connect() as connection:
            assert _rows(connection) == before
        log = Log(database, default_person(database).id)
        told = log.save_result(
            result(0), source=Source.SELF_REPORT, source_name="", performed_at=MORNING
        )
        assess(log, set_id=made)
        assert {line.id for line in log.sets()} == {made, told}
        log.delete(made)  # what refers to the copied table still does
        assert log.assessments() == []
        with database.engine.connect() as connection:
            assert _rows(connection)["landmark_track"] == []


def test_going_back_from_targets_keeps_every_set(settings: Settings) -> None:
    with open_database(settings) as database:
        log = Log(database, default_person(database).id)
        seen = save(log, with_track=track())
        log.save_result(
            result(0), source=Source.SELF_REPORT, source_name="told", performed_at=MORNING
        )
        target(log)
        assess(log, set_id=seen)
        log.add_posture_session(MORNING, MORNING, {})
        with database.engine.connect() as connection:
            before = _rows(connection)
    with migrating(settings.url) as connection, alembic_config(connection) as config:
        command.downgrade(config, "0002")
        after = _rows(connection)
        sources = {row["source"] for row in after["exercise_set"]}
    assert sources == {"video", "manual"}
    for row in before["exercise_set"]:
        row["source"] = row["source"].replace("self_report", "manual")
    assert after == before
    with open_database(settings) as database:
        log = Log(database, default_person(database).id)
        assert {line.source for line in log.sets()} == {Source.VIDEO, Source.MANUAL}
        assert log.track(seen) is not None
        assert log.targets() == log.assessments() == log.posture_sessions() == []


# Columns that a later version added to these tables.
LATER = {"zone", "zone_chosen", "deleted_at", "key_id"}


def _rows(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Everything in the tables of sets."""
    return {
        table: [
            {name: value for name, value in row._mapping.items() if name not in LATER}
            for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY {key}")
        ]
        for table, key in {
            "person": "id",
            "exercise_set": "id",
            "repetition": "id",
            "fault": "id",
            "hold": "id",
            "score_part": "id",
            "landmark_track": "set_id",
        }.items()
    }


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
