"""One step up or down for one exercise: which number changes, and by how much."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Final

from coach.programme.model import Change, Prescription
from coach.programme.progression.history import Rung
from coach.programme.progression.rules import rules

EXERCISE: Final = "exercise"
"""The field of a change in which another exercise takes the place."""


def step_up(line: Prescription, rung: Rung, planned: Collection[str]) -> Change | None:
    """One thing more: repetitions or minutes, then hold, range, load, then a harder exercise.

    ``planned`` are the exercises that the week has already. None when all is reached.
    """
    share = rules().step_share
    if line.repetitions is not None and line.repetitions < (rung.most_repetitions or 0):
        more = line.repetitions + max(1, math.floor(line.repetitions * share + 1e-9))
        return _change(
            line, "repetitions", line.repetitions, min(more, rung.most_repetitions or more)
        )
    if line.minutes is not None and line.minutes < (rung.most_minutes or 0):
        return _change(line, "minutes", line.minutes, _more(line.minutes, rung.most_minutes or 0.0))
    if line.hold_s is not None and line.hold_s < (rung.most_hold_s or 0):
        return _change(line, "hold_s", line.hold_s, _more(line.hold_s, rung.most_hold_s or 0.0))
    if line.target_deg is not None and line.target_deg < (rung.most_target_deg or 0):
        most = rung.most_target_deg or 0.0
        return _change(line, "target_deg", line.target_deg, _more(line.target_deg, most))
    if line.load_kg and line.load_kg < rules().load_most_kg:
        return _change(line, "load_kg", line.load_kg, _heavier(line.load_kg))
    harder = next((one for one in rung.harder if one not in planned), None)
    return None if harder is None else _exchange(line, harder)


def step_down(line: Prescription, rung: Rung, planned: Collection[str]) -> Change | None:
    """One step easier: less load, less hold, fewer repetitions or minutes, an easier exercise.

    An easier one that the week has already lets this one rest. None when nothing is easier.
    """
    least = rules().least_share
    if line.load_kg:
        less = max(0.0, math.floor(2 * line.load_kg * (1 - rules().step_down_share)) / 2)
        return _change(line, "load_kg", line.load_kg, less)
    if line.hold_s is not None:
        floor_s = max(1.0, math.ceil((rung.first_hold_s or line.hold_s) * least))
        if line.hold_s > floor_s:
            return _change(line, "hold_s", line.hold_s, float(_less(line.hold_s, floor_s)))
    if line.minutes is not None:
        floor_min = max(1.0, math.ceil((rung.first_minutes or line.minutes) * least))
        if line.minutes > floor_min:
            return _change(line, "minutes", line.minutes, float(_less(line.minutes, floor_min)))
    if line.repetitions is not None:
        floor = max(1, math.ceil((rung.first_repetitions or line.repetitions) * least))
        if line.repetitions > floor:
            less_often = int(_less(line.repetitions, floor))
            return _change(line, "repetitions", line.repetitions, less_often)
    fresh = next((one for one in rung.easier if one not in planned), None)
    known = next((one for one in rung.easier if one in planned), None)
    if fresh is None and known is None:
        return None
    return _exchange(line, fresh or str(known))


def _more(now: float, most: float) -> float:
    return min(float(most), now + max(1.0, math.floor(now * rules().step_share + 1e-9)))


def _heavier(now: float) -> float:
    step = rules().load_step_kg
    more = max(step, math.floor(now * rules().step_share / step) * step)
    return min(rules().load_most_kg, now + more)


def _less(now: float, floor: float) -> float:
    return max(floor, now - max(1, math.ceil(now * rules().step_down_share - 1e-9)))


def _change(line: Prescription, name: str, old: float, new: float) -> Change:
    return Change(exercise=line.exercise, field=name, old=old, new=new)


def _exchange(line: Prescription, other: str) -> Change:
    return Change(exercise=line.exercise, field=EXERCISE, old=line.exercise, new=other)
