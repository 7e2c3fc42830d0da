"""Choreographies of the exercises done on the floor: bridge, plank, bird dog."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .choreography import Choreography, Parameters
from .mesh import Array
from .motion import Repetition, Sway, current, minimum_jerk, mix
from .rig import SIDE_SIGN, SIDES, Controls, Reach, Rig, rotation, unit

# A wrist above a palm flat on the floor.
WRIST_HEIGHT_M = 0.05


def _upright_offset(rig: Rig) -> float:
    """Inclination in degrees of the trunk line when pelvis and chest are upright."""
    offset = rig.trunk_vector(np.eye(3), np.eye(3))
    return float(np.degrees(np.arctan2(offset[2], offset[1])))


def _angle_point(origin: Array, length: float, degrees: float) -> Array:
    """Point at ``length`` from ``origin``, at an angle above the +z direction."""
    turn = np.radians(degrees)
    return np.asarray(origin + length * np.array([0.0, np.sin(turn), np.cos(turn)]))


def glute_bridge(rig: Rig, plan: Sequence[Repetition], p: Parameters, sway: Sway) -> Choreography:
    """Lie on the back with bent knees, lift the hips until trunk and thighs are in line."""
    shoulder = np.array([0.0, p.get("shoulder_height_m", 0.115), -rig.trunk])
    flat, half = p.get("flat_deg", -4.0), 0.12
    upright = _upright_offset(rig)

    def knee_at(hip: Array, ankle: Array) -> Array:
        line = ankle - hip
        distance = float(np.linalg.norm(line))
        along = (rig.thigh**2 - rig.shank**2 + distance**2) / (2 * distance)
        unit_line = line / distance
        upwards = np.array([0.0, unit_line[2], -unit_line[1]])
        return np.asarray(
            hip + unit_line * along + upwards * np.sqrt(max(rig.thigh**2 - along**2, 0.0))
        )

    def hip_flexion(lift: float, ankle: Array) -> float:
        hip = _angle_point(shoulder, rig.trunk, lift)
        thigh = knee_at(hip, ankle) - hip
        return float(np.degrees(np.arctan2(thigh[1], thigh[2]))) - lift

    # Heels as far away as puts the knees at the wanted angle in the start position.
    bent = np.radians(p["knee_deg"])
    reach = np.sqrt(rig.thigh**2 + rig.shank**2 + 2 * rig.thigh * rig.shank * np.cos(bent))
    low_hip = _angle_point(shoulder, rig.trunk, flat)
    drop = rig.ankle_height - low_hip[1]
    ankle = np.array([0.0, rig.ankle_height, low_hip[2] + float(np.sqrt(reach**2 - drop**2))])
    low, high = flat, 60.0
    for _ in range(30):
        top = (low + high) / 2
        low, high = (top, high) if hip_flexion(top, ankle) > p["end_hip_deg"] else (low, top)

    def controls(time_s: float) -> Controls:
        now = current(plan, time_s)
        level = now.level(time_s) * (2 - now.depth if now.depth > 1 else now.depth) if now else 0.0
        lift = mix(flat, top, level) + 0.15 * sway.at(time_s)[2] * (1 - level)
        hips = _angle_point(shoulder, rig.trunk, lift)
        # Lying on the back is a trunk tipped backwards by 90 degrees, less the lift.
        pelvis = rotation("x", -90.0 - lift - upright)
        chest = pelvis
        offset = rig.trunk_vector(pelvis, chest)
        hips = shoulder - offset
        ankles, wrists = {}, {}
        for side in SIDES:
            sign = SIDE_SIGN[side]
            ankles[side] = Reach(
                ankle + np.array([sign * half, 0, 0]), np.array([sign * 0.05, 1, 0])
            )
            wrists[side] = Reach(
                np.array([sign * 0.34, 0.055, shoulder[2] + 0.86 * (rig.upper_arm + rig.forearm)]),
                np.array([sign * 1.0, 0.15, 0.0]),
            )
        head = rotation("x", -86.0)
        return Controls(hips, pelvis, chest, head, ankles, wrists)

    return Choreography(controls, "hip_flexion")


def plank(rig: Rig, plan: Sequence[Repetition], p: Parameters, sway: Sway) -> Choreography:
    """Forearm plank; the hips sag after a while."""
    elbow_z, half = 0.0, 0.16
    shoulder = np.array([0.0, 0.045 + rig.upper_arm * 0.985, elbow_z])
    leg = (rig.thigh + rig.shank) * 0.9995
    upright = _upright_offset(rig)

    def geometry(body_line: float) -> tuple[Array, Array]:
        """Hip centre and the inclination pieces for a body line below the straight one."""
        span = np.sqrt(rig.trunk**2 + leg**2 - 2 * rig.trunk * leg * np.cos(np.radians(body_line)))
        ankle = np.array([0.0, p.get("ankle_height_m", 0.16), 0.0])
        fall = shoulder[1] - ankle[1]
        ankle[2] = shoulder[2] - float(np.sqrt(span**2 - fall**2))
        line = (ankle - shoulder) / span
        along = (rig.trunk**2 - leg**2 + span**2) / (2 * span)
        out = np.sqrt(max(rig.trunk**2 - along**2, 0.0))
        down = np.array([0.0, line[2], -line[1]])
        return np.asarray(shoulder + line * along + down * out), ankle

    straight_ankle = geometry(p["body_line_deg"])[1]

    def sagged(time_s: float) -> float:
        return minimum_jerk((time_s - p["sag_from_s"]) / p["sag_takes_s"])

    def controls(time_s: float) -> Controls:
        tremble = sway.at(time_s)[2]
        line = mix(p["body_line_deg"], p["sag_line_deg"], sagged(time_s)) + 0.35 * tremble
        hips, ankle = geometry(min(line, 179.5))
        trunk = shoulder - hips
        tilt = float(np.degrees(np.arctan2(trunk[2], trunk[1])))
        pelvis = rotation("x", tilt - upright)
        foot_tilt = 78.0 + 60.0 * float(straight_ankle[2] - ankle[2])
        foot = rotation("x", foot_tilt)
        ankles, wrists, feet, toes = {}, {}, {}, {}
        for side in SIDES:
            sign = SIDE_SIGN[side]
            # The knee pole points to the floor, where the front of the body is.
            ankles[side] = Reach(
                ankle + np.array([sign * 0.10, 0.0, 0.0]), np.array([0.0, -1.0, 0.15])
            )
            feet[side], toes[side] = foot, rotation("x", -8.0)
            wrists[side] = Reach(
                np.array([sign * (half - 0.05), 0.045, elbow_z + rig.forearm * 0.985]),
                np.array([sign * 0.12, -1.0, -0.35]),
            )
        head = rotation("x", 68.0 + tremble)
        return Controls(hips, pelvis, pelvis, head, ankles, wrists, feet, toes)

    def phase(time_s: float) -> str:
        return "hold" if sagged(time_s) == 0 else "sagging"

    return Choreography(controls, "body_line", phase=phase)


def bird_dog(rig: Rig, plan: Sequence[Repetition], p: Parameters, sway: Sway) -> Choreography:
    """On hands and knees, stretch one arm and the opposite leg; ``side`` is the side of the leg."""
    arm_length = (rig.upper_arm + rig.forearm) * 0.992
    knee_height = 0.065
    hip_height = knee_height + rig.thigh
    shoulder_height = WRIST_HEIGHT_M + arm_length
    tilt = float(np.degrees(np.arccos((shoulder_height - hip_height) / rig.trunk)))
    upright = _upright_offset(rig)
    reach_z = float(np.sqrt(rig.trunk**2 - (shoulder_height - hip_height) ** 2))

    def controls(time_s: float) -> Controls:
        now = current(plan, time_s)
        level = now.level(time_s) if now else 0.0
        left, forward, pitch, _ = sway.at(time_s)
        lifted_leg = now.side if now else None
        lifted_arm = {"left": "right", "right": "left", None: None}[lifted_leg]
        lean = SIDE_SIGN[lifted_leg] * -0.018 * level if lifted_leg else 0.0
        hips = np.array([left + lean, hip_height, forward - 0.015 * level])
        pelvis = rotation("x", tilt - upright + 0.4 * pitch)
        top = hips + rig.trunk_vector(pelvis, pelvis)
        ankles, wrists, feet, hands = {}, {}, {}, {}
        for side in SIDES:
            sign = SIDE_SIGN[side]
            share = level if side == lifted_leg else 0.0
            thigh = mix(-90.0, p["leg_deg"] - 180.0, share)
            flexion = mix(p.get("knee_deg", 92.0), 6.0, share)
            hip = hips + np.array([sign * rig.hip_half, 0.0, 0.0])
            knee = _angle_point(hip, rig.thigh, thigh)
            if share == 0:
                knee = np.array([hip[0], knee_height, 0.0])
                knee[2] = hip[2] + np.sqrt(max(rig.thigh**2 - (hip[1] - knee_height) ** 2, 0.0))
            shin = thigh - flexion
            foot_end = _angle_point(knee, rig.shank, shin)
            pole = np.array([0.0, -1.0, 0.0]) if share > 0 else np.array([0.0, -1.0, 0.2])
            bend = knee - (hip + foot_end) / 2
            ankles[side] = Reach(foot_end, bend + 0.02 * pole)
            feet[side] = rotation("x", mix(163.0, 120.0, share))
            reach = level if side == lifted_arm else 0.0
            shoulder = top + np.array([sign * rig.rest["upperarm_l"][0], 0.0, 0.0])
            raised = mix(-90.0, p["arm_deg"], reach)
            wrist = _angle_point(shoulder, arm_length, raised)
            planted = np.array([sign * rig.rest["upperarm_l"][0], WRIST_HEIGHT_M, reach_z])
            free = min(1.0, 4 * reach)
            wrist = planted + (wrist - planted) * free
            # Palm flat on the floor, then in line with the rising arm.
            along = np.array([0.0, np.sin(np.radians(raised)), np.cos(np.radians(raised))])
            fingers = unit(np.array([0.0, -0.12, 1.0]) * (1 - free) + along * free)
            hands[side] = (fingers, np.array([0.0, -fingers[2], fingers[1]]))
            wrists[side] = Reach(wrist, np.array([sign * 0.4, 0.0, -1.0]))
        head = rotation("x", tilt - 12.0)
        return Controls(hips, pelvis, pelvis, head, ankles, wrists, feet, hands=hands)

    return Choreography(controls, "hip_flexion")
