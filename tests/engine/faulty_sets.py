"""Exercises done in a certain way: the reference movement, with a fault, noise, from any side.

How each fault is committed is told by ``faults/EXERCISE.toml``: changes to the reference's
keyframes.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from coach.engine.catalogue import catalogue
from coach.engine.exercise import Exercise
from coach.engine.figure import YAW_DEG, reference_track
from coach.engine.reference import Reference
from poses.track import PoseTrack
from poses.view import View

FAULTS = Path(__file__).with_name("faults")
NOISE = 0.002
"""Of the picture's height, and twice as many metres: what the pose model's points tremble by."""


@cache
def faults_of(exercise: str) -> dict[str, dict[str, Any]]:
    """What is known of how to commit this exercise's faults, by check."""
    path = FAULTS / f"{exercise}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def with_fault(exercise: Exercise, fault: dict[str, Any]) -> Exercise:
    """The exercise whose reference movement commits the fault."""
    document = exercise.reference.model_dump(mode="json", exclude_none=True)
    for index, keyframe in enumerate(document["keyframes"]):
        changes = dict(fault.get("keyframes", {}).get(str(index), {}))
        posture = fault.get("all", {}) | changes.pop("posture", {})
        keyframe.update(changes)
        keyframe["posture"] |= posture
    return exercise.model_copy(update={"reference": Reference.model_validate(document)})


def noisy(track: PoseTrack, seed: int = 0, noise: float = NOISE) -> PoseTrack:
    """The track as a real model's points tremble."""
    random = np.random.default_rng(seed)
    image, world = track.image.copy(), track.world.copy()
    image[..., :2] += random.normal(0.0, noise, image[..., :2].shape).astype(np.float32)
    world += random.normal(0.0, 2.0 * noise, world.shape).astype(np.float32)
    return replace(track, image=image, world=world)


@cache
def done_well(exercise: str, fps: float, repetitions: int = 4) -> PoseTrack:
    """The exercise as its reference shows it, with noise."""
    return noisy(reference_track(catalogue()[exercise], fps, repetitions))


@cache
def seen(exercise: str, view: View, repetitions: int = 2, fps: float = 15.0) -> PoseTrack:
    """The exercise done well, filmed from another side."""
    yaw = YAW_DEG[view]
    return noisy(reference_track(catalogue()[exercise], fps, repetitions, yaw_deg=yaw))


def done_with(exercise: str, check: str, fps: float = 20.0, repetitions: int = 3) -> PoseTrack:
    """The exercise with one fault, from where that can be seen."""
    fault = faults_of(exercise)[check]
    known = catalogue()[exercise]
    yaw = YAW_DEG[View(fault.get("view", known.reference.view))]
    return noisy(reference_track(with_fault(known, fault), fps, repetitions, yaw_deg=yaw))
