"""Teaching by demonstration: from a recording to an exercise that counts it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from coach.teach.agreement import Agreement, agree
from coach.teach.candidates import candidates
from coach.teach.compose import Frame, kept
from coach.teach.drawing import draw_held, still
from coach.teach.errors import TeachingError
from coach.teach.finding import GROUPS, Finding
from coach.teach.following import RATE_HZ
from coach.teach.holds import Held, find_hold, hold_rule, plain_standing
from coach.teach.making import Made, make
from coach.teach.measuring import Demonstration, measure
from coach.teach.movers import find_movers, same_times
from coach.teach.postures import LYING_SIDE, level, place
from coach.teach.proposal import CHOSEN, Proposal
from coach.teach.ranking import Ranked, rank
from coach.teach.telling import (
    CROWDED,
    candidate,
    general_notes,
    line,
    notes,
    repetitions_shown,
    why_not,
)
from coach.teach.trial import count
from coach.teach.words import Words
from poses.track import PoseTrack

_WAYS: Final = 3
_SIGNALS: Final = 5
_LEAST_RANK: Final = 0.12
_LEAST_RANK_OF_TWO: Final = 0.4
"""What came only twice has to be very clear."""

_LYING: Final = 0.5
_SEEN_S: Final = 2.0
_MOSTLY_STILL: Final = 0.8
_TOLERANCES: Final = (1.0, 0.75, 0.5)
_HELD_FOUND: Final = 0.7
_HELD_MORE: Final = 1.3
"""What is held for much longer than was shown would be another position as well."""


def teach(track: PoseTrack, words: Words, *, day: date) -> Proposal:
    """Propose an exercise from a demonstration of about three repetitions, or of a hold.

    ``day`` is the day of the demonstration.

    Raises:
        TeachingError: nothing can be taught from it; the message says why and what to do.
    """
    demonstration = measure(track)
    if len(demonstration) < _SEEN_S * RATE_HZ:
        raise TeachingError(
            "The body can't be seen long enough: film the whole body from two to three metres, in "
            "good light."
        )
    lesson = _Lesson(track, demonstration, words, day)
    ways = _ways(demonstration)
    for way in ways:
        proposal = lesson.of_repetitions(way)
        if proposal is not None:
            return proposal
    held = find_hold(demonstration, GROUPS)
    if held is not None:
        return lesson.of_hold(held)
    raise TeachingError(why_not(demonstration, moved=bool(ways)))


def _ways(demonstration: Demonstration) -> list[Agreement]:
    """The ways to see repetitions that are sure enough, the likeliest first."""
    everywhere = range(len(demonstration))
    lying = abs(level(demonstration, LYING_SIDE, everywhere)) > _LYING
    found = agree(find_movers(demonstration, candidates(lying_on_a_side=lying)))
    alone = demonstration.crowded <= CROWDED
    sure = [way for way in found if way.sure and (alone or len(way.lead.cycles) > 2)]
    return list(_different(sure))[:_WAYS]


def _different(ways: list[Agreement]) -> Iterator[Agreement]:
    """Those that see other repetitions; from its far end a movement is another exercise."""
    told: list[Agreement] = []
    for way in ways:
        if not any(_same(way, other) for other in told):
            told.append(way)
            yield way


def _same(way: Agreement, other: Agreement) -> bool:
    return way.reverses(other) or same_times(way.lead.cycles, other.lead.cycles)


class _Lesson:
    """One demonstration, to be made into an exercise with these words."""

    def __init__(
        self, track: PoseTrack, demonstration: Demonstration, words: Words, day: date
    ) -> None:
        self._track = track
        self._demonstration = demonstration
        self._words = words
        self._day = day

    def of_repetitions(self, way: Agreement) -> Proposal | None:
        """Counted on the first of the best measures that the engine confirms."""
        ranked = rank(self._demonstration, way, facing=self._facing(way))
        least = _LEAST_RANK if len(way.lead.cycles) > 2 else _LEAST_RANK_OF_TWO
        outcomes: list[str] = []
        for signal in (entry for entry in ranked[:_SIGNALS] if entry.rank >= least):
            finding = Finding(self._demonstration, way, signal)
            made = make(finding, self._track, self._words, self._day)
            if isinstance(made, Made):
                return self._proposal(finding, made, ranked, [*outcomes, CHOSEN])
            outcomes.append(made)
        return None

    def _facing(self, way: Agreement) -> bool:
        inside = Finding(self._demonstration, way, Ranked(way.lead, 0.0, ())).inside(
            way.lead.cycles
        )
        return next(iter(self._demonstration.views(inside))).is_facing

    def _proposal(
        self, finding: Finding, made: Made, ranked: list[Ranked], outcomes: list[str]
    ) -> Proposal:
        untried = [""] * (len(ranked) - len(outcomes))
        return Proposal(
            exercise=made.exercise,
            candidates=tuple(map(candidate, ranked, [*outcomes, *untried])),
            repetitions=tuple(repetitions_shown(finding)),
            holds_s=(),
            line=line(finding),
            result=made.result,
            notes=tuple(notes(finding)),
        )

    def _nothing(self, held: Held) -> str:
        if len(held.at) < _MOSTLY_STILL * len(self._demonstration):
            return why_not(self._demonstration, moved=False)
        return (
            "Somebody stands here and does not move: show the exercise about three times, or hold "
            "its position."
        )

    def of_hold(self, held: Held) -> Proposal:
        """The position that was kept for much of the time.

        Raises:
            TeachingError: it is only somebody who stands, or can't be timed.
        """
        demonstration = self._demonstration
        where = place(demonstration, held.at)
        if plain_standing(held, where):
            raise TeachingError(self._nothing(held))
        drawn = draw_held(demonstration, held.at, held.views, where)
        frame = Frame(self._words, self._day, where, held.views, still(drawn, where))
        for narrow in _TOLERANCES:
            exercise = kept(frame, hold_rule(held, narrow))
            result = count(exercise, self._track)
            if result.hold_s < _HELD_MORE * held.seconds:
                break
        if result.hold_s < _HELD_FOUND * held.seconds:
            raise TeachingError(
                "A position is held here, but too little of it can be seen surely enough to time "
                "it: film from the side or from the front, with the whole body in the picture."
            )
        return Proposal(
            exercise=exercise,
            candidates=(),
            repetitions=(),
            holds_s=tuple(held.spans_s),
            line=None,
            result=result,
            notes=tuple(general_notes(demonstration)),
        )
