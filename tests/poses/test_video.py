from __future__ import annotations

import threading
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from clips import corner_marked, make_clip, make_sound, marked_corner, noise, plain

from poses.errors import UserFacingError, VideoError
from poses.prefetch import prefetch
from poses.video import probe, read_frames


def times_of(path: Path) -> list[float]:
    return [round(frame.time_s, 3) for frame in read_frames(path)]


# --- time -----------------------------------------------------------------------------------


def test_time_comes_from_the_file_and_not_from_counting(tmp_path: Path) -> None:
    uneven = [0.0, 0.04, 0.3, 0.31, 1.0]
    clip = make_clip(tmp_path / "a.mp4", [plain()] * 5, times=uneven)
    assert times_of(clip) == uneven


def test_time_starts_at_the_first_frame(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mkv", [plain()] * 3, times=[5.0, 5.1, 5.3], container="matroska")
    assert times_of(clip) == [0.0, 0.1, 0.3]


def test_one_frame_per_second(tmp_path: Path) -> None:
    assert times_of(make_clip(tmp_path / "a.mp4", [plain()] * 3, fps=1)) == [0.0, 1.0, 2.0]


def test_a_single_frame_is_a_video(tmp_path: Path) -> None:
    assert times_of(make_clip(tmp_path / "a.mp4", [plain()])) == [0.0]


def test_frames_with_the_same_time_are_dropped(tmp_path: Path) -> None:
    source = make_clip(tmp_path / "a.mkv", [plain()] * 5, codec="mjpeg", container="matroska")
    doubled = tmp_path / "b.mkv"
    with av.open(str(source)) as given, av.open(str(doubled), "w", format="matroska") as output:
        stream = output.add_stream_from_template(given.streams.video[0])
        packets = [packet for packet in given.demux(video=0) if packet.size]
        for packet, milliseconds in zip(packets, [0, 100, 100, 200, 300], strict=True):
            packet.stream = stream
            packet.time_base = Fraction(1, 1000)
            packet.pts = packet.dts = milliseconds
            output.mux(packet)
    assert times_of(doubled) == [0.0, 0.1, 0.2, 0.3]


def test_frames_without_time_stamps_follow_at_the_nominal_spacing(tmp_path: Path) -> None:
    bare = make_clip(tmp_path / "a.h264", [plain()] * 4, fps=25, container="h264")
    times = times_of(bare)
    assert len(times) == 4
    assert times == [0.0, 0.04, 0.08, 0.12]


def test_only_the_wanted_part_is_given(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", [plain()] * 10)
    part = [round(f.time_s, 3) for f in read_frames(clip, start_s=0.3, stop_s=0.6)]
    assert part == [0.3, 0.4, 0.5]


# --- picture --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rotation", "mirrored", "corner", "size"),
    [
        (0, False, "left top", (64, 48)),
        (90, False, "left bottom", (48, 64)),  # counter-clockwise
        (180, False, "right bottom", (64, 48)),
        (270, False, "right top", (48, 64)),
        (0, True, "right top", (64, 48)),  # as some front cameras store it
    ],
)
def test_pictures_are_upright(
    tmp_path: Path, rotation: int, mirrored: bool, corner: str, size: tuple[int, int]
) -> None:
    clip = make_clip(
        tmp_path / "a.mp4", [corner_marked()] * 2, rotation=rotation, mirrored=mirrored
    )
    picture = next(read_frames(clip)).rgb
    info = probe(clip)
    assert marked_corner(picture) == corner
    assert picture.shape == (size[1], size[0], 3)
    assert picture.dtype == np.uint8
    assert (info.width, info.height) == size


def test_rotation_is_told(tmp_path: Path) -> None:
    assert probe(make_clip(tmp_path / "a.mp4", [plain()], rotation=270)).rotation == 270


def test_pixels_are_made_square(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", [plain(64, 48)] * 2, pixel_aspect=Fraction(2, 1))
    assert next(read_frames(clip)).rgb.shape == (48, 128, 3)


def test_large_pictures_are_reduced(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.avi", [plain(7680, 4320)], codec="mjpeg", container="avi")
    info = probe(clip)
    assert (info.width, info.height) == (7680, 4320)
    assert next(read_frames(clip)).rgb.shape == (720, 1280, 3)


def test_small_pictures_are_never_enlarged(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", [plain(64, 48)])
    assert next(read_frames(clip, max_side=1280)).rgb.shape == (48, 64, 3)
    assert next(read_frames(clip, max_side=None)).rgb.shape == (48, 64, 3)


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "holiday.txt", [plain()] * 3)
    info = probe(clip)
    assert (info.codec, info.fps, info.frames, info.has_audio) == ("h264", 10.0, 3, False)
    assert info.duration_s == pytest.approx(0.3)


# --- what is not a video --------------------------------------------------------------------


def missing(folder: Path) -> Path:
    return folder / "nothing.mp4"


def folder_itself(folder: Path) -> Path:
    return folder


def empty(folder: Path) -> Path:
    (folder / "empty.mp4").touch()
    return folder / "empty.mp4"


def text(folder: Path) -> Path:
    (folder / "text.mp4").write_text("Lift your arm slowly.\n" * 200)
    return folder / "text.mp4"


def playlist(folder: Path) -> Path:
    other = make_clip(folder / "other.ts", [plain()] * 3, container="mpegts")
    (folder / "list.mp4").write_text(f"#EXTM3U\n#EXTINF:1,\n{other}\n#EXT-X-ENDLIST\n")
    return folder / "list.mp4"


def sound(folder: Path) -> Path:
    return make_sound(folder / "sound.mp4")


def picture(folder: Path) -> Path:
    return make_clip(folder / "picture.mp4", [plain()], codec="mjpeg", container="image2pipe")


def without_its_index(folder: Path) -> Path:
    whole = make_clip(folder / "whole.mp4", noise(20)).read_bytes()
    (folder / "cut.mp4").write_bytes(whole[: len(whole) // 2])
    return folder / "cut.mp4"


def without_any_frame(folder: Path) -> Path:
    whole = make_clip(folder / "whole.mp4", noise(20), faststart=True).read_bytes()
    (folder / "start.mp4").write_bytes(whole[: whole.index(b"mdat") + 8])
    return folder / "start.mp4"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (missing, "no file"),
        (folder_itself, "is a folder"),
        (empty, r"empty \(0 bytes\)"),
        (text, "not a video"),
        (playlist, "not a video"),  # would make the reader open other files and addresses
        (sound, "only sound"),
        (picture, "is a picture"),
        (without_its_index, "its end is missing"),
        (without_any_frame, "holds no picture"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path, make, says: str) -> None:  # type: ignore[no-untyped-def]
    path = make(tmp_path)
    for attempt in (lambda: probe(path), lambda: next(read_frames(path))):
        with pytest.raises(VideoError, match=says) as caught:
            attempt()
        message = str(caught.value)
        assert isinstance(caught.value, UserFacingError)
        assert ":" in message  # what to do comes after the colon
        assert message.endswith(".")
        assert "\n" not in message


def test_a_cut_file_gives_what_it_holds_and_a_warning(tmp_path: Path) -> None:
    whole = make_clip(tmp_path / "a.mp4", noise(40), faststart=True).read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole[: len(whole) // 2])
    warnings: list[str] = []
    frames = list(read_frames(cut, on_warning=warnings.append))
    assert 10 <= len(frames) < 30
    assert len(warnings) == 1
    assert "ends early" in warnings[0]


def test_damage_in_the_middle_is_left_out_with_a_warning(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mkv", noise(30), container="matroska", codec="mjpeg")
    content = bytearray(clip.read_bytes())
    middle = content.index(b"\xff\xd8", len(content) // 2)
    content[middle : middle + 600] = bytes(600)
    clip.write_bytes(content)
    warnings: list[str] = []
    frames = list(read_frames(clip, on_warning=warnings.append))
    assert len(frames) == 29
    assert "damaged" in warnings[0]


def test_a_whole_file_gives_no_warning(tmp_path: Path) -> None:
    warnings: list[str] = []
    clip = make_clip(tmp_path / "a.mp4", [plain()] * 20)
    assert len(list(read_frames(clip, on_warning=warnings.append))) == 20
    assert warnings == []


# --- in the background ----------------------------------------------------------------------


def test_prefetch_changes_nothing(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "a.mp4", noise(12))
    ahead = [(f.time_s, f.rgb.tobytes()) for f in prefetch(read_frames(clip), depth=2)]
    assert ahead == [(f.time_s, f.rgb.tobytes()) for f in read_frames(clip)]


def test_prefetch_never_runs_far_ahead() -> None:
    made: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            yield number

    items = prefetch(numbers(), depth=3)
    assert next(items) == 0
    items.close()
    assert len(made) <= 6  # one used, three waiting, one in hand, one being made


def test_stopping_early_closes_the_source_and_its_thread() -> None:
    closed = threading.Event()

    def endless() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            closed.set()

    before = threading.active_count()
    items = prefetch(endless())
    next(items)
    items.close()
    assert closed.is_set()
    assert threading.active_count() == before


def test_an_error_arrives_after_the_items_before_it() -> None:
    def breaking() -> Iterator[int]:
        yield 1
        yield 2
        raise VideoError("gone")

    items = prefetch(breaking())
    assert [next(items), next(items)] == [1, 2]
    with pytest.raises(VideoError, match="gone"):
        next(items)
