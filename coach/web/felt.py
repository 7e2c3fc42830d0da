"""How a set ended and felt, in words."""

from __future__ import annotations

from typing import Final

from coach.records import Ending

_ENDINGS: Final = {
    Ending.STOPPED: "You stopped early",
    Ending.PAIN: "You stopped because of pain",
    Ending.SHARP_PAIN: "You stopped because of a sharp pain",
    Ending.LEFT: "You left before the end",
}


def ended_words(ended: Ending | None) -> str:
    """Why a set ended before all was done; empty if it did not, or nobody knows."""
    return _ENDINGS.get(ended, "") if ended else ""


def felt_words(pain: int | None, effort: int | None) -> str:
    """What the person said of pain and effort; empty if nothing."""
    told = [
        f"{name} {figure} of 10"
        for name, figure in (("pain", pain), ("effort", effort))
        if figure is not None
    ]
    return ", ".join(told).capitalize()
