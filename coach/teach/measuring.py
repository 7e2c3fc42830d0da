"""Every measure of a demonstration over time, evenly sampled, ready for looking for repetitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from coach.engine.exercise import MeasureRef
from coach.engine.signals import NEAR_FROM_DEG
from coach.teach.following import RATE_HZ, VIEWS, Array, Integers, evenly, follow
from poses.angles import MeasureTable
from poses.body import body_view
from poses.track import PoseTrack
from poses.view import View

Flags = NDArray[np.bool_]

_CALM_S: Final = 0.08


@dataclass(frozen=True)
class Demonstration:
    """What was seen, ``RATE_HZ`` times a second, of one body.

    ``time_s`` (n,); ``stretch`` (n,) numbers the parts between cuts and gaps; ``view`` (n,) indices
    into ``VIEWS``; ``sideness_deg``, ``near_sign`` (n,) as in ``Orientation``, without the flicker;
    ``values`` and ``confidence`` (n, measures) in the order of ``table``; ``world`` (n, 33, 3)
    metres and ``seen`` (n, 33) visibility. ``cuts`` is how often another body or scene came,
    ``crowded`` the share of the checked pictures with a second person.
    """

    table: MeasureTable
    time_s: Array
    stretch: Integers
    view: Integers
    sideness_deg: Array
    near_sign: Array
    values: Array
    confidence: Array
    world: Array
    seen: Array
    cuts: int
    crowded: float

    def __len__(self) -> int:
        return len(self.time_s)

    @cached_property
    def calm(self) -> Array:
        """The values without the finest jitter, nothing smoothed across a cut."""
        calm = self.values.copy()
        for part in self.stretches():
            calm[part] = gaussian_filter1d(calm[part], _CALM_S * RATE_HZ, axis=0, mode="nearest")
        return calm

    def stretches(self) -> Iterator[slice]:
        """The parts between cuts and gaps."""
        edges = np.flatnonzero(np.diff(self.stretch)) + 1
        for start, end in zip([0, *edges], [*edges, len(self)], strict=True):
            yield slice(int(start), int(end))

    def views(self, chosen: Flags | None = None) -> dict[View, int]:
        """In how many samples the body was seen from where, the most frequent first."""
        numbers, counts = np.unique(
            self.view if chosen is None else self.view[chosen], return_counts=True
        )
        order = np.argsort(-counts)
        return {VIEWS[numbers[i]]: int(counts[i]) for i in order}

    def seen_from(self, *views: View) -> Flags:
        """Which samples show the body from one of these views, (n,)."""
        return np.isin(self.view, [VIEWS.index(view) for view in views])

    def read(self, ref: MeasureRef) -> tuple[Array, Array]:
        """Value and confidence of a reference in every sample, both (n,)."""
        values, trust = self._picked(ref)
        return (np.abs(values) if ref.absolute else values), trust

    def _picked(self, ref: MeasureRef) -> tuple[Array, Array]:
        columns = [self.table.column[name] for name in ref.columns]
        if len(columns) == 1:
            return self.calm[:, columns[0]], self.confidence[:, columns[0]]
        left, right = (self.calm[:, column] for column in columns)
        left_trust, right_trust = (self.confidence[:, column] for column in columns)
        mean, both = 0.5 * (left + right), np.minimum(left_trust, right_trust)
        match ref.sides:
            case "left":
                return left, left_trust
            case "right":
                return right, right_trust
            case "max" | "min":
                first = (left >= right) == (ref.sides == "max")
                return np.where(first, left, right), np.where(first, left_trust, right_trust)
            case "near":
                turned = np.abs(self.sideness_deg) >= NEAR_FROM_DEG
                leftish = self.near_sign > 0
                near = np.where(leftish, left, right)
                trust = np.where(leftish, left_trust, right_trust)
                return np.where(turned, near, mean), np.where(turned, trust, both)
        return mean, both


def measure(track: PoseTrack) -> Demonstration:
    """Measure a recording of any length as the engine does, but all measures at once."""
    followed = follow(track)
    grid = evenly(followed)
    table = MeasureTable()
    sideness, near = grid.sideness_deg, grid.near_sign
    body = body_view(
        grid.image[..., :2], grid.world, track.width / track.height, near, grid.front_sign, sideness
    )
    values, confidence = table.evaluate(body, grid.image[..., 3])
    checked = track.people[track.people >= 0]
    return Demonstration(
        table=table,
        time_s=grid.time_s,
        stretch=grid.stretch,
        view=grid.view,
        sideness_deg=sideness,
        near_sign=near,
        values=values,
        confidence=np.where(np.isfinite(values), confidence, 0.0),
        world=grid.world,
        seen=grid.image[..., 3],
        cuts=followed.cuts,
        crowded=float(np.mean(checked > 1)) if len(checked) else 0.0,
    )
