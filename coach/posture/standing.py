"""The standing picture: how somebody stands today, against how they usually stand.

Seen from the front it holds the lines of shoulders and hips, the lean of the trunk and the weight;
from the side the inclination of trunk and head. One recording may hold both.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from coach.engine.checks import TRUST
from coach.engine.results import NotAssessed
from coach.posture.baseline import Baseline, Usual, usual_of
from coach.posture.comparing import compare
from coach.posture.rules import Rules
from coach.posture.rules import rules as own_rules
from coach.posture.sight import HIP_HEIGHT, Eye
from coach.posture.summary import Compared
from poses.track import PoseFrame

MEASURES: Final = (
    "shoulder_tilt",
    "pelvis_tilt_lateral",
    "trunk_lean",
    "hip_offset",
    "trunk_inclination",
    "head_inclination",
)
EXERCISE: Final = "standing_posture"
"""Under this name the usual values are kept as targets."""

_LEAST_S: Final = 3.0
_GAP_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Stood:
    """One measure of the standing picture: for how long it was seen, and how well (0..1)."""

    value: float
    spread: float
    seen_s: float
    confidence: float


@dataclass(frozen=True)
class StandingPicture:
    """What was seen of somebody standing, and what was not."""

    values: Mapping[str, Stood] = field(default_factory=dict)
    not_assessed: tuple[NotAssessed, ...] = ()

    @property
    def baseline(self) -> Baseline:
        """To be kept as the person's own usual way to stand."""
        return Baseline({n: Usual(one.value, one.spread) for n, one in self.values.items()})

    def against(self, usual: Baseline, rules: Rules | None = None) -> tuple[Compared, ...]:
        """Each measure that both have: a change beyond the error of measurement, or as usual."""
        table = (rules or own_rules()).measures
        return tuple(
            compare(
                name,
                table[name],
                Usual(one.value, one.spread),
                usual.values[name],
                one.seen_s,
                one.confidence,
            )
            for name, one in self.values.items()
            if name in usual.values
        )


def standing_picture(frames: Iterable[PoseFrame], rules: Rules | None = None) -> StandingPicture:
    """Measure somebody who stands; frames in which they clearly don't are left out.

    A measure needs three seconds in which it was seen well.
    """
    table = (rules or own_rules()).measures
    eye = Eye(MEASURES)
    samples: dict[str, list[tuple[float, float, float]]] = {name: [] for name in MEASURES}
    before: float | None = None
    for frame in frames:
        step_s = 0.0 if before is None else frame.time_s - before
        before = frame.time_s
        sight = eye.look(frame.time_s, frame)
        if sight is None or not 0.0 <= step_s <= _GAP_S:
            continue
        legs = sight.readings[HIP_HEIGHT]
        if legs.confidence >= TRUST and legs.value < 0.8:
            continue
        for name in MEASURES:
            reading = sight.readings[name]
            if reading.confidence >= TRUST:
                samples[name].append((reading.value, reading.confidence, step_s))
    values = {}
    for name, seen in samples.items():
        seen_s = sum(step_s for _, _, step_s in seen)
        if seen_s >= _LEAST_S:
            usual = usual_of([value for value, _, _ in seen])
            trust = statistics.fmean(confidence for _, confidence, _ in seen)
            values[name] = Stood(usual.value, usual.spread, seen_s, trust)
    missing = [
        NotAssessed(table[name].title, table[name].needs) for name in MEASURES if name not in values
    ]
    return StandingPicture(values, tuple(missing))
