"""Reading the exact truth of a synthetic clip: see ``sample_videos/README.md`` for the format."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.metrics import Array, Span
from poses.errors import UserFacingError


class TruthError(UserFacingError):
    """A truth file can't be used."""


@dataclass(frozen=True)
class Truth:
    """What really happens in a clip.

    ``repetitions`` and ``turns_s`` in seconds; ``faults`` the check ids of each repetition;
    ``clip_faults`` those of the whole clip; ``hold_s`` seconds in good form, for holds;
    ``time_s`` (n,) and ``angles`` (n,) each in degrees, NaN where unknown.
    """

    video: Path
    exercise: str
    view: str
    repetitions: tuple[Span, ...]
    turns_s: tuple[float, ...]
    faults: tuple[frozenset[str], ...]
    clip_faults: frozenset[str]
    hold_s: float | None
    time_s: Array
    angles: dict[str, Array]

    @property
    def near_side(self) -> str | None:
        """The person's side next to the camera; None in a view that is not from the side."""
        return self.view.removeprefix("side_") if self.view.startswith("side_") else None


def read_truth(path: Path) -> Truth:
    """Read one truth file; its video lies next to it.

    Raises:
        TruthError: the file or its video is missing or says something unexpected.
    """
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        repetitions = content["repetitions"]
        truth = Truth(
            video=path.with_suffix(".mp4"),
            exercise=content["exercise"],
            view=content["view"],
            repetitions=tuple((rep["start_s"], rep["end_s"]) for rep in repetitions),
            turns_s=tuple(rep["turn_s"] for rep in repetitions),
            faults=tuple(frozenset(rep["faults"]) for rep in repetitions),
            clip_faults=frozenset(content["faults"]),
            hold_s=content["hold_s"],
            time_s=np.array(content["frames"]["time_s"], np.float64),
            angles={
                # None becomes NaN
                name: np.array(series, np.float64)
                for name, series in content["frames"]["angles"].items()
            },
        )
    except OSError as error:
        raise TruthError(f"{path} can't be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise TruthError(f"{path.name} is not a truth file of version 1: {error!r}.") from error
    if not truth.video.is_file():
        raise TruthError(f"{truth.video} is missing next to {path.name}.")
    return truth


def read_truths(folder: Path) -> list[Truth]:
    """All truth files of a folder, by name.

    Raises:
        TruthError: there are none, or one can't be used.
    """
    files = sorted(folder.glob("*.json"))
    if not files:
        raise TruthError(f"There are no truth files (*.json) in {folder}.")
    return [read_truth(path) for path in files]
