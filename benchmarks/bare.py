"""The bare pose model over a video: the least that anybody has to pay. Imports nothing of ours.

``python -m benchmarks.bare VIDEO MODEL`` prints the number of frames as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import av
import mediapipe
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision


def bare_loop(video: Path, model: Path) -> tuple[int, int]:
    """Decode every frame and find its landmarks; gives frames and frames with a body."""
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)),
        running_mode=vision.RunningMode.VIDEO,
        num_poses=1,
    )
    frames = bodies = 0
    with (
        vision.PoseLandmarker.create_from_options(options) as landmarker,
        av.open(str(video)) as container,
    ):
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        for frame in container.decode(stream):
            rgb = np.ascontiguousarray(frame.to_ndarray(format="rgb24"))
            image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
            milliseconds = round(float(frame.time or 0.0) * 1000)
            result = landmarker.detect_for_video(image, milliseconds)
            frames += 1
            bodies += bool(result.pose_landmarks)
    return frames, bodies


if __name__ == "__main__":
    seen, found = bare_loop(Path(sys.argv[1]), Path(sys.argv[2]))
    print(json.dumps({"frames": seen, "bodies": found}))
