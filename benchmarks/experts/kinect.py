"""Joints of a Kinect v2 as landmarks, so that the one engine can judge them.

The sensor gives 25 joints in space, metres: x to the sensor's left, y up, z away from it. Landmarks
that it does not know (face, ears, heels, small fingers) are put near their neighbours, so that a
whole body stands there, and marked as badly visible, so that nothing is judged by them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from poses.landmarks import LANDMARK_COUNT, Landmark
from poses.track import PoseTrack

Array = NDArray[np.float64]

JOINTS: Final = (
    "spine_base",
    "spine_mid",
    "neck",
    "head",
    "left_shoulder",
    "left_elbow",
    "left_wrist",
    "left_hand",
    "right_shoulder",
    "right_elbow",
    "right_wrist",
    "right_hand",
    "left_hip",
    "left_knee",
    "left_ankle",
    "left_foot",
    "right_hip",
    "right_knee",
    "right_ankle",
    "right_foot",
    "spine_shoulder",
    "left_hand_tip",
    "left_thumb",
    "right_hand_tip",
    "right_thumb",
)
INDEX: Final = {name: i for i, name in enumerate(JOINTS)}
FPS: Final = 30.0
"""The sensor's nominal rate, where a recording has no times."""

INVENTED: Final = 0.2
"""Visibility of landmarks that the sensor does not know: too little to be judged by."""

_SEEN: Final = np.array([0.0, 0.6, 1.0])
"""Visibility of a joint that is not tracked, inferred, tracked."""

# the depth camera, in whose picture the joints are found
_WIDTH, _HEIGHT, _FOCAL_PX = 512, 424, 365.0

_SAME: Final = {
    "shoulder": "shoulder",
    "elbow": "elbow",
    "wrist": "wrist",
    "index": "hand_tip",
    "thumb": "thumb",
    "hip": "hip",
    "knee": "knee",
    "ankle": "ankle",
    "foot_index": "foot",
}
"""Landmarks that are a joint of the sensor's, by their names without the side."""

# metres from the head joint: to the person's own side, forward and up
_FACE: Final[dict[str, tuple[float, float, float]]] = {
    "NOSE": (0.0, 0.10, 0.0),
    "EYE_INNER": (0.015, 0.08, 0.04),
    "EYE": (0.03, 0.08, 0.04),
    "EYE_OUTER": (0.045, 0.07, 0.04),
    "EAR": (0.075, 0.0, 0.02),
    "MOUTH": (0.025, 0.09, -0.05),
}


def joint(joints: Array, name: str) -> Array:
    """One joint of ``joints`` (n, 25, 3) over time, (n, 3)."""
    return np.asarray(joints[:, INDEX[name]])


def kinect_track(joints: Array, state: Array | None = None, *, fps: float = FPS) -> PoseTrack:
    """Landmarks of a recording: ``joints`` (n, 25, 3) metres, ``state`` (n, 25) 0..2 if known.

    ``state`` is the sensor's own: not tracked, inferred, tracked.

    Raises:
        ValueError: the arrays have other shapes.
    """
    n = len(joints)
    if joints.shape != (n, len(JOINTS), 3) or n == 0:
        raise ValueError(f"expected joints of shape (n, 25, 3), got {joints.shape}")
    points, visibility = _landmarks(joints, state)
    hips = 0.5 * (points[:, Landmark.LEFT_HIP] + points[:, Landmark.RIGHT_HIP])
    # the sensor's left is the picture's left: x and y are turned round, z stays
    axes = np.array([-1.0, -1.0, 1.0])
    world = axes * (points - hips[:, None])
    depth = np.maximum(points[..., 2], 0.1)
    focal = _FOCAL_PX / np.array([_WIDTH, _HEIGHT])
    image = np.empty((n, LANDMARK_COUNT, 4))
    image[..., :2] = 0.5 + axes[:2] * focal * points[..., :2] / depth[..., None]
    image[..., 2] = focal[0] * world[..., 2] / depth
    image[..., 3] = visibility
    return PoseTrack(
        time_s=np.arange(n) / fps,
        image=image.astype(np.float32),
        world=world.astype(np.float32),
        people=np.full(n, -1, np.int8),
        width=_WIDTH,
        height=_HEIGHT,
    )


def turned(joints: Array, degrees: float, *, distance_m: float = 3.0) -> Array:
    """The same movement as another camera would see it, at the height of the hips.

    The body is turned about the vertical through its middle: with 90, a person who faced the
    camera shows the left side. The camera stands at ``distance_m`` from it.
    """
    middle = joint(joints, "spine_base").mean(axis=0)
    step = joints - middle
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    out = step.copy()
    out[..., 0] = cosine * step[..., 0] - sine * step[..., 2]
    out[..., 2] = sine * step[..., 0] + cosine * step[..., 2] + distance_m
    return np.asarray(out)


def _landmarks(joints: Array, state: Array | None) -> tuple[Array, Array]:
    n = len(joints)
    seen = np.ones((n, len(JOINTS))) if state is None else _SEEN[state.astype(np.intp)]
    points = np.empty((n, LANDMARK_COUNT, 3))
    visibility = np.full((n, LANDMARK_COUNT), INVENTED)
    for mark in Landmark:
        side, _, part = mark.name.lower().partition("_")
        if part in _SAME:
            source = INDEX[f"{side}_{_SAME[part]}"]
            points[:, mark] = joints[:, source]
            visibility[:, mark] = seen[:, source]
    _invent_face(points, joints)
    for side in ("LEFT", "RIGHT"):
        ankle = points[:, Landmark[f"{side}_ANKLE"]]
        toes = points[:, Landmark[f"{side}_FOOT_INDEX"]]
        heel = ankle - 0.35 * (toes - ankle)
        heel[:, 1] = toes[:, 1]
        points[:, Landmark[f"{side}_HEEL"]] = heel
        points[:, Landmark[f"{side}_PINKY"]] = points[:, Landmark[f"{side}_INDEX"]]
    return points, visibility


def _invent_face(points: Array, joints: Array) -> None:
    head = joint(joints, "head")
    across = joint(joints, "left_shoulder") - joint(joints, "right_shoulder")
    across[:, 1] = 0.0
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-6)
    up = np.array([0.0, 1.0, 0.0])
    forward = np.cross(across, up)
    for name, (to_side, ahead, above) in _FACE.items():
        middle = head + ahead * forward + above * up
        if name == "NOSE":
            points[:, Landmark.NOSE] = middle
            continue
        left, right = (
            (Landmark.MOUTH_LEFT, Landmark.MOUTH_RIGHT)
            if name == "MOUTH"
            else (Landmark[f"LEFT_{name}"], Landmark[f"RIGHT_{name}"])
        )
        points[:, left] = middle + to_side * across
        points[:, right] = middle - to_side * across
