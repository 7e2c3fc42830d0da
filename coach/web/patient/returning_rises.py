"""When something else was raised last: a ladder waits after it, one new thing at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from coach import clock
from coach.lifting.ladder import KEPT_UNDER, TARGET
from coach.programme.progression.decision import ProposalKind, ProposalStatus
from coach.records.care import Care
from coach.records.proposals import Proposals
from coach.returning.told import ActivityStep, last_rise

_HOLD = (ProposalStatus.APPLIED, ProposalStatus.ACCEPTED, ProposalStatus.EDITED)
_RECENT = 20


def rose_elsewhere(care: Care, mine: Sequence[ActivityStep], here: ActivityStep) -> date | None:
    """The last day of a step up on another ladder, in lifting, or in the programme.

    Raises:
        StorageError: the records can't be read.
    """
    days = [last_rise(mine, here), _in_lifting(care), _in_programme(care)]
    return max((day for day in days if day is not None), default=None)


def _in_lifting(care: Care) -> date | None:
    kept = [one for one in care.log.target_history(KEPT_UNDER) if one.key == TARGET]
    steps = sorted(kept, key=lambda one: one.set_at)
    # Whoever is on the first step has kept nothing yet.
    values = [1.0, *(one.value for one in steps)]
    rises = [
        one.set_at
        for one, (before, after) in zip(steps, pairwise(values), strict=True)
        if after > before
    ]
    return _day(care, rises[-1]) if rises else None


def _in_programme(care: Care) -> date | None:
    rises = [
        one.decided_at or one.made_at
        for one in care.book(Proposals).recent(_RECENT)
        if one.decision.kind is ProposalKind.STEP_UP and one.status in _HOLD
    ]
    return max((_day(care, moment) for moment in rises), default=None)


def _day(care: Care, moment: datetime) -> date:
    return clock.day_of(moment, care.patient.zone)
