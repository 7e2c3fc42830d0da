"""``coach assess``: a recorded check-up on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from filming import FIGURE_CM, from_the_chair, reference, told

from coach.cli import run
from poses.track import PoseTrack
from tests.live.performing import Home


@pytest.fixture
def stands(tmp_path: Path) -> Path:
    return saved(tmp_path, told(from_the_chair(14, 2.9), 1.0))


def saved(folder: Path, track: PoseTrack, name: str = "test.npz") -> Path:
    track.save(folder / name)
    return folder / name


def test_value_error_and_norm(stands: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]):
    code = run(["assess", "chair_stand_30s", str(stands), "--age", "66", "--sex", "male"])
    out = " ".join(capsys.readouterr().out.split())
    assert code == 0
    assert "Stands in 30 seconds: 11 stands, plus or minus 1" in out
    assert "Less than is usual for your age: good to work on." in out


def test_json_and_nothing_else(stands: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]):
    assert run(["assess", "chair_stand_30s", str(stands), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (outcome,) = told["outcomes"]
    assert (outcome["value"], outcome["unit"], outcome["error"]) == (11.0, "stands", 1.0)
    assert outcome["norm"] is None
    assert outcome["details"]["hands"] == "free"


def test_sides_and_centimetres(tmp_path: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]):
    clip = saved(tmp_path, reference("standing_side_bend", 4))
    code = run(["assess", "side_bend", str(clip), "--height", str(FIGURE_CM), "--json"])
    assert code == 0
    outcomes = json.loads(capsys.readouterr().out)["outcomes"]
    assert [(o["key"], o["side"]) for o in outcomes] == [
        ("side_bend", "left"),
        ("side_bend", "right"),
        ("side_bend.lean", "left"),
        ("side_bend.lean", "right"),
    ]
    assert all(o["value"] > 0 for o in outcomes)


def test_several_clips_are_one_test(
    tmp_path: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
):
    front = saved(tmp_path, reference("standing_posture", 2), "front.npz")
    beside = saved(tmp_path, reference("standing_posture", 2, yaw_deg=90.0), "side.npz")
    assert run(["assess", "standing_posture", str(front), str(beside), "--json"]) == 0
    outcomes = json.loads(capsys.readouterr().out)["outcomes"]
    assert all(outcome["not_assessed"] is None for outcome in outcomes)


def test_kept_in_the_log(stands: Path, home: Home):
    assert run(["assess", "chair_stand_30s", str(stands), "--age", "66", "--save"]) == 0
    (kept,) = home.log.assessments()
    assert (kept.test, kept.value, kept.details["age"]) == ("chair_stand_30s", 11.0, 66)
    assert kept.set_id is not None
    assert home.log.load(kept.set_id).result.exercise == "sit_to_stand"


def test_nothing_to_assess_is_a_failure_with_the_reason(
    tmp_path: Path, data_dir: Path, capsys: pytest.CaptureFixture[str]
):
    clip = saved(tmp_path, from_the_chair(2, 3.0))
    assert run(["assess", "five_times_sit_to_stand", str(clip)]) == 2
    assert "2 of 5 stands were seen" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["jumping", "CLIP"], "There is no test 'jumping'"),
        (["side_bend", "nowhere.mp4"], "There is no file nowhere.mp4"),
        (["side_bend", "CLIP", "--sex", "other"], "--sex is female or male"),
        (["side_bend", "CLIP", "--touched"], "nothing to touch"),
    ],
    ids=["test", "file", "sex", "touched"],
)
def test_mistakes_are_told_in_a_sentence(
    arguments: list[str],
    said: str,
    stands: Path,
    data_dir: Path,
    capsys: pytest.CaptureFixture[str],
):
    filled = [str(stands) if word == "CLIP" else word for word in arguments]
    assert run(["assess", *filled]) == 2
    assert said in capsys.readouterr().err
