"""Standing up from a chair: how often in a time, and how long for a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from coach.assessments.evidence import HAND_AT_KNEE, HANDS_UP, Evidence
from coach.assessments.outcome import Found, nothing
from coach.assessments.ways import StandsInTime, TimeForRepetitions
from coach.engine.checks import TRUST
from coach.engine.results import PartialRepetition, Repetition, Side

Rise = Repetition | PartialRepetition

HALF_WAY: Final = 0.5
AT_THE_END_S: Final = 0.25
NEAR_KNEE: Final = 0.45
"""Lengths of the thigh between wrist and knee when a hand rests on it; an engineering default."""
PUSHING_SHARE: Final = 0.25
"""Of the way up that a hand rests on the knee when it pushes; our default."""
CROSSED_ABOVE: Final = 0.72
"""Height of the hands, in leg lengths, of somebody seated with crossed arms; our default."""
SEATED_S: Final = 0.2
LATE_S: Final = 0.5
"""A recording may end so much before the test's time is up."""

NOTHING: Final = (
    "No standing up was seen: sit down with your side to the camera, the whole chair in the "
    "picture, and try again."
)
INTERRUPTED: Final = (
    "The test was interrupted, so it has no result this time. Rest a little and try again."
)
_FIRST_MOVE: Final = (
    "Timed from the first movement: a recording does not tell when somebody said begin."
)
_HANDS_UNSEEN: Final = (
    "Not assessed: hands. The camera could not see well enough whether they were crossed over "
    "your chest all the time."
)


def stands_in_time(how: StandsInTime, evidence: Evidence) -> Found:
    """How often somebody stood up in the time; with the help of the hands it counts as none."""
    go_s = evidence.go_s
    if go_s is None:
        return nothing(NOTHING)
    until_s = go_s + how.seconds
    told = evidence.told_go_s is not None
    if evidence.interrupted(go_s, until_s):
        return nothing(INTERRUPTED)
    short_s = until_s - evidence.end_s
    if short_s > LATE_S and not told:
        return nothing(
            f"The recording ends too soon: it has to go on for {how.seconds:.0f} seconds after "
            "the first movement."
        )
    counted = evidence.until(until_s)
    rises: list[Rise] = [*counted.result.repetitions]
    if (last := half_way_up(counted)) is not None:
        rises.append(last)
    if not rises:
        return nothing(NOTHING)
    hands = _Hands(counted, rises)
    notes = [] if told else [_FIRST_MOVE]
    if short_s > LATE_S:
        notes.append(f"You stopped after {evidence.end_s - go_s:.0f} seconds; that is fine.")
    details: dict[str, object] = {"stands_seen": len(rises), "hands": hands.verdict}
    if hands.verdict == "used":
        notes.append(
            f"Your hands helped you up, so this test counts 0. You stood up {len(rises)} times "
            "with their help: a good place to start from."
        )
        return Found(0.0, notes=tuple(notes), details=details)
    if hands.pushed:
        notes.append("One stand with the help of the hands was not counted.")
    if hands.verdict == "unseen":
        notes.append(_HANDS_UNSEEN)
    return Found(float(len(rises) - len(hands.pushed)), notes=tuple(notes), details=details)


def time_for_repetitions(how: TimeForRepetitions, evidence: Evidence) -> Found:
    """Seconds from the beginning until somebody sits again after the last stand."""
    go_s = evidence.go_s
    done = evidence.result.repetitions
    if go_s is None or not done:
        return nothing(NOTHING)
    if len(done) < how.repetitions:
        return nothing(
            f"{len(done)} of {how.repetitions} stands were seen, so there is no time this time."
        )
    last = done[how.repetitions - 1]
    if evidence.interrupted(go_s, last.end_s):
        return nothing(INTERRUPTED)
    hands = _Hands(evidence, done[: how.repetitions])
    details: dict[str, object] = {
        "to_last_stand_s": round(last.turn_s - go_s, 1),
        "hands": hands.verdict,
    }
    if hands.verdict == "used":
        return nothing(
            "Your hands helped you up, so the time can't be compared with others. Try it with "
            "your arms crossed, or do the exercise Sit to stand for a while first.",
            **details,
        )
    notes = [] if evidence.told_go_s is not None else [_FIRST_MOVE]
    if hands.verdict == "unseen":
        notes.append(_HANDS_UNSEEN)
    return Found(last.end_s - go_s, notes=tuple(notes), details=details)


def half_way_up(evidence: Evidence) -> PartialRepetition | None:
    """The stand that was under way at the end, if it had come more than half-way up."""
    rule = evidence.exercise.repetitions
    partials = evidence.result.partial_repetitions
    if rule is None or not partials or partials[-1].end_s < evidence.end_s - AT_THE_END_S:
        return None
    if any(rep.end_s > partials[-1].start_s for rep in evidence.result.repetitions):
        return None
    fits = (s for s in rule.signals if evidence.result.view in s.views)
    signal = next(fits, rule.signals[0])
    risen = partials[-1].fraction * signal.minimum_progress
    return partials[-1] if risen > HALF_WAY else None


class _Hands:
    """Whether hands helped: ``pushed`` are the rises in which one lay on a knee."""

    def __init__(self, evidence: Evidence, rises: Sequence[Rise]) -> None:
        self._evidence = evidence
        self.pushed = [rise for rise in rises if self._pushing(rise)]
        crossed = sum(self._crossed(rise) for rise in rises)
        if len(self.pushed) > 1 or len(self.pushed) == len(rises):
            self.verdict = "used"
        else:
            self.verdict = "free" if crossed > 0.5 * len(rises) else "unseen"

    def _pushing(self, rise: Rise) -> bool:
        until_s = rise.turn_s if isinstance(rise, Repetition) else rise.end_s
        least_s = PUSHING_SHARE * (until_s - rise.start_s)
        return any(self._near_knee_s(side, rise.start_s, until_s) >= least_s for side in Side)

    def _near_knee_s(self, side: Side, start_s: float, end_s: float) -> float:
        """The longest time without a break that this hand was at the knee."""
        times = self._evidence.trace.time_s
        distance, confidence = self._evidence.series(HAND_AT_KNEE, side)
        near = (distance < NEAR_KNEE) & (confidence >= TRUST)
        near &= (times >= start_s) & (times <= end_s)
        longest = since = 0.0
        for step, is_near in zip(np.diff(times, prepend=times[:1]), near, strict=True):
            since = since + float(step) if is_near else 0.0
            longest = max(longest, since)
        return longest

    def _crossed(self, rise: Rise) -> bool:
        start_s = rise.start_s
        height = self._evidence.median(HANDS_UP, start_s - SEATED_S, start_s + SEATED_S)
        return height is not None and height >= CROSSED_ABOVE
