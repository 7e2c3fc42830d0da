"""Writing video: H.264 with the source's own time stamps, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Final, Self, cast

import av
import cv2
import numpy as np
from av.container import OutputContainer

from poses.errors import VideoError
from poses.upright import RgbImage

_TIME_BASE: Final = Fraction(1, 90_000)
_numbers = itertools.count()


class VideoWriter:
    """Writes RGB pictures, each with its time, as an MP4 that plays everywhere.

    The file grows under a temporary name beside ``path`` and takes its name on ``close``; leaving
    the ``with`` block by an error, or closing without a single picture, removes it. Odd sizes lose
    their last row or column, and all pictures get the size of the first.

    Example:
        >>> with VideoWriter(Path("out.mp4")) as writer:  # doctest: +SKIP
        ...     for frame in read_frames(Path("in.mp4")):
        ...         writer.write(frame.time_s, frame.rgb)
    """

    def __init__(self, path: Path, *, fps: float = 30.0, quality: int = 23) -> None:
        """Prepare to write; the file is opened with the first picture.

        ``fps`` is only the nominal rate for players; ``quality`` is x264's constant rate factor,
        lower is better (18 to 28 is sensible).
        """
        self.path = Path(path)
        self._part = self.path.with_name(f"{self.path.name}.{os.getpid()}-{next(_numbers)}.part")
        self._fps = Fraction(fps).limit_denominator(1001)
        self._quality = quality
        self._container: OutputContainer | None = None
        self._stream: av.VideoStream | None = None
        self._last_pts = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.discard()

    def write(self, time_s: float, rgb: RgbImage) -> None:
        """Add one picture, uint8 of shape (h, w, 3), shown from ``time_s`` on; times must rise.

        Raises:
            VideoError: the disk is full or the place can't be written.
            ValueError: ``time_s`` is not later than the picture before.
        """
        pts = round(time_s / _TIME_BASE)
        if pts <= self._last_pts:
            raise ValueError(f"frame times must rise, got {time_s} s")
        self._last_pts = pts
        try:
            stream = self._stream or self._open(rgb)
            if rgb.shape[:2] != (stream.height, stream.width):
                rgb = self._fitted(rgb, stream.width, stream.height)
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb), format="rgb24")
            frame.pts, frame.time_base = pts, _TIME_BASE
            self._mux(frame)
        except (OSError, av.FFmpegError) as error:
            self.discard()
            raise self._failure(error) from error

    def close(self) -> None:
        """Finish the file and give it its name.

        Raises:
            VideoError: no picture was written, the disk is full, or the place can't be written.
        """
        if self._container is None:
            raise VideoError(f"There was no picture to write to {self.path.name}.")
        try:
            self._mux(None)
            container, self._container = self._container, None
            container.close()
            self._part.replace(self.path)
        except (OSError, av.FFmpegError) as error:
            self.discard()
            raise self._failure(error) from error

    def discard(self) -> None:
        """Stop and leave nothing behind."""
        container, self._container = self._container, None
        if container is not None:
            # Its trailer may fail to be written, but the file is deleted next.
            with contextlib.suppress(OSError, av.FFmpegError):
                container.close()
        with contextlib.suppress(OSError):
            self._part.unlink()

    def _open(self, rgb: RgbImage) -> av.VideoStream:
        height, width = (max(2, side // 2 * 2) for side in rgb.shape[:2])
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._container = av.open(
            str(self._part), "w", format="mp4", container_options={"movflags": "+faststart"}
        )
        stream = self._container.add_stream("libx264", rate=self._fps)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = _TIME_BASE
        stream.time_base = _TIME_BASE
        stream.options = {"crf": str(self._quality), "preset": "veryfast"}
        self._stream = stream
        return stream

    @staticmethod
    def _fitted(rgb: RgbImage, width: int, height: int) -> RgbImage:
        if (rgb.shape[0] - height, rgb.shape[1] - width) in {(0, 1), (1, 0), (1, 1)}:
            return rgb[:height, :width]
        return cast(RgbImage, cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA))

    def _mux(self, frame: av.VideoFrame | None) -> None:
        assert self._container is not None
        assert self._stream is not None
        for packet in self._stream.encode(frame):
            self._container.mux(packet)

    def _failure(self, error: OSError | av.FFmpegError) -> VideoError:
        code = getattr(error, "errno", None)
        if code in {errno.ENOSPC, errno.EDQUOT}:
            return VideoError(
                f"The disk is full: free some space, or write {self.path.name} somewhere else."
            )
        reason = getattr(error, "strerror", None) or "the encoder failed"
        return VideoError(
            f"{self.path} can't be written ({reason}): choose another place for the video."
        )
