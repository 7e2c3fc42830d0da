from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.experts.form_labels import LabelledFrames, LabelledSet, read_labelled_frames
from benchmarks.experts.form_quality import form_auc, telling_measures, verdict_rows
from benchmarks.experts.form_stages import stage_auc, stage_progress, stage_rows
from benchmarks.experts.moments import accepted, form_points, moments, room
from benchmarks.experts.picture import pictured_track
from benchmarks.experts.reading import ExpertSetError
from coach.engine.catalogue import find_exercise
from coach.engine.exercise import MeasureRef
from poses.track import PoseTrack
from tests.benchmarks.made_up_sets import write_labelled
from tests.synthetic import FILMS, Camera, planking, squats

WIDE = Camera(scale=0.35, centre=(0.5, 0.5), width=1280, height=720)
PLANK = find_exercise("plank")


def plank(hip_bend: float, place: float = 0.5, frames: int = 6) -> PoseTrack:
    """A few frames on forearms and toes, somewhere in a wide picture."""
    film = replace(
        FILMS["plank"],
        movement=lambda t: planking(hip_bend),
        duration_s=frames / 30.0,
        camera=replace(WIDE, centre=(place, 0.5)),
    )
    return film.track()


@pytest.fixture
def planks(tmp_path: Path) -> LabelledFrames:
    """Two takes of each label."""
    parts = [
        ("C", plank(0.0)),
        ("L", plank(-30.0)),
        ("H", plank(40.0)),
        ("C", plank(3.0, 0.6)),
        ("L", plank(-25.0, 0.6)),
        ("H", plank(45.0, 0.6)),
    ]
    return read_labelled_frames(write_labelled(tmp_path / "planks.csv", parts))


DESCRIBED = LabelledSet(
    "planks.csv", "plank", {"C": "correct", "L": "hips low", "H": "hips high"}, good="C"
)


class TestReading:
    def test_rows_of_one_label_without_a_jump_are_one_take(self, planks: LabelledFrames) -> None:
        assert planks.takes.tolist() == np.repeat(np.arange(6), 6).tolist()

    def test_a_jump_parts_takes_of_one_label(self, tmp_path: Path) -> None:
        parts = [("C", plank(0.0)), ("C", plank(0.0, 0.7))]
        frames = read_labelled_frames(write_labelled(tmp_path / "a.csv", parts))
        assert len(set(frames.takes)) == len(set(frames.films)) == 2

    def test_landmarks_that_were_not_kept_are_unknown(self, tmp_path: Path) -> None:
        left_out = ["left_elbow", "right_elbow"]
        path = write_labelled(tmp_path / "a.csv", [("C", plank(0.0))], left_out)
        found = read_labelled_frames(path).moments()
        values, confidence = found.read(MeasureRef(measure="arm_support"))
        assert np.isnan(values).all()
        assert np.all(confidence == 0.0)
        assert np.isfinite(found.trusted(MeasureRef(measure="body_line"))).all()

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("stage,nose_x\nC,1\n", "needs a column 'label'"),
            ("label,nose_x\n", "needs a column 'label'"),
            ("label,tail_x\nC,1\n", "'tail_x' is no landmark"),
            ("label,nose_q\nC,1\n", "'nose_q' is no landmark"),
            ("label,nose_x\nC,near\n", "'nose_x' must hold numbers"),
        ],
    )
    def test_a_mistake_is_told(self, tmp_path: Path, text: str, told: str) -> None:
        path = tmp_path / "a.csv"
        path.write_text(text)
        with pytest.raises(ExpertSetError, match=told):
            read_labelled_frames(path)

    def test_a_missing_file_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ExpertSetError, match="can't be read"):
            read_labelled_frames(tmp_path / "none.csv")


class TestMoments:
    def test_a_picture_alone_gives_the_angles_of_the_whole_pose(self) -> None:
        track = plank(10.0)
        image = track.image.astype(np.float64)
        pictured = pictured_track(image[..., :3], image[..., 3], aspect=1280 / 720, fps=30.0)
        for name in ("body_line", "trunk_inclination", "trunk_inclination_3d"):
            whole, _ = moments(track, related=True).read(MeasureRef(measure=name))
            alone, _ = moments(pictured, related=False).read(MeasureRef(measure=name))
            assert alone == pytest.approx(whole, abs=0.5)

    def test_a_picture_turned_over_is_turned_back(self) -> None:
        track = plank(0.0)
        image = track.mirrored().image.astype(np.float64)
        back = pictured_track(
            image[..., :3], image[..., 3], aspect=1280 / 720, fps=30.0, mirrored=True
        )
        assert back.image == pytest.approx(track.image, abs=1e-5)
        seen = moments(back, related=False).seen[0]
        assert seen.view is moments(track, related=False).seen[0].view

    def test_shapes_are_checked(self) -> None:
        with pytest.raises(ValueError, match="33, 3"):
            pictured_track(np.zeros((2, 17, 3)), np.zeros((2, 17)), aspect=1.0, fps=30.0)

    def test_form_points_and_the_room_inside_the_limits(self) -> None:
        straight, sagging, piked = (
            moments(plank(bend), related=False) for bend in (0.0, -30.0, 40.0)
        )
        assert form_points(PLANK, straight).min() == 100.0
        assert form_points(PLANK, sagging).max() < form_points(PLANK, piked).max() < 100.0
        assert room(PLANK, straight).min() > 0.0 > room(PLANK, sagging).max()

    def test_a_position_is_taken_only_where_it_is_seen(self) -> None:
        assert PLANK.hold is not None
        conditions = PLANK.hold.conditions
        assert accepted(conditions, moments(plank(0.0), related=False)).all()
        standing = squats(0).track()
        assert not accepted(conditions, moments(standing, related=False)).any()
        hidden = plank(0.0)
        hidden.image[..., 3] = 0.0
        assert not accepted(conditions, moments(hidden, related=False)).any()


class TestForm:
    def test_faults_are_told_from_correct_form(self, planks: LabelledFrames) -> None:
        rows = form_auc(DESCRIBED, planks, planks.moments(), 16 / 9)
        told = {(row.negative, row.figure): row.result.auc for row in rows}
        assert told["hips low", "form points"] == told["hips high", "form points"] == 1.0
        assert told["hips low or hips high", "room inside the limits"] == 1.0
        assert {row.positive for row in rows} == {"correct"}
        assert {row.result.positive_groups for row in rows} == {2}
        takes = [row.result for row in rows if row.figure == "form points of a take"]
        assert {(take.auc, take.positives) for take in takes} == {(1.0, 2)}

    def test_each_label_has_its_verdict(self, planks: LabelledFrames) -> None:
        rows = {row.label: row for row in verdict_rows(DESCRIBED, planks, planks.moments(), 1.0)}
        assert (rows["correct"].faulty, rows["correct"].held) == (0.0, 1.0)
        assert rows["hips low"].by_check["sag"] == rows["hips high"].by_check["pike"] == 1.0
        assert rows["hips low"].by_check["pike"] == 0.0
        assert (rows["hips high"].frames, rows["hips high"].takes) == (12, 2)

    def test_a_label_without_frames_has_no_verdict(self, tmp_path: Path) -> None:
        path = write_labelled(tmp_path / "a.csv", [("C", plank(0.0))])
        frames = read_labelled_frames(path)
        rows = verdict_rows(DESCRIBED, frames, frames.moments(), 1.0)
        assert [row.label for row in rows] == ["correct"]
        assert form_auc(DESCRIBED, frames, frames.moments(), 1.0) == []

    def test_the_measures_that_tell_a_fault_are_named(self, planks: LabelledFrames) -> None:
        rows = telling_measures(DESCRIBED, planks, planks.moments())
        low = [row for row in rows if row.positive == "hips low"]
        assert low
        assert all(row.result.auc in (0.0, 1.0) for row in low)
        assert {row.negative for row in rows} == {"correct"}


class TestStages:
    @pytest.fixture
    def stages(self, tmp_path: Path) -> LabelledFrames:
        track = replace(squats(2, depth=100.0).seen_from(0.0), camera=replace(WIDE, yaw_deg=0.0))
        whole = track.track()
        hips = whole.image[:, 23, 1]
        down = hips > hips.min() + 0.6 * np.ptp(hips)
        up = hips < hips.min() + 0.1 * np.ptp(hips)
        parts = [("down" if down[i] else "up", part(whole, i)) for i in np.flatnonzero(down | up)]
        return read_labelled_frames(write_labelled(tmp_path / "squats.csv", parts))

    def test_the_counting_signal_parts_the_stages(self, stages: LabelledFrames) -> None:
        described = LabelledSet("squats.csv", "squat", {"up": "up", "down": "down"})
        progress = dict(stage_progress(find_exercise("squat"), stages, stages.moments()))
        assert list(progress) == ["leg_height"]  # seen from the front
        up, down = stage_rows(described, stages, "leg_height", progress["leg_height"])
        assert (up.counts, down.counts) == (0.0, 1.0)
        assert up.progress < 0.1 < 0.5 < down.progress
        (told,) = stage_auc(described, stages, "leg_height", progress["leg_height"])
        assert (told.positive, told.negative, told.result.auc) == ("down", "up", 1.0)


def part(track: PoseTrack, index: int) -> PoseTrack:
    """One frame of a track."""
    return PoseTrack.from_frames([track[index]])
