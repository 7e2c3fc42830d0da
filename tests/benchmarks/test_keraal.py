from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.experts.keraal import (
    MEASURES,
    Series,
    best_lag_s,
    captured_angles,
    compare,
    keraal_report,
    read_blazepose,
    read_kinect,
)
from benchmarks.experts.moments import moments
from benchmarks.experts.reading import ExpertSetError
from coach.engine.exercise import MeasureRef
from tests.benchmarks.made_up_sets import sensor_joints, write_blazepose
from tests.synthetic import FILMS, Camera

Array = NDArray[np.float64]

TIME = np.arange(0.0, 6.0, 1 / 30)
BENDING = replace(
    FILMS["standing_side_bend"], duration_s=4.0, camera=Camera(yaw_deg=0.0, width=1280)
).track()


def swinging(time_s: Array) -> Series:
    """All angles swing together, each by another amount."""
    wave = np.sin(2 * np.pi * time_s / 3.0)
    return Series(time_s, np.stack([wave * (20 + i) for i in range(len(MEASURES))], axis=1))


class TestComparing:
    def test_clocks_are_brought_together(self) -> None:
        late = replace(swinging(TIME), time_s=TIME + 0.2)
        assert best_lag_s(late, swinging(TIME)) == pytest.approx(0.2, abs=1 / 60)

    def test_a_constant_offset_is_bias_and_nothing_else(self) -> None:
        other = swinging(TIME)
        shifted = replace(other, values=other.values + 5.0)
        rows = compare("bend", "a", "b", {"a": shifted, "b": other})
        assert len(rows) == len(MEASURES)
        for row in rows:
            assert (row.bias, row.mae) == (pytest.approx(5.0), pytest.approx(5.0))
            assert row.mae_level == pytest.approx(0.0, abs=1e-6)
            assert row.correlation == pytest.approx(1.0)

    def test_an_angle_at_rest_has_no_correlation(self) -> None:
        a, b = swinging(TIME), swinging(TIME)
        b.values[:, 0] *= 0.01
        rows = compare("bend", "a", "b", {"a": a, "b": b})
        assert rows[0].correlation is None
        assert rows[1].correlation is not None

    def test_what_one_system_never_sees_is_left_out(self) -> None:
        a, b = swinging(TIME), swinging(TIME)
        a.values[:, 0] = np.nan
        assert len(compare("bend", "a", "b", {"a": a, "b": b})) == len(MEASURES) - 1


class TestReading:
    def test_a_pose_found_in_a_picture_turned_over_is_the_persons_own(self, tmp_path: Path) -> None:
        track = read_blazepose(write_blazepose(tmp_path / "a.json", BENDING))
        lean = MeasureRef(measure="trunk_lean")
        found, _ = moments(track, related=True).read(lean)
        true, _ = moments(BENDING, related=True).read(lean)
        assert np.ptp(true) > 20.0
        assert found == pytest.approx(true, abs=0.5)

    def test_joints_of_the_sensor_with_their_turns(self, tmp_path: Path) -> None:
        joints = sensor_joints(BENDING)
        rows = np.concatenate([joints, np.zeros((len(joints), 25, 4))], axis=2)
        np.savetxt(tmp_path / "a.txt", rows.reshape(len(joints), -1))
        assert len(read_kinect(tmp_path / "a.txt")) == len(BENDING)

    @pytest.mark.parametrize("text", ["", "[]", '{"positions": {"1.0": {"Nose": [0, 0, 0]}}}'])
    def test_what_is_no_pose_is_told(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "a.json"
        path.write_text(text)
        with pytest.raises(ExpertSetError, match="33 named landmarks"):
            read_blazepose(path)

    def test_a_missing_recording_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ExpertSetError, match="G3-BP-RTK"):
            keraal_report(tmp_path)


UPRIGHT = {
    "hips": [0, 0, 600],
    "left_shoulder": [0, 150, 1100],
    "right_shoulder": [0, -150, 1100],
    "left_arm": [0, 150, 950],
    "right_arm": [0, -150, 950],
    "left_forearm": [0, 150, 800],
    "right_forearm": [0, -150, 800],
    "left_hand": [0, 150, 700],
    "right_hand": [0, -150, 700],
    "left_thigh": [150, 150, 590],
    "right_thigh": [150, -150, 590],
}


class TestMotionCapture:
    """Targets on the body: x forwards, y to the person's left, z up, millimetres."""

    def angles(self, **moved: list[int]) -> dict[str, float]:
        places = {name: np.array([place], np.float64) for name, place in (UPRIGHT | moved).items()}
        (row,) = captured_angles(places)
        names = [f"{ref.measure} {ref.sides}" for ref in MEASURES]
        return dict(zip(names, row.tolist(), strict=True))

    def test_sitting_upright_with_hanging_arms_is_zero(self) -> None:
        assert self.angles() == pytest.approx(dict.fromkeys(self.angles(), 0.0), abs=1e-6)

    def test_leaning_and_turning_to_the_right_are_positive(self) -> None:
        leaning = self.angles(left_shoulder=[0, 50, 1100], right_shoulder=[0, -250, 1100])
        assert leaning["trunk_lean near"] > 10.0
        turned = self.angles(left_shoulder=[75, 130, 1100], right_shoulder=[-75, -130, 1100])
        assert turned["trunk_rotation near"] == pytest.approx(30.0, abs=0.1)

    def test_a_lifted_and_bent_arm(self) -> None:
        moved = self.angles(
            left_arm=[150, 150, 1100], left_forearm=[300, 150, 1200], left_hand=[300, 150, 1300]
        )
        assert moved["shoulder_elevation_3d left"] == pytest.approx(90.0)
        assert moved["elbow_flexion_3d left"] == pytest.approx(90.0)
        assert moved["elbow_flexion_3d right"] == pytest.approx(0.0)
