"""All expert sets of a folder in one report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.experts.clinical import ExpertRow, expert_rows, read_expert_labels
from benchmarks.experts.form_report import FormReport, form_report
from benchmarks.experts.keraal import AgreementRow, keraal_report
from benchmarks.experts.kimore import read_kimore
from benchmarks.experts.reading import ExpertSetError
from benchmarks.experts.sensor_sets import (
    AS_RECORDED,
    Elsewhere,
    SensorCount,
    count_elsewhere,
    count_recordings,
    judged,
    read_cut_repetition,
)
from coach.engine.catalogue import find_exercise

SETS: Final = {
    "form": ("mediapipe_form*", "frames with a label by hand"),
    "keraal": ("keraal*", "one movement by three systems"),
    "kimore": ("kimore*", "five back exercises by a depth sensor"),
    "uiprmd": ("uiprmd*", "ten movements by a depth sensor"),
}
"""What a folder of each set is called, and what it holds."""


@dataclass(frozen=True)
class ExpertReport:
    """What was found; None or empty where a set is not there.

    ``experts`` is the agreement with labels of whole recordings, by set; a set without such labels
    is in ``unlabelled``.
    """

    form: FormReport | None
    agreement: tuple[AgreementRow, ...]
    counts: tuple[SensorCount, ...]
    elsewhere: tuple[Elsewhere, ...]
    experts: dict[str, list[ExpertRow]]
    unlabelled: tuple[str, ...]
    missing: tuple[str, ...]


def expert_report(sets: Path) -> ExpertReport:
    """Go through all sets in a folder.

    Raises:
        ExpertSetError: there is none of them, or one is not as expected.
    """
    found = {name: _folder(sets, pattern) for name, (pattern, _) in SETS.items()}
    if not any(found.values()):
        patterns = ", ".join(pattern for pattern, _ in SETS.values())
        raise ExpertSetError(f"{sets} holds none of the sets: expected folders named {patterns}.")
    form, keraal = found["form"], found["keraal"]
    counts: list[SensorCount] = []
    elsewhere: list[Elsewhere] = []
    experts: dict[str, list[ExpertRow]] = {}
    unlabelled = []
    for name in ("kimore", "uiprmd"):
        folder = found[name]
        if folder is None:
            continue
        counts += count_recordings(folder, name)
        elsewhere += count_elsewhere(folder, name)
        labels = read_expert_labels(folder)
        if labels:
            experts[name] = expert_rows(
                folder, labels, _kimore_score if name == "kimore" else _uiprmd_score
            )
        else:
            unlabelled.append(name)
    return ExpertReport(
        form=form_report(form) if form else None,
        agreement=tuple(keraal_report(keraal)) if keraal else (),
        counts=tuple(counts),
        elsewhere=tuple(elsewhere),
        experts=experts,
        unlabelled=tuple(unlabelled),
        missing=tuple(name for name, folder in found.items() if folder is None),
    )


def _folder(sets: Path, pattern: str) -> Path | None:
    return next((path for path in sorted(sets.glob(pattern)) if path.is_dir()), None)


def _kimore_score(path: Path, exercise: str) -> float | None:
    return judged(find_exercise(exercise), AS_RECORDED, *read_kimore(path)).score.value


def _uiprmd_score(path: Path, exercise: str) -> float | None:
    return judged(find_exercise(exercise), AS_RECORDED, read_cut_repetition(path)).score.value
