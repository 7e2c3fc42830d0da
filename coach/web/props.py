"""What the reference figure exercises with: its points, and how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.movement import Moment, Movement
from coach.engine.reference import Prop
from coach.engine.skeleton import Points
from coach.web.strokes import Stroke

Array = NDArray[np.float64]

_BEHIND: Final[Mapping[Prop, tuple[Stroke, ...]]] = {
    "chair": (
        Stroke(("seat_back", "leg_back"), 4.0, "thing"),
        Stroke(("seat_front", "leg_front"), 4.0, "thing"),
        Stroke(("seat_back", "rest_low", "rest_top"), 4.0, "thing"),
        Stroke(("rest_top", "rest_across", "seat_across"), 4.0, "thing"),
        Stroke(("seat_back", "seat_front"), 6.0, "thing"),
    ),
    "mat": (Stroke(("mat_head", "mat_foot"), 4.0, "mat"),),
    "box": (),
    "bag": (),
    "step": (Stroke(("step_1", "step_2", "step_3", "step_4"), 3.0, "thing"),),
    "wall": (Stroke(("wall_low", "wall_high"), 6.0, "thing"),),
}
_BOX: Final = Stroke(("box_1", "box_2", "box_3", "box_4"), 3.0, "thing")
_BAG: Final = (
    Stroke(("bag_handle", "bag_1"), 2.0, "thing"),
    Stroke(("bag_handle", "bag_2"), 2.0, "thing"),
    Stroke(("bag_1", "bag_2", "bag_3", "bag_4"), 3.0, "thing"),
)

_FLESH: Final = 0.075
_ON_MAT: Final = 0.2
_REACHES_OUT: Final = 0.3
_CHAIR_HALF: Final = 0.2
_BOX_HALF: Final = 0.15
_BOX_TALL: Final = 0.34
_BAG_HALF: Final = 0.14
_BAG_TALL: Final = 0.24
_BAG_HANGS: Final = 0.12


def behind(prop: Prop | None) -> tuple[Stroke, ...]:
    """What is drawn before the body."""
    return _BEHIND[prop] if prop else ()


def in_hands(prop: Prop | None) -> tuple[Stroke, ...]:
    """What is drawn between the body and the arm that is nearer."""
    match prop:
        case "box":
            return (_BOX,)
        case "bag":
            return _BAG
    return ()


def placed(movement: Movement, moment: Moment) -> Points:
    """The points of the prop at this moment of the movement."""
    match movement.reference.prop:
        case "chair":
            return _chair(movement.posed(0))
        case "box":
            return _box(_taken(movement), moment)
        case "bag":
            return _bag(moment)
        case "mat":
            return _mat(movement)
        case "step":
            return _step(movement)
        case "wall":
            return _wall(movement)
    return {}


def _chair(sitting: Points) -> Points:
    """From the side its back and front leg; from the front the same two are left and right."""
    hip = sitting["right_hip"]
    seat = hip[1] - _FLESH - 0.03
    back, front = hip[0] - 0.22, hip[0] + 0.24
    return {
        "seat_back": np.array([back, seat, -_CHAIR_HALF]),
        "seat_front": np.array([front, seat, _CHAIR_HALF]),
        "seat_across": np.array([back, seat, _CHAIR_HALF]),
        "leg_back": np.array([back - 0.02, 0.02, -_CHAIR_HALF]),
        "leg_front": np.array([front, 0.02, _CHAIR_HALF]),
        "rest_low": np.array([back, seat + 0.1, -_CHAIR_HALF]),
        "rest_top": np.array([back - 0.06, seat + 0.46, -_CHAIR_HALF]),
        "rest_across": np.array([back - 0.06, seat + 0.46, _CHAIR_HALF]),
    }


def _mat(movement: Movement) -> Points:
    keyframes = movement.reference.keyframes
    bodies = [movement.posed(i) for i in range(len(keyframes))]
    lying = [point for body in bodies for point in body.values() if point[1] < _ON_MAT]
    # who lies on a side lies across the way they look
    axis = 2 if any(keyframe.posture.roll for keyframe in keyframes) else 0
    reached = [float(point[axis]) for point in lying]
    head, foot = np.array([0.0, -0.02, 0.0]), np.array([0.0, -0.02, 0.0])
    head[axis], foot[axis] = max(reached) + 0.08, min(reached) - 0.08
    return {"mat_head": head, "mat_foot": foot}


def _step(movement: Movement) -> Points:
    """Under the foot that the body rests on."""
    toes = movement.posed(0)[f"{movement.reference.support}_index"]
    back, front = toes[0] - 0.26, toes[0] + 0.14
    top = movement.reference.raised - 0.005
    corners = [(back, 0.01), (front, 0.01), (front, top), (back, top)]
    return {f"step_{i}": np.array([x, y, 0.0]) for i, (x, y) in enumerate(corners, 1)}


def _wall(movement: Movement) -> Points:
    """In front of hands that reach it; behind the body where it leans on it."""
    bodies = [movement.posed(i) for i in range(len(movement.reference.keyframes))]
    hands = max(body["right_index"][0] for body in bodies)
    heels = min(body["right_heel"][0] for body in bodies)
    x = hands + 0.03 if hands > _REACHES_OUT else heels - 0.1
    return {"wall_low": np.array([x, 0.02, 0.0]), "wall_high": np.array([x, 1.85, 0.0])}


def _hands(points: Points) -> Array:
    return 0.5 * (points["left_wrist"] + points["right_wrist"])


def _bag(moment: Moment) -> Points:
    """Hanging from the right hand, as wide from the side as from the front."""
    hand = moment.points["right_index"]
    top, bottom = hand[1] - _BAG_HANGS, hand[1] - _BAG_HANGS - _BAG_TALL
    corners = [(-_BAG_HALF, top), (_BAG_HALF, top), (_BAG_HALF, bottom), (-_BAG_HALF, bottom)]
    points = {
        f"bag_{i}": np.array([hand[0] + across, height, hand[2] + across])
        for i, (across, height) in enumerate(corners, 1)
    }
    return points | {"bag_handle": hand + np.array([0.0, 0.02, 0.0])}


def _taken(movement: Movement) -> Points:
    """The body in the moment that it takes the box up."""
    keyframes = movement.reference.keyframes
    first = next((i for i, keyframe in enumerate(keyframes) if keyframe.carries), 0)
    return movement.posed(first - 1 if first else 0)


def _box(taken: Points, moment: Moment) -> Points:
    resting = _hands(taken)
    hands = _hands(moment.points) if moment.carries else resting
    bottom = hands[1] - resting[1] + 0.015
    x = hands[0] + 0.05
    corners = [(-1, 0), (1, 0), (1, 1), (-1, 1)]
    return {
        f"box_{i}": np.array([x + _BOX_HALF * across, bottom + _BOX_TALL * up, 0.0])
        for i, (across, up) in enumerate(corners, 1)
    }
