"""Messages from the coach to pages, made of what the coach knows, and who gets them."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import Any

import numpy as np

from coach.engine.tracker import view_advice
from coach.live.glance import cues_seen
from coach.live.sharing import Why
from coach.live.update import Update
from coach.web.live.hub import Connection, Room
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


def over_message(room: Room) -> dict[str, Any]:
    """How the sitting ended, and its sets."""
    sitting = room.coach.sitting
    return {
        "type": "over",
        "ended": sitting.ended,
        "sets": [str(set_id) for set_id in sitting.set_ids],
    }


def tell(
    room: Room, update: Update, camera: Connection | None = None, ack: int | None = None
) -> None:
    """The state to every page of the patient, and to those who watch what is theirs to see.

    ``ack`` is the number of the frame that ``camera`` sent.
    """
    content = update_message(room, update)
    for one in room.everybody():
        one.send({**content, "ack": ack} if one is camera else content)
    problem = room.coach.keeper.problem
    if problem and problem != room.told_problem:
        for one in room.everybody():
            one.send({"type": "error", "code": "storage", "text": problem})
    room.told_problem = problem
    _tell_watching(room, update)
    if room.coach.sitting.over and not room.told_over:
        room.told_over = True
        for one in room.everybody():
            one.send(over_message(room))
        room.stirred.set()
        stop_sharing(room, "over")


def show_body(room: Room, frame: PoseFrame) -> None:
    """The body in the latest frame, to screens and to those who watch."""
    for screen in room.screens:
        screen.send_if_idle(pose_message(frame))
    watching = room.sharing.watching
    if watching and (seen := room.glance.pose(frame, room.coach.sitting, time.monotonic())):
        for onlooker in watching:
            onlooker.show(seen)


def stop_sharing(room: Room, why: Why) -> None:
    """Nobody sees anything of the sitting any more, and nobody asks."""
    if room.sharing.end_all(why):
        tell_of_watchers(room)


def tell_of_watchers(room: Room) -> None:
    """Who asks and who watches, to every page of the patient."""
    told = room.sharing.as_json()
    for one in room.everybody():
        one.send(told)


def _tell_watching(room: Room, update: Update) -> None:
    watching = room.sharing.watching
    if not watching:
        return
    state = room.glance.state(update, room.coach.sitting, time.monotonic())
    for message in (state, cues_seen(update)):
        if message is not None:
            for onlooker in watching:
                onlooker.show(message)
