"""What a choreography is, and what all of them share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .mesh import Array
from .motion import Repetition, current
from .rig import SIDES, Controls, Pose, Rig
from .room import Prop
from .standing import ArmSwing, shoulders, swing_arm

Parameters = dict[str, float]


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


def level_at(repetitions: Sequence[Repetition], time_s: float) -> float:
    """How far out the body is at a time, with the size of the repetition under way."""
    now = current(repetitions, time_s)
    return now.level(time_s) * now.depth if now else 0.0


def with_arms(
    rig: Rig, controls: Controls, arms: dict[str, ArmSwing], facing: Array | None = None
) -> Controls:
    """The same controls with wrists placed by arm angles in the frame ``facing`` (3, 3)."""
    frame = np.eye(3) if facing is None else facing
    tops = shoulders(rig, controls)
    goals = {side: swing_arm(rig, tops[side], side, arms[side], frame) for side in SIDES}
    return replace(controls, wrists=goals)
