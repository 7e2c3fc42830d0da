"""What must move with the counting signal, so that another movement is not counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from coach.engine.exercise import Confirmation, MeasureRef
from coach.teach.candidates import OF_REST, typical
from coach.teach.finding import FACING, GROUPS, Finding
from coach.teach.movers import Mover
from coach.teach.ranking import ARMS, HEAD, WORTH, goes_far, rank, uses
from poses.angles import measures
from poses.view import View

CLEAR: Final = 0.25
"""The least confidence with which a measure may be counted on or confirm."""

AS_GOOD: Final = 0.4
"""A second measure is worth asking when its rank is at least this share of the first one's."""

_TRUST: Final = 0.28
_CONFIRMED: Final = 0.3
_HIDDEN: Final = 0.1
"""From the front, the estimated depth hides most of a bend: this share of it must be seen."""


def confirmations(finding: Finding) -> Iterator[Confirmation]:
    """What must move as well: both limbs of a pair, and one more part of the body."""
    chosen = finding.signal.mover
    found = {limb.measure for limb in _limbs(finding, chosen.ref)}
    yield from _limbs(finding, chosen.ref)
    ranked = rank(finding.demonstration, finding.agreement)
    for entry in ranked:
        mover = entry.mover
        known = mover.ref.unit == "deg" or mover.ref.measure in OF_REST
        if mover.family == chosen.family or uses(mover.ref, (*ARMS, *HEAD)) or not known:
            continue
        if not _tells(mover, chosen) or mover.trust < CLEAR:
            continue
        if _points(mover.ref) <= _points(chosen.ref) or mover.ref.measure in found:
            continue
        rule = _confirmation(finding, mover.ref, finding.views, rising=mover.travel > 0)
        if rule is not None:
            yield rule
            return


def _limbs(finding: Finding, chosen: MeasureRef) -> Iterator[Confirmation]:
    """Both limbs bend or stretch, from whatever side it is seen: lifting one is another thing."""
    if finding.sides is not None:
        return
    for entry in rank(finding.demonstration, finding.agreement):
        mover = entry.mover
        estimated = f"{mover.family}_3d"
        paired = mover.ref.sides == "near" and f"{estimated}_left" in measures()
        if not paired or not _tells(mover, finding.signal.mover):
            continue
        if uses(mover.ref, ARMS) and mover.family != chosen.measure:
            continue
        ref = MeasureRef(measure=estimated, sides="min" if mover.travel > 0 else "max")
        for group in GROUPS:
            rule = _confirmation(finding, ref, group, rising=mover.travel > 0)
            if rule is not None:
                yield rule
        return


def _tells(mover: Mover, chosen: Mover) -> bool:
    """Whether it moves clearly enough to say something about the chosen one."""
    return mover.quality >= WORTH * chosen.quality and goes_far(mover)


def _confirmation(
    finding: Finding, ref: MeasureRef, views: tuple[View, ...], *, rising: bool
) -> Confirmation | None:
    """A share of the smallest way that it went in any repetition; None when that is nothing."""
    values, trust = finding.demonstration.read(ref)
    of_rest = ref.measure in OF_REST
    moved = []
    for cycle in finding.cycles:
        own = values[cycle.start : cycle.end + 1]
        start = 0.5 * (own[0] + own[-1])
        way = float(own.max() - start) if rising else float(start - own.min())
        moved.append(way / max(abs(start), 1e-6) if of_rest else way)
    estimated = measures()[ref.columns[0]].space == "world"
    hidden = estimated and bool(set(views) & set(FACING))
    least = (_HIDDEN if hidden else _CONFIRMED) * min(moved)
    if min(moved) < typical(ref) or float(np.median(trust[finding.turn_at])) < CLEAR:
        return None
    least = round(least, 0 if ref.unit == "deg" else 2)
    return Confirmation(
        measure=ref.measure,
        sides=ref.sides,
        absolute=ref.absolute,
        of_rest=of_rest,
        views=views,
        rise=least if rising else None,
        fall=None if rising else least,
        trust=_TRUST,
    )


def _points(ref: MeasureRef) -> frozenset[str]:
    """Parts of the body, whichever side."""
    own = measures()[ref.columns[0]].points
    return frozenset(point.split("_", 1)[1] for point in own)
