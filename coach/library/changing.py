"""Changing a person's own values: only to what can be."""

from __future__ import annotations

from collections.abc import Mapping

from coach.engine.catalogue import find_exercise
from coach.engine.personal import personalised
from coach.engine.thresholds import thresholds
from coach.library.collection import library_for
from coach.records import Log, Target, TargetSource


def change_targets(
    log: Log, exercise_id: str, values: Mapping[str, float], *, set_by: TargetSource, reason: str
) -> list[Target]:
    """Give a person values of their own for an exercise, together with those that they have.

    All are kept or none; the ones before stay in the history.

    Raises:
        ExerciseError: there is no such exercise.
        TargetError: the exercise has no such value, or it can't be; the text says what can.
        StorageError: the log can't be read or written.
    """
    exercise = find_exercise(exercise_id, library_for(log).usual)
    known = {threshold.key for threshold in thresholds(exercise)}
    now = {each.key: each.value for each in log.targets(exercise_id) if each.key in known}
    personalised(exercise, {**now, **values})
    return log.set_targets(exercise_id, values, set_by=set_by, reason=reason)
