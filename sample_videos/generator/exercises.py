"""Choreographies of the exercises done on the feet, without anything to hold or sit on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from .choreography import Choreography, Parameters, level_at, with_arms
from .motion import Repetition, Sway, current, minimum_jerk, mix
from .rig import SIDE_SIGN, SIDES, Controls, Reach, Rig, rotation
from .standing import ArmSwing, Stance, Stand, stand


def squat(rig: Rig, plan: Sequence[Repetition], p: Parameters, sway: Sway) -> Choreography:
    """Squat with the arms coming forward; also standing still, with no repetitions."""
    stance = Stance(p.get("stance_half_width_m", 0.13), p.get("turnout_deg", 10.0))

    def controls(time_s: float) -> Controls:
        level = level_at(plan, time_s)
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
        return with_arms(rig, body, {"left": arm, "right": replace(arm, elbow=17.0)})

    return Choreography(controls, "knee_flexion")


def hip_hinge(rig: Rig, plan: Sequence[Repetition], p: Parameters, sway: Sway) -> Choreography:
    """Bend from the hips with soft knees and the hands on the hips."""
    stance = Stance(0.12, 6.0)

    def controls(time_s: float) -> Controls:
        level = level_at(plan, time_s)
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
        level = level_at(plan, time_s)
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
        return with_arms(rig, body, {"left": arm, "right": arm}, tip)

    return Choreography(controls, "trunk_lean_lateral")


def lunge(rig: Rig, plan: Sequence[Repetition], p: Parameters, sway: Sway) -> Choreography:
    """Static lunge in a split stance, hands on the hips; between sides the feet change places."""
    length, half = p["step_m"], 0.09
    changes = [(a.end_s, b.start_s) for a, b in pairwise(plan) if a.side != b.side]

    def ahead(time_s: float, side: str) -> tuple[float, float]:
        """How far forward a foot is, 0 back to 1 front, and how high it is lifted (metres)."""
        front = plan[0].side
        share = 1.0 if side == front else 0.0
        for start, end in changes:
            if time_s > start:
                # The rear foot steps up beside the other, then the other steps back.
                s = min((time_s - start) / (end - start), 1.0)
                part = min(max(s * 2 - 1 if side == front else s * 2, 0.0), 1.0)
                share = abs(share - minimum_jerk(part))
                return share, 0.07 * float(np.sin(np.pi * part))
        return share, 0.0

    def controls(time_s: float) -> Controls:
        level = level_at(plan, time_s)
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
        middle = sum(ahead(time_s, side)[0] for side in SIDES) / 2 - 0.5
        hip_z = mix(0.02, -0.02, level) + forward + middle * length
        across = rig.hip_half - half
        gap = reach[2] - hip_z
        hip_y = rig.ankle_height + np.sqrt(max(distance**2 - gap**2 - across**2, 0.01))
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
