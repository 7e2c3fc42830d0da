"""The one row that stands for a set: begun, then completed."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from coach import clock
from coach.engine.results import SetResult
from coach.records.codec import decode, encode
from coach.records.columns import in_utc
from coach.records.entries import PersonId, SavedSet, SetId, Source, Status
from coach.records.fingerprint import engine_version
from coach.records.models import SetRow
from coach.records.rows import bounded
from coach.records.text import storable


def new_set_row(
    patient: PersonId,
    result: SetResult,
    source: Source,
    source_name: str,
    performed_at: datetime,
) -> SetRow:
    """A set in progress.

    Raises:
        ValueError: ``performed_at`` has no time zone.
    """
    return SetRow(
        id=uuid4(),
        patient_id=patient,
        exercise=result.exercise,
        exercise_name=result.exercise_name,
        source=source,
        source_name=storable(source_name),
        status=Status.IN_PROGRESS,
        performed_at=in_utc(performed_at),
        recorded_at=clock.now(),
        view=result.view,
        hold_s=0.0,
        engine_version=engine_version(),
        result_json=encode(result),
        note="",
    )


def complete(row: SetRow, result: SetResult, text: str) -> None:
    """Turn the row into a finished set; ``text`` is the encoded result."""
    row.status = Status.FINISHED
    row.view = result.view
    row.exercise_name = result.exercise_name
    row.fps = result.fps
    row.duration_s = result.duration_s
    row.frames = int(result.frames)
    row.usable_share = bounded(result.usable_share, 1.0)
    row.score = bounded(result.score.value, 100.0)
    row.hold_s = result.hold_s
    row.engine_version = engine_version()
    row.result_json = text


def refuse_loss(known: SetResult, final: SetResult) -> None:
    """Make sure that the final result holds all that was recorded before it.

    Raises:
        ValueError: it is of another exercise, or lacks a repetition or a hold.
    """
    if final.exercise != known.exercise:
        raise ValueError(f"a set of {known.exercise} can't end as one of {final.exercise}")
    lost = {r.number for r in known.repetitions} - {r.number for r in final.repetitions}
    if lost:
        raise ValueError(f"the final result lacks the repetitions {sorted(lost)}")
    gone = {h.start_s for h in known.holds} - {h.start_s for h in final.holds}
    if gone:
        raise ValueError(f"the final result lacks the holds that start at {sorted(gone)} s")


def saved_set(row: SetRow, *, has_track: bool, has_video: bool) -> SavedSet:
    """A set as it was saved, out of its row.

    Raises:
        StorageError: its record is damaged.
    """
    return SavedSet(
        id=SetId(row.id),
        result=decode(row.result_json),
        source=row.source,
        source_name=row.source_name,
        status=row.status,
        performed_at=row.performed_at,
        recorded_at=row.recorded_at,
        engine_version=row.engine_version,
        has_track=has_track,
        note=row.note,
        ended=row.ended,
        pain=row.pain,
        effort=row.effort,
        has_video=has_video,
    )
