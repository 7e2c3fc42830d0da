"""What a set gives to the weight calculator, and the line of the hands over time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.lifting import Hands, Kind, Lift, Measured
from coach.lifting.geometry import geometry, hands_over_time
from coach.lifting.niosh import CameraError, Place
from tests.lifting.lifter import HEIGHT_M, Doing, filmed
from tests.lifting.test_lift_words import CALM, NOTHING

USUAL = Place(35.0, 30.0), Place(30.0, 95.0)


def at(reach_m: float, height_m: float, angle_deg: float = 0.0, angle_error: float = 15.0) -> Hands:
    return Hands(
        Measured(reach_m, 0.07), Measured(height_m, 0.05), Measured(angle_deg, angle_error)
    )


def lift(kind: Kind, first: Hands, last: Hands) -> Lift:
    return replace(CALM, kind=kind, from_hands=first, to_hands=last)


class TestTheGeometryOfASet:
    def test_is_the_median_of_the_lifts_upwards(self):
        up = [lift(Kind.PICKED_UP, at(r, 0.3), at(0.25, 1.0)) for r in (0.30, 0.40, 0.50)]
        down = lift(Kind.PUT_DOWN, at(0.25, 1.0), at(0.60, 0.1))
        found = geometry([*up, down], USUAL)
        assert found.start == Place(pytest.approx(40.0), pytest.approx(30.0), 0.0)
        assert found.end == Place(pytest.approx(25.0), pytest.approx(100.0), 0.0)
        assert len(found.known) == 6

    def test_of_lifts_that_only_went_down_begins_above(self):
        down = lift(Kind.PUT_DOWN, at(0.25, 1.0), at(0.60, 0.1))
        assert geometry([down], USUAL).start.height_cm == pytest.approx(100.0)

    def test_counts_an_angle_only_beyond_its_error(self):
        within = lift(Kind.PICKED_UP, at(0.3, 0.3, 30.0, 37.0), at(0.3, 1.0))
        beyond = lift(Kind.PICKED_UP, at(0.3, 0.3, -40.0, 20.0), at(0.3, 1.0))
        assert geometry([within], USUAL).start.asymmetry_deg == 0.0
        assert geometry([beyond], USUAL).start.asymmetry_deg == pytest.approx(40.0)

    def test_takes_usual_figures_for_what_was_not_seen(self):
        unseen = lift(Kind.PICKED_UP, NOTHING, NOTHING)
        found = geometry([unseen], USUAL)
        assert (found.start, found.end) == USUAL
        assert found.known == frozenset()
        assert found.error == CameraError.usual()

    def test_keeps_the_largest_error(self):
        coarse = lift(Kind.PICKED_UP, at(0.3, 0.3, 0.0, 37.0), at(0.3, 1.0))
        assert geometry([coarse], USUAL).error.asymmetry_deg == 37.0

    def test_is_less_exact_while_the_height_of_the_person_is_not_known(self):
        seen = filmed(Doing.of("stoop"), Doing.of("stoop"))
        told, guessed = (geometry(seen.lifts(h), USUAL).error for h in (HEIGHT_M, None))
        assert guessed.reach_cm > told.reach_cm
        assert guessed.height_cm > told.height_cm


def test_the_hands_over_time_are_those_of_the_figure():
    seen = filmed(Doing.of("mixed"), Doing.of("mixed"))
    found = hands_over_time(seen.track, HEIGHT_M)
    assert found is not None
    time_s, height_m = found
    true = [seen.hands_m(moment)[1] for moment in time_s[::10]]
    assert np.abs(height_m[::10] - true).max() < 0.05


def test_nobody_in_the_picture_has_no_hands():
    track = filmed(Doing.of("mixed"), Doing.of("mixed")).track
    empty = replace(
        track, image=np.full_like(track.image, np.nan), world=np.full_like(track.world, np.nan)
    )
    assert hands_over_time(empty, HEIGHT_M) is None
