"""Make one clip: plan, pose, draw, encode, and write its truth."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from .assets import AssetReader
from .choreography import Choreography
from .clip import Clip
from .encode import write_video
from .mesh import load_body
from .motion import Repetition, Sway, current, plan
from .outfit import Wardrobe
from .render import Image, Renderer
from .rig import Pose, Rig
from .truth import JOINTS_2D, SCHEMA, angle_series, excursion, write_truth

FPS = 30
IN_PLANK_DEG = 170.0
WORKERS = 2


class Production:
    """Everything of one clip, posed and ready to be drawn."""

    def __init__(self, reader: AssetReader, clip: Clip) -> None:
        self.clip = clip
        body = load_body(reader, clip.body)
        self._wardrobe = Wardrobe(body, clip.outfit)
        rig = Rig(self._wardrobe.body)
        repetitions, length = plan(clip.count, clip.tempo, clip.seed, clip.sides)
        self.repetitions: tuple[Repetition, ...] = repetitions
        self.duration_s = clip.still_s or length
        self.choreography: Choreography = clip.build(
            rig, repetitions, dict(clip.parameters), Sway(clip.seed)
        )
        self.times = [i / FPS for i in range(round(self.duration_s * FPS))]
        self.poses: list[Pose] = [rig.solve(self.choreography.controls(t)) for t in self.times]
        self._rig = rig
        self._renderer: Renderer | None = None

    def picture(self, index: int) -> Image:
        """Frame ``index`` as RGB."""
        if self._renderer is None:
            self._renderer = Renderer(self._wardrobe, self.clip.room, self.clip.camera)
        pose = self.poses[index]
        props = self.choreography.props(self.times[index], pose)
        return self._renderer.frame(self._rig.skin(pose), props)

    def write(self, folder: Path) -> None:
        """Write ``NAME.mp4`` and ``NAME.json`` into ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        self.picture(0)
        with ThreadPoolExecutor(WORKERS) as pool:
            frames = pool.map(self.picture, range(len(self.times)))
            write_video(folder / f"{self.clip.name}.mp4", frames, self.clip.size, FPS)
        write_truth(folder / f"{self.clip.name}.json", self.truth())

    def _phase(self, time_s: float) -> str:
        if self.choreography.phase:
            return self.choreography.phase(time_s)
        now = current(self.repetitions, time_s)
        return now.phase(time_s) if now else "start"

    def truth(self) -> dict[str, Any]:
        """Content of the truth file."""
        clip, angles = self.clip, angle_series(self.poses)
        camera, signal = clip.camera, self.choreography.signal
        flat = np.stack([camera.project(np.stack(list(p.joints.values()))) for p in self.poses])
        names = list(self.poses[0].joints)
        repetitions = []
        for item in self.repetitions:
            series = angles.get(signal) or angles[f"{signal}_{item.side or clip.near_side}"]
            repetitions.append(
                {
                    "start_s": round(item.start_s, 3),
                    "turn_s": round(item.turn_s, 3),
                    "end_s": round(item.end_s, 3),
                    "side": item.side,
                    "range_of_motion_deg": excursion(series, self.times, item.start_s, item.end_s),
                    "faults": list(clip.faults),
                }
            )
        hold = None
        if signal == "body_line":
            line = angles[f"body_line_{clip.near_side}"]
            straight = [value for value in line if value is not None and value >= IN_PLANK_DEG]
            hold = round(len(straight) / FPS, 2)
        return {
            "schema": SCHEMA,
            "clip": clip.name,
            "exercise": clip.exercise,
            "view": clip.view,
            "fps": FPS,
            "duration_s": round(len(self.times) / FPS, 3),
            "size": list(clip.size),
            "body": asdict(clip.body),
            "parameters": {**clip.parameters, "range_of_motion_angle": signal},
            "faults": list(clip.faults),
            "hold_s": hold,
            "repetitions": repetitions,
            "frames": {
                "time_s": [round(t, 3) for t in self.times],
                "phase": [self._phase(t) for t in self.times],
                "angles": angles,
                "joints_2d": {
                    name: np.round(flat[:, names.index(name)], 4).tolist() for name in JOINTS_2D
                },
            },
        }
