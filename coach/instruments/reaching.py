"""When a total means that somebody should talk to a person, and what they may say there.

Nothing here is a finding: a few questions can only show that a talk would be good.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from coach.instruments.shelf import find_instrument

_CRISIS: Final = (
    "If you feel that you can't go on, or think of hurting yourself: you don't have to be alone "
    "with that. Call {number} or a crisis line now, or ask somebody near you to stay with you."
)


@dataclass(frozen=True, slots=True)
class Handover:
    """Words that lead to a person: why, and sentences to say or show there."""

    title: str
    text: str
    say: tuple[str, ...]


def needs_a_person(instrument: str, total: float | None) -> Handover | None:
    """The words, where this total calls for a talk with a person; None where it doesn't.

    Raises:
        UnknownInstrumentError: there is no such instrument.
    """
    reach = find_instrument(instrument).reach
    if reach is None or total is None or total < reach.at_least.value:
        return None
    return Handover(reach.title, reach.text, reach.say)


def crisis_words(emergency_number: str) -> str:
    """What stands beside questions about mood, whatever was answered: nothing is judged."""
    return _CRISIS.replace("{number}", emergency_number)
