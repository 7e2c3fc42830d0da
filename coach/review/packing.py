"""A recorded set packed for the review player: points, angles, views, all on one row of times."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from coach.engine.exercise import Exercise
from coach.engine.results import SetResult
from coach.engine.tracker import Trace
from coach.review.errors import errors
from coach.review.points import pack, thinned
from coach.review.series import Series, Shown, every_series
from poses.track import PoseTrack
from poses.view import View, ViewTracker

Array = NDArray[np.float64]

_MOST_FPS: Final = 60.0
"""Every frame that was judged: one steps from each to the next."""

_HIDDEN: Final = -32768
_STEPS: Final = {"deg": 20.0}
_STEPS_OTHERWISE: Final = 2000.0


def movement(
    track: PoseTrack, result: SetResult, exercise: Exercise | None, trace: Trace | None
) -> dict[str, Any] | None:
    """All that moves, or None when nobody is seen in the whole track.

    As ``points.pack`` gives it, with ``views``, pairs of a time in seconds and the view from then
    on, and ``angles``: each with its ``lines``, base64 of int16 over the same times in ``steps``
    per unit, ``hidden`` where it could not be seen, and what is known of its ``error``.
    """
    keep = thinned(track, _MOST_FPS)
    packed = pack(track, keep)
    if packed is None:
        return None
    shown = () if exercise is None or trace is None else every_series(exercise, result, trace)
    time_s = track.time_s[keep]
    view = _view_of(result)
    return packed | {
        "views": _views(track, keep),
        "angles": [_angle(one, time_s, view) for one in shown],
    }


def error_figures() -> dict[str, Any]:
    """What the player needs in order to say how far off an angle measured in it may be."""
    known = errors()
    return {
        "joints": [
            {
                "points": list(points),
                "views": [view.value for view in each.views],
                "high": each.high,
                "words": each.words,
            }
            for each in known.angle
            for points in each.landmarks
        ],
        "placing": {"mouse": known.placing.mouse_px, "touch": known.placing.touch_px},
    }


def _angle(shown: Shown, time_s: Array, view: View) -> dict[str, Any]:
    steps = _STEPS.get(shown.unit, _STEPS_OTHERWISE)
    known = errors().of(shown.key, view)
    return {
        "key": shown.key,
        "title": shown.title[:1].upper() + shown.title[1:],
        "unit": shown.unit,
        "seen": shown.seen,
        "steps": steps,
        "hidden": _HIDDEN,
        "error": known.words if known else "",
        "lines": [
            {
                "side": line.side,
                "values": _line(line.series, time_s, steps),
            }
            for line in shown.lines
        ],
    }


def _line(series: Series, time_s: Array, steps: float) -> str:
    """The values at the given times; a time that has none of its own is hidden."""
    own_s, value = series.time_s, series.value
    at = np.clip(np.searchsorted(own_s, time_s), 0, max(len(own_s) - 1, 0))
    found = np.full(len(time_s), np.nan)
    if len(own_s):
        found = np.where(np.abs(own_s[at] - time_s) < 1e-6, value[at], np.nan)
    scaled = np.clip(found * steps, -32000, 32000)
    packed = np.where(np.isfinite(scaled), np.round(scaled), _HIDDEN).astype("<i2")
    return base64.b64encode(packed.tobytes()).decode("ascii")


def _views(track: PoseTrack, keep: Sequence[int]) -> list[tuple[float, str]]:
    tracker = ViewTracker()
    found: list[tuple[float, str]] = []
    for index in keep:
        frame = track[index]
        view = View.UNKNOWN
        if frame.world is not None:
            view = tracker.update(frame.time_s, frame.world.astype(np.float64)).view
        if not found or found[-1][1] != view.value:
            found.append((round(frame.time_s, 3), view.value))
    return found


def _view_of(result: SetResult) -> View:
    try:
        return View(result.view)
    except ValueError:
        return View.UNKNOWN
