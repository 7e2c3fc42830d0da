"""All of one person's record: taken along, and deleted."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from filled import count, fill
from record_examples import save, track, video

from coach import clock
from coach.records import Database, Log, NotFoundError, PersonId, StorageError, add_person
from coach.records.belonging import NOBODYS, of_person, tables
from coach.records.erasing import erase_due, leave
from coach.records.exporting import export_person
from coach.records.people import find_person
from coach.records.tables import Base
from coach.records.video_files import video_folder
from poses.track import PoseTrack


@pytest.fixture
def anna(database: Database) -> PersonId:
    return add_person(database, "Anna").id


@pytest.fixture
def ben(database: Database) -> PersonId:
    return add_person(database, "Ben").id


@pytest.fixture
def journals(tmp_path: Path) -> Path:
    folder = tmp_path / "live"
    folder.mkdir()
    return folder


@contextmanager
def days_later(monkeypatch: pytest.MonkeyPatch, folder: Path, days: int) -> Iterator[None]:
    ahead = folder / "ahead"
    ahead.write_text(str(timedelta(days=days).total_seconds()))
    with monkeypatch.context() as patched:
        patched.setenv("BACK_COACH_CLOCK", str(ahead))
        yield


def test_every_table_says_whose_its_rows_are() -> None:
    assert {table.name for table in tables()} | NOBODYS == set(Base.metadata.tables)
    for table in tables():
        of_person(table, PersonId(None))  # type: ignore[arg-type]


class TestTakingItAlong:
    def test_everything_is_in_it_and_nothing_of_anybody_else(
        self, database: Database, anna: PersonId, ben: PersonId, tmp_path: Path
    ) -> None:
        made = fill(database, anna)
        fill(database, ben)
        export_person(database, anna, tmp_path / "anna.zip")
        with ZipFile(tmp_path / "anna.zip") as archive:
            whole = json.loads(archive.read("data.json"))
            assert whole["person"]["display_name"] == "Anna"
            rows = {name: len(rows) for name, rows in whole["tables"].items()}
            assert rows == {name: 1 for name in made if name != "landmark_track"}
            assert str(ben) not in archive.read("data.json").decode()
            for name in rows:
                table = csv.DictReader(io.StringIO(archive.read(f"csv/{name}.csv").decode()))
                assert len(list(table)) == 1
            assert len([name for name in archive.namelist() if name.startswith("recordings/")]) == 1

    def test_secrets_stay(self, database: Database, anna: PersonId, tmp_path: Path) -> None:
        fill(database, anna)
        export_person(database, anna, tmp_path / "anna.zip")
        with ZipFile(tmp_path / "anna.zip") as archive:
            everything = "".join(
                archive.read(name).decode(errors="ignore") for name in archive.namelist()
            )
        assert "hash" not in everything

    def test_recordings_and_videos_can_be_opened(
        self, database: Database, anna: PersonId, tmp_path: Path
    ) -> None:
        log = Log(database, anna)
        set_id = save(log, with_track=track())
        log.attach_video(set_id, video())
        folder = video_folder(database.videos, set_id)
        folder.mkdir(parents=True)
        (folder / "video.webm").write_bytes(b"a film")
        export_person(database, anna, tmp_path / "anna.zip")
        with ZipFile(tmp_path / "anna.zip") as archive:
            archive.extractall(tmp_path)
        back = PoseTrack.load(tmp_path / f"recordings/{set_id}.npz")
        assert np.array_equal(back.image, track().image)
        assert (tmp_path / f"videos/{set_id}/video.webm").read_bytes() == b"a film"

    def test_a_cell_is_no_formula(self, database: Database, anna: PersonId, tmp_path: Path) -> None:
        log = Log(database, anna)
        log.add_note(save(log), "=HYPERLINK(1)")
        export_person(database, anna, tmp_path / "anna.zip")
        with ZipFile(tmp_path / "anna.zip") as archive:
            text = archive.read("csv/exercise_set.csv").decode()
        assert "'=HYPERLINK(1)" in text

    def test_what_can_not_be_written_leaves_nothing_half(
        self, database: Database, anna: PersonId, tmp_path: Path
    ) -> None:
        with pytest.raises(StorageError, match="choose another folder"):
            export_person(database, anna, tmp_path / "no such folder" / "anna.zip")
        with pytest.raises(NotFoundError):
            export_person(database, PersonId(anna.__class__(int=1)), tmp_path / "nobody.zip")
        assert list(tmp_path.glob("*.zip*")) == []


class TestLeaving:
    def test_nothing_is_left_of_one_and_all_of_the_other(
        self, database: Database, anna: PersonId, ben: PersonId, journals: Path
    ) -> None:
        nothing = count(database)
        fill(database, anna)
        of_one = count(database)
        fill(database, ben)
        (journals / "a.set").write_text(json.dumps({"person": str(anna)}) + "\n")
        (journals / "b.set").write_text(json.dumps({"person": str(ben)}) + "\n")
        assert leave(database, anna, journals)
        assert count(database) == of_one | {"person": of_one["person"] - 1}
        assert [path.name for path in journals.iterdir()] == ["b.set"]
        assert leave(database, ben, journals)
        assert count(database) == nothing | {"person": 0}

    def test_the_videos_go_too(self, database: Database, anna: PersonId, journals: Path) -> None:
        folder = video_folder(database.videos, save(Log(database, anna)))
        folder.mkdir(parents=True)
        (folder / "video.webm").write_bytes(b"a film")
        leave(database, anna, journals)
        assert not folder.exists()

    def test_what_the_law_asks_for_is_kept_out_of_reach_and_goes_later(
        self,
        database: Database,
        anna: PersonId,
        journals: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        nothing = count(database)
        fill(database, anna)
        assert not leave(database, anna, journals, keep_days=30)
        kept = count(database)
        assert kept["exercise_set"] == 1
        assert kept["sign_in"] == kept["invitation"] == kept["recording"] == 0
        with pytest.raises(NotFoundError):
            find_person(database, anna)
        with pytest.raises(NotFoundError):
            save(Log(database, anna))
        assert erase_due(database, journals, keep_days=30) == 0
        with days_later(monkeypatch, tmp_path, 31):
            assert erase_due(database, journals, keep_days=30) == 1
        assert count(database) == nothing | {"person": nothing["person"] - 1}

    def test_nobody_leaves_twice(self, database: Database, anna: PersonId, journals: Path) -> None:
        leave(database, anna, journals)
        with pytest.raises(NotFoundError):
            leave(database, anna, journals)


def test_the_clock_can_be_moved_only_by_its_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = clock.now()
    with days_later(monkeypatch, tmp_path, 7):
        assert clock.now() - before >= timedelta(days=7)
    (tmp_path / "ahead").write_text("nonsense")
    monkeypatch.setenv("BACK_COACH_CLOCK", str(tmp_path / "ahead"))
    assert clock.now() - before < timedelta(days=1)
