"""The measures: exact on exact skeletons, the same for one frame and for many."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poses.angles import MeasureTable, measures
from poses.body import body_view
from poses.view import ViewTracker
from tests.synthetic import Camera, Film, Posture, squats, squatting


def measured(posture: Posture, camera: Camera) -> dict[str, tuple[float, float]]:
    """Value and confidence of every measure in a still picture."""
    track = Film(lambda t: posture, 0.1, camera=camera).track()
    image, world = track.image.astype(float), track.world.astype(float)
    seen = ViewTracker().update(0.0, world[0])
    one = np.ones(len(track))
    view = body_view(
        image,
        world,
        track.width / track.height,
        seen.near_sign * one,
        seen.front_sign * one,
        seen.sideness_deg * one,
    )
    table = MeasureTable()
    values, confidence = table.evaluate(view, image[..., 3])
    return {
        name: (float(values[0, i]), float(confidence[0, i])) for i, name in enumerate(table.names)
    }


SIDE, OTHER_SIDE = Camera(yaw_deg=90, far_visibility=1.0), Camera(yaw_deg=-90, far_visibility=1.0)
FRONT = Camera(yaw_deg=0)

KNOWN = [
    (squatting(90), SIDE, "knee_flexion_left", 90.0),
    (squatting(90), OTHER_SIDE, "knee_flexion_right", 90.0),
    (squatting(0), SIDE, "knee_flexion_left", 0.0),
    (Posture(trunk=65), SIDE, "trunk_inclination", 65.0),
    (Posture(trunk=65), OTHER_SIDE, "trunk_inclination", 65.0),
    (Posture(trunk=-20), SIDE, "trunk_inclination", -20.0),
    (Posture(trunk=65), FRONT, "trunk_inclination_3d", 65.0),
    (Posture(trunk=40, thigh=(30, 30)), SIDE, "hip_flexion_left", 70.0),
    (Posture(trunk=-15), SIDE, "hip_flexion_left", -15.0),
    (Posture(trunk=-15), OTHER_SIDE, "hip_flexion_right", -15.0),
    (Posture(lean=20), FRONT, "trunk_lean", 20.0),
    (Posture(lean=-20), FRONT, "trunk_lean", -20.0),
    (Posture(lean=20), Camera(yaw_deg=180), "trunk_lean", 20.0),
    (Posture(arm=(90, 90)), SIDE, "shoulder_elevation_left", 90.0),
    (Posture(elbow=(70, 70)), SIDE, "elbow_flexion_left", 70.0),
    (Posture(roll=90), SIDE, "face_up", 1.0),
    (Posture(roll=-90), OTHER_SIDE, "face_up", -1.0),
    (Posture(), FRONT, "hip_height", 1.0),
    (Posture(), FRONT, "knee_spacing", 1.0),
    (Posture(thigh=(60, 60)), SIDE, "thigh_elevation_left", 60.0),
    (Posture(foot_forward=(0.3, -0.3)), SIDE, "foot_lead", -0.6),
    (Posture(foot_forward=(-0.3, 0.3)), OTHER_SIDE, "foot_lead", 0.6),
]


@pytest.mark.parametrize(("posture", "camera", "name", "expected"), KNOWN)
def test_a_known_posture_gives_the_known_value(posture, camera, name, expected):
    value, confidence = measured(posture, camera)[name]
    assert value == pytest.approx(expected, abs=0.1)
    assert confidence >= 0.5


@pytest.mark.parametrize("name", sorted(measures()))
def test_every_measure_says_what_it_is(name):
    measure = measures()[name]
    assert measure.unit in ("deg", "m", "ratio")
    assert measure.plane in ("sagittal", "frontal", "any")
    assert len(measure.definition) > 20
    assert measure.source


@pytest.mark.parametrize("name", [n for n, m in measures().items() if m.plane != "any"])
def test_a_plane_that_is_turned_away_has_no_confidence(name):
    blind = FRONT if measures()[name].plane == "sagittal" else SIDE
    assert measured(Posture(), blind)[name][1] == 0.0


def test_a_hidden_landmark_takes_the_confidence_away():
    track = squats(1).track()
    image = track.image.astype(float)
    image[:, 27, 3] = image[:, 28, 3] = 0.1
    one = np.ones(len(track))
    view = body_view(image, track.world.astype(float), 1.0, one, -one, 90 * one)
    table = MeasureTable(["knee_flexion_left", "trunk_inclination"])
    confidence = table.evaluate(view, image[..., 3])[1]
    assert confidence[0, 0] < 0.2
    assert confidence[0, 1] > 0.9


def test_an_unknown_measure_is_refused():
    with pytest.raises(KeyError):
        MeasureTable(["knee_flexion_middle"])


def test_one_frame_gives_the_same_bits_as_the_whole_track():
    track = squats(2).track()
    image, world = track.image.astype(float), track.world.astype(float)
    one = np.ones(len(track))
    table = MeasureTable()
    whole, trust = table.evaluate(body_view(image, world, 1.5, one, -one, 80 * one), image[..., 3])
    for i in range(0, len(track), 7):
        now = slice(i, i + 1)
        single, single_trust = table.evaluate(
            body_view(image[now], world[now], 1.5, one[now], -one[now], 80 * one[now]),
            image[now, :, 3],
        )
        np.testing.assert_array_equal(single[0], whole[i])
        np.testing.assert_array_equal(single_trust[0], trust[i])


def test_a_part_of_the_table_gives_the_same_bits_as_all_of_it():
    track = squats(1).track()
    image, world = track.image.astype(float), track.world.astype(float)
    one = np.ones(len(track))
    view = body_view(image, world, 1.0, one, -one, 80 * one)
    everything = MeasureTable()
    some = MeasureTable(["knee_flexion_left", "hip_height", "trunk_lean"])
    values = everything.evaluate(view, image[..., 3])[0]
    for i, name in enumerate(some.names):
        column = everything.column[name]
        np.testing.assert_array_equal(
            some.evaluate(view, image[..., 3])[0][:, i], values[:, column]
        )


@settings(max_examples=60, deadline=None)
@given(
    knee=st.floats(0, 140),
    trunk=st.floats(-20, 90),
    scale=st.floats(0.1, 0.6),
    x=st.floats(0.1, 0.9),
    y=st.floats(0.1, 0.9),
    yaw=st.sampled_from([90.0, -90.0]),
    width=st.sampled_from([405, 720, 1280]),
)
def test_angles_don_t_depend_on_place_size_side_or_picture_format(
    knee, trunk, scale, x, y, yaw, width
):
    camera = Camera(yaw_deg=yaw, scale=scale, centre=(x, y), width=width)
    near = "left" if yaw > 0 else "right"
    found = measured(squatting(knee, trunk), camera)
    assert found[f"knee_flexion_{near}"][0] == pytest.approx(knee, abs=0.1)
    assert found["trunk_inclination"][0] == pytest.approx(trunk, abs=0.1)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_any_landmarks_give_finite_angles_in_range(seed):
    random = np.random.default_rng(seed)
    image = random.normal(0.5, 0.5, (3, 33, 4))
    image[0] = 0.5  # all in one place
    world = random.normal(0.0, 0.5, (3, 33, 3))
    world[0] = 0.0
    one = np.ones(3)
    table = MeasureTable()
    values, confidence = table.evaluate(
        body_view(image, world, 1.0, one, -one, 45 * one), np.clip(image[..., 3], 0, 1)
    )
    assert np.isfinite(values).all()
    assert ((confidence >= 0) & (confidence <= 1)).all()
    degrees = [i for i, measure in enumerate(table.measures) if measure.unit == "deg"]
    assert (np.abs(values[:, degrees]) <= 180.0).all()


def test_angles_are_continuous_through_straight():
    angles = [
        measured(Posture(trunk=t), SIDE)["hip_flexion_left"][0] for t in np.linspace(-10, 10, 41)
    ]
    assert np.all(np.diff(angles) == pytest.approx(0.5, abs=0.05))
