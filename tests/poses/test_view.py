"""From which side the camera sees the person."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from poses.view import View, ViewTracker
from tests.synthetic import FILMS, Camera, Film, Posture, squats

STANDING = [
    (0, View.FRONT),
    (25, View.FRONT),
    (-25, View.FRONT),
    (45, View.OBLIQUE),
    (-45, View.OBLIQUE),
    (90, View.SIDE_LEFT),
    (75, View.SIDE_LEFT),
    (-90, View.SIDE_RIGHT),
    (110, View.SIDE_LEFT),
    (180, View.REAR),
]


@pytest.mark.parametrize(("yaw", "expected"), STANDING)
def test_a_standing_person(yaw, expected):
    track = Film(lambda t: Posture(), 0.1, camera=Camera(yaw_deg=yaw)).track()
    assert ViewTracker().update(0.0, track.world[0].astype(float)).view is expected


@pytest.mark.parametrize("exercise", ["glute_bridge", "plank", "bird_dog"])
@pytest.mark.parametrize(("yaw", "expected"), [(90, View.SIDE_LEFT), (-90, View.SIDE_RIGHT)])
def test_a_person_on_the_floor(exercise, yaw, expected):
    track = FILMS[exercise].seen_from(yaw).track()
    assert ViewTracker().update(0.0, track.world[0].astype(float)).view is expected


def test_the_nearer_side_is_named():
    track = Film(lambda t: Posture(), 0.1, camera=Camera(yaw_deg=-90)).track()
    assert ViewTracker().update(0.0, track.world[0].astype(float)).near_side == "right"


def test_noise_at_the_limit_does_not_flicker():
    film = Film(lambda t: Posture(), 8.0, camera=Camera(yaw_deg=55, noise=0.004))
    tracker = ViewTracker()
    track = film.track()
    views = [
        tracker.update(float(t), w.astype(float)).view
        for t, w in zip(track.time_s, track.world, strict=True)
    ]
    changes = sum(a is not b for a, b in pairwise(views))
    assert changes <= 2


def test_a_mirrored_person_shows_the_other_side():
    track = squats(1).track()
    mirrored = track.mirrored()
    tracker = ViewTracker()
    assert tracker.update(0.0, mirrored.world[0].astype(float)).view is View.SIDE_RIGHT
    np.testing.assert_allclose(mirrored.mirrored().image, track.image, atol=1e-6)
