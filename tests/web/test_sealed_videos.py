"""Videos with an encryption key: nothing readable on disk, and playing goes as before.

And who may play one: the patient always, a therapist while the patient agrees.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import av
import pytest
from accounts_stand_in import cookie_of, member, patient_of, with_accounts
from video_examples import Server, pieces, recorded, serving
from web_examples import save, squat_result

from coach import clock
from coach.keyring import Keyring, new_key
from coach.records import Recording, Role, SetId, Source
from coach.records.access import open_care
from coach.records.auditing import audit_of
from coach.records.care_entries import ConsentKind
from coach.records.consents import Consents
from coach.records.sealed_file import key_of_file, open_video
from coach.records.video_files import context_of
from coach.web import store
from coach.web.live import clip_file
from coach.web.live.recordings import recording_url
from coach.web.live.videos import settled, video_routes
from coach.web.store import log_of, my_log

KEY, OLDER = new_key(), new_key()
KEYS = Keyring.parse(KEY)
VIDEO = recorded(2)


@pytest.fixture
def key(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACK_COACH_ENCRYPTION_KEY", KEY)


def keep(folder: Path, keys: Keyring = KEYS) -> clip_file.Progress:
    clip_file.begin(folder, "video/webm", keys)
    parts = pieces(VIDEO)
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        progress = clip_file.append(folder, number, part, last=last, keys=keys)
    return progress


def opened(folder: Path, keys: Keyring = KEYS) -> bytes:
    with open_video(folder / "clip.webm", keys, context_of(folder)) as video:
        return video.read()


class TestComingIn:
    def test_each_piece_is_sealed_as_it_comes(self, tmp_path: Path) -> None:
        folder = tmp_path / "a set"
        progress = keep(folder)
        assert progress.size_bytes == len(VIDEO)
        assert progress.stored == (folder / "clip.webm").stat().st_size > len(VIDEO)
        assert VIDEO[100:200] not in (folder / "clip.webm").read_bytes()
        assert opened(folder) == VIDEO

    def test_what_a_killed_server_left_half_written_is_cut_off(self, tmp_path: Path) -> None:
        folder = tmp_path / "a set"
        clip_file.begin(folder, "video/webm", KEYS)
        clip_file.append(folder, 0, VIDEO[:3000], last=False, keys=KEYS)
        with (folder / "clip.webm").open("ab") as file:
            file.write(b"half a piece")
        clip_file.append(folder, 1, VIDEO[3000:], last=True, keys=KEYS)
        assert opened(folder) == VIDEO

    def test_the_index_is_made_and_nothing_open_is_left(self, tmp_path: Path) -> None:
        folder = tmp_path / "a set"
        keep(folder)
        done = clip_file.settle(folder, keys=KEYS)
        assert done is not None
        assert done.indexed
        assert {file.name for file in folder.iterdir()} == {"clip.webm", "pieces.json"}
        assert key_of_file(folder / "clip.webm") == KEYS.keys[0].id
        video = opened(folder)
        assert len(video) == done.size_bytes
        with av.open(io.BytesIO(video)) as playing:
            assert playing.duration is not None

    def test_a_video_that_was_begun_open_is_sealed_when_it_is_whole(self, tmp_path: Path) -> None:
        folder = tmp_path / "a set"
        keep(folder, Keyring())
        clip_file.settle(folder, keys=KEYS)
        assert key_of_file(folder / "clip.webm") == KEYS.keys[0].id

    def test_a_video_comes_under_a_new_key_and_out_of_it(self, tmp_path: Path) -> None:
        folder = tmp_path / "a set"
        keep(folder)
        clip_file.settle(folder, keys=KEYS)
        before = opened(folder)
        both = Keyring.parse(f"{OLDER},{KEY}")
        assert clip_file.seal_again(folder, both)
        assert not clip_file.seal_again(folder, both)
        assert opened(folder, Keyring.parse(OLDER)) == before
        assert clip_file.seal_again(folder, both.only_opening)
        assert (folder / "clip.webm").read_bytes() == before


@pytest.fixture
def set_id(key: None) -> SetId:
    made = save(squat_result())
    log = my_log()
    log.attach_video(made, Recording("clip.webm", "video/webm", 0, clock.now()))
    keep(log.video_folder(made))
    assert settled(log, made) is not None
    return made


@pytest.fixture
def server(data_dir: Path) -> Iterator[Server]:
    with serving([*video_routes(lambda _token: None)]) as running:
        yield running


class TestPlaying:
    def test_the_whole_and_any_part_are_as_they_were(self, server: Server, set_id: SetId) -> None:
        address = recording_url(store.me().person, set_id)
        whole = server.ask(address)
        assert whole.status == 200
        assert whole.headers["content-type"] == "video/webm"
        assert whole.headers["cache-control"] == "private, no-store"
        assert whole.headers["accept-ranges"] == "bytes"
        video = whole.body
        assert video == opened(my_log().video_folder(set_id))
        for asked, start, end in [
            ("bytes=0-0", 0, 1),
            ("bytes=10-", 10, len(video)),
            ("bytes=-7", len(video) - 7, len(video)),
            (f"bytes=5-{10**9}", 5, len(video)),
        ]:
            part = server.ask(address, Range=asked)
            assert part.status == 206
            assert part.body == video[start:end]
            assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{len(video)}"
        assert server.ask(address, Range=f"bytes={len(video)}-").status == 416
        for strange in ("bytes=-", "lines=1-2", "bytes=0-1,4-5", "bytes=a-b"):
            assert server.ask(address, Range=strange).body == video

    def test_without_its_key_that_is_said(
        self, server: Server, set_id: SetId, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = recording_url(store.me().person, set_id)
        monkeypatch.setenv("BACK_COACH_ENCRYPTION_KEY", OLDER)
        answer = server.ask(address)
        assert answer.status == 503
        assert b"BACK_COACH_ENCRYPTION_KEY" in answer.body


def test_a_therapist_plays_a_video_only_while_the_patient_agrees(
    server: Server, key: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_accounts(monkeypatch)
    therapist = member("Thea", Role.THERAPIST)
    patient = patient_of(therapist, "Paula")
    stranger = member("Theo", Role.THERAPIST)
    log = log_of(patient.id)
    made = log.save_result(
        squat_result(), source=Source.LIVE, source_name="Camera", performed_at=clock.now()
    )
    log.attach_video(made, Recording("clip.webm", "video/webm", 0, clock.now()))
    keep(log.video_folder(made))
    address = recording_url(patient.id, made)

    def status(cookie: str | None) -> int:
        return server.ask(address, Cookie=f"back_coach={cookie}" if cookie else "").status

    theirs, own = cookie_of(therapist), cookie_of(patient)
    assert status(own) == 200
    assert status(theirs) == 403
    consents = Consents(log._database, patient.id)
    consents.give(ConsentKind.VIDEO)
    assert status(theirs) == 200
    assert status(theirs) == 200
    seen = settled(open_care(log._database, therapist, patient.id).log, made)
    assert seen is not None
    assert seen.size_bytes == len(server.ask(address, Cookie=f"back_coach={own}").body)
    assert all(one.deed != "changed" for one in audit_of(log._database, patient.id))
    assert [one.detail for one in audit_of(log._database, patient.id) if one.deed == "viewed"] == [
        f"video:{made}"
    ]
    assert status(cookie_of(stranger)) == status(None) == 404
    consents.withdraw(ConsentKind.VIDEO)
    assert status(theirs) == 403
    assert status(own) == 404  # it is deleted
