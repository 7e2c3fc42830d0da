from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks import cli
from benchmarks.experts import sensor_sets
from benchmarks.experts.clinical import LABEL_FILE, expert_rows, read_expert_labels
from benchmarks.experts.reading import ExpertSetError
from benchmarks.experts.sensor_sets import Recording
from tests.benchmarks.made_up_sets import sensor_joints, write_kimore
from tests.synthetic import squats

HEADER = "file,exercise,subject,correct,score,maximum\n"


def labelled(folder: Path, rows: str) -> Path:
    (folder / LABEL_FILE).write_text(HEADER + rows, encoding="utf-8")
    return folder


class TestLabels:
    def test_scores_are_taken_as_percent_of_their_scale(self, tmp_path: Path) -> None:
        rows = "a.csv,squat,s1,yes,40,50\nb.csv,lunge,s2,,,\n"
        first, second = read_expert_labels(labelled(tmp_path, rows))
        assert (first.correct, first.score, first.subject) == (True, 80.0, "s1")
        assert (second.correct, second.score) == (None, None)

    def test_a_set_without_labels_has_none(self, tmp_path: Path) -> None:
        assert read_expert_labels(tmp_path) == []

    @pytest.mark.parametrize(
        ("row", "told"),
        [
            ("a.csv,squat,s1,perhaps,,\n", "line 2: 'correct' must be yes, no or empty"),
            ("a.csv,juggling,s1,yes,,\n", "there is no exercise 'juggling'"),
            ("a.csv,squat,s1,yes,many,50\n", "must be numbers"),
            ("a.csv,squat,s1,yes,40,0\n", "must be numbers"),
        ],
    )
    def test_a_mistake_is_told_with_its_line(self, tmp_path: Path, row: str, told: str) -> None:
        with pytest.raises(ExpertSetError, match=told):
            read_expert_labels(labelled(tmp_path, row))

    def test_a_missing_column_is_told(self, tmp_path: Path) -> None:
        (tmp_path / LABEL_FILE).write_text("file,exercise\n")
        with pytest.raises(ExpertSetError, match="subject, correct, score, maximum"):
            read_expert_labels(tmp_path)


class TestAgreement:
    """Our score of a made-up recording is the number in its name."""

    @staticmethod
    def score(path: Path, exercise: str) -> float | None:
        return float(path.stem) or None

    def test_the_score_is_compared_exercise_by_exercise(self, tmp_path: Path) -> None:
        rows = (
            "90.csv,squat,s1,yes,45,50\n80.csv,squat,s1,yes,40,50\n"
            "60.csv,squat,s2,no,20,50\n70.csv,squat,s2,no,10,50\n"
            "50.csv,lunge,s1,yes,,\n"
        )
        folder = labelled(tmp_path, rows)
        squat, lunge = expert_rows(folder, read_expert_labels(folder), self.score)
        assert squat.correct is not None
        assert (squat.correct.auc, squat.correct.positive_groups) == (1.0, 1)
        assert squat.clinical is not None
        assert squat.clinical.spearman == pytest.approx(0.8)
        assert squat.clinical.deviation == pytest.approx((0 + 0 + 20 + 50) / 4)
        assert (lunge.exercise, lunge.correct, lunge.clinical) == ("lunge", None, None)

    def test_recordings_without_a_score_of_ours_are_told(self, tmp_path: Path) -> None:
        folder = labelled(tmp_path, "0.csv,squat,s1,no,,\n90.csv,squat,s2,yes,,\n")
        (squat,) = expert_rows(folder, read_expert_labels(folder), self.score)
        assert (squat.recordings, squat.unscored, squat.correct) == (2, 1, None)


class TestCommand:
    @pytest.fixture
    def sets(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """One set with one recording of two squats."""
        folder = tmp_path / "kimore_mine"
        folder.mkdir()
        write_kimore(folder / "a.csv", sensor_joints(squats(2).seen_from(0.0).track()))
        seen = Recording("kimore", "a.csv", "squats", ("squat",), 2, 2, "")
        monkeypatch.setattr(sensor_sets, "recordings", lambda name: [seen])
        return tmp_path

    def run(self, monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> object:
        monkeypatch.setattr(sys, "argv", ["benchmarks", "experts", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return ended.value.code

    def test_what_is_there_is_reported_and_what_is_not_is_said(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sets: Path
    ) -> None:
        assert self.run(monkeypatch, "--sets", sets) == 0
        shown = capsys.readouterr().out
        assert "kimore: nobody's label or clinical score comes with it" in shown
        assert "keraal: no folder keraal*" in shown

    def test_one_json_object_holds_everything(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sets: Path
    ) -> None:
        folder = sets / "kimore_mine"
        labelled(folder, "a.csv,squat,s1,yes,45,50\n")
        assert self.run(monkeypatch, "--sets", sets, "--json") == 0
        found = json.loads(capsys.readouterr().out)
        assert {row["counted"] for row in found["counts"]} == {2}
        assert found["experts"]["kimore"][0]["recordings"] == 1
        assert found["unlabelled"] == []
        assert found["missing"] == ["form", "keraal", "uiprmd"]
        assert "date" in found["environment"]

    def test_a_folder_without_any_set_is_told(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        assert self.run(monkeypatch, "--sets", tmp_path) == 2
        assert "holds none of the sets" in capsys.readouterr().err
