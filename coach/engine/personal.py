"""The exercise of one person: their own values in the place of the catalogue's.

``target``, ``start`` and ``minimum`` speak of the main signal. A person whose own way is shorter
than the exercise's shows less of every other measure as well, so whatever else asks for movement
follows: signals for other views, confirmations, conditions at the turn, and checks that find a
movement too small. The reference movement tells how far each of them has come when so much of the
main signal's way is done (``coach/engine/fitting.py``). Of no other measure is more asked than in
the catalogue, and limits that guard form stay as they are unless they are set themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from coach.engine.exercise import Check, Dosage, Exercise, Repetitions, Signal
from coach.engine.fitting import Fitting
from coach.engine.thresholds import (
    BASELINE,
    HOLD,
    LEAST_WAY,
    MINIMUM,
    START,
    TARGET,
    TEMPO_MAX,
    TEMPO_MIN,
    Threshold,
    check_key,
    figure,
    thresholds,
)
from poses.errors import UserFacingError

_SLACK: Final = 1e-9


class TargetError(UserFacingError):
    """A person's own value can't be used; the text says what is allowed."""


def personalised(exercise: Exercise, targets: Mapping[str, float]) -> Exercise:
    """The exercise with a person's own values, by their keys; see ``thresholds``.

    Without any the exercise is returned as it is. Keys of a posture's baseline change nothing.

    Raises:
        TargetError: the exercise has no such value, or one of them is impossible.
    """
    own = {key: value for key, value in targets.items() if not key.startswith(BASELINE)}
    if not own:
        return exercise
    known = {threshold.key: threshold for threshold in thresholds(exercise)}
    for key, value in own.items():
        _refuse_impossible(exercise, known.get(key), key, value)
    changes: dict[str, object] = {}
    checks = exercise.checks
    if exercise.repetitions is not None:
        rule = exercise.repetitions
        if not {TARGET, START, MINIMUM}.isdisjoint(own):
            fitting = Fitting(exercise, _main_signal(exercise, rule.signals[0], own))
            rule = fitting.repetitions(rule)
            checks = tuple(fitting.check(check) for check in checks)
        changes["repetitions"] = _timed(exercise, rule, own)
    if exercise.hold is not None and HOLD in own:
        shortest_s = min(exercise.hold.minimum_s, own[HOLD])
        changes["hold"] = exercise.hold.model_copy(
            update={"target_s": own[HOLD], "minimum_s": shortest_s}
        )
    if HOLD in own:
        changes["dosage"] = _held_for(exercise.dosage, own[HOLD])
    changes["checks"] = tuple(_limited(check, own) for check in checks)
    return exercise.model_copy(update=changes)


def _refuse_impossible(
    exercise: Exercise, threshold: Threshold | None, key: str, value: float
) -> None:
    if threshold is None:
        keys = ", ".join(known.key for known in thresholds(exercise))
        raise TargetError(
            f"{exercise.name} has no value '{key}'. "
            + (f"Choose one of: {keys}." if keys else "It is guided and has none to change.")
        )
    if not threshold.low - _SLACK <= value <= threshold.high + _SLACK:
        raise TargetError(
            f"{exercise.name}: {threshold.title} can be {figure(threshold.low)} to "
            f"{threshold.say(threshold.high)}, not {figure(value)}."
        )


def _main_signal(exercise: Exercise, main: Signal, own: Mapping[str, float]) -> Signal:
    start, target = own.get(START, main.start), own.get(TARGET, main.target)
    share = (target - start) / (main.target - main.start)
    if share < LEAST_WAY - _SLACK:
        raise TargetError(
            f"{exercise.name}: a full repetition must be at least "
            f"{figure(LEAST_WAY * abs(main.target - main.start))} away from the start position, "
            "on the same side of it as usual."
        )
    minimum = own.get(MINIMUM, main.minimum * min(share, 1.0))
    if minimum > abs(target - start) + _SLACK:
        raise TargetError(
            f"{exercise.name}: the change that counts can be at most the whole way of "
            f"{figure(abs(target - start))}, not {figure(minimum)}."
        )
    return main.model_copy(update={"start": start, "target": target, "minimum": minimum})


def _timed(exercise: Exercise, rule: Repetitions, own: Mapping[str, float]) -> Repetitions:
    quick, slow = rule.tempo_s
    tempo_s = (own.get(TEMPO_MIN, quick), own.get(TEMPO_MAX, slow))
    if tempo_s[0] >= tempo_s[1]:
        raise TargetError(
            f"{exercise.name}: the quickest calm repetition must take less time than the slowest "
            f"one, which is {figure(tempo_s[1])} seconds."
        )
    changes: dict[str, object] = {"tempo_s": tempo_s}
    if HOLD in own and rule.hold_s is not None:
        # A longer hold is still no rest.
        longer_s = max(own[HOLD] - rule.hold_s, 0.0)
        changes |= {
            "hold_s": own[HOLD],
            "pause_max_s": rule.pause_max_s + longer_s,
            "maximum_s": rule.maximum_s + longer_s,
        }
    return rule.model_copy(update=changes)


def _held_for(dosage: Dosage, hold_s: float) -> Dosage:
    weeks = {name: getattr(dosage, name) for name in type(dosage).model_fields}
    return dosage.model_copy(
        update={
            name: dose.model_copy(update={"hold_s": hold_s})
            for name, dose in weeks.items()
            if dose.hold_s is not None
        }
    )


def _limited(check: Check, own: Mapping[str, float]) -> Check:
    limit = own.get(check_key(check.id))
    if limit is None:
        return check
    return check.model_copy(update={"above" if check.above is not None else "below": limit})
