"""Two movements as figures that can be laid on top of each other, moment by moment."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from coach.review.comparing import SHARES, Piece
from coach.review.points import pack
from poses.landmarks import Landmark
from poses.track import PoseTrack

Array = NDArray[np.float64]

_STEP_S: Final = 0.05
"""As far apart as a packed track keeps every frame."""

_GAP_S: Final = 0.35
_VISIBLE: Final = 0.2
_JOINTS: Final = {
    "ankles": (Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE),
    "hips": (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    "shoulders": (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
}
_LIMBS: Final = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP),
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
)


def overlay(
    first: tuple[PoseTrack, Piece], second: tuple[PoseTrack, Piece], *, mirrored: bool = False
) -> dict[str, Any] | None:
    """Both movements at each of ``SHARES``, in one box; None where one of them shows nobody.

    As ``points.pack`` gives it: the frames of the first, then those of the second. Both are brought
    to the same size and laid on each other where the bodies move least. With ``mirrored`` the
    second is turned over, left to right. ``lengths`` are the seconds that they took.
    """
    bodies = [_at_shares(*one) for one in (first, second)]
    if any(not np.isfinite(body[..., 0]).any() for body in bodies):
        return None
    if mirrored:
        bodies[1][..., 0] *= -1.0
    still = min(_JOINTS, key=lambda name: sum(_unrest(body, name) for body in bodies))
    placed = [_placed(body, still) for body in bodies]
    image = np.concatenate(placed).astype(np.float32)
    frames = len(image)
    packed = pack(
        PoseTrack(
            time_s=np.arange(frames, dtype=np.float64) * _STEP_S,
            image=image,
            world=np.zeros((frames, image.shape[1], 3), np.float32),
            people=np.ones(frames, np.int8),
            width=1000,
            height=1000,
        )
    )
    if packed is None:
        return None
    return packed | {
        "frames": len(SHARES),
        "lengths": [piece.end_s - piece.start_s for _, piece in (first, second)],
        "turns": [
            None if piece.turn_s is None else piece.turn_s - piece.start_s
            for _, piece in (first, second)
        ],
        "laid": still,
    }


def _at_shares(track: PoseTrack, piece: Piece) -> Array:
    """Landmarks (101, 33, 4) in heights of the picture; NaN where nobody was seen."""
    seen = ~np.isnan(track.image[:, 0, 0])
    time_s = track.time_s[seen]
    shown = np.full((len(SHARES), *track.image.shape[1:]), np.nan)
    if not len(time_s):
        return shown
    image = track.image[seen].astype(np.float64)
    image[..., :2] *= np.array([track.width / track.height, 1.0])
    after = np.clip(np.searchsorted(time_s, piece.times_s), 1, max(len(time_s) - 1, 1))
    after = np.minimum(after, len(time_s) - 1)
    before = np.maximum(after - 1, 0)
    gap = time_s[after] - time_s[before]
    share = np.clip((piece.times_s - time_s[before]) / np.where(gap > 0, gap, 1.0), 0.0, 1.0)
    mixed = image[before] + (image[after] - image[before]) * share[:, None, None]
    nearest = np.minimum(
        np.abs(piece.times_s - time_s[before]), np.abs(piece.times_s - time_s[after])
    )
    good = nearest <= _GAP_S
    shown[good] = mixed[good]
    return shown


def _place(body: Array, name: str) -> Array:
    """The middle of a pair of joints in each frame, (n, 2)."""
    return np.asarray(body[:, list(_JOINTS[name]), :2].mean(axis=1), dtype=np.float64)


def _unrest(body: Array, name: str) -> float:
    """How far a pair of joints moves, in sizes of the body."""
    spread = np.nanmax(_place(body, name), axis=0) - np.nanmin(_place(body, name), axis=0)
    return float(np.hypot(*spread)) / _size(body)


def _size(body: Array) -> float:
    """The length of leg and trunk in the picture, as long as they are seen at their longest."""
    lengths = []
    for start, end in _LIMBS:
        way = body[:, start, :2] - body[:, end, :2]
        lengths.append(float(np.nanpercentile(np.hypot(way[:, 0], way[:, 1]), 90)))
    half = len(lengths) // 2
    return max(sum(lengths[:half]), sum(lengths[half:]), 1e-6)


def _placed(body: Array, still: str) -> Array:
    at = np.nanmedian(_place(body, still), axis=0)
    placed = body.copy()
    placed[..., :2] = (body[..., :2] - at) / _size(body)
    return placed
