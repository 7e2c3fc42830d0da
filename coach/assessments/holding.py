"""Holding a position for as long as one can, and being measured while still."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from coach.assessments.evidence import Evidence
from coach.assessments.outcome import Found, nothing
from coach.assessments.ways import LongestHold, WhileStill
from coach.engine.results import Hold, Side
from poses.view import View

_SIDES: Final = {Side.LEFT: "left", Side.RIGHT: "right"}


def longest_hold(how: LongestHold, evidences: Iterable[Evidence], side: Side | None) -> Found:
    """Seconds of the longest hold, of this side where sides are told apart."""
    attempts = tuple(
        min(_until_fault(hold, how.ends_with), how.cap_s)
        for evidence in evidences
        for hold in evidence.result.holds
        if side is None or hold.side is side
    )
    if not attempts:
        on_side = f" on the {_SIDES[side]} side" if side else ""
        return nothing(
            f"No hold{on_side} was seen. Check that your whole body is in the picture, and try "
            "again."
        )
    notes = []
    if max(attempts) >= how.cap_s:
        notes.append(f"You held it for all of the {how.cap_s:.0f} seconds that the test lasts.")
    return Found(max(attempts), attempts, notes=tuple(notes))


def _until_fault(hold: Hold, ends_with: tuple[str, ...]) -> float:
    faults = [fault.start_s for fault in hold.faults if fault.check in ends_with]
    return min([*faults, hold.end_s]) - hold.start_s


def while_still(how: WhileStill, evidences: Iterable[Evidence]) -> Found:
    """The median of a measure over the time that the position was kept."""
    held = [evidence for evidence in evidences if evidence.result.holds]
    for evidence in held:
        value = evidence.result.measurements.get(how.of.measure)
        if value is not None:
            shown = abs(value) if how.of.absolute else value
            return Found(shown, details={"view": evidence.result.view})
    if not held:
        return nothing(
            "You were not seen keeping still for long enough. Stay as you are until the coach "
            "says that it is done."
        )
    return nothing(unseen_from(how.of.plane, held[-1].result.view))


def unseen_from(plane: str, view: str) -> str:
    """Why a measure of this plane could not be seen, and what to do."""
    if plane == "sagittal" and view not in (View.SIDE_LEFT, View.SIDE_RIGHT):
        return "It can only be seen from the side: turn so that your side faces the camera."
    if plane == "frontal" and view not in (View.FRONT, View.REAR):
        return "It can only be seen from the front: turn to face the camera."
    return "It could not be seen well enough: more light and your whole body in view help."
