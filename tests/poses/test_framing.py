"""Is the body in the picture, and is it still the same body?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from poses.continuity import Continuity, PatientLock
from poses.framing import FramingProblem, check_framing
from tests.synthetic import Camera, Film, Posture, squats

WHOLE = ("shoulders", "hips", "knees", "feet")


def picture(camera: Camera) -> np.ndarray:
    return Film(lambda t: Posture(), 0.1, camera=camera).track().image[0].astype(float)


def test_a_whole_body_is_fine():
    assert check_framing(picture(Camera()), WHOLE, 1.0).problem is None


def test_a_side_view_hides_nothing_that_matters():
    assert check_framing(picture(Camera(far_visibility=0.1)), WHOLE, 1.0).problem is None


def test_nobody():
    assert check_framing(None, WHOLE, 1.0).problem is FramingProblem.NOBODY


def test_feet_below_the_edge():
    framing = check_framing(picture(Camera(centre=(0.5, 0.95))), WHOLE, 1.0)
    assert framing.problem is FramingProblem.CUT_OFF
    assert "feet" in framing.parts
    assert "Step back" in framing.advice


def test_parts_that_the_exercise_does_not_need_may_be_outside():
    low = picture(Camera(centre=(0.5, 0.80)))
    assert check_framing(low, WHOLE, 1.0).problem is FramingProblem.CUT_OFF
    assert check_framing(low, ("shoulders", "hips"), 1.0).problem is None


def test_far_away():
    assert check_framing(picture(Camera(scale=0.08)), WHOLE, 1.0).problem is FramingProblem.TOO_FAR


def test_hidden_knees():
    image = picture(Camera())
    image[25:27, 3] = 0.1
    framing = check_framing(image, WHOLE, 1.0)
    assert framing.problem is FramingProblem.HIDDEN
    assert framing.parts == ("knees",)


def followed(images, times):
    lock = PatientLock()
    return [lock.update(t, image, 1.0) for t, image in zip(times, images, strict=True)]


def test_the_same_body_in_motion_stays_the_same():
    track = squats(2).track()
    found = followed(track.image.astype(float), track.time_s)
    assert found[0] is Continuity.FIRST
    assert set(found[1:]) == {Continuity.SAME}


@pytest.mark.parametrize("fps", [5, 10, 60])
def test_also_at_other_frame_rates(fps):
    track = replace(squats(2), fps=fps).track()
    assert set(followed(track.image.astype(float), track.time_s)[1:]) == {Continuity.SAME}


def test_a_jump_is_doubted_and_a_return_forgiven():
    here, there = picture(Camera()), picture(Camera(centre=(0.95, 0.55)))
    found = followed([here] * 5 + [there] * 6 + [here] * 5, np.arange(16) / 30)
    assert set(found[5:11]) == {Continuity.DOUBTFUL}
    assert set(found[11:]) == {Continuity.SAME}


def test_a_lasting_jump_is_a_new_body():
    here, there = picture(Camera()), picture(Camera(centre=(0.95, 0.55)))
    found = followed([here] * 5 + [there] * 40, np.arange(45) / 30)
    assert found.count(Continuity.NEW) == 1
    assert found[-1] is Continuity.SAME


def test_a_body_of_another_size_is_another_body():
    near, far = picture(Camera(scale=0.45)), picture(Camera(scale=0.15))
    found = followed([near] * 5 + [far] * 3, np.arange(8) / 30)
    assert found[5] is Continuity.DOUBTFUL
