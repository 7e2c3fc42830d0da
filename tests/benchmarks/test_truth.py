from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.tables import truth_table
from benchmarks.truth import FaultCount, analyse_with_angles, compare, count_faults
from benchmarks.truth_file import TruthError, read_truth, read_truths
from coach.analysis import analyse_track
from coach.engine.results import FaultSeen, Severity
from tests.synthetic import squats

TIMES = [0.1 * i for i in range(110)]


def truth_file(folder: Path, **changes: Any) -> Path:
    """The truth of three squats of the stick figure, seen from the left."""
    content: dict[str, Any] = {
        "exercise": "squat",
        "view": "side_left",
        "faults": [],
        "hold_s": None,
        "repetitions": [
            {"start_s": s, "turn_s": s + 1.1, "end_s": s + 2.4, "faults": []} for s in (1, 4, 7)
        ],
        "frames": {"time_s": TIMES, "angles": {"knee_flexion_left": [0.0] * 100 + [None] * 10}},
    }
    (folder / "clip.mp4").touch()
    path = folder / "clip.json"
    path.write_text(json.dumps(content | changes), encoding="utf-8")
    return path


def test_repetitions_and_their_times_are_compared(tmp_path: Path) -> None:
    row = compare(read_truth(truth_file(tmp_path)), analyse_track(squats(3).track(), "squat"))
    assert (row.counted, row.expected, row.matched) == (3, 3, 3)
    assert row.view == row.true_view == "side_left"
    for error in (row.boundaries.start_s, row.boundaries.turn_s, row.boundaries.end_s):
        assert error is not None
        assert error < 0.5
    assert row.hold_error_s is None
    assert truth_table([row]).row_count == 1


def test_angles_are_compared_from_the_side_only(tmp_path: Path) -> None:
    analysis = analyse_track(squats(3).track(), "squat")
    side = compare(read_truth(truth_file(tmp_path)), analysis)
    assert side.knee is not None
    assert side.knee.mae > 5  # the stick figure bends, this truth says that nobody does
    assert side.trunk is None  # not in this truth
    front = compare(read_truth(truth_file(tmp_path, view="front")), analysis)
    assert front.knee is None


def test_measuring_more_changes_nothing_else() -> None:
    track = squats(2).track()
    for exercise in ("squat", "box_lift", "plank"):
        more, plain = analyse_with_angles(track, exercise), analyse_track(track, exercise)
        assert {"knee_flexion_left", "trunk_inclination"} <= set(more.trace.names)
        assert more.result == plain.result


def test_a_repetition_too_many_is_not_matched(tmp_path: Path) -> None:
    truth = read_truth(truth_file(tmp_path, repetitions=[]))
    row = compare(truth, analyse_track(squats(2).track(), "squat"))
    assert (row.counted, row.expected, row.matched) == (2, 0, 0)
    assert row.boundaries.start_s is None


def fault(check: str, severity: Severity = Severity.MINOR) -> FaultSeen:
    return FaultSeen(check, check, severity, "", 0.0, 1.0, "knee_flexion", 1.0, 0.0, "deg")


def test_faults_are_compared_repetition_by_repetition() -> None:
    sag = frozenset({"sag"})
    seen = count_faults(
        [sag, sag, frozenset()],
        [
            [fault("sag"), fault("head", Severity.INFO)],  # found, with a hint
            [fault("pike")],  # missed, and another one invented
            [fault("sag")],  # not in this one
        ],
    )
    assert seen == FaultCount(injected=2, found=1, false=2, hints=1, false_ids=("pike", "sag"))


@pytest.mark.parametrize(
    ("text", "told"),
    [("{", "not a truth file"), ("{}", "not a truth file"), ("[]", "not a truth file")],
)
def test_a_damaged_truth_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "clip.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TruthError, match=told):
        read_truth(path)


def test_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(TruthError, match="no truth files"):
        read_truths(tmp_path)
    with pytest.raises(TruthError, match="can't be read"):
        read_truth(tmp_path / "none.json")
    path = truth_file(tmp_path)
    (tmp_path / "clip.mp4").unlink()
    with pytest.raises(TruthError, match="is missing"):
        read_truth(path)
