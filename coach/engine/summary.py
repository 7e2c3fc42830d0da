"""A set in plain sentences, for the patient: praise first, then one thing to try."""

from __future__ import annotations

import statistics
from collections import Counter
from typing import Final

from coach.engine.results import SetResult, Severity

REPETITIONS: Final = "self_reported_repetitions"
MINUTES: Final = "self_reported_minutes"
"""Measurements of a set that the person told, in whole numbers."""

_BANDS = (
    (85.0, "smooth"),
    (70.0, "good"),
    (50.0, "building"),
    (0.0, "let's make it easier"),
)


def band(score: float) -> str:
    """The word that goes with a score 0..100."""
    return next(word for limit, word in _BANDS if score >= limit)


def summarise(result: SetResult) -> tuple[str, ...]:
    """One to five sentences on what was done, how it went and what to try next."""
    told = _told(result)
    if told is not None:
        return (told,)
    if not result.repetitions and not result.holds:
        return _nothing_counted(result)
    sentences = [_done(result)]
    if result.score.value is not None:
        sentences.append(
            f"Your score is {result.score.value:.0f} of 100: {band(result.score.value)}."
        )
    else:
        sentences.append("There is no score this time: the movement could not be seen well enough.")
    sentences.append(_next_step(result))
    if result.partial_repetitions:
        count = len(result.partial_repetitions)
        moves = "One movement was" if count == 1 else f"{count} movements were"
        sentences.append(f"{moves} not complete and did not count.")
    return tuple(sentences)


def _told(result: SetResult) -> str | None:
    """What the person told of a guided exercise."""
    name = result.exercise_name.lower()
    if REPETITIONS in result.measurements:
        count = round(result.measurements[REPETITIONS])
        return f"You did {count} {'repetition' if count == 1 else 'repetitions'} of {name}."
    if MINUTES in result.measurements:
        count = round(result.measurements[MINUTES])
        return f"You did {count} {'minute' if count == 1 else 'minutes'} of {name}."
    return None


def _nothing_counted(result: SetResult) -> tuple[str, ...]:
    sentences = [f"No {result.exercise_name.lower()} could be counted in this recording."]
    if result.partial_repetitions:
        reason = result.partial_repetitions[0].reason
        sentences.append(f"A movement began but did not count: {reason}.")
    elif result.frames and not result.warnings:
        sentences.append("Check that the right exercise was chosen.")
    return tuple(sentences)


def _done(result: SetResult) -> str:
    name = result.exercise_name.lower()
    if result.holds:
        times = "" if len(result.holds) == 1 else f" in {len(result.holds)} parts"
        return f"You held the {name} for {result.hold_s:.0f} seconds{times}."
    count = len(result.repetitions)
    noun = "repetition" if count == 1 else "repetitions"
    sides = Counter(rep.side for rep in result.repetitions if rep.side)
    by_side = ", ".join(f"{number} {side.value}" for side, number in sorted(sides.items()))
    held = [rep.held_s for rep in result.repetitions if rep.held_s is not None]
    held_words = f", held for about {statistics.median(held):.0f} seconds each" if held else ""
    return f"You did {count} {noun} of {name}{f' ({by_side})' if by_side else ''}{held_words}."


def _next_step(result: SetResult) -> str:
    counted = Counter(
        fault.cue for fault in result.faults if fault.severity is not Severity.INFO
    ) or Counter(fault.cue for fault in result.faults)
    if not counted:
        return "Nothing to correct: keep moving just like that."
    cue, times = counted.most_common(1)[0]
    total = len(result.repetitions) or len(result.holds)
    where = "throughout" if times >= total > 1 else f"in {times} of {total}" if total > 1 else ""
    return f"One thing to try next time{', seen ' + where if where else ''}: {cue.lower()}."
