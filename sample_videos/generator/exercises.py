"""Choreographies of the exercises done on the feet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.interpolate import PchipInterpolator

from .mesh import Array
from .motion import Repetition, Sway, current, mix
from .rig import SIDE_SIGN, SIDES, Controls, Pose, Reach, Rig, rotation
from .room import Prop, make_box
from .standing import (
    ArmSwing,
    Stance,
    Stand,
    blend_reach,
    planted_feet,
    shoulders,
    side_bend_orientation,
    stand,
    swing_arm,
)

Parameters = dict[str, float]
CARDBOARD = (0.72, 0.55, 0.36)
TAPE = (0.84, 0.74, 0.56)
SEAT = (0.48, 0.36, 0.27)
CHAIR_FRAME = (0.30, 0.30, 0.32)


@dataclass(frozen=True)
class Choreography:
    """What happens in a clip.

    Attributes:
        controls: pose controls at a time in seconds.
        signal: name of the angle (without its side) whose excursion is the range of motion.
        props: things in the room at a time, given the pose at that time.
        phase: name of the phase at a time, where it isn't that of the repetition under way.
    """

    controls: Callable[[float], Controls]
    signal: str
    props: Callable[[float, Pose], Sequence[Prop]] = lambda time_s, pose: ()
    phase: Callable[[float], str] | None = None


def _level(repetitions: Sequence[Repetition], time_s: float) -> float:
    now = current(repetitions, time_s)
    return now.level(time_s) * now.depth if now else 0.0


def _with_arms(
    rig: Rig, controls: Controls, arms: dict[str, ArmSwing], facing: Array | None = None
) -> Controls:
    frame = np.eye(3) if facing is None else facing
    tops = shoulders(rig, controls)
    goals = {side: swing_arm(rig, tops[side], side, arms[side], frame) for side in SIDES}
    return replace(controls, wrists=goals)


def squat(rig: Rig, plan: Sequence[Repetition], p: Parameters, sway: Sway) -> Choreography:
    """Squat with the arms coming forward; also standing still, with no repetitions."""
    stance = Stance(p.get("stance_half_width_m", 0.13), p.get("turnout_deg", 10.0))

    def controls(time_s: float) -> Controls:
        level = _level(plan, time_s)
        left, forward, pitch, roll = sway.at(time_s)
        still = 1 - 0.7 * min(level, 1.0)
        posture = Stand(
            knee=mix(3.0, p.get("knee_deg", 95.0), level),
            trunk=mix(2.0 + pitch * still, p.get("trunk_deg", 38.0), level),
            lean=roll * still,
            round=6.0 * level,
            valgus=p.get("valgus_deg", 0.0) * level,
            shift=np.array([left * still, 0.0, forward * still]),
            gaze=mix(1.0, -8.0, level),
        )
        arm = ArmSwing(mix(2.0, p.get("arms_deg", 78.0), level), mix(9.0, 6.0, level), 14.0)
        arms_z = (rig.upper_arm + rig.forearm) * np.sin(np.radians(arm.forward))
        body = stand(rig, stance, posture, float(arms_z))
        return _with_arms(rig, body, {"left": arm, "right": replace(arm, elbow=17.0)})

    return Choreography(controls, "knee_flexion")


def hip_hinge(rig: Rig, plan: Sequence[Repetition], p: Parameters, sway: Sway) -> Choreography:
    """Bend from the hips with soft knees and the hands on the hips."""
    stance = Stance(0.12, 6.0)

    def controls(time_s: float) -> Controls:
        level = _level(plan, time_s)
        left, forward, pitch, _ = sway.at(time_s)
        posture = Stand(
            knee=mix(5.0, p["knee_deg"], level),
            trunk=mix(2.0 + pitch, p["trunk_deg"], level),
            round=5.0 * level,
            shift=np.array([left, 0.0, forward]),
            gaze=mix(1.0, 12.0, level),
        )
        body = stand(rig, stance, posture)
        goals = {}
        for side in SIDES:
            sign = SIDE_SIGN[side]
            place = np.array([sign * (rig.hip_half + 0.105), 0.085, 0.005])
            pole = body.chest @ np.array([sign * 0.75, 0.1, -0.65])
            goals[side] = Reach(body.hips + body.pelvis @ place, pole)
        return replace(body, wrists=goals)

    return Choreography(controls, "hip_flexion")


def side_bend(rig: Rig, plan: Sequence[Repetition], p: Parameters, sway: Sway) -> Choreography:
    """Bend to one side and the other, the hand sliding down the thigh."""
    stance = Stance(p.get("stance_half_width_m", 0.13), 8.0)

    def controls(time_s: float) -> Controls:
        now = current(plan, time_s)
        level = _level(plan, time_s)
        sign = -SIDE_SIGN[now.side] if now and now.side else 1.0
        left, forward, pitch, roll = sway.at(time_s)
        lean = sign * p["lean_deg"] * level + roll
        posture = Stand(
            trunk=2.0 + pitch,
            lean=lean,
            roll=0.10 * lean,
            shift=np.array([left + 0.0010 * lean, 0.0, forward]),
        )
        body = stand(rig, stance, posture)
        tip = rotation("z", 0.55 * lean)
        arm = ArmSwing(3.0, 9.0, 14.0)
        return _with_arms(rig, body, {"left": arm, "right": arm}, tip)

    return Choreography(controls, "trunk_lean_lateral")


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
        hanging = _with_arms(rig, body, {side: ArmSwing(4.0, 10.0, 16.0) for side in SIDES})
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


def lunge(rig: Rig, plan: Sequence[Repetition], p: Parameters, sway: Sway) -> Choreography:
    """Static lunge in a split stance, hands on the hips; between sides the feet change places."""
    length, half = p["step_m"], 0.09
    changes = [
        (a.end_s, b.start_s) for a, b in zip(plan, plan[1:], strict=False) if a.side != b.side
    ]

    def ahead(time_s: float, side: str) -> tuple[float, float]:
        """How far forward a foot is, 0 back to 1 front, and how high it is lifted (metres)."""
        front = plan[0].side
        share = 1.0 if side == front else 0.0
        for start, end in changes:
            if time_s > start:
                s = min((time_s - start) / (end - start), 1.0)
                # One foot after the other, so that somebody always stands on something.
                first = side == front
                part = min(max(s * 2 if first else s * 2 - 1, 0.0), 1.0)
                smooth = part * part * (3 - 2 * part)
                moved = 1 - smooth if first else smooth
                return moved, 0.07 * float(np.sin(np.pi * part))
        return share, 0.0

    def controls(time_s: float) -> Controls:
        level = _level(plan, time_s)
        left, forward, pitch, _ = sway.at(time_s)
        ankles, feet, toes = {}, {}, {}
        for side in SIDES:
            share, lift = ahead(time_s, side)
            sign, letter = SIDE_SIGN[side], side[0]
            ankle = np.array(
                [sign * half, rig.ankle_height + lift, mix(-length / 2, length / 2, share)]
            )
            heel = (1 - share) * mix(p.get("heel_deg", 34.0), 52.0, level)
            ball = rig.rest[f"ball_{letter}"] - rig.rest[f"foot_{letter}"]
            feet[side] = rotation("x", heel)
            toes[side] = np.eye(3)
            ankles[side] = Reach(ankle + ball - feet[side] @ ball, rotation("y", sign * 4)[:, 2])
        front = max(SIDES, key=lambda side: ahead(time_s, side)[0])
        reach = ankles[front].target
        knee = np.radians(mix(14.0, p["knee_deg"], level))
        distance = np.sqrt(rig.thigh**2 + rig.shank**2 + 2 * rig.thigh * rig.shank * np.cos(knee))
        hip_z = mix(0.02, -0.02, level) + forward
        across = rig.hip_half - half
        share = max(ahead(time_s, side)[0] for side in SIDES)
        gap = reach[2] - hip_z
        hip_y = rig.ankle_height + np.sqrt(max(distance**2 - gap**2 - across**2, 0.01))
        if changes and share < 1.0:
            hip_y = min(
                hip_y,
                rig.ankle_height
                + 0.985 * np.sqrt((rig.thigh + rig.shank) ** 2 - (length / 2) ** 2),
            )
        posture = Stand(trunk=mix(4.0 + pitch, p.get("trunk_deg", 9.0), level))
        body = stand(rig, Stance(half, 4.0), posture)
        hips = np.array([left, hip_y, hip_z])
        goals = {}
        for side in SIDES:
            sign = SIDE_SIGN[side]
            place = np.array([sign * (rig.hip_half + 0.105), 0.085, 0.005])
            goals[side] = Reach(hips + body.pelvis @ place, np.array([sign * 0.75, 0.1, -0.65]))
        return replace(body, hips=hips, ankles=ankles, feet=feet, toes=toes, wrists=goals)

    return Choreography(controls, "knee_flexion")


__all__ = [
    "Choreography",
    "box_lift",
    "hip_hinge",
    "lunge",
    "side_bend",
    "side_bend_orientation",
    "sit_to_stand",
    "squat",
]
