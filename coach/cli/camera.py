"""Pictures for a set at this computer: a camera, of which only the newest counts, or a clip."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Final, Protocol, cast
from urllib.parse import urlsplit

import cv2

from coach.cli.guard import CommandError
from poses.upright import RgbImage
from poses.video import VideoFrame, probe, read_frames

LOST_S: Final = 8.0
"""A camera that gives no picture for so long does not come back."""

_FIRST_S: Final = 15.0
"""Some cameras take long to wake up."""

_RETRY_S: Final = 0.05
_RETRIES: Final = 20
_MAX_SIDE: Final = 1920


class CameraError(CommandError):
    """The camera can't be used, or is gone; the text says what to do."""


class Pictures(Protocol):
    """Where the pictures of a set come from; ``live`` ones are gone when they are not taken."""

    live: bool
    ended: bool
    dropped: int

    def next(self, wait_s: float) -> VideoFrame | None:
        """The next picture; None where none came within ``wait_s``, or ever (``ended``).

        Raises:
            UserFacingError: no more will come, though they should.
        """

    def close(self) -> None:
        """Let go of the camera or the file."""


def names_clip(source: str) -> bool:
    """Whether this is a recording, in front of which nobody exercises."""
    return not (source.isdecimal() or "://" in source or Path(source).is_char_device())


def open_pictures(source: str) -> Pictures:
    """A camera by number or device, a stream by its address, or a video file by its path.

    Raises:
        UserFacingError: it can't be used; the text says what to do.
    """
    if names_clip(source):
        return Clip(Path(source))
    if source.isdecimal():
        return Camera(int(source), f"Camera {source}")
    # An address may hold a password, which belongs into no message.
    host = urlsplit(source).hostname if "://" in source else None
    return Camera(source, f"The camera {f'at {host}' if host else source}")


class Clip:
    """Every picture of a video file, with the times of the file's own clock."""

    live = False
    dropped = 0

    def __init__(self, path: Path) -> None:
        probe(path)
        self.ended = False
        self._frames = read_frames(path, max_side=_MAX_SIDE)

    def next(self, wait_s: float) -> VideoFrame | None:
        """The next picture; None at the end."""
        frame = next(self._frames, None)
        self.ended = frame is None
        return frame

    def close(self) -> None:
        """Let go of the file."""


class Camera:
    """The newest picture of a camera, with the time at which it came; older ones are dropped."""

    live = True
    ended = False

    def __init__(self, source: int | str, name: str) -> None:
        self._name = name
        self.dropped = 0
        # What OpenCV and its FFmpeg say about a missing camera helps nobody.
        os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")
        cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
        self._capture = cv2.VideoCapture(source)
        if not self._capture.isOpened():
            raise CameraError(
                f"{name} can't be opened: connect it, end other programs that use it, such as a "
                "video call, or name another one with --camera."
            )
        self._arrived = threading.Condition()
        self._newest: VideoFrame | None = None
        self._gone = self._closed = False
        self._began_s = self._latest_s = time.monotonic()
        self._had_one = False
        self._thread = threading.Thread(target=self._read, name="camera", daemon=True)
        self._thread.start()

    def next(self, wait_s: float) -> VideoFrame | None:
        """The newest picture that was not given out yet.

        Raises:
            CameraError: the camera gives no picture, or no more.
        """
        with self._arrived:
            self._arrived.wait_for(lambda: self._newest is not None or self._gone, wait_s)
            frame, self._newest = self._newest, None
            silent_s = time.monotonic() - self._latest_s
        if frame is not None:
            return frame
        if self._gone or silent_s > (LOST_S if self._had_one else _FIRST_S):
            raise self._lost()
        return None

    def close(self) -> None:
        """Let go of the camera."""
        self._closed = True
        self._thread.join(2.0)
        if not self._thread.is_alive():
            self._capture.release()

    def _read(self) -> None:
        failures = 0
        while not self._closed and failures < _RETRIES:
            taken, picture = self._capture.read()
            now_s = time.monotonic()
            if not taken or picture is None:
                failures += 1
                time.sleep(_RETRY_S)
                continue
            failures = 0
            rgb = cast(RgbImage, cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
            with self._arrived:
                self.dropped += self._newest is not None
                self._newest = VideoFrame(now_s - self._began_s, rgb)
                self._latest_s, self._had_one = now_s, True
                self._arrived.notify()
        with self._arrived:
            self._gone = True
            self._arrived.notify()

    def _lost(self) -> CameraError:
        if not self._had_one:
            return CameraError(
                f"{self._name} gives no picture: end other programs that use it, or name another "
                "one with --camera."
            )
        return CameraError(
            f"{self._name} gives no more pictures: check its plug and its cable, then begin again."
        )
