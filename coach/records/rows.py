"""A set's result in pieces, for the tables that are counted and searched."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from coach.engine.results import FaultSeen, Hold, Repetition, ScorePart, SetResult
from coach.records.models import (
    Base,
    FaultRow,
    HoldRow,
    NotAssessedRow,
    PartialRepetitionRow,
    RepetitionRow,
    ScorePartRow,
)

_PIECES: Final = (
    FaultRow,
    ScorePartRow,
    RepetitionRow,
    HoldRow,
    PartialRepetitionRow,
    NotAssessedRow,
)

_ROUNDING: Final = 1e-6


def bounded(value: float | None, upper: float) -> float | None:
    """The value without the rounding error by which a weighted mean leaves 0..upper."""
    if value is None or not -_ROUNDING < value < upper + _ROUNDING:
        return value
    return min(max(value, 0.0), upper)


def replace_pieces(session: Session, set_id: UUID, result: SetResult) -> None:
    """Write all pieces of a set in place of those that it has."""
    for kind in _PIECES:
        session.execute(delete(kind).where(kind.set_id == set_id))
    session.add_all(_pieces(set_id, result))


def repetition_row(set_id: UUID, repetition: Repetition) -> RepetitionRow:
    """A repetition with its faults and the parts of its score."""
    return RepetitionRow(
        set_id=set_id,
        number=repetition.number,
        side=repetition.side,
        start_s=repetition.start_s,
        turn_s=repetition.turn_s,
        end_s=repetition.end_s,
        range_of_motion_deg=repetition.range_of_motion_deg,
        signal=repetition.signal,
        signal_start=repetition.signal_start,
        signal_peak=repetition.signal_peak,
        score=bounded(repetition.score.value, 100.0),
        faults=[_fault(set_id, fault) for fault in repetition.faults],
        score_parts=[_score_part(set_id, part) for part in repetition.score.parts],
    )


def hold_row(set_id: UUID, hold: Hold) -> HoldRow:
    """A hold with its faults."""
    return HoldRow(
        set_id=set_id,
        start_s=hold.start_s,
        end_s=hold.end_s,
        side=hold.side,
        in_tolerance_s=hold.in_tolerance_s,
        steadiness_deg=hold.steadiness_deg,
        faults=[_fault(set_id, fault) for fault in hold.faults],
    )


def _pieces(set_id: UUID, result: SetResult) -> list[Base]:
    rows: list[Base] = [repetition_row(set_id, repetition) for repetition in result.repetitions]
    rows += [hold_row(set_id, hold) for hold in result.holds]
    rows += [
        PartialRepetitionRow(
            set_id=set_id,
            start_s=partial.start_s,
            end_s=partial.end_s,
            side=partial.side,
            fraction=partial.fraction,
            reason=partial.reason,
        )
        for partial in result.partial_repetitions
    ]
    rows += [_score_part(set_id, part) for part in result.score.parts]
    rows += [
        NotAssessedRow(set_id=set_id, what=item.what, reason=item.reason)
        for item in result.not_assessed
    ]
    return rows


def _fault(set_id: UUID, fault: FaultSeen) -> FaultRow:
    return FaultRow(
        set_id=set_id,
        check=fault.check,
        title=fault.title,
        severity=fault.severity,
        cue=fault.cue,
        start_s=fault.start_s,
        end_s=fault.end_s,
        measure=fault.measure,
        value=fault.value,
        threshold=fault.threshold,
        unit=fault.unit,
    )


def _score_part(set_id: UUID, part: ScorePart) -> ScorePartRow:
    return ScorePartRow(
        set_id=set_id,
        part=part.part,
        value=bounded(part.value, 100.0),
        weight=part.weight,
        reason=part.reason,
    )
