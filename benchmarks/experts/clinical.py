"""The coach's score against what experts said of whole recordings, where somebody wrote it down.

A folder of recordings may hold ``expert_labels.csv`` with the columns ``file`` and ``exercise``
(id in the catalogue), ``subject``, and ``correct`` (yes or no) or ``score`` with the ``maximum`` of
its scale, or both. Nothing is learnt from it: the coach's limits and weights stay what they were.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.experts.reading import ExpertSetError
from benchmarks.separation import ScaleAgreement, Separation, scale_agreement, separation
from coach.engine.catalogue import catalogue

LABEL_FILE: Final = "expert_labels.csv"
_COLUMNS: Final = ("file", "exercise", "subject", "correct", "score", "maximum")

Score = Callable[[Path, str], float | None]
"""Gives the coach's score 0..100 of a recording as an exercise; None where there is none."""


@dataclass(frozen=True, slots=True)
class ExpertLabel:
    """What an expert said of one recording; ``score`` in percent of the scale's maximum."""

    file: str
    exercise: str
    subject: str
    correct: bool | None
    score: float | None


@dataclass(frozen=True, slots=True)
class ExpertRow:
    """One exercise: how well the coach's score agrees with the experts.

    ``recordings`` labelled, ``unscored`` of them without a score of the coach's. ``correct`` tells
    how well it separates correct from incorrect ones, with intervals from drawing subjects again;
    ``clinical`` how it agrees with their score. None where they gave no such label.
    """

    exercise: str
    recordings: int
    unscored: int
    correct: Separation | None
    clinical: ScaleAgreement | None


def read_expert_labels(folder: Path) -> list[ExpertLabel]:
    """The labels of a folder; none where there is no such file.

    Raises:
        ExpertSetError: the file is there but is not as expected.
    """
    path = folder / LABEL_FILE
    if not path.is_file():
        return []
    with path.open(newline="", encoding="utf-8-sig") as stream:
        reader = csv.DictReader(stream)
        missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise ExpertSetError(f"{LABEL_FILE} lacks the column {', '.join(missing)}: add it.")
        return [_label(row, reader.line_num) for row in reader]


def _label(row: dict[str, str], line: int) -> ExpertLabel:
    correct = row["correct"].strip().lower()
    if correct not in ("yes", "no", ""):
        raise ExpertSetError(f"{LABEL_FILE}, line {line}: 'correct' must be yes, no or empty.")
    if row["exercise"] not in catalogue():
        raise ExpertSetError(
            f"{LABEL_FILE}, line {line}: there is no exercise '{row['exercise']}'."
        )
    try:
        score = 100.0 * float(row["score"]) / float(row["maximum"]) if row["score"] else None
    except (ValueError, ZeroDivisionError):
        raise ExpertSetError(
            f"{LABEL_FILE}, line {line}: 'score' and 'maximum' must be numbers."
        ) from None
    return ExpertLabel(
        row["file"], row["exercise"], row["subject"], correct == "yes" if correct else None, score
    )


def expert_rows(folder: Path, labels: Sequence[ExpertLabel], score: Score) -> list[ExpertRow]:
    """Score every labelled recording and compare, exercise by exercise.

    Raises:
        ExpertSetError: a recording is missing or is not as expected.
    """
    rows = []
    for exercise in dict.fromkeys(label.exercise for label in labels):
        own = [label for label in labels if label.exercise == exercise]
        ours = [score(folder / label.file, exercise) for label in own]
        scored = [
            (label, value) for label, value in zip(own, ours, strict=True) if value is not None
        ]
        rows.append(
            ExpertRow(
                exercise,
                len(own),
                len(own) - len(scored),
                _separated(scored),
                _agreed(scored),
            )
        )
    return rows


def _separated(scored: Sequence[tuple[ExpertLabel, float]]) -> Separation | None:
    told = [(label, value) for label, value in scored if label.correct is not None]
    subjects = list(dict.fromkeys(label.subject for label, _ in told))
    return separation(
        np.array([value for _, value in told], np.float64),
        np.array([label.correct for label, _ in told], np.bool_),
        np.array([subjects.index(label.subject) for label, _ in told], np.intp),
    )


def _agreed(scored: Sequence[tuple[ExpertLabel, float]]) -> ScaleAgreement | None:
    pairs = [(value, label.score) for label, value in scored if label.score is not None]
    return scale_agreement([ours for ours, _ in pairs], [theirs for _, theirs in pairs])
