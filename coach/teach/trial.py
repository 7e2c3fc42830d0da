"""The engine's own word on a proposed exercise: does it count what was shown?"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from coach.engine.exercise import Exercise
from coach.engine.figure import reference_track
from coach.engine.results import Repetition, SetResult
from coach.engine.tracker import track_set
from poses.track import PoseTrack

Span = tuple[float, float]

_MISSED: Final = 0.2
_ROUNDS: Final = 2
_FPS: Final = 15.0


def count(exercise: Exercise, track: PoseTrack) -> SetResult:
    """What the engine makes of a recording."""
    return track_set(exercise, track).finish()


def finds(result: SetResult, shown: Sequence[Span], unseen: Callable[[Span], bool]) -> bool:
    """Whether the counted repetitions are the shown ones, but for one in five.

    ``unseen`` tells of a span whether what was shown then could not be seen by the measure that
    found the others, as after turning round: such a repetition may be counted or not.
    """
    allowed = math.floor(_MISSED * len(shown))
    missed = sum(not any(_meet(rep, span) for rep in result.repetitions) for span in shown)
    further = sum(
        not any(_meet(rep, span) for span in shown) and not unseen((rep.start_s, rep.end_s))
        for rep in result.repetitions
    )
    return missed <= allowed and further <= allowed


def counts_figure(exercise: Exercise, yaws_deg: Iterable[float | None] = (None,)) -> bool:
    """Whether the reference figure is counted, seen from each of these sides."""
    for yaw in yaws_deg:
        track = reference_track(exercise, fps=_FPS, repetitions=_ROUNDS, yaw_deg=yaw)
        if len(count(exercise, track).repetitions) != _ROUNDS:
            return False
    return True


def _meet(rep: Repetition, span: Span) -> bool:
    """Whether the two spans share at least half of the shorter one."""
    common = min(rep.end_s, span[1]) - max(rep.start_s, span[0])
    return common >= 0.5 * min(rep.duration_s, span[1] - span[0])
