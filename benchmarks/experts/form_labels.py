"""Single frames with a label by hand: planks, squats and lunges.

One frame a row: landmarks of a film that had been turned over, saved with a key while it ran. Rows
of one film follow each other, but not at even times, and neither film nor person is named. So
nothing can be counted here; measures and form checks are read moment by moment, and rows that
follow each other with one label and without a jump are taken together as a *take*.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.experts.moments import Moments, moments
from benchmarks.experts.picture import pictured_track
from benchmarks.experts.reading import ExpertSetError
from poses.landmarks import LANDMARK_COUNT, Landmark

Array = NDArray[np.float64]
Labels = NDArray[np.str_]
Groups = NDArray[np.intp]

ASPECT: Final = 16 / 9
"""Width over height of the pictures. It is not told; with it, and only with it, both shanks of the
lunging people are of one length although one stands and one lies."""

JUMP: Final = 0.05
"""A trunk (or, for films, a foot) that moves by more of the picture from row to row is another."""

_TRUNK: Final = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP)
_FEET: Final = (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE)


@dataclass(frozen=True)
class LabelledFrames:
    """Rows of one file: ``labels`` (n,), landmarks (n, 33, 4) with NaN for those not kept."""

    name: str
    labels: Labels
    marks: Array

    @property
    def takes(self) -> Groups:
        """A number for each row, the same for rows of one take, (n,)."""
        return self._numbered(_TRUNK, self.labels[1:] != self.labels[:-1])

    @property
    def films(self) -> Groups:
        """A number for each row, the same while the feet stay in their place, (n,)."""
        return self._numbered(_FEET, np.zeros(len(self.labels) - 1, dtype=np.bool_))

    def _numbered(self, marks: tuple[Landmark, ...], breaks: NDArray[np.bool_]) -> Groups:
        steps = np.abs(np.diff(self.marks[:, list(marks), :2], axis=0)).max(axis=(1, 2))
        return np.concatenate([[0], np.cumsum(breaks | (steps > JUMP))]).astype(np.intp)

    def moments(self, aspect: float = ASPECT) -> Moments:
        """All measures of all rows, each row by itself."""
        visibility = np.nan_to_num(self.marks[..., 3])
        track = pictured_track(
            self.marks[..., :3], visibility, aspect=aspect, fps=1.0, mirrored=True
        )
        return moments(track, related=False)


def read_labelled_frames(path: Path) -> LabelledFrames:
    """Read a file with a label and ``<landmark>_x, _y, _z, _v`` in each row.

    Raises:
        ExpertSetError: the file can't be read or has other columns.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError) as error:
        raise ExpertSetError(f"{path.name} can't be read: {error}.") from error
    if not rows or "label" not in rows[0]:
        raise ExpertSetError(f"{path.name} needs a column 'label' and at least one row.")
    columns = [name for name in rows[0] if name != "label"]
    known = {mark.name.lower(): int(mark) for mark in Landmark}
    marks = np.full((len(rows), LANDMARK_COUNT, 4), np.nan)
    for column in columns:
        landmark, _, axis = column.rpartition("_")
        if landmark not in known or axis not in "xyzv":
            raise ExpertSetError(f"{path.name}: the column '{column}' is no landmark.")
        marks[:, known[landmark], "xyzv".index(axis)] = _numbers(rows, column, path)
    return LabelledFrames(path.name, np.array([row["label"] for row in rows]), marks)


def _numbers(rows: list[dict[str, str]], column: str, path: Path) -> Array:
    try:
        return np.array([float(row[column]) for row in rows])
    except (TypeError, ValueError):
        raise ExpertSetError(f"{path.name}: the column '{column}' must hold numbers.") from None


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """What a file shows and what its labels mean; ``good`` is the label of correct form."""

    file: str
    exercise: str
    labels: Mapping[str, str]
    good: str | None = None


FORM_SETS: Final = (
    LabelledSet(
        "plank_test.csv",
        "plank",
        {"C": "correct", "L": "hips low", "H": "hips high"},
        good="C",
    ),
    LabelledSet("plank_kaggle.csv", "plank", {"C": "correct"}, good="C"),
    LabelledSet(
        "lunge_err.test.csv",
        "lunge",
        {"C": "correct", "L": "knee over toes"},
        good="C",
    ),
)
"""Labels of form."""

STAGE_SETS: Final = (
    LabelledSet("squat_test.csv", "squat", {"up": "up", "down": "down"}),
    LabelledSet("squat_train.csv", "squat", {"up": "up", "down": "down"}),
    LabelledSet("lunge_stage.test.csv", "lunge", {"I": "standing", "M": "on the way", "D": "down"}),
)
"""Labels of how far the movement has gone, from the start to the turning point."""
