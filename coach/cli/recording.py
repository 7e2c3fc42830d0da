"""The movement in a file: a saved landmark recording, or a video in which the body is found."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from coach.cli.guard import CommandError
from coach.cli.progress import download_bar, frames_bar
from poses.estimator import PoseEstimator, estimate_track
from poses.models import ensure_model
from poses.track import PoseTrack
from poses.video import probe

TRACK_SUFFIX: Final = ".npz"


def track_of(source: Path, model: Path | None, doing: str) -> PoseTrack:
    """Load it or watch it; ``doing`` is the word before the bar.

    Raises:
        UserFacingError: there is no such file, or it or the model can't be used.
    """
    if not source.exists() or source.is_dir():
        raise CommandError(f"There is no file {source}: check the name and the folder.")
    if source.suffix.lower() == TRACK_SUFFIX:
        return PoseTrack.load(source)
    probe(source)  # a file that is no video should not cost the fetching of a model
    with PoseEstimator(fetched_model(model)) as estimator, frames_bar(doing) as progress:
        return estimate_track(source, estimator, progress)


def fetched_model(explicit: Path | None) -> Path:
    """The pose model's file, fetched at first use.

    Raises:
        ModelUnavailableError: it can't be had; the text says what to do.
    """
    with download_bar() as progress:
        return ensure_model(explicit=explicit, progress=progress)
