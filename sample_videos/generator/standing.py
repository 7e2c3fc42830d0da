"""Controls for exercises done on the feet: squat, hinge, lift, side bend, sit to stand, lunge."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .mesh import Array
from .rig import FORWARD, SIDE_SIGN, SIDES, Controls, Reach, Rig, rotation

# Share of body mass and place of its centre along each segment, rounded adult values: what matters
# is that the figure doesn't look as if it would topple over.
TRUNK_MASS, TRUNK_CENTRE = 0.60, 0.62
THIGH_MASS, SHANK_MASS, ARM_MASS = 0.20, 0.10, 0.10


@dataclass(frozen=True)
class Stance:
    """Where the feet stand: half the distance of the ankles (metres) and how far they turn out."""

    half_width: float = 0.13
    turnout_deg: float = 8.0


@dataclass(frozen=True)
class Stand:
    """A standing posture in clinical terms, from which the controls are worked out.

    Attributes:
        knee: knee flexion in degrees.
        trunk, lean: trunk inclination forward and to the person's right, degrees.
        round: how much of the bend is in the spine rather than in the hips, degrees.
        valgus: how far the knees turn inwards about the hip-ankle line, degrees.
        gaze: head pitch relative to upright, degrees (positive looks down).
        shift: (3,) extra shift of the hips in metres.
        roll: pelvis tilt to the person's right, degrees.
    """

    knee: float = 3.0
    trunk: float = 2.0
    lean: float = 0.0
    round: float = 0.0
    valgus: float = 0.0
    gaze: float = 2.0
    shift: Array = field(default_factory=lambda: np.zeros(3))
    roll: float = 0.0


@dataclass(frozen=True)
class ArmSwing:
    """An arm described from the shoulder, in degrees.

    Attributes:
        forward: elevation in front of the body (0 hangs down, 90 horizontal), in world axes.
        aside: elevation to the side.
        elbow: elbow flexion.
    """

    forward: float = 2.0
    aside: float = 9.0
    elbow: float = 16.0


def block_orientation(rig: Rig, trunk: float, lean: float, spine: float) -> tuple[Array, Array]:
    """Pelvis and chest orientation for a trunk inclination.

    The spine bends forward by ``spine`` degrees between the two; the pelvis makes up the rest.
    """
    pelvis, chest = np.eye(3), rotation("x", spine)
    offset = rig.trunk_vector(pelvis, chest)
    pitch = trunk - np.degrees(np.arctan2(offset[2], offset[1]))
    tip = rotation("z", lean) @ rotation("x", float(pitch))
    return tip, tip @ chest


def side_bend_orientation(rig: Rig, trunk: float, lean: float, roll: float) -> tuple[Array, Array]:
    """Pelvis and chest orientation for a lean of the spine; ``roll`` tilts the pelvis."""
    low, high = -90.0, 90.0
    pelvis = rotation("z", roll) @ block_orientation(rig, trunk, 0.0, 0.0)[0]
    for _ in range(16):
        bend = (low + high) / 2
        offset = rig.trunk_vector(pelvis, rotation("z", bend) @ pelvis)
        if np.degrees(np.arctan2(-offset[0], offset[1])) < lean:
            low = bend
        else:
            high = bend
    return pelvis, rotation("z", (low + high) / 2) @ pelvis


def balanced_hips(rig: Rig, stance: Stance, knee: float, trunk: float, arms_z: float) -> Array:
    """(3,) hip centre at which the body balances over the middle of the feet.

    Args:
        knee, trunk: knee flexion and trunk inclination in degrees.
        arms_z: how far the hands are in front of the shoulders, metres.
    """
    k = np.radians(knee)
    reach2 = rig.thigh**2 + rig.shank**2 + 2 * rig.thigh * rig.shank * np.cos(k)
    length = float(np.sqrt(reach2 - (stance.half_width - rig.hip_half) ** 2))
    ahead = rig.trunk * float(np.sin(np.radians(trunk)))
    wanted = 0.045
    low, high = -0.9, 0.9
    for _ in range(30):
        tilt = (low + high) / 2
        hip = np.array([-np.sin(tilt), np.cos(tilt)]) * length
        along = (rig.shank**2 - rig.thigh**2 + length**2) / (2 * length)
        out = np.sqrt(max(rig.shank**2 - along**2, 0.0))
        knee_z = hip[0] / length * along + out * hip[1] / length
        centre = TRUNK_MASS * (hip[0] + TRUNK_CENTRE * ahead)
        centre += ARM_MASS * (hip[0] + ahead + 0.5 * arms_z)
        centre += THIGH_MASS * (hip[0] + knee_z) / 2 + SHANK_MASS * knee_z / 2
        if centre > wanted:
            low = tilt
        else:
            high = tilt
    return np.array([0.0, rig.ankle_height + hip[1], hip[0]])


def planted_feet(
    rig: Rig, stance: Stance, valgus: float
) -> tuple[dict[str, Reach], dict[str, Array]]:
    """Ankle goals and foot orientations of two flat feet side by side."""
    ankles, feet = {}, {}
    for side in SIDES:
        sign = SIDE_SIGN[side]
        feet[side] = rotation("y", sign * (stance.turnout_deg))
        pole = rotation("y", sign * (stance.turnout_deg - valgus)) @ FORWARD
        ankles[side] = Reach(np.array([sign * stance.half_width, rig.ankle_height, 0.0]), pole)
    return ankles, feet


def swing_arm(rig: Rig, shoulder: Array, side: str, arm: ArmSwing, facing: Array) -> Reach:
    """Wrist goal of an arm given by angles; ``facing`` (3, 3) is the world frame of the angles."""
    sign = SIDE_SIGN[side]
    upper = rotation("x", -arm.forward) @ rotation("z", sign * arm.aside)
    lower = upper @ rotation("x", -arm.elbow)
    down = np.array([0.0, -1.0, 0.0])
    wrist = shoulder + facing @ (rig.upper_arm * (upper @ down) + rig.forearm * (lower @ down))
    pole = facing @ (upper @ np.array([0.35 * sign, 0.0, -1.0]))
    return Reach(wrist, pole)


def blend_reach(start: Reach, end: Reach, share: float) -> Reach:
    """Limb goal part of the way between two."""
    return Reach(
        start.target + (end.target - start.target) * share,
        start.pole + (end.pole - start.pole) * share,
    )


def stand(rig: Rig, stance: Stance, posture: Stand, arms_z: float = 0.0) -> Controls:
    """Controls of a balanced standing posture; the wrists still hang at the hips."""
    if posture.lean or posture.roll:
        pelvis, chest = side_bend_orientation(rig, posture.trunk, posture.lean, posture.roll)
    else:
        pelvis, chest = block_orientation(rig, posture.trunk, 0.0, posture.round)
    ankles, feet = planted_feet(rig, stance, posture.valgus)
    hips = balanced_hips(rig, stance, posture.knee, posture.trunk, arms_z) + posture.shift
    head = rotation("z", 0.6 * posture.lean) @ rotation("x", posture.gaze + 0.30 * posture.trunk)
    nowhere = {side: Reach(hips, -FORWARD) for side in SIDES}
    return Controls(hips, pelvis, chest, head, ankles, nowhere, feet)


def shoulders(rig: Rig, controls: Controls) -> dict[str, Array]:
    """(3,) shoulder centres by side."""
    joints = rig.solve(controls).joints
    return {side: joints[f"{side}_shoulder"] for side in SIDES}
