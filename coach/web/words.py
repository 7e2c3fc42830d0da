"""Figures as people say them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from coach.clock import zone as time_zone
from coach.engine.results import Part, Severity
from poses.view import View

VIEWS: Final = {
    View.FRONT: "from the front",
    View.REAR: "from behind",
    View.SIDE_LEFT: "from the left side",
    View.SIDE_RIGHT: "from the right side",
    View.OBLIQUE: "at an angle",
    View.UNKNOWN: "from an unclear side",
}

PARTS: Final = {
    Part.RANGE: ("How far you moved", "against the full movement of this exercise"),
    Part.FORM: ("Good form", "how little there was to correct"),
    Part.TEMPO: ("Calm pace", "neither hurried nor stuck"),
    Part.SYMMETRY: ("Both sides alike", "left compared with right"),
    Part.SMOOTHNESS: ("Smooth movement", "without jerks"),
    Part.DURATION: ("Time held", "against the aim"),
    Part.TOLERANCE: ("Time in good position", "of the time held"),
    Part.STEADINESS: ("Steadiness", "how still you were"),
}

SEVERITIES: Final = {
    Severity.INFO: "A tip",
    Severity.MINOR: "Worth a look",
    Severity.MAJOR: "Important",
}


def view_words(view: str) -> str:
    """From where the camera looked."""
    try:
        return VIEWS[View(view)]
    except ValueError:
        return VIEWS[View.UNKNOWN]


def seconds_words(seconds: float) -> str:
    """A length of time."""
    whole = round(seconds)
    if whole < 60:
        return "1 second" if whole == 1 else f"{whole} seconds"
    minutes, rest = divmod(whole, 60)
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def left_words(seconds: float) -> str:
    """How long something will still take, no more exact than it can be known."""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 55:
        return f"about {round(seconds / 5) * 5} seconds left"
    minutes = max(1, round(seconds / 60))
    return "about a minute left" if minutes == 1 else f"about {minutes} minutes left"


def clock(seconds: float) -> str:
    """A place in a clip."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    return f"{minutes}:{rest:02d}"


def count_words(count: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def date_words(moment: datetime) -> str:
    """A day and a time, in the time of this computer."""
    local = moment.astimezone()
    return f"{local:%A}, {local.day} {local:%B %Y}, {local:%H:%M}"


def moment_words(moment: datetime, zone: str | None) -> str:
    """A day and a time where the person lives."""
    there = moment.astimezone(time_zone(zone))
    return f"{there.day} {there:%B %Y}, {there:%H:%M}"


def degrees(value: float) -> str:
    """An angle."""
    return f"{value:.0f}°"
