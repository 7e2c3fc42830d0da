"""Two people changed the same programme: both sets of changes in one, where they don't collide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from coach.programme.model import Model, Prescription, Programme, Week

ModelT = TypeVar("ModelT", bound=Model)


def merged(base: Programme, mine: Programme, theirs: Programme) -> Programme:
    """The version of the others with my changes; where both changed the same thing it is mine.

    ``base`` is what both began from. Where the number of weeks differs, the weeks are mine.
    """
    whole = _values(base, mine, theirs, leaving=("weeks", "maintenance"))
    if len(base.weeks) == len(mine.weeks) == len(theirs.weeks):
        trios = zip(base.weeks, mine.weeks, theirs.weeks, strict=True)
        weeks = tuple(_week(*trio) for trio in trios)
    else:
        weeks = mine.weeks
    maintenance = _week(base.maintenance, mine.maintenance, theirs.maintenance)
    return whole.model_copy(update={"weeks": weeks, "maintenance": maintenance})


def _week(base: Week, mine: Week, theirs: Week) -> Week:
    whole = _values(base, mine, theirs, leaving=("prescriptions",))
    was, is_mine, is_theirs = _names(base), _names(mine), _names(theirs)
    gone = {name for name in was if name not in is_mine or name not in is_theirs}
    # Whoever changed the order has it; what the other one added comes after it.
    first, second = (is_theirs, is_mine) if is_mine == was else (is_mine, is_theirs)
    names = [name for name in dict.fromkeys((*first, *second)) if name not in gone]
    lines = tuple(
        line for name in names if (line := _line(base.of(name), mine.of(name), theirs.of(name)))
    )
    return whole.model_copy(update={"prescriptions": lines})


def _line(
    base: Prescription | None, mine: Prescription | None, theirs: Prescription | None
) -> Prescription | None:
    if base is None or mine is None or theirs is None:
        return mine or theirs
    return _values(base, mine, theirs)


def _values(base: ModelT, mine: ModelT, theirs: ModelT, leaving: Iterable[str] = ()) -> ModelT:
    changed = {
        field: value
        for field in type(base).model_fields
        if field not in leaving and (value := getattr(mine, field)) != getattr(base, field)
    }
    return theirs.model_copy(update=changed)


def _names(week: Week) -> list[str]:
    return [one.exercise for one in week.prescriptions]
