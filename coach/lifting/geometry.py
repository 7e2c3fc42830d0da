"""Where the hands went in a set, in the terms of the NIOSH equation."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.lifting.footage import Footage
from coach.lifting.lift import Hands, Kind, Lift, Measured
from coach.lifting.limits import limits
from coach.lifting.niosh import CameraError, Place
from coach.lifting.size import hands_above_floor, size_of
from poses.angles import MeasureTable
from poses.track import PoseTrack

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Geometry:
    """The usual beginning and end of the lifts of a set; what was not seen is not in ``known``.

    ``known`` names of the fields ``reach``, ``height`` and ``angle`` with ``_start`` or ``_end``;
    ``error`` is the largest that any of them has.
    """

    start: Place
    end: Place
    known: frozenset[str]
    error: CameraError


def geometry(lifts: Sequence[Lift], unseen: tuple[Place, Place]) -> Geometry:
    """The medians over the lifts upwards, or over all where nothing was lifted upwards.

    An angle within its error is zero. ``unseen`` gives what no lift could show.
    """
    upwards = [lift for lift in lifts if lift.kind is not Kind.PUT_DOWN] or list(lifts)
    known: set[str] = set()
    places, errors = [], CameraError.usual()
    for name, place, hands in (
        ("start", unseen[0], [lift.from_hands for lift in upwards]),
        ("end", unseen[1], [lift.to_hands for lift in upwards]),
    ):
        reach, height, angle = _medians(hands)
        fields = {"reach": reach, "height": height, "angle": angle}
        known |= {f"{field}_{name}" for field, value in fields.items() if value is not None}
        errors = CameraError(
            max(errors.reach_cm, 100.0 * reach.error if reach else 0.0),
            max(errors.height_cm, 100.0 * height.error if height else 0.0),
            max(errors.asymmetry_deg, angle.error if angle else 0.0),
        )
        aside = 0.0 if angle is None or not angle.certain else abs(angle.value)
        places.append(
            Place(
                place.reach_cm if reach is None else max(100.0 * reach.value, 0.0),
                place.height_cm if height is None else max(100.0 * height.value, 0.0),
                place.asymmetry_deg if angle is None else aside,
            )
        )
    return Geometry(places[0], places[1], frozenset(known), errors)


def _medians(hands: Sequence[Hands]) -> tuple[Measured | None, Measured | None, Measured | None]:
    return (
        _median(one.reach_m for one in hands),
        _median(one.height_m for one in hands),
        _median(one.aside_deg for one in hands),
    )


def _median(found: Iterable[Measured | None]) -> Measured | None:
    seen = [one for one in found if one is not None]
    if not seen:
        return None
    return Measured(
        statistics.median(one.value for one in seen), statistics.median(one.error for one in seen)
    )


def hands_over_time(track: PoseTrack, height_m: float | None) -> tuple[Array, Array] | None:
    """Media times in seconds and the height of the hands above the floor in metres; for charts.

    NaN where the body could not be followed; None when it never could.
    """
    footage = Footage.of(track)
    if footage is None:
        return None
    last, table = len(footage.time_s) - 1, MeasureTable(["trunk_inclination_3d"])
    body = footage.body(0, last, seen_at=0)
    lean, _ = footage.measure(table, 0, last, seen_at=0)
    known = limits()
    size = size_of(body, lean[:, 0], height_m, known)
    if size is None:
        return None
    height = hands_above_floor(body, size, known)
    return footage.time_s, np.where(footage.visibility.max(axis=1) > 0, height, np.nan)
