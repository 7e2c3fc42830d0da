"""The video of a set: sent in pieces, kept with consent only, played later by its owner."""

from __future__ import annotations

import errno
import io
import json
import os
import resource
import shutil
import signal
import stat
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import av
import pytest
from video_examples import Answer, Server, pieces, recorded, serving
from web_examples import save, squat_result

from coach.engine.catalogue import find_exercise
from coach.live.plan import Plan
from coach.records import Log, Recording, SetId, StorageError, add_person
from coach.web import store
from coach.web.live import clip_file, recordings, videos
from coach.web.live.hub import Room, hub
from coach.web.live.recordings import recording_url
from coach.web.live.remux import remux
from coach.web.live.tokens import Claim, Role, issue, secret_key
from coach.web.live.uploads import may_upload
from coach.web.live.videos import Upload, settled, video_routes
from coach.web.store import my_log, owner_of

VIDEO = recorded()
GOOD, NO_CONSENT = "good-token", "token-without-consent"


@pytest.fixture
def set_id(data_dir: Path) -> SetId:
    return save(squat_result())


@pytest.fixture
def server(set_id: SetId) -> Iterator[Server]:
    me = store.me().person

    def allow(token: str) -> Upload | None:
        return {
            GOOD: Upload(me, {set_id}, True),
            NO_CONSENT: Upload(me, {set_id}, False),
        }.get(token)

    with serving([*video_routes(allow)]) as running:
        yield running


def send(
    server: Server,
    set_id: object,
    part: object,
    body: bytes,
    *,
    last: bool = False,
    token: str = GOOD,
    kind: str = "video/webm;codecs=vp8",
    **headers: str,
) -> Answer:
    address = f"live/video?set={set_id}&part={part}{'&last=1' if last else ''}"
    return server.ask(
        address, "POST", body, Authorization=f"Bearer {token}", Content_Type=kind, **headers
    )


def send_all(server: Server, set_id: SetId, video: bytes = VIDEO) -> None:
    parts = pieces(video)
    for number, part in enumerate(parts):
        sent = send(server, set_id, number, part, last=number == len(parts) - 1)
        assert (sent.status, sent.body) == (204, b"")


def folder_of(set_id: SetId) -> Path:
    return my_log().video_folder(set_id)


def when_ready(set_id: SetId) -> Recording:
    """The video, as soon as it has its index."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        progress = clip_file.read_progress(folder_of(set_id))
        noted = my_log().video(set_id)
        if progress and progress.indexed and noted and noted.size_bytes == progress.size_bytes:
            return noted
        time.sleep(0.02)
    raise AssertionError("the video did not get its index")


def length_s(video: bytes) -> float | None:
    with av.open(io.BytesIO(video)) as opened:
        return None if opened.duration is None else opened.duration / av.time_base


def test_a_video_comes_in_pieces_and_is_played_as_a_whole(server: Server, set_id: SetId) -> None:
    send_all(server, set_id)
    noted = when_ready(set_id)
    assert (noted.file_name, noted.mime) == ("clip.webm", "video/webm")
    assert my_log().load(set_id).has_video

    played = server.ask(recording_url(store.me().person, set_id))
    assert played.status == 200
    assert played.headers["content-type"] == "video/webm"
    assert played.headers["cache-control"] == "private, no-store"
    assert played.headers["x-content-type-options"] == "nosniff"
    assert len(played.body) == noted.size_bytes
    # As it was recorded nobody could tell its length; now everybody can.
    assert length_s(VIDEO) is None
    assert length_s(played.body) == pytest.approx(4.0, abs=0.15)


def test_the_pictures_are_the_same_after_the_index_was_made(tmp_path: Path) -> None:
    def pictures(path: Path) -> list[tuple[float, bytes]]:
        with av.open(str(path)) as opened:
            return [
                (round(frame.time, 3), frame.to_ndarray().tobytes())
                for frame in opened.decode(video=0)
            ]

    raw, indexed = tmp_path / "raw.webm", tmp_path / "indexed.webm"
    raw.write_bytes(VIDEO)
    shutil.copy(raw, indexed)
    remux(indexed)
    assert pictures(indexed) == pictures(raw)
    assert len(pictures(raw)) == 40
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith("fresh")] == []


def test_a_player_may_ask_for_a_part(server: Server, set_id: SetId) -> None:
    send_all(server, set_id)
    when_ready(set_id)
    address = recording_url(store.me().person, set_id)
    whole = server.ask(address).body
    part = server.ask(address, Range="bytes=100-299")
    assert part.status == 206
    assert part.body == whole[100:300]
    assert part.headers["content-range"] == f"bytes 100-299/{len(whole)}"


def test_it_is_for_its_user_alone(server: Server, set_id: SetId) -> None:
    send_all(server, set_id)
    when_ready(set_id)
    folder = folder_of(set_id)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700
    for file in folder.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(file.name for file in folder.iterdir()) == ["clip.webm", "pieces.json"]


def test_pieces_out_of_order_are_asked_for_again(server: Server, set_id: SetId) -> None:
    parts = pieces(VIDEO)
    assert send(server, set_id, 0, parts[0]).status == 204
    ahead = send(server, set_id, 2, parts[2])
    assert (ahead.status, json.loads(ahead.body)) == (409, {"next": 1})
    assert send(server, set_id, 1, parts[1]).status == 204
    # The answer was lost on its way, so the piece comes again.
    again = send(server, set_id, 1, parts[1])
    assert (again.status, json.loads(again.body)) == (409, {"next": 2})
    assert (folder_of(set_id) / "clip.webm").read_bytes() == parts[0] + parts[1]


def test_a_last_piece_may_be_empty(server: Server, set_id: SetId) -> None:
    assert send(server, set_id, 0, VIDEO).status == 204
    assert send(server, set_id, 1, b"", last=True).status == 204
    assert when_ready(set_id).size_bytes > 0
    late = send(server, set_id, 2, b"more")
    assert (late.status, json.loads(late.body)) == (409, {"next": 2})


# Who may send


def test_without_consent_not_a_byte_is_kept(server: Server, set_id: SetId) -> None:
    refused = send(server, set_id, 0, VIDEO, token=NO_CONSENT)
    assert refused.status == 403
    assert b"Nobody has agreed" in refused.body
    assert my_log().video(set_id) is None
    assert not folder_of(set_id).parent.exists()


def test_the_consent_is_written_down_before_the_first_picture(
    server: Server, set_id: SetId, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("There is no room left for the log.")

    monkeypatch.setattr(Log, "attach_video", full)
    refused = send(server, set_id, 0, VIDEO)
    assert (refused.status, refused.body) == (503, b"There is no room left for the log.")
    assert not folder_of(set_id).exists()


@pytest.mark.parametrize("token", ["", "wrong-token"])
def test_without_a_good_token_nothing_is_kept(server: Server, set_id: SetId, token: str) -> None:
    assert send(server, set_id, 0, VIDEO, token=token).status == 403
    assert my_log().video(set_id) is None


def test_another_pages_script_may_not_send(server: Server, set_id: SetId) -> None:
    assert send(server, set_id, 0, VIDEO, Origin="https://elsewhere.example").status == 403
    assert my_log().video(set_id) is None
    assert send(server, set_id, 0, VIDEO, Origin=f"http://{server.host}").status == 204


def test_only_sets_of_the_sitting(server: Server, set_id: SetId) -> None:
    other = save(squat_result(), name="other.mp4")
    assert send(server, other, 0, VIDEO).status == 403
    assert my_log().video(other) is None


@pytest.mark.parametrize(
    ("part", "kind", "status"),
    [
        ("", "video/webm", 400),
        ("-1", "video/webm", 400),
        ("1e3", "video/webm", 400),
        ("0", "text/html", 415),
        ("0", "", 415),
        ("1", "video/webm", 404),  # the first one never came
    ],
)
def test_a_piece_that_makes_no_sense_is_refused(
    server: Server, set_id: SetId, part: str, kind: str, status: int
) -> None:
    assert send(server, set_id, part, VIDEO, kind=kind).status == status
    assert my_log().video(set_id) is None


def test_a_set_that_never_was(server: Server) -> None:
    assert send(server, "../../etc", 0, VIDEO).status == 404


# With the tokens of a sitting


def sitting(consent: bool = True) -> Room:
    exercise = find_exercise("squat")
    return hub.open(store.me(), exercise, Plan(), consent=consent)


def token_of(room: Room, role: Role = "both") -> str:
    return issue(Claim(room.coach.owner.person, room.coach.id, role), secret_key())


def test_a_sittings_token_is_for_the_sets_of_the_sitting(set_id: SetId) -> None:
    room = sitting()
    other = save(squat_result(), name="other.mp4")
    room.coach.sitting.set_ids.append(set_id)
    allowed = may_upload(token_of(room))
    assert allowed is not None
    assert allowed.consent
    assert allowed.person == store.me().person
    assert set_id in allowed.set_ids
    assert other not in allowed.set_ids


def test_without_consent_to_the_sitting_there_is_none(set_id: SetId) -> None:
    allowed = may_upload(token_of(sitting(consent=False)))
    assert allowed is not None
    assert not allowed.consent


def test_a_screen_films_nothing(set_id: SetId) -> None:
    assert may_upload(token_of(sitting(), "screen")) is None
    assert may_upload("no token at all") is None


def test_after_a_restart_a_video_that_was_begun_goes_on(set_id: SetId) -> None:
    room = sitting()
    room.coach.sitting.set_ids.append(set_id)
    token = token_of(room)
    hub.forget(room.coach.id)
    allowed = may_upload(token)
    assert allowed is not None
    assert set_id not in allowed.set_ids
    begun = Recording("clip.webm", "video/webm", 0, datetime.now(UTC))
    my_log().attach_video(set_id, begun)
    assert set_id in allowed.set_ids
    my_log().delete(set_id)
    assert set_id not in allowed.set_ids


# Limits, and want of room


def test_a_piece_may_not_be_too_large(
    server: Server, set_id: SetId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(videos, "MOST_PIECE_BYTES", 1000)
    assert send(server, set_id, 0, b"x" * 1001).status == 413
    assert my_log().video(set_id) is None
    assert send(server, set_id, 0, b"x" * 1000).status == 204


def test_a_video_may_not_be_too_long(tmp_path: Path) -> None:
    folder = tmp_path / "videos" / "one"
    clip_file.begin(folder, "video/webm")
    clip_file.append(folder, 0, b"x" * 60, last=False, most=100)
    with pytest.raises(clip_file.TooLargeError):
        clip_file.append(folder, 1, b"x" * 41, last=False, most=100)
    assert clip_file.append(folder, 1, b"x" * 40, last=False, most=100).size_bytes == 100


def test_without_room_the_piece_is_refused_and_can_come_again(
    server: Server, set_id: SetId, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = pieces(VIDEO)
    assert send(server, set_id, 0, parts[0]).status == 204
    write = os.write

    def half(handle: int, content: bytes) -> int:
        if len(content) > 50:
            return write(handle, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as while_full:
        while_full.setattr(clip_file.os, "write", half)
        refused = send(server, set_id, 1, parts[1])
    assert refused.status == 507
    assert b"free some disk space" in refused.body
    assert (folder_of(set_id) / "clip.webm").read_bytes() == parts[0]
    assert send(server, set_id, 1, parts[1]).status == 204


def test_the_systems_own_limit_is_want_of_room_too(tmp_path: Path) -> None:
    """A child process that may write no large file stands for a full disk."""
    folder = tmp_path / "videos" / "one"
    clip_file.begin(folder, "video/webm")
    clip_file.append(folder, 0, b"a" * 3000, last=False)
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
        try:
            clip_file.append(folder, 1, b"b" * 3000, last=False)
        except OSError:
            os._exit(7)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert (folder / "clip.webm").read_bytes() == b"a" * 3000
    assert clip_file.append(folder, 1, b"b" * 3000, last=True).size_bytes == 6000


# Cut off


def test_what_a_killed_server_was_writing_is_written_again(tmp_path: Path) -> None:
    folder = tmp_path / "videos" / "one"
    clip_file.begin(folder, "video/webm")
    clip_file.append(folder, 0, b"first", last=False)
    with (folder / "clip.webm").open("ab") as file:
        file.write(b"half of the sec")  # killed here, before it was noted
    clip_file.append(folder, 1, b"second", last=True)
    assert (folder / "clip.webm").read_bytes() == b"firstsecond"


def test_a_video_that_was_cut_off_is_made_ready_when_nothing_more_comes(
    set_id: SetId, server: Server
) -> None:
    parts = pieces(VIDEO)
    for number in range(3):
        send(server, set_id, number, parts[number])
    folder = folder_of(set_id)
    with (folder / "clip.webm").open("ab") as file:
        file.write(b"half a piece")

    soon = settled(my_log(), set_id)
    assert soon is not None  # it can be played, but more may come
    assert send(server, set_id, 4, b"").status == 409

    long_ago = time.time() - 2 * clip_file.IDLE_S
    os.utime(folder / "pieces.json", (long_ago, long_ago))
    noted = settled(my_log(), set_id)
    assert noted is not None
    video = (folder / "clip.webm").read_bytes()
    assert len(video) == noted.size_bytes
    length = length_s(video)
    assert length is not None
    assert 1.0 < length < 4.0
    # It is done once.
    assert settled(my_log(), set_id) == noted
    assert (folder / "clip.webm").read_bytes() == video


def test_what_is_no_video_stays_as_it_came(server: Server, set_id: SetId) -> None:
    send_all(server, set_id, b"no video at all " * 100)
    when_ready(set_id)
    assert (folder_of(set_id) / "clip.webm").read_bytes() == b"no video at all " * 100


# Who may look


def test_an_address_is_for_one_set_and_a_while(
    server: Server, set_id: SetId, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_all(server, set_id)
    when_ready(set_id)
    address = recording_url(store.me().person, set_id)
    assert server.ask(address).status == 200
    assert server.ask(address[:-1] + ("A" if address[-1] != "A" else "B")).status == 404
    assert server.ask("live/recordings/..%2F..%2Fsecret.key").status == 404
    monkeypatch.setattr(recordings, "VALID_S", -1)
    gone = server.ask(address)
    assert (gone.status, gone.body) == (404, b"This video is no longer here.")


def test_another_person_cannot_look(server: Server, set_id: SetId) -> None:
    send_all(server, set_id)
    when_ready(set_id)
    other = add_person(store.my_database(), "Somebody else")
    assert server.ask(recording_url(other.id, set_id)).status == 404
    assert owner_of(other.id).log.sets() == []


def test_a_set_without_video_has_nothing_to_look_at(server: Server, set_id: SetId) -> None:
    assert settled(my_log(), set_id) is None
    assert server.ask(recording_url(store.me().person, set_id)).status == 404


def test_deleting_the_set_deletes_the_video(server: Server, set_id: SetId) -> None:
    parts = pieces(VIDEO)
    send(server, set_id, 0, parts[0])
    folder = folder_of(set_id)
    address = recording_url(store.me().person, set_id)
    assert server.ask(address).status == 200
    my_log().delete(set_id)
    assert not folder.exists()
    assert server.ask(address).status == 404
    # The recorder does not know yet.
    assert send(server, set_id, 1, parts[1]).status == 404
    assert send(server, set_id, 0, parts[0]).status == 404
    assert not folder.exists()


def test_a_video_whose_file_is_gone_is_not_offered(server: Server, set_id: SetId) -> None:
    send_all(server, set_id)
    when_ready(set_id)
    shutil.rmtree(folder_of(set_id))
    assert settled(my_log(), set_id) is None
    assert server.ask(recording_url(store.me().person, set_id)).status == 404
