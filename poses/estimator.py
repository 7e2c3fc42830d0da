"""Following the patient through a video: pictures in, ``PoseFrame``s out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import numpy as np

from poses.landmarker import Body, Landmarker
from poses.people import Box, only, without
from poses.prefetch import prefetch
from poses.track import PoseFrame, PoseTrack
from poses.upright import RgbImage
from poses.video import VideoFrame, probe, read_frames

_PEOPLE_EVERY_S: Final = 1.0
_PEOPLE_EVERY_FRAMES: Final = 25
"""Looking for a second person costs about two thirds of a frame: under 3 % at this rate."""

_MAX_SIDE: Final = 1920
"""Full HD goes in as it is: scaling it down costs more than it saves."""

_SEARCH_EVERY_S: Final = 0.5
_COMPARE_EVERY_S: Final = 1.0
_PATIENT_HOLDS_S: Final = 5.0
"""How long the patient's last place is remembered while somebody else is followed."""

_BLANK: Final = np.zeros((64, 64, 3), np.uint8)

Progress = Callable[[float, float | None], None]
"""Called with the seconds of media done and the seconds in total, where known."""


@dataclass(slots=True)
class _Following:
    """Who is followed in the present clip, and when what was last looked at (media seconds)."""

    patient: Box | None = None
    patient_s: float = -np.inf
    compared_s: float = -np.inf
    searched_s: float = -np.inf
    counted_s: float = -np.inf
    counted_frame: int = -_PEOPLE_EVERY_FRAMES
    nobody: bool = True


class PoseEstimator:
    """Follows one person, the patient, through the frames of a clip.

    Models load when first needed and are kept, so use one estimator for many clips and call
    ``reset`` between them (``estimate_track`` does): no result depends on an earlier clip. Not
    for use by several threads at once.

    Example:
        >>> with PoseEstimator(ensure_model()) as estimator:  # doctest: +SKIP
        ...     track = estimate_track(Path("squat.mp4"), estimator)
    """

    def __init__(self, model_path: Path) -> None:
        self.landmarker = Landmarker(model_path)
        self._frame = 0
        self._following = _Following()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the models; the estimator can be used again and loads them anew."""
        self.reset()
        self.landmarker.close()

    def reset(self) -> None:
        """Forget the person followed, before another clip."""
        self.landmarker.forget()
        self._frame = 0
        self._following = _Following()

    def estimate(self, frame: VideoFrame) -> PoseFrame:
        """The patient's landmarks in this frame; frames must come in rising time."""
        found = self.landmarker.track(frame.rgb, frame.time_s)
        found = self._stay_with_patient(found, frame)
        if found is None:
            found = self._search_now_and_then(frame)
        people = self._count_now_and_then(found, frame)
        self._frame += 1
        return PoseFrame(
            time_s=frame.time_s,
            image=None if found is None else found.image,
            world=None if found is None else found.world,
            width=frame.rgb.shape[1],
            height=frame.rgb.shape[0],
            people=people,
        )

    # --- whom to follow --------------------------------------------------------------------

    def _stay_with_patient(self, found: Body | None, frame: VideoFrame) -> Body | None:
        """Check, where the followed place jumps, whether somebody else continues the patient."""
        if found is None:
            return None
        state, now = self._following, frame.time_s
        box = _box(found, frame.rgb)
        if (
            state.patient is not None
            and now - state.patient_s <= _PATIENT_HOLDS_S
            and not box.continues(state.patient)
        ):
            if now - state.compared_s < _COMPARE_EVERY_S:
                return found
            state.compared_s = now
            found = self._patient_instead_of(found, state.patient, frame.rgb)
            box = _box(found, frame.rgb)
            if not box.continues(state.patient):
                return found
        state.patient, state.patient_s = box, now
        return found

    def _patient_instead_of(self, found: Body, patient: Box, rgb: RgbImage) -> Body:
        other = self._other(found, rgb)
        if other is None or not _box(other, rgb).continues(patient):
            return found
        for _ in range(2):  # the first loses the person, the second clears the smoothing
            self.landmarker.track(_BLANK, 0.0)
        moved = self.landmarker.track(only(rgb, _box(other, rgb)), 0.0)
        return other if moved is None else moved

    def _other(self, found: Body, rgb: RgbImage) -> Body | None:
        """A second person in the picture, large enough to be taken for the one found."""
        box = _box(found, rgb)
        other = self.landmarker.detect(without(rgb, box))
        return other if other is not None and _box(other, rgb).as_large_as(box) else None

    def _count_now_and_then(self, found: Body | None, frame: VideoFrame) -> int | None:
        state = self._following
        just_lost, state.nobody = found is None and not state.nobody, found is None
        # MediaPipe looks at the whole picture only from the frame after the loss on.
        if just_lost or (
            frame.time_s - state.counted_s < _PEOPLE_EVERY_S
            or self._frame - state.counted_frame < _PEOPLE_EVERY_FRAMES
        ):
            return None
        state.counted_s, state.counted_frame = frame.time_s, self._frame
        if found is None:
            return 0
        return 1 if self._other(found, frame.rgb) is None else 2

    # --- finding whom the detector misses --------------------------------------------------

    def _search_now_and_then(self, frame: VideoFrame) -> Body | None:
        state = self._following
        if frame.time_s - state.searched_s < _SEARCH_EVERY_S:
            return None
        state.searched_s = frame.time_s
        return self._search(frame.rgb)

    def _search(self, rgb: RgbImage) -> Body | None:
        """A more thorough look for a person the detector misses; none is known yet."""
        return None


def _box(found: Body, rgb: RgbImage) -> Box:
    return Box.around(found.image, rgb.shape[1], rgb.shape[0])


def estimate_track(
    path: Path,
    estimator: PoseEstimator,
    progress: Progress | None = None,
    *,
    stop_s: float = np.inf,
) -> PoseTrack:
    """The landmark track of a whole video file.

    ``source`` of the track says: file name, model name and SHA-256, MediaPipe version, nominal
    frame rate, seconds in total as the file claims, and warnings for people.

    Raises:
        VideoError: the file is not a video that can be read; the message says what to do.
        ModelUnavailableError: the estimator's model does not load.
    """
    info = probe(path)
    warnings: list[str] = []
    estimator.reset()
    frames: list[PoseFrame] = []
    decoded = prefetch(
        read_frames(path, max_side=_MAX_SIDE, stop_s=stop_s, on_warning=warnings.append)
    )
    try:
        for frame in decoded:
            frames.append(estimator.estimate(frame))
            if progress is not None:
                progress(frame.time_s, info.duration_s)
    finally:
        decoded.close()
    return PoseTrack.from_frames(
        frames,
        source={
            "file": path.name,
            "model": estimator.landmarker.model_path.stem,
            "model_sha256": estimator.landmarker.model_sha256,
            "mediapipe": estimator.landmarker.mediapipe_version,
            "fps": info.fps,
            "duration_s": info.duration_s,
            "warnings": warnings,
        },
    )
