"""Messages from the coach to pages, made of what the coach knows."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from coach.engine.tracker import view_advice
from coach.live.update import Update
from coach.web.live.hub import Room
from poses.track import PoseFrame


def welcome(room: Room, role: str) -> dict[str, Any]:
    """The first message: what is to be done, and where it stands."""
    coach = room.coach
    exercise = coach.exercise
    return {
        "type": "welcome",
        "role": role,
        "sitting": str(coach.id),
        "exercise": {
            "id": exercise.id,
            "name": exercise.name,
            "position": exercise.position,
            "hold": exercise.hold is not None,
            "views": [view.value for view in exercise.camera.views],
            "view_text": view_advice(exercise),
        },
        "plan": asdict(coach.sitting.plan),
        "resumed": bool(coach.sitting.set_ids),
        "update": update_message(room, coach.sitting.update()),
    }


def update_message(room: Room, update: Update) -> dict[str, Any]:
    """The state of the sitting."""
    return update.as_json() | {"dropped": room.coach.dropped}


def pose_message(frame: PoseFrame) -> dict[str, Any]:
    """The body as points, for a screen that does not film."""
    points = None
    if frame.image is not None:
        points = np.round(frame.image[:, (0, 1, 3)], 4).ravel().tolist()
    return {"type": "pose", "w": frame.width, "h": frame.height, "image": points}
