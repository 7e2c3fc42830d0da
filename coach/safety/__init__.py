"""Who may exercise now, and when to stop: questions, outcomes and words, without pages."""

from coach.safety.advice import Advice, StopRules, advice, pain_limit, stop_rules
from coach.safety.outcome import ScreeningOutcome
from coach.safety.questions import (
    THERAPIST_AGREES,
    Question,
    Questionnaire,
    assess,
    may_exercise,
    questionnaire,
)
from coach.safety.reading import SafetyTextError

__all__ = [
    "THERAPIST_AGREES",
    "Advice",
    "Question",
    "Questionnaire",
    "SafetyTextError",
    "ScreeningOutcome",
    "StopRules",
    "advice",
    "assess",
    "may_exercise",
    "pain_limit",
    "questionnaire",
    "stop_rules",
]
