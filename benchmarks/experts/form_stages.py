"""How far the counting signal has gone in frames whose stage was labelled by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.experts.form_labels import LabelledFrames, LabelledSet
from benchmarks.experts.form_quality import AucRow, compare_frames
from benchmarks.experts.moments import Moments
from coach.engine.catalogue import find_exercise
from coach.engine.confirming import COUNTABLE
from coach.engine.exercise import Exercise, Signal

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class StageRow:
    """The counting signal in frames of one stage: median progress, and share past the minimum."""

    file: str
    exercise: str
    signal: str
    stage: str
    frames: int
    progress: float
    counts: float


def stage_progress(
    exercise: Exercise, frames: LabelledFrames, found: Moments
) -> Iterator[tuple[str, Array]]:
    """Each counting signal that some frames are seen from the right side for, as progress."""
    assert exercise.repetitions is not None
    views = np.array([one.view.value for one in found.seen])
    for signal in exercise.repetitions.signals:
        values, confidence = found.read(signal)
        if signal.of_rest:
            values = values / _rest(values, signal, frames)
        fits = np.isin(views, [view.value for view in signal.views]) & (confidence >= COUNTABLE)
        if fits.sum() >= 0.1 * len(fits):
            yield (
                signal.measure,
                np.where(fits, (values - signal.start) / (signal.target - signal.start), np.nan),
            )


def _rest(values: Array, signal: Signal, frames: LabelledFrames) -> Array:
    """The value of standing still in each film: its far end away from the target."""
    upper = 95.0 if signal.target < signal.start else 5.0
    rest = np.empty_like(values)
    for film in np.unique(frames.films):
        own = frames.films == film
        rest[own] = np.nanpercentile(values[own], upper)
    return rest


def stage_rows(
    described: LabelledSet, frames: LabelledFrames, name: str, progress: Array
) -> list[StageRow]:
    """Median progress of each stage, and how often it is past the least that counts."""
    exercise = find_exercise(described.exercise)
    assert exercise.repetitions is not None
    least = next(
        one.minimum_progress for one in exercise.repetitions.signals if one.measure == name
    )
    rows = []
    for label, meaning in described.labels.items():
        own = progress[(frames.labels == label) & np.isfinite(progress)]
        if len(own):
            past = float((own >= least).mean())
            middle = float(np.median(own))
            rows.append(StageRow(frames.name, exercise.id, name, meaning, len(own), middle, past))
    return rows


def stage_auc(
    described: LabelledSet, frames: LabelledFrames, name: str, progress: Array
) -> list[AucRow]:
    """Each later stage against each earlier one."""
    order = list(described.labels)
    rows = []
    for i, later in enumerate(order):
        for earlier in order[:i]:
            result = compare_frames(frames, progress, later, [earlier])
            if result is not None:
                meanings = described.labels[later], described.labels[earlier]
                rows.append(
                    AucRow(frames.name, described.exercise, *meanings, f"signal {name}", result)
                )
    return rows
