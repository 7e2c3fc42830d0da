"""The reference movement of a taught exercise: the figure that shows how it was demonstrated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from coach.engine.exercise import MeasureRef
from coach.engine.reference import Keyframe, Posture, Prop, Reference, Support
from coach.teach.body_angles import flat_footed, further, legs_alike, symmetric
from coach.teach.candidates import OF_REST
from coach.teach.cycles import Cycle
from coach.teach.figure_fit import Seen, figure_measure, fit, yaw_of
from coach.teach.finding import Finding
from coach.teach.following import RATE_HZ
from coach.teach.measuring import Demonstration
from coach.teach.postures import Place
from coach.teach.resting import support_of
from poses.angles import measures
from poses.view import View

Array = NDArray[np.float64]
PlainView = Literal[View.FRONT, View.SIDE_LEFT, View.SIDE_RIGHT]

_SIDED: Final[Mapping[str, Literal["left", "right"]]] = {"left": "left", "right": "right"}
_SURE: Final = 0.8
_BEND_WEIGHT: Final = 0.02
_SIGNAL_WEIGHT: Final = 0.06
_PER_HUNDREDTH: Final = 100.0
_SAMPLES: Final = 2
_STAY_AT_REST_S: Final = 0.6
_LONGEST_STAY_S: Final = 2.0
_SLOW_ENDS: Final = 1.2
"""The slow beginning and end of a movement lie outside of what was found of it."""


@dataclass(frozen=True)
class Drawn:
    """The two ends of the movement as postures, how they are looked at and what carries them."""

    view: PlainView
    start: Posture
    far: Posture
    support: Support


def draw(finding: Finding, place: Place) -> Drawn:
    """Estimate both ends of the movement; where sides alternate, those of the first one."""
    demonstration, mover = finding.demonstration, finding.signal.mover
    own = _first_side(finding)
    rest_at = [at for cycle in own for at in finding.rests(cycle)]
    turn_at = [cycle.turn for cycle in own]
    view = plain_view(finding.views, _sideness(demonstration, rest_at))
    yaw_deg = _yaw(demonstration, rest_at)
    start = fit(_seen(demonstration, rest_at, mover.ref, mover.rest, {}), yaw_deg, view)
    start = flat_footed(start, even=not view.is_side)
    alike = finding.sides is None and legs_alike(start)
    if alike:
        start = symmetric(start, _near(view))
    whole = {}
    if mover.ref.measure in OF_REST:
        whole[mover.ref] = figure_measure(start, mover.ref, view)
    far = fit(_seen(demonstration, turn_at, mover.ref, mover.far, whole), yaw_deg, view, start)
    far = flat_footed(far, even=not view.is_side)
    if alike:
        far = symmetric(far, _near(view))
    return Drawn(view, start, far, support_of((start, far), place))


def draw_held(
    demonstration: Demonstration, at: Sequence[int], views: Sequence[View], place: Place
) -> Drawn:
    """A posture that is held."""
    view = plain_view(views, _sideness(demonstration, at))
    posture = fit(_seen(demonstration, at, None, 0.0, {}), _yaw(demonstration, at), view)
    return Drawn(view, posture, posture, support_of((posture,), place))


def plain_view(views: Sequence[View], sideness_deg: float) -> PlainView:
    """From where the figure is shown: the plainest view near to that of the demonstration."""
    if views[0].is_side:
        return View.SIDE_LEFT if sideness_deg > 0 else View.SIDE_RIGHT
    return View.FRONT


def moving(drawn: Drawn, finding: Finding, place: Place, share: float = 1.0) -> Reference:
    """The movement with the tempo that was shown; ``share`` of the way to the far end."""
    out_s, back_s = _times_s(finding)
    stay_s = finding.hold_s or min(finding.stay_s, _LONGEST_STAY_S)
    far = drawn.far if share == 1.0 else further(drawn.start, drawn.far, share)
    frames = (
        Keyframe(move_s=back_s, stay_s=_STAY_AT_REST_S, posture=drawn.start),
        Keyframe(move_s=out_s, stay_s=round(stay_s, 1), posture=far),
    )
    return Reference(view=drawn.view, support=drawn.support, prop=_prop(place), keyframes=frames)


def still(drawn: Drawn, place: Place) -> Reference:
    """A reference that stays as it is."""
    frames = (Keyframe(move_s=1.0, stay_s=5.0, posture=drawn.start),)
    return Reference(
        view=drawn.view, support=drawn.support, prop=_prop(place), far_end=0, keyframes=frames
    )


def nobody(views: Sequence[View]) -> Reference:
    """A figure that stands for one that is still to be drawn."""
    frames = (Keyframe(move_s=1.0, posture=Posture()),)
    return Reference(view=plain_view(views, 90.0), far_end=0, keyframes=frames)


def _first_side(finding: Finding) -> list[Cycle]:
    if finding.sides is None:
        return list(finding.cycles)
    sides = finding.sides.sides
    return [c for c, side in zip(finding.cycles, sides, strict=True) if side is sides[0]]


def _sideness(demonstration: Demonstration, at: Sequence[int]) -> float:
    return float(np.median(demonstration.sideness_deg[list(at)]))


def _near(view: View) -> str | None:
    return {View.SIDE_LEFT: "left", View.SIDE_RIGHT: "right"}.get(view)


def _yaw(demonstration: Demonstration, at: Sequence[int]) -> float:
    """From where the camera looked at these samples."""
    chosen = np.zeros(len(demonstration), dtype=bool)
    chosen[list(at)] = True
    return yaw_of(_middle(demonstration.world, at), next(iter(demonstration.views(chosen))))


def _middle(points: Array, at: Sequence[int]) -> Array:
    """The usual place of each point around these samples."""
    around = np.add.outer(list(at), range(-_SAMPLES, _SAMPLES + 1)).ravel()
    return np.asarray(np.median(points[np.clip(around, 0, len(points) - 1)], axis=0))


def _seen(
    demonstration: Demonstration,
    at: Sequence[int],
    signal: MeasureRef | None,
    value: float,
    whole: Mapping[MeasureRef, float],
) -> Seen:
    """The body at these samples, with the angles in the picture that can be read well there."""
    values: dict[MeasureRef, tuple[float, float]] = {}
    for name in demonstration.table.names:
        measure = measures()[name]
        if measure.unit != "deg" or measure.space != "image":
            continue
        ref = MeasureRef(measure=measure.base, sides=_SIDED.get(measure.side or "", "near"))
        own, trust = demonstration.read(ref)
        if float(np.median(trust[list(at)])) >= _SURE:
            values[ref] = (float(np.median(own[list(at)])), _BEND_WEIGHT)
    if signal is not None:
        scale = 1.0 if signal.unit == "deg" else _PER_HUNDREDTH
        values[signal] = (value, _SIGNAL_WEIGHT * scale)
    return Seen(_middle(demonstration.world, at), _middle(demonstration.seen, at), values, whole)


def _times_s(finding: Finding) -> tuple[float, float]:
    """How long the way out and the way back usually take."""
    out = [(cycle.turn - cycle.start) / RATE_HZ for cycle in finding.cycles]
    back = [(cycle.end - cycle.turn) / RATE_HZ for cycle in finding.cycles]
    return _calm_s(float(np.median(out)), finding), _calm_s(float(np.median(back)), finding)


def _calm_s(way_s: float, finding: Finding) -> float:
    return round(float(np.clip(_SLOW_ENDS * (way_s - 0.5 * finding.stay_s), 0.4, 8.0)), 1)


def _prop(place: Place) -> Prop | None:
    return {"floor": "mat", "chair": "chair"}.get(place.position)  # type: ignore[return-value]
