"""One repetition of a lifting set, looked at closely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.checks import TRUST
from coach.engine.results import NotAssessed, Repetition
from coach.engine.signals import spectral_arc_length
from coach.lifting.footage import FPS
from coach.lifting.lift import Bend, Hands, Kind, Lift, Measured, Pace
from coach.lifting.limits import Limits
from coach.lifting.size import (
    Size,
    fastest_of,
    hands_above_floor,
    hands_aside,
    hands_before_ankles,
    height_above_ankles,
)
from coach.lifting.spans import Span, kind_of, span_of, vertical_speed
from coach.lifting.style import bend_of
from poses.angles import MeasureTable
from poses.body import BodyView

Array = NDArray[np.float64]

MEASURES: Final = (
    "knee_flexion_left",
    "knee_flexion_right",
    "trunk_inclination",
    "trunk_inclination_3d",
    "trunk_twist",
    "hand_height",
    "load_reach",
)
_BEFORE_S: Final = 1.0
_SIDE_ON_DEG: Final = 52.0
_SIDE: Final = "It can only be seen from the side: turn your side to the camera."
_UNSEEN: Final = "The body parts it needs could not be seen clearly."


@dataclass(frozen=True)
class Seen:
    """Measures over ``n`` rows: ``all_values`` and ``all_confidence`` (n, measures)."""

    table: MeasureTable
    all_values: Array
    all_confidence: Array

    def values(self, name: str) -> Array:
        """One measure over time, (n,)."""
        return self.all_values[:, self.table.column[name]]

    def trusted(self, name: str, rows: slice) -> bool:
        """Whether at least half of the rows show the measure well."""
        confidence = self.all_confidence[rows, self.table.column[name]]
        return len(confidence) > 0 and float(np.median(confidence)) >= TRUST

    def confidence(self, name: str, rows: slice) -> float:
        """The confidence 0..1 of a measure in these rows."""
        return float(np.median(self.all_confidence[rows, self.table.column[name]]))


@dataclass(frozen=True)
class Piece:
    """The recording around one repetition.

    ``body`` is seen as at the repetition's beginning; ``sideness_deg`` (n,) as it really stood.
    """

    repetition: Repetition
    time_s: Array
    sideness_deg: Array
    body: BodyView
    seen: Seen
    size: Size
    known: Limits

    def turn_before(self, start: int) -> float:
        """How far the shoulders seem to be turned while the person stands before the first lift.

        The depth of a side view is coarse; what it says of somebody at rest is taken off.
        """
        rest = self.seen.values("trunk_twist")[max(start - round(_BEFORE_S * FPS), 0) : start]
        return float(np.median(rest)) if len(rest) else 0.0

    def lift(self, rows: tuple[int, ...], turned: float) -> Lift:
        """Describe it; ``rows`` are the counted first and last one, ``turned`` the turn at rest."""
        height = hands_above_floor(self.body, self.size, self.known)
        speed = self.size.metres * fastest_of(self.body, ("mid_wrist", "mid_shoulder"))
        span = span_of(height, speed, rows[0], rows[1], self.known)
        kind = kind_of(height, span, self.size.stature_m, self.known)
        low = slice(span.low_from, span.low_until + 1)
        ends = slice(span.start, span.start + 1), slice(span.end, span.end + 1)
        places = {
            Kind.PICKED_UP: (low, ends[1]),
            Kind.PUT_DOWN: (ends[0], low),
            Kind.DOWN_AND_UP: (low, ends[1]),
        }[kind]
        loaded = span.loaded(kind)
        bend, turn = self._bend(low), self._turn(loaded, turned)
        from_hands, to_hands = (self._hands(place, height) for place in places)
        lift = Lift(
            number=self.repetition.number,
            kind=kind,
            start_s=float(self.time_s[span.start]),
            lift_off_s=float(self.time_s[span.low_until]),
            end_s=float(self.time_s[span.end]),
            bend=bend,
            from_hands=from_hands,
            to_hands=to_hands,
            turn_deg=turn,
            pace=self._pace(height, loaded),
            hips_lead=None if kind is Kind.PUT_DOWN else self._hips_lead(span),
            pause_s=None,
        )
        return replace(lift, not_assessed=tuple(self._not_assessed(lift)))

    def _bend(self, low: slice) -> Bend | None:
        near = "left" if self.body.near_sign[0] > 0 else "right"
        names = (f"knee_flexion_{near}", "trunk_inclination")
        if not all(self.seen.trusted(name, low) for name in names):
            return None
        knee, trunk = (float(np.median(self.seen.values(name)[low])) for name in names)
        seen = min(self.seen.confidence(name, low) for name in names)
        return bend_of(knee, trunk, seen, self.known.style)

    def _hands(self, place: slice, height: Array) -> Hands:
        error = self.known.error
        reach = above = aside = None
        if self.seen.trusted("load_reach", place) and self._side_on(place):
            value = float(np.median(hands_before_ankles(self.body, self.size)[place]))
            reach = self.size.measured(value, error.reach_m, self.known)
        if self.seen.trusted("hand_height", place):
            above = self.size.measured(float(np.median(height[place])), error.height_m, self.known)
            direction, distance = (np.median(line[place]) for line in hands_aside(self.body))
            blur = float(np.degrees(np.arctan2(error.depth_m, distance)))
            aside = Measured(float(direction), max(error.turn_deg, blur))
        return Hands(reach, above, aside)

    def _side_on(self, place: slice) -> bool:
        """Whether the person still stands as at the beginning, with the same side to the camera."""
        now = float(np.median(self.sideness_deg[place])) * float(self.body.near_sign[0])
        return now >= _SIDE_ON_DEG

    def _turn(self, loaded: slice, turned: float) -> Measured | None:
        if not self.seen.trusted("trunk_twist", loaded):
            return None
        turn = self.seen.values("trunk_twist")[loaded] - turned
        length = min(max(round(self.known.lift.sustained_s * FPS), 1), len(turn))
        runs = np.lib.stride_tricks.sliding_window_view(turn, length)
        right, left = float(runs.min(axis=1).max()), float((-runs).min(axis=1).max())
        return Measured(right if right >= left else -left, self.known.error.turn_deg)

    def _pace(self, height: Array, loaded: slice) -> Pace:
        if not self.seen.trusted("hand_height", loaded):
            return Pace(None, None, None, None)
        speed = np.abs(vertical_speed(height)[loaded])
        smooth = spectral_arc_length(speed, FPS) if len(speed) > 5 else float("nan")
        smoothness = smooth if np.isfinite(smooth) else None
        return Pace(float(speed.max()), float(speed.mean()), None, smoothness)

    def _hips_lead(self, span: Span) -> float | None:
        """The largest lead of the hips over the shoulders on the way up; negative: behind."""
        way = slice(span.low_until, span.end + 1)
        hips = height_above_ankles(self.body, "mid_hip")[way]
        shoulders = height_above_ankles(self.body, "mid_shoulder")[way]
        if (hips[-1] - hips[0]) * self.size.metres < self.known.lift.hips_way_m:
            return None
        rise = [(line - line[0]) / (line[-1] - line[0]) for line in (hips, shoulders)]
        lead = rise[0] - rise[1]
        return float(lead[np.argmax(np.abs(lead))])

    def _not_assessed(self, lift: Lift) -> Iterator[NotAssessed]:
        side_on = abs(float(self.body.sideness_deg[0])) >= _SIDE_ON_DEG
        why = _UNSEEN if side_on else _SIDE
        if lift.bend is None:
            yield NotAssessed("Style", why)
        if lift.reach_m is None:
            yield NotAssessed("Distance of the load", why)
        if lift.low_hands.height_m is None:
            yield NotAssessed("Height of the hands", _UNSEEN)
        if lift.turn_deg is None:
            yield NotAssessed("Turning", _UNSEEN)
