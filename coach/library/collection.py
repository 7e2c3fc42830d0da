"""Catalogue, taught exercises and a person's own values put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from coach.engine.catalogue import ExerciseError, catalogue, parse_exercise
from coach.engine.exercise import Exercise
from coach.engine.personal import TargetError, personalised
from coach.records import Database, ReadOnlyLog, Target, TaughtExercise, taught_exercises


@dataclass(frozen=True)
class Library:
    """All exercises by id, in order of their names.

    ``usual`` are those of the installation, ``own`` the same with a person's own values.
    ``problems`` are sentences for people about what had to be left out.
    """

    usual: Mapping[str, Exercise]
    own: Mapping[str, Exercise]
    problems: tuple[str, ...] = ()


def library(database: Database) -> Library:
    """The exercises of an installation, for nobody in particular.

    Raises:
        StorageError: the log can't be read.
    """
    return _library(taught_exercises(database), ())


def library_for(log: ReadOnlyLog) -> Library:
    """The exercises of one person.

    Raises:
        StorageError: the log can't be read.
    """
    return _library(log.taught_exercises(), log.targets())


def exercises(database: Database) -> Mapping[str, Exercise]:
    """Catalogue and taught exercises by id, in order of their names.

    Raises:
        StorageError: the log can't be read.
    """
    return library(database).usual


def exercises_for(log: ReadOnlyLog) -> Mapping[str, Exercise]:
    """The same as they are for one person: their own values before the catalogue's.

    Raises:
        StorageError: the log can't be read.
    """
    return library_for(log).own


def as_it_was(log: ReadOnlyLog, exercise_id: str, moment: datetime) -> Exercise | None:
    """An exercise with the values that it had for this person at a moment; None if unknown.

    The catalogue's own values are today's: its past is not kept.

    Raises:
        StorageError: the log can't be read.
        ValueError: the moment has no time zone.
    """
    held = [
        target
        for target in log.target_history(exercise_id)
        if target.set_at <= moment and (target.ended_at is None or target.ended_at > moment)
    ]
    return _library(log.taught_exercises(moment), held).own.get(exercise_id)


def _library(taught: Iterable[TaughtExercise], targets: Iterable[Target]) -> Library:
    problems: list[str] = []
    usual = {**_readable(taught, problems), **catalogue()}
    usual = {known.id: known for known in sorted(usual.values(), key=lambda each: each.name)}
    own = dict(usual)
    for target_of, values in _by_exercise(targets).items():
        if target_of in usual:
            own[target_of] = _fitted(usual[target_of], values, problems)
    return Library(usual, own, tuple(problems))


def _readable(taught: Iterable[TaughtExercise], problems: list[str]) -> dict[str, Exercise]:
    """The taught exercises that this version understands and the catalogue doesn't have."""
    found = {}
    for each in taught:
        if each.id in catalogue():
            problems.append(
                f"The taught exercise '{each.id}' is left out: the catalogue has one of this name "
                "now. Teach it again under another name."
            )
            continue
        try:
            found[each.id] = _parsed(each.id, each.toml)
        except ExerciseError as error:
            problems.append(
                f"The taught exercise '{each.id}' is left out, because it can't be read: teach it "
                f"again. {error}"
            )
    return found


@lru_cache(maxsize=128)
def _parsed(exercise_id: str, text: str) -> Exercise:
    return parse_exercise(exercise_id, text)


def _by_exercise(targets: Iterable[Target]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for target in targets:
        found.setdefault(target.exercise, {})[target.key] = target.value
    return found


def _fitted(exercise: Exercise, values: dict[str, float], problems: list[str]) -> Exercise:
    """The exercise with all own values that still fit it."""
    try:
        return personalised(exercise, values)
    except TargetError:
        pass
    # The exercise has changed since: keep what can be kept.
    kept: dict[str, float] = {}
    for key, value in values.items():
        try:
            personalised(exercise, {**kept, key: value})
        except TargetError:
            problems.append(
                f"{exercise.name} has changed: your own value for '{key}' no longer fits and is "
                "left out. Look at your targets, and set it again or take it back."
            )
        else:
            kept[key] = value
    return personalised(exercise, kept)
