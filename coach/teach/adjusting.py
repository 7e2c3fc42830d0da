"""What a therapist changes in a proposed exercise: words, minimum, tempo, views, time to hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from coach.engine.exercise import Check, Dosage, Dose, Exercise, Repetitions, Signal
from coach.teach.compose import HURRIED, reworded
from coach.teach.errors import TeachingError
from coach.teach.words import Words
from poses.view import View

LEAST_SHARE: Final = 0.2
MOST_SHARE: Final = 0.95


@dataclass(frozen=True)
class Adjustments:
    """Changes of figures; None leaves them as they were proposed.

    ``minimum`` is the share 0..1 of the demonstrated travel from which on a repetition counts,
    ``tempo_s`` the comfortable time of one, ``views`` the views to film from, ``hold_s`` how long
    the far end or the position is to be held, seconds.
    """

    minimum: float | None = None
    tempo_s: tuple[float, float] | None = None
    views: tuple[View, ...] | None = None
    hold_s: float | None = None


def adjusted(exercise: Exercise, words: Words, changes: Adjustments, *, day: date) -> Exercise:
    """The exercise with these words and figures.

    Raises:
        TeachingError: a figure is out of the question; the message says what to do.
    """
    _allow(exercise, changes)
    changed = reworded(exercise, words, day)
    if changed.repetitions is not None:
        rule, checks = _rule(changed.repetitions, changes), _checks(changed.checks, changes)
        changed = changed.model_copy(update={"repetitions": rule, "checks": checks})
    if changes.hold_s is not None:
        changed = _held(changed, changes.hold_s)
    if changes.views is not None:
        camera = changed.camera.model_copy(update={"views": changes.views})
        changed = changed.model_copy(update={"camera": camera})
    return Exercise.model_validate(changed.model_dump(by_alias=True))


def _allow(exercise: Exercise, changes: Adjustments) -> None:
    if changes.minimum is not None and not LEAST_SHARE <= changes.minimum <= MOST_SHARE:
        raise TeachingError(
            f"The minimum must be from {LEAST_SHARE:.0%} to {MOST_SHARE:.0%} of what was shown."
        )
    if changes.tempo_s is not None and not 0 < changes.tempo_s[0] < changes.tempo_s[1]:
        raise TeachingError("The tempo needs a shorter and a longer time, in seconds.")
    if changes.hold_s is not None and changes.hold_s <= 0:
        raise TeachingError("The time to hold must be more than nothing.")
    if changes.views is not None and exercise.reference.view not in changes.views:
        raise TeachingError(
            "Keep the view that it was shown in among the views to film from: the figure is drawn "
            "from there."
        )


def _rule(rule: Repetitions, changes: Adjustments) -> Repetitions:
    counting: dict[str, object] = {}
    if changes.minimum is not None:
        times = changes.minimum / rule.signals[0].minimum_progress
        counting["signals"] = tuple(_with_minimum(signal, times) for signal in rule.signals)
    if changes.tempo_s is not None:
        counting["tempo_s"] = changes.tempo_s
    if changes.hold_s is not None and rule.hold_s is not None:
        counting["hold_s"] = changes.hold_s
        counting["pause_max_s"] = max(rule.pause_max_s, 3.0 * changes.hold_s)
    return rule.model_copy(update=counting)


def _with_minimum(signal: Signal, times: float) -> Signal:
    """Signals for other views keep their distance to the first one's minimum."""
    most = MOST_SHARE * abs(signal.target - signal.start)
    return signal.model_copy(update={"minimum": round(min(signal.minimum * times, most), 3)})


def _checks(checks: tuple[Check, ...], changes: Adjustments) -> tuple[Check, ...]:
    """The pace that is too fast goes with the tempo."""
    if changes.tempo_s is None:
        return checks
    limit = {"below": changes.tempo_s[0]}
    return tuple(c.model_copy(update=limit) if c.id == HURRIED else c for c in checks)


def _held(exercise: Exercise, hold_s: float) -> Exercise:
    """The time to hold, in the dose as well."""
    doses: dict[str, Dose] = {}
    for weeks in Dosage.model_fields:
        dose: Dose = getattr(exercise.dosage, weeks)
        held = dose.hold_s is not None
        doses[weeks] = dose.model_copy(update={"hold_s": hold_s}) if held else dose
    changes: dict[str, object] = {"dosage": exercise.dosage.model_copy(update=doses)}
    if exercise.hold is not None:
        changes["hold"] = exercise.hold.model_copy(update={"target_s": hold_s})
    return exercise.model_copy(update=changes)
