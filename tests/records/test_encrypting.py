"""Movements and videos at rest: sealed with a key, opened again, under a new key, or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import ZipFile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_examples import save, track, video
from sqlalchemy import select

from coach.keyring import NO_KEYS, Keyring, new_key
from coach.records import Database, Log, SetId, StorageError, default_person, open_database
from coach.records.backup import back_up
from coach.records.backup_file import check
from coach.records.encrypting import (
    HEADER_BYTES,
    KeyMissingError,
    SealBrokenError,
    is_sealed,
    new_sealer,
    seal,
    unseal,
)
from coach.records.exporting import export_person
from coach.records.models import TrackRow
from coach.records.resealing import keys_in_use, reseal_tracks
from coach.records.restoring import restore
from coach.records.sealed_file import (
    PIECE_BYTES,
    SealedReader,
    key_of_file,
    open_video,
    seal_file,
    sealed_pieces,
)
from coach.records.video_files import context_of, video_folder
from coach.settings import Settings, SettingsError
from poses.track import PoseTrack

OLD, NEW = new_key(), new_key()
KEYS = Keyring.parse(NEW)
CONTEXT = b"this set"


def with_keys(settings: Settings, text: str | None) -> Settings:
    return Settings.model_validate(
        {**settings.model_dump(exclude={"encryption_key"}), "encryption_key": text}
    )


@pytest.fixture
def sealed(settings: Settings, database: Database) -> Iterator[Database]:
    """The same database, opened with a key."""
    with open_database(with_keys(settings, NEW)) as opened:
        yield opened


def stored(database: Database, set_id: SetId) -> tuple[bytes, str | None]:
    with database.reading() as session:
        row = session.execute(
            select(TrackRow.data, TrackRow.key_id).where(TrackRow.set_id == set_id)
        ).one()
        return row[0], row[1]


class TestSealing:
    @given(st.binary(max_size=3000))
    def test_what_is_sealed_is_hidden_and_comes_back(self, content: bytes) -> None:
        hidden = seal(content, KEYS, CONTEXT)
        assert is_sealed(hidden)
        assert len(content) < 8 or content not in hidden[HEADER_BYTES:]
        assert unseal(hidden, KEYS, CONTEXT) == content
        assert seal(content, KEYS, CONTEXT) != hidden

    @given(st.binary(min_size=1, max_size=300), st.data())
    def test_a_changed_bit_is_noticed(self, content: bytes, data: st.DataObject) -> None:
        hidden = bytearray(seal(content, KEYS, CONTEXT))
        at = data.draw(st.integers(8, len(hidden) - 1))
        hidden[at] ^= 1 << data.draw(st.integers(0, 7))
        with pytest.raises(StorageError):
            unseal(bytes(hidden), KEYS, CONTEXT)

    def test_it_belongs_to_one_set(self) -> None:
        with pytest.raises(SealBrokenError):
            unseal(seal(b"mine", KEYS, b"one set"), KEYS, b"another")

    def test_another_key_is_asked_for_by_its_name(self) -> None:
        with pytest.raises(KeyMissingError, match=KEYS.keys[0].id):
            unseal(seal(b"mine", KEYS, CONTEXT), Keyring.parse(OLD), CONTEXT)

    def test_older_keys_open_and_the_first_seals(self) -> None:
        before = seal(b"mine", Keyring.parse(OLD), CONTEXT)
        both = Keyring.parse(f"{NEW}, {OLD}")
        assert unseal(before, both, CONTEXT) == b"mine"
        assert unseal(seal(b"mine", both, CONTEXT), KEYS, CONTEXT) == b"mine"

    def test_without_a_key_nothing_is_sealed(self) -> None:
        assert seal(b"mine", NO_KEYS, CONTEXT) == b"mine"
        assert seal(b"mine", KEYS.only_opening, CONTEXT) == b"mine"
        assert unseal(b"mine", KEYS, CONTEXT) == b"mine"


class TestKeys:
    @pytest.mark.parametrize(
        "text",
        ["short", "c2hvcnQ=", f"{NEW},what", "ä" * 43],
        ids=["short", "too short", "one of two", "no key at all"],
    )
    def test_what_is_no_key_is_refused_and_not_repeated(self, text: str) -> None:
        with pytest.raises(SettingsError, match="BACK_COACH_ENCRYPTION_KEY") as refused:
            Settings.from_environment({"BACK_COACH_ENCRYPTION_KEY": text})
        assert text not in str(refused.value)
        assert NEW not in str(refused.value)

    def test_nothing_prints_it(self) -> None:
        settings = Settings.from_environment({"BACK_COACH_ENCRYPTION_KEY": NEW})
        assert NEW not in f"{settings!r}{settings}{settings.keys!r}"
        assert settings.keys == KEYS
        assert Settings.from_environment({}).keys == NO_KEYS


class TestMovements:
    def test_a_movement_is_kept_sealed_and_read_as_before(
        self, sealed: Database, database: Database
    ) -> None:
        log = Log(sealed, default_person(sealed).id)
        set_id = save(log, with_track=track())
        data, key_id = stored(sealed, set_id)
        assert is_sealed(data)
        assert key_id == KEYS.keys[0].id
        back = log.track(set_id)
        assert back is not None
        assert np.array_equal(back.image, track().image)
        with pytest.raises(KeyMissingError, match="BACK_COACH_ENCRYPTION_KEY"):
            Log(database, default_person(database).id).track(set_id)

    def test_what_was_kept_before_is_still_read(self, sealed: Database, database: Database) -> None:
        set_id = save(Log(database, default_person(database).id), with_track=track())
        assert Log(sealed, default_person(sealed).id).track(set_id) is not None

    def test_a_movement_can_not_be_put_under_another_set(self, sealed: Database) -> None:
        log = Log(sealed, default_person(sealed).id)
        first, second = (save(log, with_track=track(frames)) for frames in (12, 13))
        with sealed.writing() as session:
            rows = [session.get_one(TrackRow, set_id) for set_id in (first, second)]
            rows[1].data, rows[1].sha256 = rows[0].data, rows[0].sha256
        with pytest.raises(SealBrokenError, match="repetitions and score are safe"):
            log.track(second)

    def test_all_of_them_come_under_a_new_key_or_out_of_it(
        self, settings: Settings, database: Database
    ) -> None:
        person = default_person(database).id
        plain = save(Log(database, person), with_track=track(10))
        with open_database(with_keys(settings, OLD)) as before:
            old = save(Log(before, person), with_track=track(11))
        both = Keyring.parse(f"{NEW},{OLD}")
        with open_database(with_keys(settings, f"{NEW},{OLD}")) as now:
            new = save(Log(now, person), with_track=track(12))
            assert reseal_tracks(now, both) == 2
            assert reseal_tracks(now, both) == 0
            assert keys_in_use(now) == (both.keys[0].id,)
        with open_database(with_keys(settings, NEW)) as after:
            assert all(Log(after, person).track(one) for one in (plain, old, new))
            assert reseal_tracks(after, KEYS.only_opening) == 3
        assert all(Log(database, person).track(one) for one in (plain, old, new))


def sealed_video(path: Path, content: bytes, keys: Keyring = KEYS) -> Path:
    seal_file(io.BytesIO(content), path, keys, CONTEXT)
    return path


LONG = bytes(range(256)) * (PIECE_BYTES // 100)  # several pieces


class TestVideos:
    def test_one_can_jump_in_it(self, tmp_path: Path) -> None:
        path = sealed_video(tmp_path / "clip.webm", LONG)
        assert key_of_file(path) == KEYS.keys[0].id
        assert LONG[:64] not in path.read_bytes()
        with SealedReader(path, KEYS, CONTEXT) as reader:
            assert reader.size == len(LONG)
            for start, end in [
                (0, 1),
                (PIECE_BYTES - 1, PIECE_BYTES + 1),
                (5, len(LONG)),
                (len(LONG) - 1, len(LONG) + 99),
                (len(LONG), len(LONG) + 1),
            ]:
                assert b"".join(reader.read_from(start, end)) == LONG[start:end]
            assert reader.seek(-3, 2) == len(LONG) - 3
            assert reader.read() == LONG[-3:]

    @given(st.lists(st.binary(max_size=400), max_size=8))
    def test_it_may_come_in_pieces(self, parts: list[bytes]) -> None:
        sealer = new_sealer(KEYS.keys[0], CONTEXT)
        file, at = sealer.header, 0
        for part in parts:
            file += sealed_pieces(sealer, part, at)
            at += len(part)
        assert unsealed(file) == b"".join(parts)

    def test_pieces_can_not_change_places(self, tmp_path: Path) -> None:
        sealer = new_sealer(KEYS.keys[0], CONTEXT)
        first, second = (sealed_pieces(sealer, part, at) for part, at in ((b"abc", 0), (b"def", 3)))
        path = tmp_path / "clip.webm"
        path.write_bytes(sealer.header + second + first)
        with SealedReader(path, KEYS, CONTEXT) as reader, pytest.raises(SealBrokenError):
            reader.read()

    @pytest.mark.parametrize("cut", [3, 40, 50, PIECE_BYTES])
    def test_a_cut_file_is_noticed(self, tmp_path: Path, cut: int) -> None:
        path = sealed_video(tmp_path / "clip.webm", LONG)
        path.write_bytes(path.read_bytes()[:cut])
        with pytest.raises(SealBrokenError):
            SealedReader(path, KEYS, CONTEXT).close()

    def test_what_is_not_sealed_is_opened_as_it_is(self, tmp_path: Path) -> None:
        path = sealed_video(tmp_path / "clip.webm", LONG, NO_KEYS)
        assert path.read_bytes() == LONG
        with open_video(path, KEYS, CONTEXT) as file:
            assert file.read() == LONG


def unsealed(file: bytes) -> bytes:
    with NamedTemporaryFile() as copy:
        copy.write(file)
        copy.flush()
        with SealedReader(Path(copy.name), KEYS, CONTEXT) as reader:
            return reader.read()


def filmed(database: Database) -> tuple[Log, SetId]:
    log = Log(database, default_person(database).id)
    set_id = save(log, with_track=track())
    log.attach_video(set_id, video())
    folder = video_folder(database.videos, set_id)
    folder.mkdir(parents=True)
    seal_file(io.BytesIO(LONG), folder / "clip.webm", database.keys, context_of(folder))
    return log, set_id


class TestTakenElsewhere:
    def test_what_a_person_takes_along_is_open(self, sealed: Database, tmp_path: Path) -> None:
        _, set_id = filmed(sealed)
        export_person(sealed, default_person(sealed).id, tmp_path / "all.zip")
        with ZipFile(tmp_path / "all.zip") as archive:
            assert archive.read(f"videos/{set_id}/clip.webm") == LONG
            back = PoseTrack.load(archive.read(f"recordings/{set_id}.npz"))
            assert "Nothing in this file is encrypted" in archive.read("README.txt").decode()
        assert np.array_equal(back.image, track().image)

    def test_what_can_not_be_opened_leaves_no_half_of_a_file(
        self, sealed: Database, database: Database, tmp_path: Path
    ) -> None:
        filmed(sealed)
        with pytest.raises(KeyMissingError):
            export_person(database, default_person(sealed).id, tmp_path / "all.zip")
        assert list(tmp_path.glob("*.zip*")) == []

    def test_a_backup_stays_sealed_names_its_key_and_opens_with_it(self, tmp_path: Path) -> None:
        settings = with_keys(Settings(data_dir=tmp_path / "here"), NEW)
        with open_database(settings) as database:
            _, set_id = filmed(database)
        made = back_up(settings, tmp_path / "backup.zip")
        assert made.key_ids == check(tmp_path / "backup.zip").key_ids == (KEYS.keys[0].id,)
        with ZipFile(tmp_path / "backup.zip") as archive:
            everything = b"".join(archive.read(name) for name in archive.namelist())
        assert LONG[:64] not in everything
        there = with_keys(Settings(data_dir=tmp_path / "there"), f"{OLD},{NEW}")
        restore(there, tmp_path / "backup.zip", replace=False)
        with open_database(there) as database:
            log = Log(database, default_person(database).id)
            assert log.track(set_id) is not None
            folder = log.video_folder(set_id)
            with open_video(folder / "clip.webm", database.keys, context_of(folder)) as file:
                assert file.read() == LONG
