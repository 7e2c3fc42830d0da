"""Made-up recordings in the formats of the expert sets."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.experts.kinect import JOINTS
from poses.landmarks import Landmark
from poses.track import PoseTrack

Array = NDArray[np.float64]

_MIDDLES = {
    "spine_base": ("left_hip", "right_hip"),
    "spine_shoulder": ("left_shoulder", "right_shoulder"),
    "spine_mid": ("left_shoulder", "right_hip"),
    "neck": ("left_shoulder", "right_shoulder"),
    "head": ("left_ear", "right_ear"),
}


def sensor_joints(track: PoseTrack) -> Array:
    """What a Kinect would give of the person in a track, whose feet stay, (n, 25, 3).

    The feet are three metres away and a metre below the sensor.
    """
    space = track.world.astype(np.float64) * [-1.0, -1.0, 1.0]
    ankles = space[:, [Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE]].mean(axis=1, keepdims=True)
    space = space - ankles + [0.0, -1.0, 3.0]
    return np.stack([_joint(space, name) for name in JOINTS], axis=1)


def _joint(space: Array, name: str) -> Array:
    if name in _MIDDLES:
        return np.asarray(space[:, [_mark(one) for one in _MIDDLES[name]]].mean(axis=1))
    side, _, part = name.partition("_")
    part = {"hand": "wrist", "hand_tip": "index", "foot": "foot_index"}.get(part, part)
    return np.asarray(space[:, _mark(f"{side}_{part}")])


def _mark(name: str) -> int:
    return int(Landmark[name.upper()])


def write_kimore(path: Path, joints: Array, state: int = 2) -> Path:
    """Joints as a KIMORE file, with its blank lines at the top."""
    with_state = np.concatenate([joints, np.full((*joints.shape[:2], 1), state)], axis=2)
    lines = [",".join(f"{value:g}" for value in row) + "," for row in with_state.reshape(-1, 100)]
    path.write_text("\n\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_blazepose(path: Path, track: PoseTrack) -> Path:
    """A track as a Keraal file: found in a picture that was turned over before."""
    image = track.mirrored().image[..., :3]
    frames = {
        f"{number}.0": {mark.name.capitalize(): body[mark].tolist() for mark in Landmark}
        for number, body in enumerate(image.astype(float), 1)
    }
    path.write_text(json.dumps({"positions": frames}), encoding="utf-8")
    return path


def write_labelled(
    path: Path, parts: Sequence[tuple[str, PoseTrack]], left_out: Sequence[str] = ()
) -> Path:
    """Tracks with a label each as a file of labelled frames, turned over like the real ones."""
    kept = [mark for mark in Landmark if mark.name.lower() not in left_out]
    header = [f"{mark.name.lower()}_{axis}" for mark in kept for axis in "xyzv"]
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["label", *header])
        for label, track in parts:
            for body in track.mirrored().image.astype(float):
                writer.writerow([label, *body[kept].ravel().tolist()])
    return path
