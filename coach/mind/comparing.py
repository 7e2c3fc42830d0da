"""What became of a thought that was looked at, and of an expectation that was tried out."""

from __future__ import annotations

from typing import Literal

from coach.mind.forms import Exposure, Thought

NOTICEABLE = 10
"""Points of 100 from which on a change of belief or feeling is told (engineering default)."""


def eased(thought: Thought) -> bool | None:
    """Whether belief or feeling has clearly become less; None if nobody said."""
    told = [
        before - after
        for before, after in (
            (thought.belief, thought.belief_after),
            (thought.feeling, thought.feeling_after),
        )
        if after is not None
    ]
    return max(told) >= NOTICEABLE if told else None


def outcome(exposure: Exposure) -> Literal["less", "as_expected", "more"] | None:
    """Pain against what was expected, one point either way being the same; None before."""
    if exposure.pain is None:
        return None
    difference = exposure.pain - exposure.expected_pain
    return "less" if difference < -1 else "more" if difference > 1 else "as_expected"
