"""The words of a taught exercise: the therapist's, and plain ones for what was not said."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from coach.engine.exercise import Texts
from coach.teach.errors import TeachingError

Category = Literal["mobility", "strength", "stability", "functional", "posture", "stretch"]

_ID: Final = re.compile(r"^[a-z][a-z0-9_]*$")
_POSITIONS: Final = {
    "standing": "Stand as your therapist showed you, steady and at ease.",
    "chair": "Sit as your therapist showed you, both feet on the floor.",
    "floor": "Get into the position on the floor that your therapist showed you.",
}


@dataclass(frozen=True)
class Words:
    """What the therapist says of the exercise; what is left empty gets plain words."""

    id: str
    name: str
    goal: str = ""
    purpose: str = ""
    start_position: str = ""
    how_to: tuple[str, str, str] = ("", "", "")
    safety: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    easier: str = ""
    harder: str = ""
    category: Category = "functional"
    equipment: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if not _ID.match(self.id):
            raise TeachingError(
                f"'{self.id}' can't be an id: use small letters, digits and underscores, with a "
                "letter first, such as wall_slide."
            )
        if not self.name.strip():
            raise TeachingError("Give the exercise a name that patients will understand.")


def id_from(name: str) -> str:
    """An id made of a name: ``Wall slide, easy`` becomes ``wall_slide_easy``."""
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return plain if _ID.match(plain) else f"taught_{plain}".rstrip("_")


def origin(day: date) -> str:
    """Where the thresholds come from, and what they wait for."""
    return (
        f"Taught from a demonstration on {day.isoformat()}; thresholds come from it and wait for "
        "the therapist's approval"
    )


def texts(words: Words, position: str, *, side_view: bool, held: bool) -> Texts:
    """All the words that patients read."""
    turned = "with your side to it" if side_view else "and face it"
    place = "low, at the height of the mat" if position == "floor" else "at hip height"
    usual = (
        "Move as in the picture, calmly and without holding your breath.",
        "Hold the position calmly." if held else "Go as far as in the picture, if that feels well.",
        "Come back as slowly as you went.",
    )
    return Texts(
        purpose=words.purpose or "Your therapist chose this exercise for you.",
        start_position=words.start_position or _POSITIONS[position],
        how_to=(
            words.how_to[0] or usual[0],
            words.how_to[1] or usual[1],
            words.how_to[2] or usual[2],
        ),
        camera=f"Place the camera {place}, two to three metres away, {turned}.",
        safety=words.safety
        or ("Go only as far as it is comfortable, and stop if it hurts more than 5 out of 10.",),
        leave_out=words.leave_out,
        unseen=(
            "Form: this exercise was taught by showing it. It is counted and timed; how it is "
            "done is for your therapist to look at.",
        ),
        easier=words.easier or "A smaller range",
        harder=words.harder or "Ask your therapist when this has become easy",
    )
