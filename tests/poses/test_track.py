"""Frames and recordings: what goes in comes out, and what is damaged is told kindly."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest

from poses.landmarks import BONES, MIRROR, Landmark
from poses.track import PoseFrame, PoseTrack, TrackFileError
from tests.synthetic import squats


def test_a_saved_track_comes_back_exactly(tmp_path):
    track = squats(1).track()
    track.save(tmp_path / "deep" / "set.npz")
    again = PoseTrack.load(tmp_path / "deep" / "set.npz")
    np.testing.assert_array_equal(again.image, track.image)
    np.testing.assert_array_equal(again.world, track.world)
    np.testing.assert_array_equal(again.time_s, track.time_s)
    assert (again.width, again.height, again.source) == (720, 720, {"synthetic": True})


def test_a_track_lives_in_bytes_too():
    buffer = io.BytesIO()
    squats(1).track().save(buffer)
    assert len(PoseTrack.load(buffer.getvalue())) == len(squats(1).track())


def test_frames_without_a_person_are_kept():
    frames = list(squats(1).track())
    frames[3] = PoseFrame(frames[3].time_s, None, None, 720, 720, people=0)
    track = PoseTrack.from_frames(frames)
    assert not track[3].has_person
    assert track[3].people == 0
    assert track[4].has_person
    assert track[4].people is None


@pytest.mark.parametrize(
    "content", [b"", b"no recording", b"PK\x03\x04 broken"], ids=["empty", "text", "broken"]
)
def test_a_damaged_file_is_told_in_one_sentence(tmp_path, content):
    path = tmp_path / "set.npz"
    path.write_bytes(content)
    with pytest.raises(TrackFileError, match="damaged"):
        PoseTrack.load(path)


def test_a_cut_file_is_told_in_one_sentence(tmp_path):
    path = tmp_path / "set.npz"
    squats(1).track().save(path)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(TrackFileError, match="damaged"):
        PoseTrack.load(path)


def test_a_newer_file_asks_for_an_update(tmp_path):
    path = tmp_path / "set.npz"
    header = np.frombuffer(json.dumps({"schema": 99}).encode(), np.uint8)
    np.savez_compressed(path, header=header)
    with pytest.raises(TrackFileError, match="newer"):
        PoseTrack.load(path)


def test_nothing_half_written_is_left(tmp_path, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", full)
    with pytest.raises(OSError, match="space"):
        squats(1).track().save(tmp_path / "set.npz")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("image", "world"),
    [((33, 3), (33, 3)), ((32, 4), (33, 3)), ((33, 4), (33, 4))],
)
def test_wrong_shapes_are_refused(image, world):
    with pytest.raises(ValueError, match="expected"):
        PoseFrame(0.0, np.zeros(image, np.float32), np.zeros(world, np.float32), 10, 10)


def test_times_that_don_t_rise_are_refused():
    frames = list(squats(1).track())[:3]
    with pytest.raises(ValueError, match="rise"):
        PoseTrack.from_frames([frames[0], frames[2], frames[1]])


def test_mirror_pairs_are_pairs():
    assert all(MIRROR[MIRROR[mark]] is mark for mark in Landmark)
    assert MIRROR[Landmark.LEFT_KNEE] is Landmark.RIGHT_KNEE
    assert MIRROR[Landmark.NOSE] is Landmark.NOSE
    bones = {frozenset(bone) for bone in BONES}
    assert {frozenset((MIRROR[a], MIRROR[b])) for a, b in BONES} == bones
