"""A stick figure with exact joint angles, seen by a perfect camera: truth for the tests.

Coordinates of the figure: x forwards, y up, z to the person's right, in metres. The camera looks
level at the figure from ``yaw_deg``: 0 sees the front, 90 the person's left side, -90 the right.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from poses.landmarks import Landmark
from poses.track import PoseTrack

Array = NDArray[np.float64]

SHANK, THIGH, TRUNK, NECK = 0.43, 0.42, 0.50, 0.20
UPPER_ARM, FOREARM = 0.30, 0.26
HALF_HIPS, HALF_SHOULDERS, HALF_STANCE = 0.10, 0.18, 0.10


@dataclass(frozen=True)
class Posture:
    """Angles in degrees; everything zero is standing upright with hanging arms.

    ``shank`` and ``thigh`` are leans of the segments from the vertical, seen from the ankle up:
    positive shank = knee forwards of the ankle, positive thigh = hip behind the knee. A pair is
    (left, right). ``roll`` turns the whole figure about the axis through both hips' direction:
    90 lies on the back, -90 on the front.
    """

    shank: tuple[float, float] = (0.0, 0.0)
    thigh: tuple[float, float] = (0.0, 0.0)
    trunk: float = 0.0
    arm: tuple[float, float] = (0.0, 0.0)
    elbow: tuple[float, float] = (0.0, 0.0)
    lean: float = 0.0
    knees_in: float = 0.0
    roll: float = 0.0
    foot_forward: tuple[float, float] = (0.0, 0.0)


def squatting(knee_flexion: float, trunk: float | None = None) -> Posture:
    """A squat with this knee flexion: 60 % of it in the thigh, the trunk leaning along."""
    shank, thigh = 0.4 * knee_flexion, 0.6 * knee_flexion
    lean = 0.42 * knee_flexion if trunk is None else trunk
    return Posture((shank, shank), (thigh, thigh), lean, arm=(0.8 * knee_flexion,) * 2)


def _step(angle_deg: float, length: float) -> Array:
    """From a joint upwards, leaning backwards by the angle."""
    angle = math.radians(angle_deg)
    return np.array([-math.sin(angle) * length, math.cos(angle) * length, 0.0])


def joints(posture: Posture) -> dict[str, Array]:
    """Joint centres, metres."""
    points: dict[str, Array] = {}
    hips = []
    for side, sign, i in (("left", -1.0, 0), ("right", 1.0, 1)):
        ankle = np.array([posture.foot_forward[i], 0.08, sign * HALF_STANCE])
        knee = ankle + _step(-posture.shank[i], SHANK)
        knee[2] -= sign * posture.knees_in
        hip = knee + _step(posture.thigh[i], THIGH)
        points[f"{side}_ankle"], points[f"{side}_knee"] = ankle, knee
        hips.append(hip)
    middle = 0.5 * (hips[0] + hips[1])
    if hips[0][1] != hips[1][1]:
        # the longer leg carries: the other foot leaves the floor
        support = 0 if hips[0][1] > hips[1][1] else 1
        middle = hips[support].copy()
        for i, side in enumerate(("left", "right")):
            shift = np.array([middle[0] - hips[i][0], middle[1] - hips[i][1], 0.0])
            points[f"{side}_ankle"] = points[f"{side}_ankle"] + shift
            points[f"{side}_knee"] = points[f"{side}_knee"] + shift
    middle[2] = 0.0
    up = _step(-posture.trunk, 1.0)
    side_lean = math.radians(posture.lean)
    up = np.array([up[0], up[1] * math.cos(side_lean), math.sin(side_lean)])
    across = np.array([0.0, -math.sin(side_lean), math.cos(side_lean)])
    chest = middle + TRUNK * up
    for side, sign, i in (("left", -1.0, 0), ("right", 1.0, 1)):
        points[f"{side}_hip"] = middle + np.array([0.0, 0.0, sign * HALF_HIPS])
        shoulder = chest + sign * HALF_SHOULDERS * across
        points[f"{side}_shoulder"] = shoulder
        # the arm hangs along the trunk at 0 and is raised forwards from there
        swing = math.radians(posture.arm[i] - posture.trunk)
        down = np.array([math.sin(swing), -math.cos(swing), 0.0])
        points[f"{side}_elbow"] = shoulder + UPPER_ARM * down
        bend = math.radians(posture.arm[i] - posture.trunk + posture.elbow[i])
        points[f"{side}_wrist"] = points[f"{side}_elbow"] + FOREARM * np.array(
            [math.sin(bend), -math.cos(bend), 0.0]
        )
        points[f"{side}_heel"] = points[f"{side}_ankle"] + np.array([-0.05, -0.06, 0.0])
        points[f"{side}_foot_index"] = points[f"{side}_ankle"] + np.array([0.15, -0.06, 0.0])
        points[f"{side}_ear"] = chest + NECK * up + 0.07 * sign * across
    points["nose"] = chest + NECK * up + np.array([0.09, 0.0, 0.0])
    if posture.roll:
        points = _rolled(points, posture.roll)
    return points


def _rolled(points: dict[str, Array], roll_deg: float) -> dict[str, Array]:
    angle = math.radians(roll_deg)
    cos, sin = math.cos(angle), math.sin(angle)
    turned = {
        name: np.array([cos * p[0] - sin * p[1], sin * p[0] + cos * p[1], p[2]])
        for name, p in points.items()
    }
    floor = min(p[1] for p in turned.values())
    return {name: p - np.array([0.0, floor - 0.08, 0.0]) for name, p in turned.items()}


_NAMES = {mark: mark.name.lower() for mark in Landmark}
_STAND_INS = {
    "left_eye_inner": "nose",
    "left_eye": "nose",
    "left_eye_outer": "left_ear",
    "right_eye_inner": "nose",
    "right_eye": "nose",
    "right_eye_outer": "right_ear",
    "mouth_left": "nose",
    "mouth_right": "nose",
    "left_pinky": "left_wrist",
    "right_pinky": "right_wrist",
    "left_index": "left_wrist",
    "right_index": "right_wrist",
    "left_thumb": "left_wrist",
    "right_thumb": "right_wrist",
}


def body(posture: Posture) -> Array:
    """All 33 landmarks, (33, 3) metres."""
    points = joints(posture)
    rows = [points[_STAND_INS.get(name, name)] for name in _NAMES.values()]
    return np.array(rows)


@dataclass(frozen=True)
class Camera:
    """Where the camera stands and how well it sees."""

    yaw_deg: float = 90.0
    scale: float = 0.42
    centre: tuple[float, float] = (0.5, 0.55)
    width: int = 720
    height: int = 720
    noise: float = 0.0
    far_visibility: float = 0.6
    seed: int = 0


@dataclass(frozen=True)
class Film:
    """A movement over time, filmed: call ``track``."""

    movement: Callable[[float], Posture]
    duration_s: float
    fps: float = 30.0
    camera: Camera = field(default_factory=Camera)
    times: Sequence[float] | None = None

    def seen_from(self, yaw_deg: float) -> Film:
        """The same from another side."""
        return replace(self, camera=replace(self.camera, yaw_deg=yaw_deg))

    def frame_times(self) -> Array:
        if self.times is not None:
            return np.asarray(self.times, dtype=np.float64)
        return np.arange(0.0, self.duration_s, 1.0 / self.fps)

    def track(self) -> PoseTrack:
        """The landmark track that a perfect (or noisy) pose model would give."""
        camera = self.camera
        times = self.frame_times()
        bodies = np.stack([body(self.movement(float(t))) for t in times])
        yaw = math.radians(camera.yaw_deg)
        # camera axes: right, down, away; from the front the person's right is on the left
        forward, across, up = bodies[..., 0], bodies[..., 2], bodies[..., 1]
        right = -across * math.cos(yaw) - forward * math.sin(yaw)
        away = -forward * math.cos(yaw) + across * math.sin(yaw)
        space = np.stack([right, -up, away], axis=-1)
        hips = 0.5 * (space[:, [Landmark.LEFT_HIP]] + space[:, [Landmark.RIGHT_HIP]])
        world = space - hips
        aspect = camera.width / camera.height
        x = camera.centre[0] + camera.scale * right / aspect
        y = camera.centre[1] - camera.scale * (up - 0.85)
        z = camera.scale * (away - hips[..., 2])
        near = np.ones((len(times), 33))
        if abs(math.sin(yaw)) > 0.7:
            hidden = [i for i in Landmark if i.name.startswith("RIGHT" if yaw > 0 else "LEFT")]
            near[:, hidden] = camera.far_visibility
        image = np.stack([x, y, z, near], axis=-1)
        if camera.noise:
            random = np.random.default_rng(camera.seed)
            image[..., :2] += random.normal(0.0, camera.noise, image[..., :2].shape)
            world = world + random.normal(0.0, 2.0 * camera.noise, world.shape)
        return PoseTrack(
            time_s=times,
            image=image.astype(np.float32),
            world=world.astype(np.float32),
            people=np.full(len(times), -1, np.int8),
            width=camera.width,
            height=camera.height,
            source={"synthetic": True},
        )


def pulse(
    time_s: float, start_s: float, rise_s: float = 1.0, hold_s: float = 0.2, fall_s: float = 1.2
) -> float:
    """0..1..0 from ``start_s``, minimum-jerk there and back."""

    def ease(share: float) -> float:
        share = min(max(share, 0.0), 1.0)
        return share**3 * (10.0 - 15.0 * share + 6.0 * share**2)

    since = time_s - start_s
    if since < rise_s + hold_s:
        return ease(since / rise_s)
    return 1.0 - ease((since - rise_s - hold_s) / fall_s)


def repeated(
    posture: Callable[[float, int], Posture], times: int, period_s: float = 3.0, lead_s: float = 1.0
) -> tuple[Callable[[float], Posture], float]:
    """A movement of ``times`` repetitions, ``posture(share, index)`` each, and its duration."""

    def movement(time_s: float) -> Posture:
        index = int(max(time_s - lead_s, 0.0) // period_s)
        if index >= times:
            return posture(0.0, times - 1)
        return posture(pulse(time_s, lead_s + index * period_s), index)

    return movement, lead_s + times * period_s + 1.0


def squats(times: int = 3, depth: float = 95.0, trunk: float | None = None) -> Film:
    """Squats from the left side."""

    def posture(share: float, _index: int) -> Posture:
        return squatting(depth * share, None if trunk is None else trunk * share)

    return Film(*repeated(posture, times))


def on_hips(height: float, foot_forward: tuple[float, float], trunk: float = 0.0) -> Posture:
    """Hips at this height above the ankles, feet this far in front: knees by two-bone geometry."""
    shanks, thighs = [], []
    for foot in foot_forward:
        reach = math.hypot(foot, height)
        share = (THIGH**2 + reach**2 - SHANK**2) / (2 * THIGH * reach)
        at_hip = math.degrees(math.acos(min(share, 1.0)))
        line = math.degrees(math.atan2(foot, height))
        thigh = line + at_hip
        drop = height - THIGH * math.cos(math.radians(thigh))
        shank = math.degrees(math.acos(min(max(drop / SHANK, -1.0), 1.0)))
        knee_ahead = THIGH * math.sin(math.radians(thigh)) > foot
        shanks.append(shank if knee_ahead else -shank)
        thighs.append(thigh)
    return Posture((shanks[0], shanks[1]), (thighs[0], thighs[1]), trunk, foot_forward=foot_forward)


def _seated(share: float, _index: int) -> Posture:
    down = 1.0 - share
    return Posture((5 * down,) * 2, (80 * down,) * 2, 25 * math.sin(math.pi * share))


def _hinging(share: float, _index: int) -> Posture:
    return Posture((0, 0), (18 * share,) * 2, 65 * share)


def lifting(reach_deg: float = 0.0) -> Callable[[float, int], Posture]:
    """Down to a box and up; ``reach_deg`` takes the hands away from the body."""

    def posture(share: float, _index: int) -> Posture:
        return Posture(
            (32 * share,) * 2, (60 * share,) * 2, 50 * share, (50 * share + reach_deg * share,) * 2
        )

    return posture


def _lunging(share: float, index: int) -> Posture:
    feet = (0.38, -0.38) if index % 2 == 0 else (-0.38, 0.38)
    return on_hips(0.74 - 0.26 * share, feet)


def _bridging(share: float, _index: int) -> Posture:
    thigh = 52.0 - 47.0 * share
    return Posture((95.0 - thigh,) * 2, (thigh,) * 2, roll=90.0)


def _bird_dog(share: float, index: int) -> Posture:
    moving = 90.0 - 82.0 * share
    shank = 5.0 * share
    left = index % 2 == 0
    raised = 90.0 + 75.0 * share
    return Posture(
        (shank, 0.0) if left else (0.0, shank),
        (moving, 90.0) if left else (90.0, moving),
        arm=(90.0, raised) if left else (raised, 90.0),
        roll=-90.0,
    )


def _bending_sideways(share: float, index: int) -> Posture:
    return Posture(lean=(25.0 if index % 2 == 0 else -25.0) * share)


def planking(hip_bend: float = 0.0) -> Posture:
    """On forearms and toes; positive bends the hips (pike), negative lets them sink."""
    return Posture(trunk=hip_bend, arm=(90.0 + hip_bend,) * 2, elbow=(80.0, 80.0), roll=-90.0)


def _marching(share: float, index: int) -> Posture:
    lifted = 80.0 * share
    return Posture(thigh=(lifted, 0.0) if index % 2 == 0 else (0.0, lifted))


_FLOOR = Camera(scale=0.35, centre=(0.62, 0.5), width=960)

FILMS: dict[str, Film] = {
    "squat": squats(4),
    "sit_to_stand": Film(*repeated(_seated, 4)),
    "hip_hinge": Film(*repeated(_hinging, 4)),
    "box_lift": Film(*repeated(lifting(), 4)),
    "lunge": Film(*repeated(_lunging, 4)),
    "glute_bridge": Film(*repeated(_bridging, 4), camera=_FLOOR),
    "bird_dog": Film(*repeated(_bird_dog, 4), camera=_FLOOR),
    "standing_side_bend": Film(*repeated(_bending_sideways, 4)).seen_from(0.0),
    "plank": Film(lambda t: planking(), 12.0, camera=_FLOOR),
    "standing_posture": Film(lambda t: Posture(), 12.0).seen_from(0.0),
}
"""One good set of every exercise: four repetitions, or twelve seconds held."""


def walking(duration_s: float = 6.0) -> Film:
    """Steps on the spot of the picture, one a second, arms swinging."""

    def movement(time_s: float) -> Posture:
        phase = 2 * math.pi * time_s / 1.1
        swing = 24.0 * math.sin(phase)
        knees = [8.0 + 50.0 * max(0.0, math.cos(phase + shift)) ** 2 for shift in (0.0, math.pi)]
        knees = [
            k if math.cos(phase + s) > 0 else 8.0
            for k, s in zip(knees, (0.0, math.pi), strict=True)
        ]
        thighs = (swing, -swing)
        return Posture(
            (knees[0] - thighs[0], knees[1] - thighs[1]), thighs, 4.0, (-swing, swing), (15.0, 15.0)
        )

    return Film(movement, duration_s)


def marching() -> Film:
    """Knees lifted one after the other: no squat."""
    return Film(*repeated(_marching, 6, period_s=2.6))


def sitting_down_to_rest() -> Film:
    """Sits down, stays for ten seconds, gets up again."""
    return Film(lambda t: _seated(1.0 - pulse(t, 1.0, 1.2, 10.0, 1.2), 0), 15.0)


def standing(duration_s: float = 10.0) -> Film:
    """Stands still."""
    return Film(lambda t: Posture(), duration_s)


def filmed_by_hand(
    movement: Callable[[float], Posture],
    camera_at: Callable[[float], Camera],
    duration_s: float,
    fps: float = 30.0,
) -> PoseTrack:
    """A film whose camera, or the person's place before it, changes as time goes by."""
    frames = []
    for time_s in np.arange(0.0, duration_s, 1.0 / fps):
        at = float(time_s)
        posture = movement(at)
        still = Film(lambda _, posture=posture: posture, 0.01, camera=camera_at(at), times=[0.0])
        frames.append(replace(still.track()[0], time_s=at))
    return PoseTrack.from_frames(frames)


def stepping_back_first(film: Film) -> PoseTrack:
    """Walks away from the camera for three seconds, turns round, stands, then does the set."""
    away_s, turned_s, begin_s = 3.2, 4.2, 4.7
    steps = walking().movement
    yaw = film.camera.yaw_deg

    def movement(time_s: float) -> Posture:
        if time_s < away_s:
            return steps(time_s)
        return Posture() if time_s < begin_s else film.movement(time_s - begin_s)

    def camera_at(time_s: float) -> Camera:
        gone = min(time_s / 3.0, 1.0)
        turned = min(max((time_s - away_s) / (turned_s - away_s), 0.0), 1.0)
        return replace(
            film.camera,
            scale=0.5 - 0.17 * gone,
            yaw_deg=180.0 + (yaw - 180.0) * turned,
            noise=0.002,
            seed=int(time_s * 1000),
        )

    return filmed_by_hand(movement, camera_at, begin_s + film.duration_s)
