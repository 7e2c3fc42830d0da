"""How well form checks and measures tell faulty from correct frames that were labelled by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.experts.form_labels import ASPECT, LabelledFrames, LabelledSet
from benchmarks.experts.moments import Moments, accepted, faults, form_points, room
from benchmarks.separation import Separation, roc_auc, separation
from coach.engine.catalogue import find_exercise
from coach.engine.exercise import MeasureRef
from poses.angles import measures
from poses.landmarks import Landmark

Array = NDArray[np.float64]

TELLING: Final = 6
"""How many of the measures that tell two labels apart best are shown."""

KNEE_AHEAD: Final = "knee ahead of the toes (none of ours)"


@dataclass(frozen=True, slots=True)
class AucRow:
    """How well ``figure`` tells frames labelled ``positive`` (it should be higher) from others.

    ``aspect`` is the picture's proportion that was assumed.
    """

    file: str
    exercise: str
    positive: str
    negative: str
    figure: str
    result: Separation
    aspect: float = ASPECT


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """What the limits of the exercise say about the frames of one label, shares of them 0..1.

    ``held`` is the share taken for the held position, None for what is not held; ``faulty`` the
    share with any fault, ``by_check`` with each.
    """

    file: str
    exercise: str
    label: str
    frames: int
    takes: int
    held: float | None
    faulty: float
    by_check: dict[str, float]
    aspect: float = ASPECT


def form_auc(
    described: LabelledSet, frames: LabelledFrames, found: Moments, aspect: float
) -> list[AucRow]:
    """Correct form against each labelled fault, and against all of them together."""
    assert described.good is not None
    exercise = find_exercise(described.exercise)
    wrong = [label for label in described.labels if label != described.good]
    figures = {
        "form points": form_points(exercise, found),
        "room inside the limits": room(exercise, found),
    }
    groups = [[label] for label in wrong] + ([wrong] if len(wrong) > 1 else [])
    good = described.labels[described.good]
    rows = []
    for group in groups:
        names = " or ".join(described.labels[label] for label in group)
        results = {
            name: compare_frames(frames, values, described.good, group)
            for name, values in figures.items()
        }
        points = figures["form points"]
        results["form points of a take"] = _compare_takes(frames, points, described.good, group)
        rows += [
            AucRow(frames.name, exercise.id, good, names, name, result, aspect)
            for name, result in results.items()
            if result is not None
        ]
    return rows


def _compare_takes(
    frames: LabelledFrames, values: Array, positive: str, negative: Sequence[str]
) -> Separation | None:
    """The same with one value for each take, its mean: the nearest to a repetition there is."""
    takes, first = np.unique(frames.takes, return_index=True)
    means = np.array([values[frames.takes == take].mean() for take in takes])
    labels = frames.labels[first]
    chosen = np.isin(labels, [positive, *negative])
    return separation(means[chosen], labels[chosen] == positive, takes[chosen])


def compare_frames(
    frames: LabelledFrames, values: Array, positive: str, negative: Sequence[str]
) -> Separation | None:
    """How well a figure (n,) tells the frames of one label from those of others."""
    chosen = np.isin(frames.labels, [positive, *negative])
    return separation(values[chosen], frames.labels[chosen] == positive, frames.takes[chosen])


def verdict_rows(
    described: LabelledSet, frames: LabelledFrames, found: Moments, aspect: float
) -> list[VerdictRow]:
    """What the exercise's limits find in the frames of each label."""
    exercise = find_exercise(described.exercise)
    flags = faults(exercise, found)
    any_fault = (
        np.logical_or.reduce(list(flags.values()))
        if flags
        else np.zeros(len(frames.labels), np.bool_)
    )
    held = accepted(exercise.hold.conditions, found) if exercise.hold else None
    rows = []
    for label, meaning in described.labels.items():
        own = frames.labels == label
        if not own.any():
            continue
        rows.append(
            VerdictRow(
                frames.name,
                exercise.id,
                meaning,
                int(own.sum()),
                len(np.unique(frames.takes[own])),
                float(held[own].mean()) if held is not None else None,
                float(any_fault[own].mean()),
                {name: float(flag[own].mean()) for name, flag in flags.items()},
                aspect,
            )
        )
    return rows


def telling_measures(
    described: LabelledSet, frames: LabelledFrames, found: Moments
) -> list[AucRow]:
    """Which measures tell a fault from correct form best, whether the coach uses them or not.

    They are looked for in the very frames that they are judged by, which flatters them.
    """
    if described.good is None:
        return []
    figures = {
        base: found.trusted(MeasureRef(measure=base))
        for base in dict.fromkeys(measure.base for measure in measures().values())
    }
    rows = []
    for label, meaning in described.labels.items():
        if label == described.good:
            continue
        best = sorted(figures, key=lambda base: -_told(frames, figures[base], label, described))
        if described.exercise == "lunge":
            figures[KNEE_AHEAD] = knee_ahead(found, frames)
            best.insert(TELLING, KNEE_AHEAD)
        for name in best[: TELLING + 1]:
            result = compare_frames(frames, figures[name], label, [described.good])
            if result is not None:
                good = described.labels[described.good]
                rows.append(AucRow(frames.name, described.exercise, meaning, good, name, result))
    return rows


def _told(frames: LabelledFrames, values: Array, label: str, described: LabelledSet) -> float:
    """How far from chance a figure is; 0 where fewer than half of the frames show it."""
    sides = [values[frames.labels == one] for one in (label, described.good)]
    if any(np.isfinite(side).mean() < 0.5 for side in sides):
        return 0.0
    auc = roc_auc(*sides)
    return abs(auc - 0.5) if auc is not None else 0.0


def knee_ahead(found: Moments, frames: LabelledFrames) -> Array:
    """How far the front knee is ahead of its toes, in lengths of the shank, (n,); by the picture.

    It is what the label speaks of and none of the coach's measures, for comparison.
    """
    place = frames.marks[..., :2] * np.array([ASPECT, 1.0])
    # the rows' pictures are turned over against what was measured
    ahead = np.array([one.near_sign for one in found.seen])
    knees, ankles, toes = (
        np.stack([place[:, Landmark[f"{side}_{part}"]] for side in ("LEFT", "RIGHT")])
        for part in ("KNEE", "ANKLE", "FOOT_INDEX")
    )
    front = np.argmax(ahead * ankles[..., 0], axis=0)
    each = np.arange(len(front))
    knee, ankle, toe = (points[front, each] for points in (knees, ankles, toes))
    shank = np.maximum(np.linalg.norm(knee - ankle, axis=1), 1e-6)
    return np.asarray(ahead * (knee[:, 0] - toe[:, 0]) / shank)
