from __future__ import annotations

import errno
import os
from pathlib import Path

import av
import pytest
from clips import corner_marked, marked_corner, noise, plain

from poses.errors import VideoError
from poses.video import probe, read_frames
from poses.writer import VideoWriter


def test_pictures_and_their_times_come_back(tmp_path: Path) -> None:
    times = [0.0, 0.04, 0.3, 0.31, 1.0]
    path = tmp_path / "new" / "out.mp4"
    with VideoWriter(path) as writer:
        for time in times:
            writer.write(time, corner_marked())
    frames = list(read_frames(path))
    assert [frame.time_s for frame in frames] == pytest.approx(times, abs=1e-4)
    assert all(marked_corner(frame.rgb) == "left top" for frame in frames)


def test_the_format_plays_everywhere_and_starts_at_once(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with VideoWriter(path) as writer:
        for number, picture in enumerate(noise(5)):
            writer.write(number / 10, picture)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.format.name) == ("h264", "yuv420p")
    content = path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize(("width", "height"), [(65, 49), (64, 49), (65, 48)])
def test_odd_sizes_lose_one_row_or_column(tmp_path: Path, width: int, height: int) -> None:
    with VideoWriter(tmp_path / "out.mp4") as writer:
        writer.write(0.0, plain(width, height))
    info = probe(tmp_path / "out.mp4")
    assert (info.width, info.height) == (64, 48)


def test_a_picture_of_another_size_is_fitted(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "out.mp4") as writer:
        writer.write(0.0, plain(64, 48))
        writer.write(0.1, plain(128, 96))
    assert [f.rgb.shape for f in read_frames(tmp_path / "out.mp4")] == [(48, 64, 3)] * 2


def test_the_name_appears_only_with_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with VideoWriter(path) as writer:
        writer.write(0.0, plain())
        assert not path.exists()
    assert [p.name for p in tmp_path.iterdir()] == ["out.mp4"]


def test_a_failure_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    path.write_bytes(b"the one before")

    def fail() -> None:
        with VideoWriter(path) as writer:
            writer.write(0.0, plain())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_bytes() == b"the one before"
    assert [p.name for p in tmp_path.iterdir()] == ["out.mp4"]


def test_times_must_rise(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "out.mp4") as writer:
        writer.write(0.1, plain())
        for time in (0.1, 0.05):
            with pytest.raises(ValueError, match="rise"):
                writer.write(time, plain())


def test_without_pictures_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(VideoError, match="no picture"), VideoWriter(tmp_path / "out.mp4"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    writer = VideoWriter(tmp_path / "file" / "out.mp4")
    with pytest.raises(VideoError, match="choose another place"):
        writer.write(0.0, plain())


@pytest.mark.parametrize("moment", ["write", "close"])
def test_a_full_disk_is_said_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    writer = VideoWriter(tmp_path / "out.mp4")
    writer.write(0.0, plain())

    def full(_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(writer, "_mux", full)
    with pytest.raises(VideoError, match="disk is full"):
        writer.close() if moment == "close" else writer.write(0.1, plain())
    assert list(tmp_path.iterdir()) == []
