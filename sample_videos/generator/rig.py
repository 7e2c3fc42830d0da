"""Pose the skeleton: forward kinematics, two-bone inverse kinematics and skinning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from .mesh import Array, BodyMesh

SIDES = ("left", "right")
SIDE_SIGN = {"left": 1.0, "right": -1.0}
UP = np.array([0.0, 1.0, 0.0])
FORWARD = np.array([0.0, 0.0, 1.0])


def unit(vector: Array) -> Array:
    """Vector of length one in the same direction."""
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12))


def cross(a: Array, b: Array) -> Array:
    """Cross product of two (3,) vectors; NumPy's own spends most of its time on shape checks."""
    return np.array(
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    )


def rotation(axis: str, degrees: float) -> Array:
    """(3, 3) rotation about "x", "y" or "z".

    Positive x tips an upright body forward, positive y turns it to its left, positive z tips it to
    its right (the names follow the person, not the mathematics).
    """
    angle = np.radians(degrees)
    c, s = np.cos(angle), np.sin(angle)
    if axis == "x":
        return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
    if axis == "y":
        return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])


def _frame(direction: Array, pole: Array) -> Array:
    y = unit(direction)
    x = unit(cross(pole, y))
    return np.stack([x, y, cross(x, y)], axis=1)


def _rotation_vector(matrix: Array) -> Array:
    angle = np.arccos(np.clip((np.trace(matrix) - 1) / 2, -1.0, 1.0))
    axis = np.array(
        [matrix[2, 1] - matrix[1, 2], matrix[0, 2] - matrix[2, 0], matrix[1, 0] - matrix[0, 1]]
    )
    return np.asarray(unit(axis) * angle)


def blend_rotation(start: Array, end: Array, share: float) -> Array:
    """Rotation a given share (0..1) of the way from ``start`` to ``end``."""
    vector = _rotation_vector(start.T @ end) * share
    angle = float(np.linalg.norm(vector))
    if angle < 1e-9:
        return start
    x, y, z = vector / angle
    skew = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(
        start @ (np.eye(3) + np.sin(angle) * skew + (1 - np.cos(angle)) * skew @ skew)
    )


def bend_joint(root: Array, target: Array, upper: float, lower: float, pole: Array) -> Array:
    """Position of the middle joint of a two-bone chain.

    Args:
        root, target: (3,) both ends in metres; a target out of reach is reached for.
        upper, lower: bone lengths in metres.
        pole: (3,) direction in which the middle joint points.
    """
    line = target - root
    distance = min(
        max(float(np.linalg.norm(line)), abs(upper - lower) + 1e-4), upper + lower - 1e-5
    )
    along = unit(line)
    side = unit(pole - along * float(pole @ along))
    share = (upper**2 - lower**2 + distance**2) / (2 * distance)
    return np.asarray(root + along * share + side * np.sqrt(max(upper**2 - share**2, 0.0)))


@dataclass(frozen=True)
class Reach:
    """Where the end of a limb goes: target (3,) and the direction (3,) its middle joint points."""

    target: Array
    pole: Array


@dataclass(frozen=True)
class Controls:
    """Everything that decides one pose; rotations are (3, 3) in world axes.

    Attributes:
        hips: (3,) midpoint of the hip joints in metres.
        pelvis, chest, head: orientation of the three body blocks.
        ankles, wrists: limb goals by side.
        feet: orientation of each foot; identity is flat on the floor.
        toes: orientation of the toes where they differ from the foot.
        hands: where the fingers of a hand point and where its palm faces, two (3,) world
            directions; a hand that isn't named follows its forearm.
        shrug_deg: elevation of each shoulder girdle.
    """

    hips: Array
    pelvis: Array
    chest: Array
    head: Array
    ankles: Mapping[str, Reach]
    wrists: Mapping[str, Reach]
    feet: Mapping[str, Array] = field(default_factory=dict)
    toes: Mapping[str, Array] = field(default_factory=dict)
    hands: Mapping[str, tuple[Array, Array]] = field(default_factory=dict)
    shrug_deg: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Pose:
    """A solved pose: (B, 3, 3) rotations, (B, 3) bone positions, and named joint centres (3,)."""

    rotations: Array
    positions: Array
    joints: Mapping[str, Array]


class Rig:
    """Solves poses for one body."""

    def __init__(self, body: BodyMesh) -> None:
        self.body = body
        self.rest = {bone.name: bone.head for bone in body.bones}
        self.mid_hip = (self.rest["thigh_l"] + self.rest["thigh_r"]) / 2
        self.mid_shoulder = (self.rest["upperarm_l"] + self.rest["upperarm_r"]) / 2
        self.thigh = self._length("thigh_l", "calf_l")
        self.shank = self._length("calf_l", "foot_l")
        self.upper_arm = self._length("upperarm_l", "lowerarm_l")
        self.forearm = self._length("lowerarm_l", "hand_l")
        self.trunk = float(np.linalg.norm(self.mid_shoulder - self.mid_hip))
        self.hip_half = float(self.rest["thigh_l"][0])
        self.ankle_height = float(self.rest["foot_l"][1])
        self._points = self._surface_points()

    def _length(self, start: str, end: str) -> float:
        return float(np.linalg.norm(self.rest[end] - self.rest[start]))

    def _surface_points(self) -> dict[str, tuple[str, Array]]:
        vertices, body = self.body.vertices, self.body
        head = body.region("head") > 0.5
        points = {"nose": ("head", vertices[head][np.argmax(vertices[head][:, 2])])}
        for side, sign in SIDE_SIGN.items():
            letter = side[0]
            foot = vertices[body.region(f"foot_{letter}", f"ball_{letter}") > 0.5]
            ear = vertices[head][np.argmax(sign * vertices[head][:, 0])]
            points[f"{side}_ear"] = ("head", ear)
            points[f"{side}_heel"] = (f"foot_{letter}", foot[np.argmin(foot[:, 2])])
            points[f"{side}_foot_index"] = (f"ball_{letter}", foot[np.argmax(foot[:, 2])])
            points[f"{side}_index"] = (f"hand_{letter}", self.rest[f"index_03_{letter}"])
        return points

    def trunk_vector(self, pelvis: Array, chest: Array) -> Array:
        """(3,) from mid-hip to mid-shoulder for the given block orientations."""
        point = pelvis @ (self.rest["spine_01"] - self.mid_hip)
        lower, middle = blend_rotation(pelvis, chest, 0.4), blend_rotation(pelvis, chest, 0.75)
        point = point + lower @ (self.rest["spine_02"] - self.rest["spine_01"])
        point = point + middle @ (self.rest["spine_03"] - self.rest["spine_02"])
        return np.asarray(point + chest @ (self.mid_shoulder - self.rest["spine_03"]))

    def _limb(self, turned: dict[str, Array], chain: tuple[str, str, str], goal: Reach) -> None:
        """Set the rotations of both bones of a limb; the root position must be known."""
        root, middle, end = (self.rest[name] for name in chain)
        start = turned.pop("root")
        upper, lower = np.linalg.norm(middle - root), np.linalg.norm(end - middle)
        joint = bend_joint(start, goal.target, float(upper), float(lower), goal.pole)
        rest_pole = FORWARD if chain[0].startswith("thigh") else middle - (root + end) / 2
        for name, here, there, a, b in (
            (chain[0], start, joint, root, middle),
            (chain[1], joint, goal.target, middle, end),
        ):
            turned[name] = _frame(there - here, goal.pole) @ _frame(b - a, rest_pole).T

    def _hand(self, side: str, fingers: Array, palm: Array) -> Array:
        wrist, index, little = (
            self.rest[f"{part}_{side[0]}"] for part in ("hand", "index_01", "pinky_01")
        )
        rest_palm = -SIDE_SIGN[side] * cross(index - wrist, little - wrist)
        middle = (index + little) / 2 - wrist
        return np.asarray(_frame(fingers, palm) @ _frame(middle, rest_palm).T)

    def solve(self, controls: Controls) -> Pose:
        """Work out every bone's rotation and position, and the joint centres."""
        turned: dict[str, Array] = {
            "pelvis": controls.pelvis,
            "spine_01": blend_rotation(controls.pelvis, controls.chest, 0.4),
            "spine_02": blend_rotation(controls.pelvis, controls.chest, 0.75),
            "spine_03": controls.chest,
            "neck_01": blend_rotation(controls.chest, controls.head, 0.5),
            "head": controls.head,
        }
        placed: dict[str, Array] = {
            "pelvis": controls.hips - controls.pelvis @ (self.mid_hip - self.rest["pelvis"])
        }
        for bone in self.body.bones:
            name, side = bone.name, "left" if bone.name.endswith("_l") else "right"
            if bone.parent:
                offset = bone.head - self.rest[bone.parent]
                placed[name] = placed[bone.parent] + turned[bone.parent] @ offset
            if name.startswith("clavicle"):
                lift = -SIDE_SIGN[side] * controls.shrug_deg.get(side, 0.0)
                turned[name] = controls.chest @ rotation("z", -lift)
            elif name.startswith(("thigh", "upperarm")):
                letter = name[-1]
                leg = name.startswith("thigh")
                chain = ("thigh", "calf", "foot") if leg else ("upperarm", "lowerarm", "hand")
                goal = (controls.ankles if leg else controls.wrists)[side]
                turned["root"] = placed[name]
                a, b, c = (f"{part}_{letter}" for part in chain)
                self._limb(turned, (a, b, c), goal)
            elif name.startswith("foot"):
                turned[name] = controls.feet.get(side, np.eye(3))
            elif name.startswith("ball"):
                turned[name] = controls.toes.get(side, turned[bone.parent])
            elif name.startswith("hand") and side in controls.hands:
                turned[name] = self._hand(side, *controls.hands[side])
            elif name not in turned:
                turned[name] = turned[bone.parent]
        names = [bone.name for bone in self.body.bones]
        return Pose(
            rotations=np.stack([turned[name] for name in names]),
            positions=np.stack([placed[name] for name in names]),
            joints=self._joints(turned, placed),
        )

    def _joints(self, turned: dict[str, Array], placed: dict[str, Array]) -> dict[str, Array]:
        parts = {
            "shoulder": "upperarm",
            "elbow": "lowerarm",
            "wrist": "hand",
            "hip": "thigh",
            "knee": "calf",
            "ankle": "foot",
        }
        joints = {
            f"{side}_{joint}": placed[f"{bone}_{side[0]}"]
            for joint, bone in parts.items()
            for side in SIDES
        }
        for name, (bone, point) in self._points.items():
            joints[name] = placed[bone] + turned[bone] @ (point - self.rest[bone])
        return joints

    def skin(self, pose: Pose) -> Array:
        """(V, 3) vertices of the body in ``pose`` (linear blend skinning)."""
        heads = np.stack([bone.head for bone in self.body.bones])
        shift = pose.positions - np.einsum("bij,bj->bi", pose.rotations, heads)
        moves = np.concatenate([pose.rotations.reshape(-1, 9), shift], axis=1)
        blended = self.body.weights @ moves
        turn = blended[:, :9].reshape(-1, 3, 3)
        return np.asarray(np.einsum("vij,vj->vi", turn, self.body.vertices) + blended[:, 9:])
