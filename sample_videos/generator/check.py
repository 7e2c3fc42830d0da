"""Compare the clips with what MediaPipe sees in them.

``python -m sample_videos.generator.check --model pose_landmarker_full.task [NAME ...]``

Angles are measured from image landmarks in pixels on the side turned to the camera. Needs
``mediapipe``, which the generator itself does not.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np

from .mesh import Array
from .truth import inner_angle

FOLDER = Path(__file__).resolve().parent.parent
INDEX = {"shoulder": 11, "elbow": 13, "wrist": 15, "hip": 23, "knee": 25, "ankle": 27}


@dataclass(frozen=True)
class Agreement:
    """What was measured in one clip.

    Attributes:
        detected: share of frames in which a person was found, 0..1.
        errors: mean absolute error by measure, degrees (knee spacing: ratio).
        extremes: (truth, measured) of each measure at the first turning point.
    """

    detected: float
    errors: dict[str, float]
    extremes: dict[str, tuple[float, float]]


def landmarks(video: Path, model: Path) -> list[Array | None]:
    """(33, 2) landmarks in pixels for each frame, None where nobody was found."""
    import mediapipe as mp

    vision = mp.tasks.vision
    options = vision.PoseLandmarkerOptions(
        base_options=mp.tasks.BaseOptions(model_asset_path=str(model)),
        running_mode=vision.RunningMode.VIDEO,
    )
    found: list[Array | None] = []
    with vision.PoseLandmarker.create_from_options(options) as landmarker, av.open(str(video)) as v:
        for index, frame in enumerate(v.decode(video=0)):
            picture = frame.to_ndarray(format="rgb24")
            image = mp.Image(image_format=mp.ImageFormat.SRGB, data=picture)
            result = landmarker.detect_for_video(image, round(index * 1000 / 30))
            size = np.array([picture.shape[1], picture.shape[0]], dtype=float)
            people = result.pose_landmarks
            points = [[p.x, p.y] for p in people[0]] if people else []
            found.append(np.array(points) * size if points else None)
    return found


def measure(points: Array, view: str) -> dict[str, float]:
    """Angles of one frame from its landmarks (33, 2) in pixels."""
    side = "right" if view == "side_right" else "left"
    shift = 1 if side == "right" else 0
    named = {name: points[i + shift] for name, i in INDEX.items()}
    hips, tops = (points[23] + points[24]) / 2, (points[11] + points[12]) / 2
    trunk = tops - hips
    sign = {"side_left": -1.0, "side_right": 1.0, "front": -1.0}[view]
    tilt = float(np.degrees(np.arctan2(sign * trunk[0], -trunk[1])))
    if view == "front":
        spread = np.linalg.norm(points[25] - points[26]) / np.linalg.norm(points[27] - points[28])
        return {"trunk_lean_lateral": tilt, "knee_spacing": float(spread)}
    knee = 180 - inner_angle(named["hip"], named["knee"], named["ankle"])
    line = inner_angle(named["shoulder"], named["hip"], named["ankle"])
    hip = 180 - inner_angle(named["shoulder"], named["hip"], named["knee"])
    up, down = named["shoulder"] - named["hip"], named["knee"] - named["hip"]
    if sign * (up[0] * down[1] - up[1] * down[0]) < 0:
        hip = -hip  # extension beyond straight
    return {
        f"knee_flexion_{side}": knee,
        f"hip_flexion_{side}": hip,
        f"body_line_{side}": line,
        "trunk_inclination": tilt,
    }


def compare(truth: dict[str, Any], found: list[Array | None]) -> Agreement:
    """Errors of the measured angles against a truth file."""
    rows = [None if points is None else measure(points, truth["view"]) for points in found]
    seen = [i for i, row in enumerate(rows) if row is not None]
    errors: dict[str, float] = {}
    extremes: dict[str, tuple[float, float]] = {}
    repetitions = truth["repetitions"]
    turn = round(repetitions[0]["turn_s"] * truth["fps"]) if repetitions else len(rows) - 1
    for name in next(row for row in rows if row is not None):
        exact = truth["frames"]["angles"][name]
        pairs = [(exact[i], row[name]) for i in seen if (row := rows[i]) and exact[i] is not None]
        if not pairs:
            continue
        # Differences of directions: 359 degrees apart is one degree apart.
        gaps = [abs((a - b + 180) % 360 - 180) for a, b in pairs]
        errors[name] = float(np.mean(gaps))
        at_turn = rows[turn]
        if at_turn is not None and exact[turn] is not None:
            extremes[name] = (exact[turn], round(at_turn[name], 2))
    return Agreement(len(seen) / len(rows), errors, extremes)


def main(arguments: list[str] | None = None) -> int:
    """Print one block per clip."""
    parser = argparse.ArgumentParser(prog="python -m sample_videos.generator.check")
    parser.add_argument("names", nargs="*", metavar="NAME", help="clips (default: all present)")
    parser.add_argument("--model", type=Path, required=True, help="pose_landmarker_full.task")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the clips are")
    options = parser.parse_args(arguments)
    names = options.names or sorted(path.stem for path in options.folder.glob("*.mp4"))
    for name in names:
        truth = json.loads((options.folder / f"{name}.json").read_text(encoding="utf-8"))
        result = compare(truth, landmarks(options.folder / f"{name}.mp4", options.model))
        print(f"{name}: found in {result.detected:.1%} of frames")
        for measured, error in result.errors.items():
            at_turn = result.extremes.get(measured)
            print(f"    {measured:22} mean error {error:6.2f}   at the turn {at_turn}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
