"""Somebody doing a test, with exact truth: films of the stick figure and of reference movements."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from coach.engine.catalogue import find_exercise
from coach.engine.figure import reference_track
from coach.live.liveset import GO
from poses.track import PoseTrack
from tests.synthetic import THIGH, TRUNK, Film, Posture, pulse

FIGURE_CM = 163.0 / 0.925
"""The height of a person whose ear is where the stick figure's is, above feet at 2 cm."""

CROSSED = ((40.0, 40.0), (140.0, 140.0))
"""Arms crossed over the chest: upper arms and elbows."""
HANGING = ((0.0, 0.0), (0.0, 0.0))


def told(track: PoseTrack, go_s: float = 0.0) -> PoseTrack:
    """The recording as a live sitting keeps it: somebody said begin at this time."""
    return replace(track, source={**track.source, GO: go_s})


def from_the_chair(
    stands: int,
    period_s: float,
    *,
    lead_s: float = 1.0,
    tail_s: float = 1.0,
    arms: tuple[tuple[float, float], tuple[float, float]] = CROSSED,
    hands_on_knees: Callable[[int], bool] = lambda index: False,
    height: Callable[[int], float] = lambda index: 1.0,
    fps: float = 15.0,
) -> PoseTrack:
    """Sits, and stands up so often from ``lead_s`` on, one stand each ``period_s`` seconds."""

    def movement(time_s: float) -> Posture:
        since = time_s - lead_s
        index = int(since // period_s) if since >= 0 else -1
        share = 0.0
        if 0 <= index < stands:
            rise_s, fall_s = 0.45 * period_s, 0.45 * period_s
            share = pulse(since, index * period_s, rise_s, 0.05 * period_s, fall_s) * height(index)
        down = 1.0 - share
        trunk = 25.0 * math.sin(math.pi * share)
        held = arms
        if 0 <= index < stands and hands_on_knees(index):
            trunk = 50.0 * (1.0 - abs(2.0 * share - 1.0) ** 4)
            held = _on_the_knees(trunk, 80 * down)
        return Posture((5 * down,) * 2, (80 * down,) * 2, trunk, held[0], held[1])

    return Film(movement, lead_s + stands * period_s + tail_s, fps).track()


def _on_the_knees(trunk: float, thigh: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Straight arms that point from the shoulders to the knees."""
    lean, hang = math.radians(trunk), math.radians(thigh)
    ahead = THIGH * math.sin(hang) - TRUNK * math.sin(lean)
    down = THIGH * math.cos(hang) + TRUNK * math.cos(lean)
    towards = math.degrees(math.atan2(ahead, down)) + trunk
    return (towards, towards), (0.0, 0.0)


def reference(exercise: str, repetitions: int = 3, **how: float) -> PoseTrack:
    """The exercise as its own reference shows it."""
    return reference_track(find_exercise(exercise), 30.0, repetitions, **how)
