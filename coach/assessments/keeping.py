"""Results in the log: written as outcomes come, read as a course over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coach.assessments.about import About
from coach.assessments.change import Change, Result, change
from coach.assessments.outcome import Outcome
from coach.assessments.protocol import Protocol, Quantity
from coach.engine.results import Side
from coach.records import Assessment, AssessmentId, Log, ReadOnlyLog, SetId


class By(StrEnum):
    """How a value was come by."""

    CAMERA = "camera"
    VIDEO = "video"
    THERAPIST = "therapist"


@dataclass(frozen=True, slots=True)
class Course:
    """All results of one quantity of one side, the oldest first."""

    quantity: Quantity
    side: Side | None
    results: tuple[Assessment, ...]

    @property
    def latest(self) -> Assessment:
        """The last result."""
        return self.results[-1]

    @property
    def since_first(self) -> Change | None:
        """From the first result to the last; None while there is only one."""
        return self._change(0) if len(self.results) > 1 else None

    @property
    def since_last(self) -> Change | None:
        """From the result before to the last; None while that is the first one."""
        return self._change(-2) if len(self.results) > 2 else None

    def _change(self, place: int) -> Change:
        return change(self.quantity, as_result(self.results[place]), as_result(self.latest))


def as_result(kept: Assessment) -> Result:
    """A kept value with its error and the spread of its attempts."""
    spread = kept.details.get("spread")
    return Result(
        kept.value, kept.error, float(spread) if isinstance(spread, int | float) else None
    )


def keep(
    log: Log,
    outcomes: Iterable[Outcome],
    *,
    about: About,
    by: By,
    performed_at: datetime,
    sets: Sequence[SetId] = (),
) -> list[AssessmentId]:
    """Write every value that there is; what was not assessed is no result.

    The results go with the first of the sets that they were taken from.

    Raises:
        NotFoundError: the log's patient or a set is not known.
        StorageError: the log can't be written; what was written before stays.
    """
    told = about.as_details()
    return [
        log.add_assessment(
            test=outcome.key,
            side=outcome.side.value if outcome.side else None,
            value=outcome.value,
            unit=outcome.quantity.unit,
            error=outcome.error,
            details={**told, **_details(outcome), "by": by.value, "sets": [str(s) for s in sets]},
            set_id=sets[0] if sets else None,
            performed_at=performed_at,
        )
        for outcome in outcomes
        if outcome.value is not None
    ]


def _details(outcome: Outcome) -> dict[str, object]:
    found: dict[str, object] = dict(outcome.details)
    if outcome.attempts:
        found["attempts"] = list(outcome.attempts)
    if outcome.spread is not None:
        found["spread"] = round(outcome.spread, 2)
    if outcome.notes:
        found["notes"] = list(outcome.notes)
    return found


def courses(protocol: Protocol, kept: Iterable[Assessment]) -> list[Course]:
    """The results of this test, one course for each quantity and side that has any."""
    found: dict[tuple[str, str | None], list[Assessment]] = {}
    for one in sorted(kept, key=lambda one: one.performed_at):
        found.setdefault((one.test, one.side), []).append(one)
    return [
        Course(quantity, side, tuple(found[key, side and side.value]))
        for key, quantity in protocol.by_key.items()
        for side in (Side if quantity.per_side else (None,))
        if (key, side and side.value) in found
    ]


def of_tests(log: ReadOnlyLog, protocols: Iterable[Protocol]) -> Mapping[str, list[Assessment]]:
    """Every kept result by the id of its test, the latest first.

    Raises:
        StorageError: the log can't be read.
    """
    owner = {key: protocol.id for protocol in protocols for key in protocol.by_key}
    found: dict[str, list[Assessment]] = {}
    for one in log.assessments():
        if one.test in owner:
            found.setdefault(owner[one.test], []).append(one)
    return found


def told_before(kept: Iterable[Assessment], now: datetime) -> About:
    """What the person said with earlier results, the latest of each."""
    age = sex = height = None
    for one in sorted(kept, key=lambda one: one.performed_at, reverse=True):
        told = About.from_details(one.details, one.performed_at, now)
        age, sex, height = age or told.age, sex or told.sex, height or told.height_cm
    return About(age, sex, height)
