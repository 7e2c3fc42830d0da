"""What the therapist is told of a demonstration: repetitions, candidates, and notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from coach.engine.confirming import COUNTABLE
from coach.teach.finding import Finding
from coach.teach.measuring import Demonstration
from coach.teach.proposal import Candidate, Line, RepetitionShown
from coach.teach.ranking import Ranked
from poses.view import View

CROWDED: Final = 0.3
"""With a second person in more of the pictures than this, it is not sure who is followed."""

_SOMEBODY: Final = 0.1


def candidate(entry: Ranked, outcome: str) -> Candidate:
    """A ranked measure, and what came of trying it."""
    mover = entry.mover
    return Candidate(
        mover.ref, mover.rest, mover.far, len(mover.cycles), entry.rank, entry.reasons, outcome
    )


def repetitions_shown(finding: Finding) -> Iterator[RepetitionShown]:
    """Each repetition with its times and how far the signal went."""
    sides = finding.sides.sides if finding.sides else [None] * len(finding.cycles)
    values, _ = finding.demonstration.read(finding.signal.mover.ref)
    times = finding.demonstration.time_s
    for cycle, side in zip(finding.cycles, sides, strict=True):
        yield RepetitionShown(
            float(times[cycle.start]),
            float(times[cycle.turn]),
            float(times[cycle.end]),
            side,
            float(np.mean(values[list(finding.rests(cycle))])),
            float(values[cycle.turn]),
        )


def line(finding: Finding) -> Line:
    """The counting signal over time."""
    ref = finding.signal.mover.ref
    values, trust = finding.demonstration.read(ref)
    seen = np.where(trust >= COUNTABLE, values, np.nan)
    return Line(ref.title, ref.unit, finding.demonstration.time_s, seen)


def notes(finding: Finding) -> Iterator[str]:
    """What the therapist should know before they use it."""
    if len(finding.cycles) < 3:
        yield "Only two repetitions were shown: three or more make the limits surer."
    if finding.sides is not None and not finding.sides.both:
        side = finding.sides.sides[0].value
        yield f"It was shown with the {side} side only; the other side is counted the same way."
    if View.OBLIQUE in finding.views:
        yield "It was filmed at an angle: straight from the side or the front shows more."
    yield from general_notes(finding.demonstration)


def general_notes(demonstration: Demonstration) -> Iterator[str]:
    """What holds whatever was found in it."""
    if demonstration.crowded > _SOMEBODY:
        yield "A second person is in the picture for part of the time; one was followed."
    if demonstration.cuts:
        yield "The picture jumps; nothing was joined across a cut."


def why_not(demonstration: Demonstration, *, moved: bool) -> str:
    """Why nothing could be taught, and what to do."""
    if moved:
        reason = "Something moves again and again, but not so that it can be counted surely."
    else:
        reason = "No movement comes again and again here."
    if demonstration.crowded > CROWDED:
        return f"{reason} There is a second person in the picture: film one person alone."
    if demonstration.cuts:
        return f"{reason} The picture jumps: choose a part of the film without cuts."
    return (
        f"{reason} Show the exercise at least three times from its start position and back, with "
        "the whole body in the picture, from the side or from the front."
    )
