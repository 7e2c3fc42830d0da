from __future__ import annotations

import csv
import json
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from coach.cli import run
from coach.output import CSV_COLUMNS
from coach.records import Log, default_person, open_database
from coach.settings import Settings
from poses.video import probe, read_frames
from tests.cli.command import ROOT, SQUATS, WholeRun, is_one_sentence
from tests.poses.clips import Picture, make_clip

KEYS = [
    "schema_version",
    "file",
    "exercise",
    "exercise_name",
    "view",
    "fps",
    "duration_s",
    "repetitions",
    "partial_repetitions",
    "hold_s",
    "holds",
    "score",
    "score_parts",
    "not_assessed",
    "warnings",
    "summary",
    "measurements",
    "usable_share",
]
REPETITION_KEYS = [
    "number",
    "start_s",
    "turn_s",
    "end_s",
    "side",
    "range_of_motion_deg",
    "score",
    "score_parts",
    "faults",
]


def true_repetitions() -> list[dict[str, float]]:
    truth = json.loads(SQUATS.with_suffix(".json").read_text(encoding="utf-8"))
    return list(truth["repetitions"])


def test_json_is_one_object_with_exactly_the_documented_keys(whole_run: WholeRun) -> None:
    assert whole_run.finished.code == 0, whole_run.finished.err
    found = json.loads(whole_run.finished.out)
    assert list(found) == KEYS
    assert all(list(repetition) == REPETITION_KEYS for repetition in found["repetitions"])
    assert found["schema_version"] == 1
    assert found["exercise"] == "squat"
    assert found["view"] == "side_left"
    assert "NaN" not in whole_run.finished.out


def test_every_key_is_documented() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    named = [*KEYS, *REPETITION_KEYS, *CSV_COLUMNS]
    assert [key for key in named if f"`{key}`" not in page and not key.startswith("score_")] == []


def test_the_repetitions_of_the_sample_are_found(whole_run: WholeRun) -> None:
    found = json.loads(whole_run.finished.out)["repetitions"]
    truth = true_repetitions()
    assert len(found) == len(truth)
    for seen, true in zip(found, truth, strict=True):
        assert seen["start_s"] < seen["turn_s"] < seen["end_s"]
        # a repetition is told from a little movement on: starts and ends differ a bit
        assert seen["start_s"] == pytest.approx(true["start_s"], abs=0.5)
        assert seen["end_s"] == pytest.approx(true["end_s"], abs=0.5)
        assert seen["faults"] == []


def test_only_the_saving_is_told_beside_the_json(whole_run: WholeRun) -> None:
    assert is_one_sentence(whole_run.finished.err)
    assert "in your log" in whole_run.finished.err


def test_csv_has_a_row_for_each_repetition(whole_run: WholeRun) -> None:
    with whole_run.csv.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert tuple(rows[0]) == CSV_COLUMNS
    found = json.loads(whole_run.finished.out)["repetitions"]
    assert [(row["kind"], float(row["start_s"]), float(row["score"])) for row in rows] == [
        ("repetition", repetition["start_s"], repetition["score"]) for repetition in found
    ]


def test_the_saved_set_and_its_landmarks_give_the_same_again(
    whole_run: WholeRun, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with open_database(Settings(data_dir=whole_run.data_dir)) as database:
        log = Log(database, default_person(database).id)
        (entry,) = log.sets()
        track = log.track(entry.id)
    assert entry.source_name == SQUATS.name
    assert entry.repetitions == len(true_repetitions())
    assert track is not None
    track.save(tmp_path / "saved.npz")

    code = run(["analyse", str(tmp_path / "saved.npz"), "--exercise", "squat", "--json"])

    again = json.loads(capfd.readouterr().out)
    first = json.loads(whole_run.finished.out)
    assert code == 0
    assert {**again, "file": first["file"]} == first


def test_overlay_plays_in_a_browser_with_the_timing_of_the_source(
    one_squat_clip: Path, overlay: Path
) -> None:
    source, drawn = probe(one_squat_clip), probe(overlay)
    assert (drawn.codec, drawn.width, drawn.height) == ("h264", source.width, source.height)
    assert drawn.duration_s == pytest.approx(source.duration_s, abs=0.15)
    with av.open(str(overlay)) as container:
        assert container.streams.video[0].codec_context.pix_fmt == "yuv420p"
    head = overlay.read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")
    assert [entry.name for entry in overlay.parent.iterdir()] == ["out.mp4"]


def test_overlay_draws_on_every_picture(one_squat_clip: Path, overlay: Path) -> None:
    pairs = list(zip(read_frames(one_squat_clip), read_frames(overlay), strict=True))
    assert [drawn.time_s for _, drawn in pairs] == pytest.approx(
        [plain.time_s for plain, _ in pairs], abs=0.001
    )
    changed = [np.mean(cv2.absdiff(plain.rgb, drawn.rgb) > 40) for plain, drawn in pairs]
    assert min(changed) > 0.02


def test_people_see_tables_and_a_summary(
    one_squat_clip: Path, pose_model: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["analyse", str(one_squat_clip), "-e", "squat", "--model", str(pose_model)]) == 0
    seen = capfd.readouterr()
    for words in ("Repetitions", "Score", "Not assessed", "In short", "You did 1 repetition"):
        assert words in seen.out
    assert seen.err == ""


def test_auto_proposes_the_exercise(
    one_squat_clip: Path, pose_model: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["analyse", str(one_squat_clip), "--json", "--model", str(pose_model)]) == 0
    found = json.loads(capfd.readouterr().out)
    assert found["exercise"] == "squat"
    assert "proposed" in found["warnings"][0]


def test_a_turned_video_is_analysed_upright(
    one_squat_pictures: list[Picture],
    pose_model: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    lying = [np.ascontiguousarray(np.rot90(picture, -1)) for picture in one_squat_pictures]
    clip = make_clip(tmp_path / "turned.mp4", lying, fps=10, rotation=90)
    out = tmp_path / "drawn.mp4"
    wishes = ["-e", "squat", "--json", "--model", str(pose_model), "--overlay", str(out)]
    assert run(["analyse", str(clip), *wishes]) == 0
    assert len(json.loads(capfd.readouterr().out)["repetitions"]) == 1
    assert (probe(out).width, probe(out).height) == (480, 640)
