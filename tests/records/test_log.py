from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from record_examples import (
    MORNING,
    fault,
    hold,
    repetition,
    result,
    run_beside,
    save,
    start,
    track,
)
from sqlalchemy import event, func, select

from coach.engine.results import Score
from coach.records import (
    Database,
    Log,
    NotFoundError,
    SetFinishedError,
    Source,
    Status,
    StorageError,
    default_person,
    open_database,
)
from coach.records.models import Base, FaultRow, RepetitionRow, ScorePartRow, SetRow, TrackRow
from coach.settings import Settings
from poses.track import PoseTrack


def rows_of(database: Database) -> dict[str, int]:
    """How many rows each table of a set holds."""
    with database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
            if name != "person"
        }


def test_a_set_comes_back_as_it_was(log: Log) -> None:
    set_id = save(log, with_track=track())
    saved = log.load(set_id)
    assert saved.result == result()
    assert (saved.source, saved.source_name) == (Source.VIDEO, "squat.mp4")
    assert (saved.status, saved.performed_at) == (Status.FINISHED, MORNING)
    assert saved.engine_version
    assert saved.has_track


def test_the_landmarks_come_back_as_they_were(log: Log) -> None:
    back = log.track(save(log, with_track=track()))
    assert back is not None
    for name in ("time_s", "image", "world", "people"):
        assert np.array_equal(getattr(back, name), getattr(track(), name))
    assert back.source == track().source
    assert log.track(save(log)) is None


def test_a_summary_counts_what_the_set_holds(log: Log) -> None:
    set_id = save(log, with_track=track())
    (line,) = log.sets()
    assert line.id == set_id
    assert (line.repetitions, line.partial_repetitions, line.holds, line.faults) == (3, 1, 1, 2)
    assert (line.hold_s, line.duration_s, line.score) == (12.0, 61.5, 87.5)
    assert line.has_track


def test_every_piece_has_its_row(database: Database, log: Log) -> None:
    save(log, with_track=track())
    rows = {table: count for table, count in rows_of(database).items() if count}
    assert rows == {
        "exercise_set": 1,
        "repetition": 3,
        "partial_repetition": 1,
        "hold": 1,
        "fault": 2,
        "score_part": 7,
        "not_assessed": 1,
        "landmark_track": 1,
    }
    with database.reading() as session:
        faults = session.scalars(select(FaultRow).order_by(FaultRow.start_s)).all()
        assert [(f.repetition_id is None, f.hold_id is None) for f in faults] == [
            (False, True),
            (True, False),
        ]
        assert (faults[0].check, faults[0].value, faults[0].unit) == (
            "knees_in",
            0.61,
            "hip widths",
        )
        assert [f.severity for f in faults] == ["major", "major"]
        reps = select(RepetitionRow.side, RepetitionRow.score).order_by(RepetitionRow.number)
        assert [tuple(row) for row in session.execute(reps)] == [
            ("left", 88.0),
            ("right", 88.0),
            ("left", 88.0),
        ]
        assert set(session.scalars(select(ScorePartRow.part))) == {"range", "tempo", "form"}
        of_set = select(ScorePartRow.value).where(ScorePartRow.repetition_id.is_(None))
        assert session.scalars(of_set).all() == [87.5]


def test_a_rounding_error_does_not_cost_a_set(log: Log) -> None:
    score = Score(100.00000000000001)
    set_id = save(log, result(score=score, usable_share=1.0000000000000002))
    assert log.load(set_id).result.score == score
    assert log.sets()[0].score == 100.0


def test_a_file_name_of_any_bytes_is_kept(log: Log) -> None:
    save(log, source_name="squat\udcff\0.mp4")
    assert log.sets()[0].source_name == "squat\\udcff\ufffd.mp4"


# Saving as a whole


class BrokenTrack(PoseTrack):
    """A track whose landmarks can't be written."""

    def save(self, target: object) -> None:
        raise OSError("the disk is gone")


def test_a_track_that_fails_leaves_nothing(database: Database, log: Log) -> None:
    broken = BrokenTrack(**{name: getattr(track(), name) for name in PoseTrack.__match_args__})
    with pytest.raises(OSError, match="gone"):
        save(log, with_track=broken)
    assert set(rows_of(database).values()) == {0}


def test_a_failure_in_the_middle_leaves_nothing(database: Database, log: Log) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("cut off")

    event.listen(TrackRow, "before_insert", fail)
    try:
        with pytest.raises(RuntimeError, match="cut off"):
            save(log, with_track=track())
    finally:
        event.remove(TrackRow, "before_insert", fail)
    assert set(rows_of(database).values()) == {0}
    save(log, with_track=track())
    assert rows_of(database)["landmark_track"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        result(repetitions=(repetition(1, turn_s=99.0),)),  # times
        result(repetitions=(repetition(1), repetition(1))),  # numbers
        result(repetitions=(repetition(1, end_s=float("nan")),)),  # no end
        result(score=Score(101.0)),
        result(usable_share=1.2),
        result(frames=-1),
        result(holds=(replace(hold(), end_s=0.0),)),
    ],
)
def test_a_set_that_contradicts_itself_is_refused_as_a_whole(
    database: Database, log: Log, wrong: object
) -> None:
    with pytest.raises(StorageError, match="contradicts itself"):
        save(log, wrong, with_track=track())  # type: ignore[arg-type]
    assert set(rows_of(database).values()) == {0}


def test_the_very_same_analysis_is_kept_once(database: Database, log: Log) -> None:
    first = save(log, with_track=track())
    later = save(log, with_track=track(), performed_at=MORNING + timedelta(days=1))
    assert later == first
    assert rows_of(database)["exercise_set"] == 1


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"source_name": "other.mp4"}, result()),  # another file
        ({"with_track": track(seed=8)}, result()),  # another movement
        ({}, result(exercise="bridge")),  # seen as another exercise
        ({}, result(score=Score(50.0))),  # judged by other thresholds
        ({"with_track": None}, result()),  # nobody can tell
    ],
)
def test_another_analysis_is_another_set(log: Log, change: dict[str, object], kept: object) -> None:
    first = save(log, with_track=track())
    second = save(log, kept, **{"with_track": track(), **change})  # type: ignore[arg-type]
    assert second != first
    assert len(log.sets()) == 2


def test_an_analysis_may_be_saved_again_after_it_was_deleted(log: Log) -> None:
    first = save(log, with_track=track())
    log.delete(first)
    assert save(log, with_track=track()) != first


def test_a_twin_saved_by_somebody_else_just_now_is_found(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = save(log, with_track=track())
    honest = log._marked
    answers = iter([None])  # the look before saving comes too early
    monkeypatch.setattr(log, "_marked", lambda mark: next(answers, honest(mark)))
    assert save(log, with_track=track()) == first
    assert len(log.sets()) == 1


# As the set goes


def test_a_set_is_written_as_it_goes(database: Database, log: Log) -> None:
    set_id = start(log)
    log.add_repetition(set_id, repetition(1))
    log.add_repetition(set_id, repetition(2))
    log.add_hold(set_id, hold())
    saved = log.load(set_id)
    assert saved.status is Status.IN_PROGRESS
    assert saved.result.repetitions == (repetition(1), repetition(2))
    assert saved.result.holds == (hold(),)
    (line,) = log.sets()
    assert (line.repetitions, line.holds, line.faults, line.hold_s) == (2, 1, 2, 12.0)
    assert (line.duration_s, line.score) == (None, None)

    log.finish_set(set_id, result(3), track=track())
    saved = log.load(set_id)
    assert (saved.status, saved.result) == (Status.FINISHED, result(3))
    assert saved.has_track
    assert rows_of(database)["repetition"] == 3


def test_sending_twice_is_harmless(database: Database, log: Log) -> None:
    set_id = start(log)
    for _ in range(2):
        log.add_repetition(set_id, repetition(1))
        log.add_hold(set_id, hold())
    assert rows_of(database)["repetition"] == rows_of(database)["hold"] == 1
    for _ in range(2):
        log.finish_set(set_id, result(), track=track())
        log.add_repetition(set_id, repetition(1))
        log.add_hold(set_id, hold())
    assert log.load(set_id).result == result()
    assert rows_of(database)["fault"] == 2


def test_many_at_once_get_on_together(database: Database, log: Log) -> None:
    set_id = start(log)
    numbers = [1, 2, 3, 4, 5, 6] * 2
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda n: log.add_repetition(set_id, repetition(n)), numbers))
    assert log.load(set_id).result.repetitions == tuple(repetition(n) for n in range(1, 7))
    assert rows_of(database)["repetition"] == 6


def test_repetitions_that_arrive_out_of_order_are_put_in_order(log: Log) -> None:
    set_id = start(log)
    log.add_repetition(set_id, repetition(2))
    log.add_repetition(set_id, repetition(1))
    assert [r.number for r in log.load(set_id).result.repetitions] == [1, 2]


def test_the_final_word_replaces_what_was_said_on_the_way(database: Database, log: Log) -> None:
    set_id = start(log)
    log.add_repetition(set_id, repetition(1, range_of_motion_deg=10.0))
    log.finish_set(set_id, result(1))
    assert log.load(set_id).result == result(1)
    with database.reading() as session:
        assert session.scalars(select(RepetitionRow.range_of_motion_deg)).all() == [84.25]


def test_numbers_of_numpy_are_kept(log: Log) -> None:
    set_id = start(log)
    odd = repetition(np.int64(1), start_s=np.float32(1.0))  # type: ignore[arg-type]
    log.add_repetition(set_id, odd)
    assert log.load(set_id).result.repetitions[0].start_s == 1.0


def test_the_end_may_not_drop_what_was_counted(log: Log) -> None:
    set_id = start(log)
    log.add_repetition(set_id, repetition(5))
    log.add_hold(set_id, hold(70.0))
    with pytest.raises(ValueError, match=r"lacks the repetitions \[5\]"):
        log.finish_set(set_id, result(3))
    with pytest.raises(ValueError, match="lacks the holds"):
        log.finish_set(set_id, result(5))
    with pytest.raises(ValueError, match="can't end as one of bridge"):
        log.finish_set(set_id, result(5, exercise="bridge"))
    assert [r.number for r in log.load(set_id).result.repetitions] == [5]


def test_a_finished_set_stays_as_it_is(log: Log) -> None:
    set_id = save(log)
    with pytest.raises(SetFinishedError):
        log.add_repetition(set_id, repetition(4))
    with pytest.raises(SetFinishedError):
        log.add_hold(set_id, hold(80.0))
    with pytest.raises(SetFinishedError):
        log.finish_set(set_id, result(4))
    assert log.load(set_id).result == result()


# The list, notes, deleting


def test_the_latest_set_comes_first_page_by_page(log: Log) -> None:
    days = [MORNING + timedelta(days=day) for day in (2, 0, 1, 1, 1)]
    for day in days:
        save(log, performed_at=day)
    pages, page = [], log.sets(limit=2)
    while page:
        pages += page
        page = log.sets(limit=2, before=page[-1])
    assert [line.performed_at for line in pages] == sorted(days, reverse=True)
    assert len({line.id for line in pages}) == 5
    assert len(log.sets(before=days[2])) == 1


def test_the_list_by_exercise(log: Log) -> None:
    save(log)
    bridge = save(log, result(exercise="bridge"))
    assert [line.id for line in log.sets(exercise="bridge")] == [bridge]
    assert log.sets(exercise="plank") == []


def test_a_list_of_nothing_is_a_mistake(log: Log) -> None:
    with pytest.raises(ValueError, match="limit"):
        log.sets(limit=0)


def test_notes_are_added(log: Log) -> None:
    set_id = save(log)
    log.add_note(set_id, " knee hurt a little\0")
    log.add_note(set_id, "  ")
    log.add_note(set_id, "better in the evening")
    assert log.load(set_id).note == "knee hurt a little\ufffd\nbetter in the evening"


def test_deleting_takes_everything_of_the_set_and_nothing_else(
    database: Database, log: Log
) -> None:
    gone, stays = save(log, with_track=track()), save(log, with_track=track(seed=8))
    log.delete(gone)
    with pytest.raises(NotFoundError):
        log.load(gone)
    assert log.load(stays).result == result()
    assert rows_of(database)["fault"] == 2
    log.delete(stays)
    assert set(rows_of(database).values()) == {0}


# Damage and want of room


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut off"])
def test_damaged_landmarks_are_told_and_the_rest_is_there(
    database: Database, log: Log, damage: bytes
) -> None:
    set_id = save(log, with_track=track())
    with database.writing() as session:
        session.get_one(TrackRow, set_id).data = damage
    with pytest.raises(StorageError, match="recording of this set is damaged"):
        log.track(set_id)
    assert log.load(set_id).result == result()


def test_a_damaged_record_is_told(database: Database, log: Log) -> None:
    set_id = save(log)
    with database.writing() as session:
        session.get_one(SetRow, set_id).result_json = "{"
    with pytest.raises(StorageError, match="record of this set is damaged"):
        log.load(set_id)
    assert len(log.sets()) == 1


def test_a_full_disk_is_told_and_what_was_saved_is_safe(file_settings: Settings) -> None:
    with open_database(file_settings) as database:
        log = Log(database, default_person(database).id)
        first = save(log, with_track=track())
        with database.reading() as session:
            pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar()

        def limit(raw: object, _: object) -> None:
            raw.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[attr-defined]

        event.listen(database.engine, "connect", limit)
        database.engine.dispose()
        with pytest.raises(StorageError, match="no room left"):
            save(log, with_track=track(200))
        event.remove(database.engine, "connect", limit)
        database.engine.dispose()

        assert [line.id for line in log.sets()] == [first]
        save(log, with_track=track(200))
        assert len(log.sets()) == 2


FILL_THE_DISK = """
import resource
from coach.records import Log, StorageError, default_person, open_database
from coach.settings import Settings
from record_examples import save, track

with open_database(Settings.from_environment()) as database:
    log = Log(database, default_person(database).id)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
    for seed in range(100):
        try:
            print(save(log, with_track=track(60, seed)), flush=True)
        except StorageError as error:
            print(error, flush=True)
            break
"""


def test_a_disk_that_refuses_in_mid_write_costs_no_finished_set(file_settings: Settings) -> None:
    with run_beside(FILL_THE_DISK, file_settings) as program:
        said, errors = program.communicate()
    *saved, told = said.splitlines()
    assert "free space" in told, errors
    assert saved
    with open_database(file_settings) as database:
        log = Log(database, default_person(database).id)
        assert {str(line.id) for line in log.sets()} == set(saved)
        assert all(log.track(line.id) is not None for line in log.sets())
        with database.reading() as session:
            check = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar()
        assert check == "ok"


def test_faults_know_when_they_were(log: Log) -> None:
    assert [f.start_s for f in log.load(save(log)).result.faults] == [fault(6.0).start_s, 41.0]
