"""``coach data``: from a backup to the same log again, and everything of one person."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from coach.cli import run
from coach.engine.results import Score, SetResult
from coach.keyring import new_key
from coach.records import Log, Source, add_person, default_person, open_database
from coach.settings import DATABASE_FILE, Settings
from tests.cli.command import is_one_sentence
from tests.synthetic import squats

Sound = pytest.CaptureFixture[str]


def squat() -> SetResult:
    return SetResult("squat", "Squat", "side_left", 30.0, 9.0, 270, 1.0, (), (), (), Score(None))


@pytest.fixture
def settings() -> Settings:
    settings = Settings.from_environment()
    with open_database(settings) as database:
        Log(database, default_person(database).id).save_result(
            squat(),
            source=Source.VIDEO,
            source_name="clip.mp4",
            performed_at=datetime(2026, 5, 20, 9, 30, tzinfo=UTC),
        )
    return settings


def sets(settings: Settings) -> int:
    with open_database(settings) as database:
        return len(Log(database, default_person(database).id).sets())


def test_backup_damage_restore(settings: Settings, tmp_path: Path, capsys: Sound) -> None:
    file = tmp_path / "backup.zip"
    assert run(["data", "backup", str(file)]) == 0
    assert "Kept in" in capsys.readouterr().out
    assert run(["data", "check", str(file)]) == 0
    assert "is whole" in capsys.readouterr().out
    (settings.data_dir / DATABASE_FILE).write_bytes(b"struck by lightning" * 99)
    assert run(["data", "restore", str(file)]) == 2
    assert "--replace" in capsys.readouterr().err
    assert run(["data", "restore", str(file), "--replace"]) == 0
    said = capsys.readouterr().out
    assert "Restored" in said
    assert "before-restore" in said
    assert sets(settings) == 1


def test_a_backup_never_takes_the_place_of_a_file(
    settings: Settings, tmp_path: Path, capsys: Sound
) -> None:
    (tmp_path / "precious.zip").write_text("a photo album")
    assert run(["data", "backup", str(tmp_path / "precious.zip")]) == 2
    assert is_one_sentence(capsys.readouterr().err)
    assert (tmp_path / "precious.zip").read_text() == "a photo album"


def test_everything_of_one_person_can_be_taken_along(
    settings: Settings, tmp_path: Path, capsys: Sound
) -> None:
    assert run(["data", "export", str(tmp_path / "me.zip")]) == 0
    with ZipFile(tmp_path / "me.zip") as archive:
        assert {"README.txt", "data.json", "csv/exercise_set.csv"} <= set(archive.namelist())


def test_erasing_asks_before_and_only_erases_whom_it_names(
    settings: Settings, capsys: Sound, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_database(settings) as database:
        add_person(database, "Anna")
        add_person(database, "Ben")
        add_person(database, "Ben")
    assert run(["data", "erase", "--person", "Carla", "--yes"]) == 2
    assert "Nobody is called Carla" in capsys.readouterr().err
    assert run(["data", "erase", "--person", "Ben", "--yes"]) == 2
    assert "give the id" in capsys.readouterr().err
    monkeypatch.setattr("typer.confirm", lambda _question: False)
    assert run(["data", "erase", "--person", "Anna"]) == 0
    assert "Nothing was changed" in capsys.readouterr().out
    assert run(["data", "erase", "--person", "Anna", "--yes"]) == 0
    assert "Everything is deleted" in capsys.readouterr().out
    assert run(["data", "export", "x.zip", "--person", "Anna"]) == 2
    assert sets(settings) == 1


def test_where_records_must_be_kept_they_go_later(
    settings: Settings, tmp_path: Path, capsys: Sound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACK_COACH_KEEP_RECORDS_DAYS", "30")
    with open_database(settings) as database:
        add_person(database, "Anna")
    assert run(["data", "erase", "--person", "Anna", "--yes"]) == 0
    assert "after 30 days" in capsys.readouterr().out
    assert run(["data", "purge"]) == 0
    assert "0 who left" in capsys.readouterr().out
    (tmp_path / "ahead").write_text(str(31 * 86400))
    monkeypatch.setenv("BACK_COACH_CLOCK", str(tmp_path / "ahead"))
    assert run(["data", "purge"]) == 0
    assert "1 who left" in capsys.readouterr().out


def test_a_wrong_number_of_days_is_told(capsys: Sound, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACK_COACH_KEEP_RECORDS_DAYS", "for ever")
    assert run(["data", "purge"]) == 2
    assert "BACK_COACH_KEEP_RECORDS_DAYS" in capsys.readouterr().err


class TestKeys:
    def test_a_fresh_key_can_be_used(self, capsys: Sound) -> None:
        assert run(["data", "new-key"]) == 0
        key = capsys.readouterr().out.strip()
        assert Settings.from_environment({"BACK_COACH_ENCRYPTION_KEY": key}).keys.current

    def test_what_is_kept_comes_under_a_key_and_a_backup_says_so(
        self,
        settings: Settings,
        tmp_path: Path,
        capsys: Sound,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        assert run(["data", "reencrypt"]) == 2
        assert "There is no key" in capsys.readouterr().err
        key = new_key()
        monkeypatch.setenv("BACK_COACH_ENCRYPTION_KEY", key)
        with open_database(settings) as database:
            Log(database, default_person(database).id).save_result(
                squat(),
                source=Source.VIDEO,
                source_name="other.mp4",
                performed_at=datetime(2026, 5, 21, 9, 30, tzinfo=UTC),
                track=squats(1).track(),
            )
        assert run(["data", "reencrypt"]) == 0
        name = Settings.from_environment().keys.keys[0].id
        assert f"Now under the key {name}: 1 movements" in capsys.readouterr().out
        assert run(["data", "backup", str(tmp_path / "b.zip")]) == 0
        assert f"the keys are not in it. Keep these keys in another safe place: {name}" in (
            capsys.readouterr().out
        )
        monkeypatch.delenv("BACK_COACH_ENCRYPTION_KEY")
        assert run(["data", "restore", str(tmp_path / "b.zip"), "--replace"]) == 0
        assert f"BACK_COACH_ENCRYPTION_KEY: {name}" in capsys.readouterr().out
        monkeypatch.setenv("BACK_COACH_ENCRYPTION_KEY", key)
        assert run(["data", "reencrypt", "--open"]) == 0
        assert "Opened: 1 movements" in capsys.readouterr().out


def test_what_has_had_its_time_is_deleted(settings: Settings, capsys: Sound) -> None:
    assert run(["data", "expire"]) == 0
    assert "movements of 0 sets" in capsys.readouterr().out
    assert sets(settings) == 1
