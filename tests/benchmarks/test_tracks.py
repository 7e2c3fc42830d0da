from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import tracks
from benchmarks.tracks import TrackStore, track_key
from poses.estimator import PoseEstimator
from poses.track import PoseTrack
from tests.synthetic import squats


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Videos that a pose was looked for in; the model itself is not run."""
    seen: list[Path] = []

    def estimate(video: Path, *_: object) -> PoseTrack:
        seen.append(video)
        return squats(1).track()

    monkeypatch.setattr(tracks, "estimate_track", estimate)
    return seen


@pytest.fixture
def store(tmp_path: Path) -> TrackStore:
    model = tmp_path / "model.task"
    model.write_bytes(b"model")
    return TrackStore(tmp_path / "cache", PoseEstimator(model))


def test_a_clip_is_looked_at_once(tmp_path: Path, store: TrackStore, looked_at: list[Path]) -> None:
    video = tmp_path / "a.mp4"
    video.write_bytes(b"first")
    assert len(store.track(video)) == len(store.track(video)) == len(squats(1).track())
    assert looked_at == [video]
    video.write_bytes(b"second")
    store.track(video)
    assert looked_at == [video, video]


def test_a_damaged_track_is_made_again(
    tmp_path: Path, store: TrackStore, looked_at: list[Path]
) -> None:
    video = tmp_path / "a.mp4"
    video.write_bytes(b"first")
    store.track(video)
    (kept,) = (tmp_path / "cache").glob("*.npz")
    kept.write_bytes(b"damaged")
    assert len(store.track(video)) == len(squats(1).track())
    assert looked_at == [video, video]


def test_the_key_knows_content_and_model(tmp_path: Path) -> None:
    a, b = tmp_path / "a.mp4", tmp_path / "b.mp4"
    a.write_bytes(b"one")
    b.write_bytes(b"two")
    keys = {track_key(a, "m1"), track_key(a, "m2"), track_key(b, "m1")}
    assert len(keys) == 3
    assert track_key(a, "m1") == track_key(a, "m1")
