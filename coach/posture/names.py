"""The positions that the monitor tells apart, by neutral names."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Posture(StrEnum):
    """Where somebody is, against their own usual position; none is better than another."""

    UPRIGHT = "upright"
    FORWARD = "leaning_forward"
    BACK = "leaning_back"
    SIDE = "leaning_to_a_side"
    HEAD_FORWARD = "head_forward"
    STANDING = "standing"
    UNCLEAR = "unclear"
    AWAY = "away"

    @property
    def is_sitting(self) -> bool:
        """Whether somebody sits, as far as can be told."""
        return self not in (Posture.STANDING, Posture.UNCLEAR, Posture.AWAY)


TITLES: Final = {
    Posture.UPRIGHT: "Upright, your usual way",
    Posture.FORWARD: "Leaning forward",
    Posture.BACK: "Leaning back",
    Posture.SIDE: "Leaning to a side",
    Posture.HEAD_FORWARD: "Head further forward",
    Posture.STANDING: "Standing",
    Posture.UNCLEAR: "Here, position not clear",
    Posture.AWAY: "Away",
}
"""What people read."""
