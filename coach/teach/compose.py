"""Puts an exercise together from its rules, its figure and its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from coach.engine.exercise import (
    BodyPart,
    Camera,
    Check,
    Dosage,
    Dose,
    Exercise,
    HoldRule,
    MeasureRef,
    Repetitions,
    Start,
)
from coach.engine.reference import Reference
from coach.engine.results import Severity
from coach.teach.postures import Place
from coach.teach.words import Words, origin, texts
from poses.angles import measures
from poses.view import View

_PARTS: Final[dict[BodyPart, tuple[str, ...]]] = {
    "head": ("ear", "nose"),
    "shoulders": ("shoulder",),
    "elbows": ("elbow",),
    "hands": ("wrist", "index"),
    "hips": ("hip",),
    "knees": ("knee",),
    "feet": ("ankle", "heel", "foot_index"),
}
HURRIED: Final = "hurried"
"""The check of a pace that is faster than what was shown."""

_SHORT: Final = 0.7
_SHORT_HOLD: Final = 0.6


@dataclass(frozen=True)
class Frame:
    """What every exercise has around its counting."""

    words: Words
    day: date
    place: Place
    views: tuple[View, ...]
    reference: Reference


def counted(
    frame: Frame, start: Start, rule: Repetitions, main: MeasureRef, range_ref: MeasureRef | None
) -> Exercise:
    """An exercise of repetitions."""
    references = (main, *rule.signals[:1], *rule.confirm)
    dose: dict[str, object] = {"repetitions": 8, "per_side": rule.alternating}
    if rule.hold_s is not None:
        dose["hold_s"] = rule.hold_s
    return _exercise(
        frame,
        references,
        dose,
        {
            "start": start,
            "repetitions": rule,
            "range": range_ref,
            "checks": tuple(_checks(rule)),
        },
    )


def kept(frame: Frame, rule: HoldRule) -> Exercise:
    """An exercise that is held."""
    dose: dict[str, object] = {"hold_s": rule.target_s, "per_side": rule.side_from is not None}
    return _exercise(frame, rule.conditions, dose, {"hold": rule})


def reworded(exercise: Exercise, words: Words, day: date) -> Exercise:
    """The same exercise in other words."""
    side = any(view.is_side for view in exercise.camera.views)
    held = exercise.hold is not None
    return exercise.model_copy(
        update={
            **_told(words),
            "text": texts(words, exercise.position, side_view=side, held=held),
            "sources": (origin(day),),
        }
    )


def _told(words: Words) -> dict[str, object]:
    return {
        "id": words.id,
        "name": words.name,
        "category": words.category,
        "goal": words.goal or "What your therapist chose it for",
        "equipment": words.equipment,
    }


def _exercise(
    frame: Frame, references: Iterable[MeasureRef], dose: dict[str, object], own: dict[str, object]
) -> Exercise:
    words, place = frame.words, frame.place
    side = any(view.is_side for view in frame.views)
    doses = {name: Dose.model_validate({"sets": 2} | dose) for name in Dosage.model_fields}
    return Exercise.model_validate(
        {
            "schema": 1,
            **_told(words),
            "position": place.position,
            "floor_pose": place.floor_pose,
            "text": texts(words, place.position, side_view=side, held="hold" in own),
            "dosage": Dosage(**doses),
            "camera": Camera(views=frame.views, body_parts=_body_parts(references)),
            "reference": frame.reference,
            "sources": (origin(frame.day),),
        }
        | own
    )


def _body_parts(references: Iterable[MeasureRef]) -> tuple[BodyPart, ...]:
    """What must be in the picture; the trunk always."""
    points = {"shoulder", "hip"}
    for ref in references:
        points |= {point.split("_", 1)[1] for point in measures()[ref.columns[0]].points}
    return tuple(part for part, names in _PARTS.items() if points & set(names))


def _checks(rule: Repetitions) -> Iterable[Check]:
    """What can be said of a repetition without knowing what good form is."""
    if rule.signals[0].plane != "any":
        yield Check(
            id="short_way",
            title="Less far than shown",
            metric="peak",
            below=_SHORT,
            severity=Severity.INFO,
            cue="A little further if comfortable",
            why="The whole way was shown, as far as it is comfortable for you.",
        )
    yield Check(
        id=HURRIED,
        title="Faster than shown",
        metric="duration_s",
        below=rule.tempo_s[0],
        severity=Severity.INFO,
        cue="Take your time",
        why="A calm pace is how it was shown.",
    )
    if rule.hold_s is not None:
        yield Check(
            id="short_hold",
            title="Held less long than shown",
            metric="held_s",
            below=round(_SHORT_HOLD * rule.hold_s, 1),
            severity=Severity.INFO,
            cue="Stay there a little longer",
            why="Staying at the far end is part of this exercise.",
        )
