"""All there is to show of one set: what may not or can't be shown is said, and the numbers stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from coach.engine.exercise import Exercise
from coach.engine.tracker import track_set
from coach.library import as_it_was
from coach.records import SavedSet, SetId, Source
from coach.records.care import Care
from coach.records.care_entries import ConsentKind
from coach.records.consents import ConsentMissingError
from coach.review.packing import movement
from coach.web.live.recordings import recording_url
from coach.web.live.videos import settled
from poses.errors import UserFacingError
from poses.track import PoseTrack

NO_MOVEMENT: Final = (
    "The movement of this set can't be shown: it was not kept, its time is over, or the patient "
    "has withdrawn the consent. The numbers stay."
)
NOBODY_SEEN: Final = "Nobody can be seen in this recording. The numbers stay."
NO_VIDEO: Final = "The video of this set is no longer here. The drawn figure and the numbers stay."
TOLD_ONLY: Final = "This set was told, not filmed: there is nothing to play."


@dataclass(frozen=True)
class Material:
    """A set with its movement and its video, as far as they are there.

    ``moving`` is packed for the player; ``problems`` are sentences about what is not there.
    """

    saved: SavedSet
    exercise: Exercise | None = None
    track: PoseTrack | None = None
    moving: dict[str, Any] | None = None
    video: dict[str, Any] | None = None
    problems: tuple[str, ...] = ()


def gather(care: Care, set_id: SetId, known: Material | None = None) -> Material:
    """Everything of a set; what ``known`` has packed before is not packed again.

    Consents are looked up each time.

    Raises:
        NotFoundError: the patient has no such set.
        StorageError: the set's numbers can't be read.
    """
    saved = care.log.load(set_id)
    problems: list[str] = []
    track = _track(care, saved, problems)
    video = _video(care, saved, track, problems)
    exercise = as_it_was(care.log, saved.result.exercise, saved.recorded_at)
    moving = None
    if track is not None:
        if known is not None and known.saved == saved and known.exercise == exercise:
            moving = known.moving
        else:
            trace = track_set(exercise, track).trace() if exercise else None
            moving = movement(track, saved.result, exercise, trace)
        if moving is None:
            problems.append(NOBODY_SEEN)
    return Material(saved, exercise, track, moving, video, tuple(problems))


def still_there(care: Care, set_id: SetId) -> tuple[bool, bool]:
    """Whether movement and video of a set are kept and may be seen now, without reading them.

    Raises:
        NotFoundError: the patient has no such set.
        StorageError: the log can't be read.
    """
    saved = care.log.load(set_id)
    return (
        saved.has_track and _allowed(care, ConsentKind.MOVEMENT),
        saved.has_video and _allowed(care, ConsentKind.VIDEO),
    )


def _allowed(care: Care, kind: ConsentKind) -> bool:
    try:
        care.require(kind)
    except ConsentMissingError:
        return False
    return True


def _track(care: Care, saved: SavedSet, problems: list[str]) -> PoseTrack | None:
    if not saved.has_track:
        filmed = saved.source not in (Source.SELF_REPORT, Source.MANUAL)
        problems.append(NO_MOVEMENT if filmed else TOLD_ONLY)
        return None
    try:
        track = care.log.track(saved.id)
    except UserFacingError as error:
        problems.append(str(error))
        return None
    if track is None or not len(track):
        problems.append(NO_MOVEMENT)
        return None
    return track


def _video(
    care: Care, saved: SavedSet, track: PoseTrack | None, problems: list[str]
) -> dict[str, Any] | None:
    if not saved.has_video:
        return None
    try:
        if settled(care.log, saved.id) is None:
            problems.append(NO_VIDEO)
            return None
        address = recording_url(care.patient.id, saved.id)
    except UserFacingError as error:
        problems.append(str(error))
        return None
    # The recorder starts with the first picture that was judged.
    return {"url": address, "from": float(track.time_s[0]) if track is not None else 0.0}
