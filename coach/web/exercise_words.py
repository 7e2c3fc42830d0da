"""What the catalogue's short words mean to people."""

from __future__ import annotations

from typing import Final

from coach.engine.exercise import Dose, Exercise
from coach.web.words import count_words, seconds_words

CATEGORIES: Final = {
    "mobility": "Getting mobile",
    "stretch": "Stretching",
    "strength": "Strength",
    "stability": "Steady trunk",
    "functional": "Everyday tasks",
    "posture": "Posture",
    "assessment": "Checks",
}
POSITIONS: Final = {"standing": "Standing", "chair": "On a chair", "floor": "On the floor"}
NEEDS: Final = {
    "nothing": "Nothing",
    "mat": "A mat",
    "chair": "A chair",
    "wall": "A wall",
    "box": "A box or step",
    "weight": "A weight",
}
_SIGNS: Final = {
    "mat": ("mat", "cushion"),
    "chair": ("chair",),
    "wall": ("wall",),
    "box": ("box", "basket", "step"),
    "weight": ("weight", "bag", "bottle"),
}
FLOOR: Final = {
    "supine": "lying on your back",
    "prone": "lying on your front",
    "side": "lying on your side",
    "quadruped": "on hands and knees",
    "kneeling": "kneeling",
}


def needs(exercise: Exercise) -> frozenset[str]:
    """What has to be at hand, as keys of ``NEEDS``."""
    told = " ".join(exercise.equipment).lower()
    found = {need for need, signs in _SIGNS.items() if any(sign in told for sign in signs)}
    if exercise.position == "chair":
        found.add("chair")
    return frozenset(found or {"nothing"})


def position_words(exercise: Exercise) -> str:
    """Where and how it is done."""
    where = POSITIONS[exercise.position]
    return f"{where}, {FLOOR[exercise.floor_pose]}" if exercise.floor_pose else where


def dose_words(dose: Dose) -> str:
    """How much, as in "2 times 8 on each side, held for 5 seconds"."""
    if dose.minutes is not None:
        return f"{dose.minutes:g} minutes"
    if dose.repetitions is None:
        each = seconds_words(dose.hold_s or 0.0)
        text = each if dose.sets == 1 else f"{count_words(dose.sets, 'time')} {each}"
    else:
        each = count_words(dose.repetitions, "repetition")
        text = each if dose.sets == 1 else f"{count_words(dose.sets, 'set')} of {each}"
    if dose.per_side:
        text += " on each side"
    if dose.repetitions is not None and dose.hold_s is not None:
        text += f", each held for {seconds_words(dose.hold_s)}"
    return text
