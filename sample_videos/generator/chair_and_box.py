"""Choreographies that need a thing: rising from a chair, lifting a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.interpolate import PchipInterpolator

from .choreography import Choreography, Parameters, with_arms
from .mesh import Array
from .motion import Repetition, Sway, current, mix
from .rig import SIDE_SIGN, SIDES, Controls, Pose, Reach, Rig
from .room import Prop, make_box
from .standing import ArmSwing, Stance, Stand, blend_reach, planted_feet, shoulders, stand

CARDBOARD = (0.72, 0.55, 0.36)
TAPE = (0.84, 0.74, 0.56)
SEAT = (0.48, 0.36, 0.27)
CHAIR_FRAME = (0.30, 0.30, 0.32)


def sit_to_stand(rig: Rig, plan: Sequence[Repetition], p: Parameters, sway: Sway) -> Choreography:
    """Rise from a chair with the arms folded, stand tall, sit down slowly."""
    stance = Stance(0.13, 8.0)
    upright = stand(rig, stance, Stand()).hips
    knee = np.radians(p.get("shank_deg", 14.0))
    seated = np.array(
        [
            0.0,
            rig.ankle_height + rig.shank * np.cos(knee) + 0.012,
            rig.shank * np.sin(knee) - rig.thigh,
        ]
    )
    steps = [0.0, 0.22, 0.45, 1.0]
    rise = PchipInterpolator(steps, [0.0, 0.0, 0.20, 1.0])
    travel = PchipInterpolator(steps, [0.0, 0.06, 0.55, 1.0])
    tilt = PchipInterpolator([0.0, 0.28, 0.45, 1.0], [3.0, p["lean_deg"], p["lean_deg"] - 2, 2.0])
    seat_top = seated[1] - 0.098

    def controls(time_s: float) -> Controls:
        now = current(plan, time_s)
        level = now.level(time_s) if now else 0.0
        left, forward, pitch, _ = sway.at(time_s)
        shift = np.array([left, 0.0, forward]) * level
        hips = seated + (upright - seated) * [0.0, float(rise(level)), float(travel(level))]
        trunk = float(tilt(level)) + 0.6 * pitch
        body = stand(rig, stance, Stand(trunk=trunk, round=4.0, gaze=-0.15 * trunk))
        ankles, feet = planted_feet(rig, stance, 0.0)
        body = replace(body, hips=hips + shift, ankles=ankles, feet=feet)
        goals = {}
        tops = shoulders(rig, body)
        middle = (tops["left"] + tops["right"]) / 2
        for side, drop in (("left", -0.15), ("right", -0.19)):
            sign = SIDE_SIGN[side]
            place = np.array([-sign * 0.055, drop, 0.205 if side == "left" else 0.165])
            pole = body.chest @ np.array([sign * 0.55, -0.8, 0.1])
            goals[side] = Reach(middle + body.chest @ place, pole)
        return replace(body, wrists=goals)

    depth, back = 0.43, seated[2] - 0.20
    middle_z = back + depth / 2
    chair = [make_box(np.array([0, seat_top - 0.02, middle_z]), (0.42, 0.04, depth), SEAT)]
    for x in (-0.19, 0.19):
        for z in (back + 0.02, back + depth - 0.03):
            size = (0.03, seat_top - 0.04, 0.03)
            chair.append(make_box(np.array([x, size[1] / 2, z]), size, CHAIR_FRAME))
        post = np.array([x, seat_top + 0.20, back + 0.02])
        chair.append(make_box(post, (0.03, 0.42, 0.03), CHAIR_FRAME))
    chair.append(make_box(np.array([0, seat_top + 0.33, back + 0.015]), (0.40, 0.16, 0.02), SEAT))
    return Choreography(controls, "knee_flexion", lambda time_s, pose: chair)


def box_lift(rig: Rig, plan: Sequence[Repetition], p: Parameters, sway: Sway) -> Choreography:
    """Dip to a box and rise again: pick it up, put it down, and so on in turn."""
    stance = Stance(p.get("stance_half_width_m", 0.20), 14.0)
    size = (0.30, p["box_height_m"], 0.28)
    floor_box = np.array([0.0, size[1] / 2, p["reach_m"] + 0.02])
    grip = {s: np.array([SIDE_SIGN[s] * 0.165, p["wrist_above_centre_m"], -0.02]) for s in SIDES}
    carried = stand(rig, stance, Stand()).hips + np.array([0.0, 0.10, 0.36])

    def carry_share(time_s: float) -> tuple[float, bool]:
        """How far the box is from the floor to the waist, 0..1, and whether it is held."""
        turns = [repetition.turn_s for repetition in plan]
        held = sum(turn <= time_s for turn in turns) % 2 == 1
        now = current(plan, time_s)
        return (1 - now.level(time_s) if now else 1.0) if held else 0.0, held

    def box_centre(time_s: float) -> Array:
        share = carry_share(time_s)[0]
        # Up first, then in: the box has to clear the knees.
        return np.array(
            [
                0.0,
                mix(floor_box[1], carried[1], share),
                mix(floor_box[2], carried[2], share**2),
            ]
        )

    def controls(time_s: float) -> Controls:
        now = current(plan, time_s)
        level = now.level(time_s) if now else 0.0
        left, forward, pitch, _ = sway.at(time_s)
        posture = Stand(
            knee=mix(3.0, p["knee_deg"], level),
            trunk=mix(2.0 + pitch, p["trunk_deg"], level),
            round=14.0 * level,
            shift=np.array([left, 0.0, forward + p.get("forward_shift_m", 0.0) * level]),
            gaze=mix(2.0, 10.0, level),
        )
        body = stand(rig, stance, posture)
        hanging = with_arms(rig, body, {side: ArmSwing(4.0, 10.0, 16.0) for side in SIDES})
        held = carry_share(time_s)[1]
        goals = {}
        for side in SIDES:
            pole = np.array([SIDE_SIGN[side] * 0.8, -0.1, -0.6])
            at_box = Reach(box_centre(time_s) + grip[side], pole)
            share = 1.0 if held else min(1.0, level * 1.02)
            goals[side] = blend_reach(hanging.wrists[side], at_box, share)
        return replace(body, wrists=goals)

    def props(time_s: float, pose: Pose) -> list[Prop]:
        centre = box_centre(time_s)
        tape = (size[0] * 0.2, size[1] + 0.004, size[2] + 0.004)
        return [make_box(centre, size, CARDBOARD), make_box(centre, tape, TAPE)]

    return Choreography(controls, "hip_flexion", props)
