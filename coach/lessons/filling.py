"""Places in lessons that repeat the safety texts, so that both always say the same."""

from __future__ import annotations

from typing import Final

from coach.safety import ScreeningOutcome, questionnaire, stop_rules

NUMBER: Final = "{number}"
"""Where the emergency number of an installation goes, when a lesson is shown."""

_SIGNS: Final = {
    "{emergency_signs}": ScreeningOutcome.EMERGENCY,
    "{today_signs}": ScreeningOutcome.TODAY,
    "{review_signs}": ScreeningOutcome.REVIEW,
}
_STOPS: Final = "{stop_signs}"


def filled(text: str) -> str:
    """The text with the safety questions and the signs to stop at in their places.

    Raises:
        SafetyTextError: they can't be read.
    """
    for mark, outcome in _SIGNS.items():
        if mark in text:
            text = text.replace(mark, _list(_asked(outcome)))
    if _STOPS in text:
        text = text.replace(_STOPS, _list(stop_rules(NUMBER).signs))
    return text


def _asked(outcome: ScreeningOutcome) -> tuple[str, ...]:
    return tuple(
        question.text
        for question in questionnaire().questions
        if question.action == outcome and question.alone
    )


def _list(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)
