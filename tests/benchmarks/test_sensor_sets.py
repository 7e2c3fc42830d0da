from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.experts import sensor_sets
from benchmarks.experts.kimore import read_kimore
from benchmarks.experts.kinect import INVENTED, JOINTS, kinect_track, turned
from benchmarks.experts.reading import ExpertSetError
from benchmarks.experts.sensor_sets import (
    AS_RECORDED,
    Recording,
    count_elsewhere,
    count_recordings,
    facing_deg,
    judged,
    recordings,
)
from benchmarks.experts.uiprmd import put_together, read_uiprmd
from coach.engine.catalogue import catalogue, find_exercise
from poses.landmarks import Landmark
from tests.benchmarks.made_up_sets import sensor_joints, write_kimore
from tests.synthetic import squats

SQUATS = squats(2).seen_from(0.0).track()
WHO_FACES_THE_SENSOR = sensor_joints(SQUATS)


class TestLandmarks:
    def test_joints_become_the_landmarks_of_the_same_name(self) -> None:
        track = kinect_track(WHO_FACES_THE_SENSOR)
        known = [
            mark
            for mark in Landmark
            if mark.name.split("_")[-1] in ("SHOULDER", "ELBOW", "WRIST", "HIP", "KNEE", "ANKLE")
        ]
        assert track.world[:, known] == pytest.approx(SQUATS.world[:, known], abs=1e-5)
        assert np.all(track.image[:, known, 3] == 1.0)

    def test_what_the_sensor_does_not_know_is_marked_as_badly_seen(self) -> None:
        track = kinect_track(WHO_FACES_THE_SENSOR)
        for mark in (Landmark.NOSE, Landmark.LEFT_EAR, Landmark.MOUTH_RIGHT, Landmark.LEFT_HEEL):
            assert track.image[:, mark, 3] == pytest.approx(INVENTED)
        # yet it stands where such a part would: the nose before the ears, the left ear left
        nose, left, right = (
            track.world[:, mark] for mark in (Landmark.NOSE, Landmark.LEFT_EAR, Landmark.RIGHT_EAR)
        )
        assert np.all(nose[:, 2] < left[:, 2])
        assert np.all(left[:, 0] > right[:, 0])

    def test_inferred_joints_are_trusted_less_and_lost_ones_not_at_all(self) -> None:
        state = np.full((1, len(JOINTS)), 2.0)
        state[0, JOINTS.index("left_knee")] = 1.0
        state[0, JOINTS.index("right_knee")] = 0.0
        image = kinect_track(WHO_FACES_THE_SENSOR[:1], state).image[0]
        hip, left, right = (
            image[mark, 3] for mark in (Landmark.LEFT_HIP, Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE)
        )
        assert hip > left > right == 0.0

    def test_the_persons_right_is_on_the_left_of_the_picture(self) -> None:
        image = kinect_track(WHO_FACES_THE_SENSOR).image
        assert np.all(image[:, Landmark.RIGHT_HIP, 0] < image[:, Landmark.LEFT_HIP, 0])
        assert np.all(image[:, Landmark.RIGHT_HIP, 1] < image[:, Landmark.RIGHT_ANKLE, 1])

    def test_other_shapes_are_a_mistake(self) -> None:
        with pytest.raises(ValueError, match="25, 3"):
            kinect_track(np.zeros((4, 20, 3)))


class TestCounting:
    def test_squats_are_counted_as_recorded(self) -> None:
        result = judged(find_exercise("squat"), AS_RECORDED, WHO_FACES_THE_SENSOR)
        assert (len(result.repetitions), result.view) == (2, "front")

    def test_squats_are_counted_from_the_exercises_own_view(self) -> None:
        for view in ("side_left", "side_right"):
            result = judged(find_exercise("squat"), view, WHO_FACES_THE_SENSOR)
            assert (len(result.repetitions), result.view) == (2, view)

    def test_how_the_person_stands_is_seen_and_can_be_changed(self) -> None:
        assert facing_deg(WHO_FACES_THE_SENSOR) == pytest.approx(0.0, abs=0.1)
        assert facing_deg(turned(WHO_FACES_THE_SENSOR, 90.0)) == pytest.approx(90.0, abs=0.1)
        assert facing_deg(turned(WHO_FACES_THE_SENSOR, -40.0)) == pytest.approx(-40.0, abs=0.1)

    def test_a_folder_is_counted_against_what_was_seen_by_eye(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_kimore(tmp_path / "a.csv", WHO_FACES_THE_SENSOR)
        seen = Recording("kimore", "a.csv", "squats", ("squat", "not_yet_there"), 3, 3, "")
        monkeypatch.setattr(sensor_sets, "recordings", lambda name: [seen])
        rows = count_recordings(tmp_path, "kimore")
        assert [(row.exercise, row.camera) for row in rows] == [
            ("squat", AS_RECORDED),
            ("squat", "side_left"),
        ]
        assert [(row.counted, row.expected, row.error) for row in rows] == [(2, "3", -1)] * 2

    def test_other_movements_are_tried_as_every_exercise(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_kimore(tmp_path / "a.csv", WHO_FACES_THE_SENSOR[:20])
        other = Recording("kimore", "a.csv", "standing", (), 0, 0, "")
        known = Recording("kimore", "b.csv", "squats", ("squat",), 2, 2, "")
        monkeypatch.setattr(sensor_sets, "recordings", lambda name: [other, known])
        rows = count_elsewhere(tmp_path, "kimore")
        assert [row.exercise for row in rows] == list(catalogue())
        assert {row.counted for row in rows} == {0}

    def test_counts_by_eye_are_ranges_or_unknown(self) -> None:
        rows = [*recordings("kimore"), *recordings("uiprmd")]
        assert len(rows) == 20
        for row in rows:
            assert (row.reps_min is None) == (row.reps_max is None)
            assert row.reps_min is None or row.reps_min <= (row.reps_max or 0)


class TestFiles:
    def test_kimore_joints_and_their_state(self, tmp_path: Path) -> None:
        path = write_kimore(tmp_path / "a.csv", WHO_FACES_THE_SENSOR[:3], state=1)
        joints, state = read_kimore(path)
        assert joints == pytest.approx(WHO_FACES_THE_SENSOR[:3], abs=1e-4)
        assert np.all(state == 1.0)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("1,2,3,\n", "line 1: expected 100 numbers, found 3"),
            ("\nx,y\n", "line 2: expected numbers"),
            ("\n\n", "holds no numbers"),
        ],
    )
    def test_what_is_no_recording_is_told(self, tmp_path: Path, text: str, told: str) -> None:
        path = tmp_path / "a.csv"
        path.write_text(text)
        with pytest.raises(ExpertSetError, match=told):
            read_kimore(path)

    def test_a_missing_file_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ExpertSetError, match=r"none\.csv can't be read"):
            read_kimore(tmp_path / "none.csv")


class TestPuttingTogether:
    def test_without_turns_the_offsets_add_up(self) -> None:
        offsets = np.ones((2, 22, 3))
        places = put_together(offsets, np.zeros((2, 22, 3)))
        assert places[0, 0] == pytest.approx([1.0] * 3)  # the waist
        assert places[0, 5] == pytest.approx([6.0] * 3)  # tip of the head: six links
        assert places[0, 17] == pytest.approx([5.0] * 3)  # toes: hip, knee, ankle, toes

    def test_a_joint_turns_what_hangs_on_it_but_not_itself(self) -> None:
        offsets, turns = np.zeros((1, 22, 3)), np.zeros((1, 22, 3))
        offsets[0, 14:18] = [0.0, -1.0, 0.0]
        turns[0, 15, 0] = np.pi / 2  # the left knee, about the axis across
        places = put_together(offsets, turns)[0]
        assert places[15] == pytest.approx([0.0, -2.0, 0.0], abs=1e-9)
        assert places[16] == pytest.approx([0.0, -2.0, -1.0], abs=1e-9)

    def test_a_person_before_the_sensor_faces_it(self, tmp_path: Path) -> None:
        offsets = np.zeros((40, 22, 3))
        offsets[:, 0] = [0.0, 90.0, -250.0]
        offsets[:, 14], offsets[:, 18] = [10.0, 0.0, 0.0], [-10.0, 0.0, 0.0]
        for name, rows in (("positions", offsets), ("angles", np.zeros((40, 22, 3)))):
            np.savetxt(tmp_path / f"m_{name}.txt", rows.reshape(40, 66), delimiter=",")
        joints = read_uiprmd(tmp_path / "m_positions.txt")
        assert facing_deg(joints) == pytest.approx(0.0)
        assert joints[0, JOINTS.index("spine_base")] == pytest.approx([0.0, 0.9, 2.5])

    def test_files_of_different_length_are_told(self, tmp_path: Path) -> None:
        np.savetxt(tmp_path / "m_positions.txt", np.zeros((3, 66)), delimiter=",")
        np.savetxt(tmp_path / "m_angles.txt", np.zeros((2, 66)), delimiter=",")
        with pytest.raises(ExpertSetError, match="different lengths"):
            read_uiprmd(tmp_path / "m_positions.txt")
