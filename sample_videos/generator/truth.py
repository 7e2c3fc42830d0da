"""Exact joint angles of a pose, and the ground-truth file of a clip."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .mesh import Array
from .rig import SIDES, UP, Pose

SCHEMA = 1
UPRIGHT_ENOUGH_DEG = 75.0
Series = list[float | None]
JOINTS_2D = (
    "nose",
    *(
        f"{side}_{joint}"
        for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")
        for side in SIDES
    ),
)


def inner_angle(a: Array, b: Array, c: Array) -> float:
    """Angle at ``b`` in degrees, 0..180."""
    u, v = a - b, c - b
    cosine = float(u @ v) / max(float(np.linalg.norm(u) * np.linalg.norm(v)), 1e-12)
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def joint_angles(joints: Mapping[str, Array]) -> dict[str, float | None]:
    """All angles of the truth file, in degrees (``knee_spacing`` is a ratio), from 3D centres."""
    angles: dict[str, float | None] = {}
    left = joints["left_hip"] - joints["right_hip"]
    left = left - UP * float(left @ UP)
    left = left / np.linalg.norm(left)
    for side in SIDES:
        shoulder, elbow, wrist, hip, knee, ankle = (
            joints[f"{side}_{name}"]
            for name in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
        )
        angles[f"knee_flexion_{side}"] = 180 - inner_angle(hip, knee, ankle)
        # Shoulders are wider than hips and ankles: seen in three dimensions even a straight body is
        # bent by some 10 degrees. These two are about the sagittal plane, so they are taken in it.
        shoulder_s, hip_s, knee_s, ankle_s = (
            point - left * float(point @ left) for point in (shoulder, hip, knee, ankle)
        )
        bend = 180 - inner_angle(shoulder_s, hip_s, knee_s)
        forward = float(np.cross(shoulder_s - hip_s, knee_s - hip_s) @ left)
        angles[f"hip_flexion_{side}"] = bend if forward >= 0 else -bend
        angles[f"shoulder_elevation_{side}"] = inner_angle(elbow, shoulder, hip)
        angles[f"elbow_flexion_{side}"] = 180 - inner_angle(shoulder, elbow, wrist)
        angles[f"body_line_{side}"] = inner_angle(shoulder_s, hip_s, ankle_s)
    trunk = (joints["left_shoulder"] + joints["right_shoulder"]) / 2
    trunk = trunk - (joints["left_hip"] + joints["right_hip"]) / 2
    inclination = _degrees(float(trunk @ np.cross(left, UP)), float(trunk @ UP))
    angles["trunk_inclination"] = inclination
    # Lying or on all fours there is no "sideways of vertical".
    standing = abs(inclination) < UPRIGHT_ENOUGH_DEG
    lean = _degrees(float(-trunk @ left), float(trunk @ UP)) if standing else None
    angles["trunk_lean_lateral"] = lean
    knees = float(np.linalg.norm(joints["left_knee"] - joints["right_knee"]))
    ankles = float(np.linalg.norm(joints["left_ankle"] - joints["right_ankle"]))
    angles["knee_spacing"] = knees / ankles
    return angles


def _degrees(opposite: float, adjacent: float) -> float:
    return float(np.degrees(np.arctan2(opposite, adjacent)))


def angle_series(poses: Sequence[Pose]) -> dict[str, Series]:
    """Every angle over time; degrees to a tenth, the ratio to three decimals."""
    rows = [joint_angles(pose.joints) for pose in poses]

    def rounded(name: str, value: float | None) -> float | None:
        # Adding zero turns -0.0 into 0.0.
        return None if value is None else round(value, 3 if name == "knee_spacing" else 1) + 0.0

    return {name: [rounded(name, row[name]) for row in rows] for name in rows[0]}


def excursion(series: Series, times: Sequence[float], start: float, end: float) -> float:
    """Largest minus smallest known value between two times."""
    pairs = zip(series, times, strict=True)
    inside = [value for value, time in pairs if value is not None and start <= time <= end]
    return round(max(inside) - min(inside), 1)


def write_truth(path: Path, truth: Mapping[str, Any]) -> None:
    """Write a truth file: one line per key, one line per series."""

    def compact(value: Any) -> str:
        return json.dumps(value, separators=(",", ":"))

    lines = [f'"{key}": {json.dumps(value)}' for key, value in truth.items() if key != "frames"]
    frames = truth["frames"]
    parts = [f'  "{key}": {compact(frames[key])}' for key in ("time_s", "phase")]
    for key in ("angles", "joints_2d"):
        rows = ",\n".join(f'    "{name}": {compact(row)}' for name, row in frames[key].items())
        parts.append(f'  "{key}": {{\n{rows}\n  }}')
    lines.append('"frames": {\n' + ",\n".join(parts) + "\n}")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
