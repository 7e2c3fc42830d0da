"""A set under way, on disk: what a killed server needs to go on where it was.

One line of JSON, then one record of fixed size for each frame. The line holds the exercise as it
was when the set began, with the person's own values: replaying the frames through the one engine
gives the very same set, whatever was changed meanwhile, so nothing else has to be kept.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import numpy as np

from coach.engine.catalogue import ExerciseError, find_exercise
from coach.engine.exercise import Exercise
from coach.live.plan import Plan
from poses.errors import UserFacingError
from poses.landmarks import LANDMARK_COUNT
from poses.track import PoseFrame

_SCHEMA: Final = 2
_SUFFIX: Final = ".set"
_HEAD: Final = struct.Struct("<dHHb?")
_IMAGE: Final = LANDMARK_COUNT * 4
_WORLD: Final = LANDMARK_COUNT * 3
_RECORD: Final = _HEAD.size + 4 * (_IMAGE + _WORLD)
_NOBODY: Final = bytes(4 * (_IMAGE + _WORLD))


class JournalError(UserFacingError):
    """The journal of a set can't be read."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose set this is, where in the sitting it stands, and whether a video of it may be kept."""

    sitting: UUID
    set_id: UUID
    person: UUID
    exercise: Exercise
    plan: Plan
    number: int
    performed_at: datetime
    consent: bool = False


class Journal:
    """The file of one set; frames are added at its end."""

    def __init__(self, folder: Path, heading: Heading) -> None:
        self.heading = heading
        self.path = folder / f"{heading.set_id}{_SUFFIX}"

    def open(self) -> None:
        """Make the file; one that is there already is kept, without a half-written end.

        Raises:
            OSError: it can't be written.
        """
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.path.is_file():
            head = _first_line(self.path)
            whole = (self.path.stat().st_size - head) // _RECORD
            with self.path.open("r+b") as file:
                file.truncate(head + whole * _RECORD)
            return
        part = self.path.with_suffix(".part")
        part.write_bytes(_first_words(self.heading) + b"\n")
        part.replace(self.path)

    def add(self, frames: Iterable[PoseFrame]) -> None:
        """Write frames; on return they outlive this process.

        Raises:
            OSError: they can't be written; nothing of them is.
        """
        with self.path.open("ab", buffering=0) as file:
            before = file.tell()
            packed = b"".join(_pack(frame) for frame in frames)
            try:
                if file.write(packed) != len(packed):
                    raise OSError("not all of the frames could be written")
            except OSError:
                file.truncate(before)
                raise

    def remove(self) -> None:
        """The set is in the log: its journal is needed no more."""
        self.path.unlink(missing_ok=True)


def remove_journal(folder: Path, set_id: UUID) -> None:
    """Remove the journal of a set, if there is one."""
    (folder / f"{set_id}{_SUFFIX}").unlink(missing_ok=True)


def read_journal(folder: Path, set_id: UUID) -> tuple[Heading, list[PoseFrame]] | None:
    """The heading and every whole frame of a set, or None if there is no such journal.

    Raises:
        JournalError: it is damaged.
    """
    path = folder / f"{set_id}{_SUFFIX}"
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise JournalError(f"{path} can't be read ({error.strerror}).") from error
    line, _, rest = content.partition(b"\n")
    heading = _heading(line)
    whole = len(rest) // _RECORD
    return heading, [_unpack(rest, index * _RECORD) for index in range(whole)]


def sitting_under_way(folder: Path, sitting: UUID, person: UUID) -> UUID | None:
    """The set of this sitting that has a journal, or None."""
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        try:
            with path.open("rb") as file:
                heading = _heading(file.readline())
        except (OSError, JournalError):
            continue
        if (heading.sitting, heading.person) == (sitting, person):
            return heading.set_id
    return None


def _first_words(heading: Heading) -> bytes:
    exercise = heading.exercise.model_dump(mode="json", by_alias=True)
    facts = asdict(heading) | {"exercise": exercise, "schema": _SCHEMA}
    return json.dumps(facts, default=str).encode()


def _exercise(facts: dict[str, Any] | str) -> Exercise:
    # Before there were own values a journal held the id alone.
    return find_exercise(facts) if isinstance(facts, str) else Exercise.model_validate(facts)


def _heading(line: bytes) -> Heading:
    try:
        facts = json.loads(line)
        return Heading(
            sitting=UUID(facts["sitting"]),
            set_id=UUID(facts["set_id"]),
            person=UUID(facts["person"]),
            exercise=_exercise(facts["exercise"]),
            plan=Plan(**facts["plan"]),
            number=int(facts["number"]),
            performed_at=datetime.fromisoformat(facts["performed_at"]),
            consent=bool(facts["consent"]),
        )
    except (ValueError, KeyError, TypeError, ExerciseError) as error:
        raise JournalError(
            "This unfinished set is damaged: what was counted is in your log."
        ) from error


def _first_line(path: Path) -> int:
    with path.open("rb") as file:
        return len(file.readline())


def _pack(frame: PoseFrame) -> bytes:
    people = -1 if frame.people is None else frame.people
    head = _HEAD.pack(frame.time_s, frame.width, frame.height, people, frame.has_person)
    if frame.image is None or frame.world is None:
        return head + _NOBODY
    return head + frame.image.astype("<f4").tobytes() + frame.world.astype("<f4").tobytes()


def _unpack(content: bytes, at: int) -> PoseFrame:
    time_s, width, height, people, seen = _HEAD.unpack_from(content, at)
    image = world = None
    if seen:
        at += _HEAD.size
        image = np.frombuffer(content, "<f4", _IMAGE, at).reshape(LANDMARK_COUNT, 4)
        world = np.frombuffer(content, "<f4", _WORLD, at + 4 * _IMAGE).reshape(LANDMARK_COUNT, 3)
    return PoseFrame(time_s, image, world, width, height, None if people < 0 else people)
