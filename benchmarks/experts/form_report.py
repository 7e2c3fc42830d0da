"""What the coach's form checks and counting signals make of frames that were labelled by hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.experts.form_labels import ASPECT, FORM_SETS, STAGE_SETS, read_labelled_frames
from benchmarks.experts.form_quality import (
    AucRow,
    VerdictRow,
    form_auc,
    telling_measures,
    verdict_rows,
)
from benchmarks.experts.form_stages import StageRow, stage_auc, stage_progress, stage_rows
from coach.engine.catalogue import find_exercise

OTHER_ASPECTS: Final = (4 / 3, 1.0, 9 / 16)


@dataclass(frozen=True, slots=True)
class FormReport:
    """Everything about the labelled frames."""

    auc: tuple[AucRow, ...]
    verdicts: tuple[VerdictRow, ...]
    stages: tuple[StageRow, ...]
    telling: tuple[AucRow, ...]


def form_report(folder: Path) -> FormReport:
    """Look at every file of the set.

    Raises:
        ExpertSetError: a file is missing or is not as expected.
    """
    auc: list[AucRow] = []
    verdicts: list[VerdictRow] = []
    stages: list[StageRow] = []
    telling: list[AucRow] = []
    for described in FORM_SETS:
        frames = read_labelled_frames(folder / described.file)
        for aspect in (ASPECT, *OTHER_ASPECTS):
            found = frames.moments(aspect)
            auc += form_auc(described, frames, found, aspect)
            verdicts += verdict_rows(described, frames, found, aspect)
        telling += telling_measures(described, frames, frames.moments())
    for described in STAGE_SETS:
        frames = read_labelled_frames(folder / described.file)
        found = frames.moments()
        for name, progress in stage_progress(find_exercise(described.exercise), frames, found):
            stages += stage_rows(described, frames, name, progress)
            auc += stage_auc(described, frames, name, progress)
    return FormReport(tuple(auc), tuple(verdicts), tuple(stages), tuple(telling))
