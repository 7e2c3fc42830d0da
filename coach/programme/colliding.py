"""Where two people changed the same thing of a programme, so that one of both would be lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coach.engine.exercise import Exercise
from coach.programme.comparing import differences
from coach.programme.merging import merged
from coach.programme.missing import name_of
from coach.programme.model import Programme, Week


def collisions(
    base: Programme, mine: Programme, theirs: Programme, exercises: Mapping[str, Exercise]
) -> tuple[str, ...]:
    """Each of them as one sentence, their value before mine; ``base`` is what both began from."""
    found = differences(merged(base, theirs, mine), merged(base, mine, theirs), exercises)
    return (*found, *dict.fromkeys(_taken_out(base, mine, theirs, exercises)))


def _taken_out(
    base: Programme, mine: Programme, theirs: Programme, exercises: Mapping[str, Exercise]
) -> Iterator[str]:
    """What one took out and the other one changed: merging takes it out."""
    trios = zip(_weeks(base), _weeks(mine), _weeks(theirs), strict=False)
    for number, (was, of_mine, of_theirs) in enumerate(trios, 1):
        week = f"Week {number}" if number <= len(base.weeks) else "After the weeks"
        for held in was.prescriptions:
            mine_now, theirs_now = of_mine.of(held.exercise), of_theirs.of(held.exercise)
            name = name_of(held.exercise, exercises)
            if mine_now is None and theirs_now not in (None, held):
                yield f"{week}: {name} was changed by the other one and taken out by you"
            if theirs_now is None and mine_now not in (None, held):
                yield f"{week}: {name} was taken out by the other one and changed by you"


def _weeks(programme: Programme) -> tuple[Week, ...]:
    return (*programme.weeks, programme.maintenance)
