"""Landmark tracks of clips, kept so that only the first run has to look at pictures."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

import poses
from poses.estimator import PoseEstimator, Progress, estimate_track
from poses.models import model_cache
from poses.track import PoseTrack, TrackFileError

_SHAPING: Final = (
    "estimator.py",
    "landmarker.py",
    "people.py",
    "track.py",
    "upright.py",
    "video.py",
)
"""Modules of ``poses`` that decide what a track holds: a change in one makes old tracks stale."""


def default_cache() -> Path:
    """Where tracks are kept when no other folder is named."""
    return model_cache().parent / "benchmarks"


@cache
def estimator_version() -> str:
    """A fingerprint of the code and libraries that turn pictures into landmarks."""
    digest = hashlib.sha256()
    folder = Path(poses.__file__).parent
    for name in _SHAPING:
        digest.update((folder / name).read_bytes())
    for library in ("mediapipe", "av", "opencv-python"):
        digest.update(f"{library} {version(library)}".encode())
    return digest.hexdigest()


def track_key(video: Path, model_sha256: str) -> str:
    """Name of a cached track: the same only for the same bytes, model and estimator."""
    with video.open("rb") as stream:
        content = hashlib.file_digest(stream, "sha256").hexdigest()
    together = f"{content} {model_sha256} {estimator_version()}"
    return f"{video.stem}-{hashlib.sha256(together.encode()).hexdigest()[:24]}"


class TrackStore:
    """Gives the track of a video, from the cache where it is known."""

    def __init__(self, folder: Path, estimator: PoseEstimator) -> None:
        self._folder = folder
        self._estimator = estimator

    def track(self, video: Path, progress: Progress | None = None) -> PoseTrack:
        """The landmarks of the whole clip.

        Raises:
            VideoError: the file can't be used; the message says what to do.
            ModelUnavailableError: the pose model does not load.
        """
        key = track_key(video, self._estimator.landmarker.model_sha256)
        kept = self._folder / f"{key}.npz"
        if kept.is_file():
            try:
                return PoseTrack.load(kept)
            except TrackFileError:
                kept.unlink()
        track = estimate_track(video, self._estimator, progress)
        track.save(kept)
        return track
