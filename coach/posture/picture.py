"""Sizes in the picture that mean something only against the same camera's earlier pictures."""

from __future__ import annotations

import math
from typing import Final

from coach.engine.signals import Reading
from poses.body import Array
from poses.landmarks import Landmark
from poses.view import Orientation

SHOULDER_WIDTH: Final = "shoulder_width"
"""Width of the shoulders in heights of the picture: larger is nearer to the camera."""

SHOULDER_HEIGHT: Final = "shoulder_height"
"""Height of the middle of the shoulders above the picture's lower edge, in its heights."""

TRUNK_LENGTH: Final = "trunk_length"
"""Straight distance from the middle of the shoulders to the middle of the hips, in heights."""

NAMES: Final = (SHOULDER_WIDTH, SHOULDER_HEIGHT, TRUNK_LENGTH)

EDGE: Final = 0.02
"""The model puts what it can't see just beyond the picture's edge, or on it, at times with high
visibility: whatever lies so near to the edge or beyond counts as unseen. Share of the picture."""

_LEFT_SHOULDER, _RIGHT_SHOULDER = int(Landmark.LEFT_SHOULDER), int(Landmark.RIGHT_SHOULDER)
_LEFT_HIP, _RIGHT_HIP = int(Landmark.LEFT_HIP), int(Landmark.RIGHT_HIP)


def visible(image: Array) -> Array:
    """Visibility 0..1 of each landmark of ``image`` (33, 4); 0 outside the picture."""
    inside = (image[:, :2] > EDGE) & (image[:, :2] < 1.0 - EDGE)
    return image[:, 3] * inside.all(axis=1)


def sizes(place: Array, seen: Array, aspect: float, turned: Orientation) -> dict[str, Reading]:
    """The three sizes, of smoothed ``place`` (33, 2) and visibility ``seen`` (33,)."""
    points = place.tolist()

    def middle(left: int, right: int) -> tuple[float, float]:
        (ax, ay), (bx, by) = points[left], points[right]
        return 0.5 * (ax + bx) * aspect, 0.5 * (ay + by)

    shoulders = middle(_LEFT_SHOULDER, _RIGHT_SHOULDER)
    hips = middle(_LEFT_HIP, _RIGHT_HIP)
    across = (points[_LEFT_SHOULDER][0] - points[_RIGHT_SHOULDER][0]) * aspect
    down = points[_LEFT_SHOULDER][1] - points[_RIGHT_SHOULDER][1]
    both = float(min(seen[_LEFT_SHOULDER], seen[_RIGHT_SHOULDER]))
    near = [float(max(seen[a], seen[b])) for a, b in ((11, 12), (23, 24))]
    sideness = abs(turned.sideness_deg)
    # Turned away, shoulders look narrower without being further off.
    facing = min(max((35.0 - sideness) / 20.0, 0.0), 1.0)
    sideways = min(max((sideness - 42.0) / 20.0, 0.0), 1.0)
    return {
        SHOULDER_WIDTH: Reading(math.hypot(across, down), both * facing),
        SHOULDER_HEIGHT: Reading(1.0 - shoulders[1], both),
        TRUNK_LENGTH: Reading(math.dist(shoulders, hips), min(near) * sideways),
    }
