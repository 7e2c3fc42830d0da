"""What a therapist is shown of a set, and what is said of what may not or can't be shown."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from coach.engine.catalogue import find_exercise
from coach.engine.figure import reference_track
from coach.engine.tracker import track_set
from coach.records import (
    Database,
    NotFoundError,
    Recording,
    Role,
    SetId,
    Source,
    add_person,
    open_database,
)
from coach.records.care import Care
from coach.records.care_entries import ConsentKind, MarkKind
from coach.records.consents import Consents
from coach.records.marks import Marks
from coach.records.models import TrackRow
from coach.settings import DATABASE_FILE, Settings
from coach.web.live import clip_file
from coach.web.reviewing.marks import keep_drawing, mark_seen, packed_marks, take_away
from coach.web.reviewing.material import NO_MOVEMENT, NO_VIDEO, TOLD_ONLY, gather, still_there

DAY = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
SQUAT = find_exercise("squat")
TRACK = reference_track(SQUAT, repetitions=2)
RESULT = track_set(SQUAT, TRACK).finish()
DRAWN = {"strokes": [{"color": "orange", "points": [[0.1, 0.2], [0.3, 0.4]]}], "words": []}


@pytest.fixture(scope="module")
def new_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a log that was just made: copying is faster than making."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("new"))
    open_database(settings).close()
    return settings.data_dir / DATABASE_FILE


@pytest.fixture
def database(tmp_path: Path, new_log: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(tmp_path))
    shutil.copy(new_log, tmp_path)
    with open_database(Settings(data_dir=tmp_path)) as opened:
        yield opened


@pytest.fixture
def patient(database: Database) -> Care:
    person = add_person(database, "Paula", Role.PATIENT)
    care = Care(database, person, person.id)
    for kind in ConsentKind:
        care.book(Consents).give(kind)
    return care


@pytest.fixture
def therapist(database: Database, patient: Care) -> Care:
    """The patient's records, opened for somebody else."""
    return Care(database, patient.patient, add_person(database, "Thea", Role.THERAPIST).id)


@pytest.fixture
def filmed(patient: Care) -> SetId:
    set_id = patient.log.save_result(
        RESULT, source=Source.LIVE, source_name="Camera", performed_at=DAY, track=TRACK
    )
    patient.log.attach_video(set_id, Recording("clip.mp4", "video/mp4", 4, DAY))
    folder = patient.log.video_folder(set_id)
    clip_file.begin(folder, "video/mp4")
    (folder / "clip.mp4").write_bytes(b"film")
    return set_id


def test_with_consent_both_movement_and_video_are_there(therapist: Care, filmed: SetId) -> None:
    found = gather(therapist, filmed)
    assert found.problems == ()
    assert found.moving is not None
    assert found.video is not None
    assert found.video["from"] == 0.0
    assert found.video["url"].startswith("live/recordings/")


def test_what_was_packed_is_not_packed_again(therapist: Care, filmed: SetId) -> None:
    first = gather(therapist, filmed)
    assert gather(therapist, filmed, first).moving is first.moving


def test_without_consent_to_the_video_the_figure_stays(
    patient: Care, therapist: Care, filmed: SetId
) -> None:
    patient.book(Consents).withdraw(ConsentKind.VIDEO)
    found = gather(therapist, filmed)
    assert found.video is None
    assert found.moving is not None


def test_withdrawn_in_mid_review_the_movement_goes_and_the_numbers_stay(
    patient: Care, therapist: Care, filmed: SetId
) -> None:
    before = gather(therapist, filmed)
    assert still_there(therapist, filmed) == (True, True)
    patient.book(Consents).withdraw(ConsentKind.MOVEMENT)
    assert not still_there(therapist, filmed)[0]
    after = gather(therapist, filmed, before)
    assert (after.track, after.moving) == (None, None)
    assert after.problems[0] == NO_MOVEMENT
    assert after.saved.result == RESULT


def test_where_nobody_has_agreed_the_sentence_says_what_to_do(
    database: Database, therapist: Care, filmed: SetId
) -> None:
    stranger = add_person(database, "Petra", Role.PATIENT)
    own = Care(database, stranger, stranger.id)
    set_id = own.log.save_result(
        RESULT, source=Source.LIVE, source_name="Camera", performed_at=DAY, track=TRACK
    )
    found = gather(Care(database, stranger, therapist.author), set_id)
    assert found.moving is None
    assert "Who sees what" in found.problems[0]


def test_a_broken_track_leaves_the_numbers(
    database: Database, therapist: Care, filmed: SetId
) -> None:
    with database.writing() as session:
        session.execute(update(TrackRow).values(data=b"no landmarks"))
    found = gather(therapist, filmed)
    assert (found.track, found.moving) == (None, None)
    assert found.problems
    assert found.saved.result == RESULT


def test_a_video_that_is_gone_is_said(patient: Care, therapist: Care, filmed: SetId) -> None:
    (patient.log.video_folder(filmed) / "clip.mp4").unlink()
    found = gather(therapist, filmed)
    assert found.video is None
    assert NO_VIDEO in found.problems
    assert found.moving is not None


def test_what_was_only_told_has_nothing_to_play(patient: Care, therapist: Care) -> None:
    set_id = patient.log.save_result(
        RESULT, source=Source.SELF_REPORT, source_name="Told", performed_at=DAY
    )
    assert gather(therapist, set_id).problems == (TOLD_ONLY,)


def test_a_set_of_somebody_else_is_as_one_that_does_not_exist(
    database: Database, therapist: Care
) -> None:
    other = add_person(database, "Petra", Role.PATIENT)
    own = Care(database, other, other.id)
    set_id = own.log.save_result(RESULT, source=Source.LIVE, source_name="Camera", performed_at=DAY)
    with pytest.raises(NotFoundError):
        gather(therapist, set_id)
    answer = keep_drawing(therapist, set_id, {"id": "1", "time": 1.0, "drawing": DRAWN})
    assert answer["problem"]
    assert own.book(Marks).of_set(set_id) == []


def test_a_drawing_is_kept_and_shown_again(therapist: Care, filmed: SetId) -> None:
    words = [{"color": "blue", "at": [0.5, 0.5], "text": "Chest up"}]
    sent = {"id": "a1", "time": 2.5, "drawing": {**DRAWN, "words": words}}
    assert keep_drawing(therapist, filmed, sent) == {"id": "a1", "problem": ""}
    (mark,) = packed_marks(therapist, filmed)
    assert (mark["time"], mark["text"], mark["own"]) == (2.5, "Chest up", True)
    assert mark["drawing"] == sent["drawing"]
    assert "Thea" not in str(mark)


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "nothing",
        {"id": "a1"},
        {"id": "a1", "time": -1, "drawing": DRAWN},
        {"id": "a1", "time": float("inf"), "drawing": DRAWN},
        {"id": "a1", "time": 1.0, "drawing": {}},
    ],
)
def test_anything_else_is_not_kept_and_said_so(
    therapist: Care, filmed: SetId, sent: object
) -> None:
    assert keep_drawing(therapist, filmed, sent)["problem"]
    assert packed_marks(therapist, filmed) == []


def test_a_moment_waits_until_it_was_seen(therapist: Care, filmed: SetId) -> None:
    mark = therapist.book(Marks).add(MarkKind.MOMENT, set_id=filmed, time_s=3.0, text="Knees")
    assert packed_marks(therapist, filmed)[0]["waiting"]
    for told in (str(mark), str(mark), "no id at all"):
        mark_seen(therapist, told)
    assert not packed_marks(therapist, filmed)[0]["waiting"]


def test_only_the_own_mark_of_this_set_can_be_taken_away(
    database: Database, therapist: Care, filmed: SetId
) -> None:
    colleague = Care(database, therapist.patient, add_person(database, "Theo", Role.THERAPIST).id)
    own = therapist.book(Marks).add(MarkKind.MOMENT, set_id=filmed, time_s=3.0)
    others = colleague.book(Marks).add(MarkKind.MOMENT, set_id=filmed, time_s=4.0)
    assert [mark["own"] for mark in packed_marks(therapist, filmed)] == [True, False]
    for told in (str(own), str(others)):
        take_away(therapist, filmed, told)
    assert [mark["time"] for mark in packed_marks(therapist, filmed)] == [4.0]


def test_a_consent_that_ran_out_counts_as_none(
    patient: Care, therapist: Care, filmed: SetId, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=5)
    patient.book(Consents).give(ConsentKind.MOVEMENT, soon)
    assert gather(therapist, filmed).moving is not None
    monkeypatch.setattr("coach.clock.now", lambda: soon + timedelta(seconds=1))
    assert still_there(therapist, filmed)[0] is False
    found = gather(therapist, filmed)
    assert found.moving is None
    assert "Who sees what" in found.problems[0]
