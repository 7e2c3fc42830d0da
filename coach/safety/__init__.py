"""Who may exercise now, and when to stop: questions, outcomes and words, without pages."""

from coach.safety.outcome import ScreeningOutcome

__all__ = ["ScreeningOutcome"]
