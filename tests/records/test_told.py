"""What people tell: how a set ended and felt, the video they agreed to, their health."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from record_examples import MORNING, repetition, result, save, start, track, video
from sqlalchemy import update

from coach.records import (
    Database,
    Ending,
    Log,
    NotFoundError,
    ScreeningOutcome,
    SetFinishedError,
    Source,
    Status,
    StorageError,
)
from coach.records.models import RecordingRow, SetRow
from coach.records.video_files import video_folder


@pytest.mark.parametrize("ended", [*Ending, None])
def test_a_live_set_remembers_how_it_ended(log: Log, ended: Ending | None) -> None:
    set_id = start(log)
    log.finish_set(set_id, result(), ended=ended)
    assert log.load(set_id).ended is ended
    assert log.sets()[0].ended is ended


def test_an_end_is_not_changed_afterwards(log: Log) -> None:
    set_id = start(log)
    log.finish_set(set_id, result(), ended=Ending.PAIN)
    log.finish_set(set_id, result(), ended=Ending.PAIN)
    log.finish_set(set_id, result())
    with pytest.raises(SetFinishedError):
        log.finish_set(set_id, result(), ended=Ending.DONE)
    assert log.load(set_id).ended is Ending.PAIN


def test_a_set_from_a_video_has_no_such_end(log: Log) -> None:
    saved = log.load(save(log))
    assert (saved.ended, saved.pain, saved.effort, saved.has_video) == (None, None, None, False)


def test_pain_and_effort_are_kept_one_by_one(log: Log) -> None:
    set_id = start(log)
    log.report(set_id, pain=6)
    log.finish_set(set_id, result(), ended=Ending.PAIN)
    log.report(set_id, effort=0)
    log.report(set_id)
    saved = log.load(set_id)
    assert (saved.pain, saved.effort) == (6, 0)
    log.report(set_id, pain=0, effort=10)
    (line,) = log.sets()
    assert (line.pain, line.effort) == (0, 10)


@pytest.mark.parametrize("wrong", [{"pain": 11}, {"pain": -1}, {"effort": 11}, {"effort": -1}])
def test_a_figure_outside_the_scale_is_refused(log: Log, wrong: dict[str, int]) -> None:
    set_id = start(log)
    log.report(set_id, pain=3, effort=4)
    with pytest.raises(ValueError, match="0 to 10"):
        log.report(set_id, **{"pain": 1, "effort": 1, **wrong})
    saved = log.load(set_id)
    assert (saved.pain, saved.effort) == (3, 4)


@pytest.mark.parametrize("column", ["pain", "effort"])
def test_the_tables_refuse_it_too(database: Database, log: Log, column: str) -> None:
    start(log)
    with pytest.raises(StorageError, match="contradicts"), database.writing() as session:
        session.execute(update(SetRow).values({column: 11}))


def test_live_sets_without_an_end_are_found(log: Log) -> None:
    first = start(log)
    later = log.start_set(
        exercise="squat",
        exercise_name="Squat",
        view="front",
        source=Source.LIVE,
        source_name="camera",
        performed_at=MORNING + timedelta(days=1),
    )
    by_hand = log.start_set(
        exercise="squat",
        exercise_name="Squat",
        view="front",
        source=Source.MANUAL,
        source_name="",
        performed_at=MORNING,
    )
    save(log)
    log.add_repetition(first, repetition(1))
    assert [(line.id, line.repetitions) for line in log.unfinished()] == [(later, 0), (first, 1)]
    assert all(line.status is Status.IN_PROGRESS for line in log.unfinished())
    log.finish_set(first, result(), ended=Ending.LEFT)
    assert [line.id for line in log.unfinished()] == [later]
    log.delete(later)
    assert log.unfinished() == []
    assert by_hand in {line.id for line in log.sets()}


def test_the_answers_given_last_count_and_earlier_ones_stay(log: Log) -> None:
    assert log.latest_screening() is None
    log.add_screening(ScreeningOutcome.TODAY, {"fever": True, "numb": False})
    before = datetime.now(UTC)
    log.add_screening(ScreeningOutcome.CLEAR, {"fever": False, "numb": False})
    last = log.latest_screening()
    assert last is not None
    assert (last.outcome, last.answers) == (
        ScreeningOutcome.CLEAR,
        {"fever": False, "numb": False},
    )
    assert before <= last.answered_at <= datetime.now(UTC)


def test_a_video_is_noted_with_its_consent(log: Log) -> None:
    set_id = save(log, with_track=track())
    assert log.video(set_id) is None
    zone = timezone(timedelta(hours=9))
    log.attach_video(set_id, video(consented_at=MORNING.astimezone(zone)))
    assert log.video(set_id) == video()
    assert log.load(set_id).has_video
    assert log.sets()[0].has_video
    # It grows, and keeps the consent that it began with.
    grown = video(size_bytes=3_000_000_000, consented_at=MORNING + timedelta(hours=1))
    log.attach_video(set_id, grown)
    assert log.video(set_id) == video(size_bytes=3_000_000_000)


def test_no_video_without_consent(database: Database, log: Log) -> None:
    set_id = save(log)
    with pytest.raises(ValueError, match="time zone"):
        log.attach_video(set_id, video(consented_at=MORNING.replace(tzinfo=None)))
    nameless = RecordingRow(
        set_id=set_id, file_name="clip.webm", mime="video/webm", size_bytes=1, created_at=MORNING
    )
    with pytest.raises(StorageError, match="contradicts"), database.writing() as session:
        session.add(nameless)
    assert log.video(set_id) is None


def test_deleting_a_set_deletes_its_video(database: Database, log: Log) -> None:
    gone, stays = save(log), save(log)
    for set_id in (gone, stays):
        folder = video_folder(database.videos, set_id)
        folder.mkdir(parents=True)
        (folder / "clip.webm").write_bytes(b"pictures")
        log.attach_video(set_id, video())
    log.delete(gone)
    assert not video_folder(database.videos, gone).exists()
    assert (video_folder(database.videos, stays) / "clip.webm").read_bytes() == b"pictures"
    with pytest.raises(NotFoundError):
        log.video(gone)


def test_a_video_that_cannot_be_deleted_keeps_its_set(database: Database, log: Log) -> None:
    set_id = save(log)
    log.attach_video(set_id, video())
    database.videos.mkdir(parents=True)
    video_folder(database.videos, set_id).write_bytes(b"no folder")
    with pytest.raises(StorageError, match="can't be deleted"):
        log.delete(set_id)
    assert log.load(set_id).has_video
