"""The one module that knows MediaPipe: a picture in, one body's landmarks out."""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np

from poses.errors import ModelUnavailableError
from poses.quiet import without_native_chatter
from poses.track import FloatArray
from poses.upright import RgbImage


@dataclass(frozen=True, slots=True)
class Body:
    """One body: ``image`` (33, 4) and ``world`` (33, 3) landmarks as in ``PoseFrame``."""

    image: FloatArray
    world: FloatArray


class Landmarker:
    """MediaPipe's pose model, following one body through a clip or looking at single pictures.

    The models load when first needed, in half a second. Not for several threads at once.

    Raises:
        ModelUnavailableError: the file can't be read or is no pose model.
    """

    def __init__(self, model_path: Path) -> None:
        self.model_path = model_path
        try:
            self._model = model_path.read_bytes()
        except OSError as error:
            raise self._unusable(error.strerror or "unreadable") from error
        self._loaded: dict[str, Any] = {}
        # At the interpreter's end MediaPipe can't close its own objects any more and complains.
        weakref.finalize(self, _close_all, self._loaded)
        self._milliseconds = -1
        self._warm = False

    @cached_property
    def model_sha256(self) -> str:
        """SHA-256 of the model file, in hex."""
        return hashlib.sha256(self._model).hexdigest()

    @property
    def mediapipe_version(self) -> str:
        """Version of the library that runs the model."""
        import mediapipe

        return str(mediapipe.__version__)

    def close(self) -> None:
        """Free the models; they load anew when needed again."""
        _close_all(self._loaded)
        self._milliseconds = -1

    def forget(self) -> None:
        """Start afresh for another clip."""
        # MediaPipe's visibility filter outlives the loss of a person, so only a new tracker
        # makes a clip's landmarks independent of the clip before.
        if self._milliseconds >= 0 and "tracker" in self._loaded:
            with without_native_chatter():
                self._loaded.pop("tracker").close()
        self._milliseconds = -1

    def track(self, rgb: RgbImage, time_s: float) -> Body | None:
        """The body followed so far, or any body when none is."""
        tracker = self._loaded.get("tracker") or self._load("tracker")
        # Two frames may fall into one millisecond, yet MediaPipe wants time to rise.
        self._milliseconds = max(self._milliseconds + 1, round(time_s * 1000))
        return self._run(tracker.detect_for_video, rgb, self._milliseconds)

    def detect(self, rgb: RgbImage) -> Body | None:
        """The clearest body in this one picture; does not touch what is followed."""
        detector = self._loaded.get("detector") or self._load("detector")
        return self._run(detector.detect, rgb)

    def _load(self, role: Literal["tracker", "detector"]) -> Any:
        from mediapipe.tasks.python import BaseOptions, vision

        mode = vision.RunningMode.VIDEO if role == "tracker" else vision.RunningMode.IMAGE
        options = vision.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_buffer=self._model),
            running_mode=mode,
            num_poses=1,
        )
        try:
            with without_native_chatter():
                loaded = vision.PoseLandmarker.create_from_options(options)
        except (RuntimeError, ValueError) as error:
            raise self._unusable("it does not load") from error
        self._loaded[role] = loaded
        return loaded

    def _run(self, detect: Callable[..., Any], rgb: RgbImage, *arguments: int) -> Body | None:
        import mediapipe

        image = mediapipe.Image(
            image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(rgb)
        )
        if self._warm:
            result = detect(image, *arguments)
        else:
            with without_native_chatter():
                result = detect(image, *arguments)
        if not result.pose_landmarks:
            return None
        self._warm = True  # the library warns once, with the first body
        marks, world = result.pose_landmarks[0], result.pose_world_landmarks[0]
        return Body(
            np.array([(p.x, p.y, p.z, p.visibility) for p in marks], np.float32),
            np.array([(p.x, p.y, p.z) for p in world], np.float32),
        )

    def _unusable(self, reason: str) -> ModelUnavailableError:
        return ModelUnavailableError(
            f"The pose model {self.model_path} can't be used ({reason}): delete it and have it "
            f"fetched again."
        )


def _close_all(loaded: dict[str, Any]) -> None:
    if not loaded:
        return
    with without_native_chatter():
        while loaded:
            loaded.popitem()[1].close()
