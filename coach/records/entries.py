"""What leaves the records room: frozen facts, never rows of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from coach.engine.results import SetResult
from coach.records.errors import NotFoundError
from coach.safety.outcome import ScreeningOutcome

PersonId = NewType("PersonId", UUID)
SetId = NewType("SetId", UUID)
AssessmentId = NewType("AssessmentId", UUID)
PostureSessionId = NewType("PostureSessionId", UUID)


class Role(StrEnum):
    """What a person does here."""

    PATIENT = "patient"
    THERAPIST = "therapist"
    ADMIN = "admin"


class Source(StrEnum):
    """Where a set was seen; a self-reported one was seen by nobody but the person."""

    VIDEO = "video"
    LIVE = "live"
    MANUAL = "manual"
    TRACK = "track"
    SELF_REPORT = "self_report"


class Status(StrEnum):
    """Whether a set is still going on, or was broken off, or is complete."""

    IN_PROGRESS = "in_progress"
    FINISHED = "finished"


class Ending(StrEnum):
    """Why a live set came to its end."""

    DONE = "done"
    STOPPED = "stopped"
    PAIN = "pain"
    SHARP_PAIN = "sharp_pain"
    LEFT = "left"


class TargetSource(StrEnum):
    """Who set a person's own target."""

    CALIBRATION = "calibration"
    THERAPIST = "therapist"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the log knows; ``zone`` is the IANA name of where their days begin and end."""

    id: PersonId
    display_name: str
    role: Role
    created_at: datetime
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class SetSummary:
    """One line of the log.

    Times of day are UTC. ``duration_s`` and ``hold_s`` are seconds, ``score`` is 0..100 or None;
    ``duration_s`` is None while the set goes on. ``pain`` and ``effort`` are 0..10 as the person
    said; None is not asked or not answered.
    """

    id: SetId
    exercise: str
    exercise_name: str
    source: Source
    source_name: str
    status: Status
    performed_at: datetime
    recorded_at: datetime
    view: str
    duration_s: float | None
    repetitions: int
    partial_repetitions: int
    holds: int
    hold_s: float
    faults: int
    score: float | None
    has_track: bool
    note: str
    ended: Ending | None
    pain: int | None
    effort: int | None
    has_video: bool


@dataclass(frozen=True, slots=True)
class SavedSet:
    """A set as the engine reported it, and what the log adds.

    While ``status`` is in progress, ``result`` holds what was finished so far; its fps, frames,
    usable share and score are not known yet and stand at 0 or None.
    """

    id: SetId
    result: SetResult
    source: Source
    source_name: str
    status: Status
    performed_at: datetime
    recorded_at: datetime
    engine_version: str
    has_track: bool
    note: str
    ended: Ending | None
    pain: int | None
    effort: int | None
    has_video: bool


@dataclass(frozen=True, slots=True)
class Recording:
    """The video of a set: a file of this name in the set's folder, and the consent to it."""

    file_name: str
    mime: str
    size_bytes: int
    consented_at: datetime


@dataclass(frozen=True, slots=True)
class Screening:
    """The safety questions as they were answered once: question id to yes or no."""

    answered_at: datetime
    outcome: ScreeningOutcome
    answers: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Target:
    """One value of one exercise that is this person's own, in the unit of what it replaces.

    ``ended_at`` is when a later one took its place or it was withdrawn; None while it holds.
    """

    exercise: str
    key: str
    value: float
    set_by: TargetSource
    reason: str
    set_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a test came to.

    ``value`` and its measurement ``error`` are in ``unit``; an error of None is not known.
    ``details`` is plain data. ``set_id`` is the set that it was taken from, if one was kept.
    """

    id: AssessmentId
    test: str
    side: str | None
    value: float
    unit: str
    error: float | None
    details: Mapping[str, object]
    set_id: SetId | None
    performed_at: datetime


@dataclass(frozen=True, slots=True)
class PostureSession:
    """A time at the desk, and what was seen in it as plain data."""

    id: PostureSessionId
    started_at: datetime
    ended_at: datetime
    summary: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TaughtExercise:
    """An exercise that was taught here, as its exercise file; ``origin`` says from what."""

    id: str
    toml: str
    taught_at: datetime
    origin: str


def parse_set_id(text: str) -> SetId:
    """Read a set's id out of an address or a command line.

    Raises:
        NotFoundError: the text is no id, told the same way as an id that nobody has.
    """
    try:
        return SetId(UUID(text))
    except ValueError:
        raise NotFoundError(NO_SUCH_SET) from None


NO_SUCH_SET = "There is no such set in this log: go back to the list and choose one."
NO_SUCH_TARGET = (
    "There is no target of one's own to withdraw here: go back to the list and choose one."
)
NO_SUCH_ASSESSMENT = "There is no such check-up in this log: go back to the list and choose one."
NO_SUCH_SESSION = (
    "There is no such time at the desk in this log: go back to the list and choose one."
)
NO_SUCH_PERSON = "This log knows no such person: go back and choose who exercises."
