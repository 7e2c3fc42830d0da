"""Reading video: frames with the time of the media's own clock, upright and not too large."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import av
from av.container import InputContainer

from poses.errors import VideoError
from poses.upright import RgbImage, shown_size, upright_picture

MAX_SIDE: Final = 1280
"""Longer sides carry nothing the pose model uses; it looks at crops of 256 × 256."""

FORMATS: Final = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,flv,asf,ogg,h264,hevc,m4v,"
    "ivf,mxf,gif,dv,mp3,wav,aac,flac"
)
"""What the demuxer may take the bytes for: no playlists, which open other addresses, no text."""

_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"BM", b"II*\0", b"MM\0*")
_DEFAULT_FPS: Final = 30.0
_COVER: Final = av.stream.Disposition.attached_pic


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """Facts about a video file.

    ``width`` and ``height`` in pixels as shown, after rotation and with square pixels;
    ``rotation`` in degrees counter-clockwise (0, 90, 180 or 270) from stored to shown;
    ``fps`` the nominal rate; ``duration_s`` and ``frames`` estimates, ``None`` when unknown.
    """

    width: int
    height: int
    fps: float
    duration_s: float | None
    frames: int | None
    rotation: int
    codec: str
    has_audio: bool


@dataclass(frozen=True, slots=True)
class VideoFrame:
    """One picture: ``time_s`` since the first frame, ``rgb`` uint8 of shape (h, w, 3)."""

    time_s: float
    rgb: RgbImage


def probe(path: Path) -> VideoInfo:
    """Look at a video file by its content; the first frame is decoded as proof.

    Raises:
        VideoError: the file is missing, empty, no video, or none of its frames can be decoded.
    """
    with _opened(path) as (container, stream):
        for frame in _decoded(container, stream, []):
            width, height = shown_size(frame, stream.sample_aspect_ratio)
            seconds = _duration_s(container, stream)
            fps = _nominal_fps(stream)
            estimate = round(seconds * fps) if seconds is not None else None
            return VideoInfo(
                width=width,
                height=height,
                fps=fps,
                duration_s=seconds,
                frames=stream.frames or estimate,
                rotation=round(frame.rotation / 90) * 90 % 360,
                codec=stream.codec_context.name,
                has_audio=bool(container.streams.audio),
            )
    raise _nothing_decoded(path)


def read_frames(
    path: Path,
    *,
    max_side: int | None = MAX_SIDE,
    start_s: float = 0.0,
    stop_s: float = math.inf,
    on_warning: Callable[[str], None] | None = None,
) -> Iterator[VideoFrame]:
    """The frames of a video, upright, at most ``max_side`` pixels long, in rising time.

    ``time_s`` is the presentation time since the file's first frame, whatever the frame rate. A
    frame without a time stamp follows the one before by the nominal spacing; a frame that is
    damaged, or not later than the one before it, is left out. Only frames with ``start_s`` ≤ time
    < ``stop_s`` are given. What was wrong with a file that is usable all the same is told to
    ``on_warning`` in one sentence.

    Raises:
        VideoError: on the first step, when the file gives no frame at all; says what to do.
    """
    damage: list[str] = []
    first: float | None = None
    last = -math.inf
    with _opened(path) as (container, stream):
        spacing = 1.0 / _nominal_fps(stream)
        expected = _duration_s(container, stream)
        aspect = stream.sample_aspect_ratio
        for frame in _decoded(container, stream, damage):
            clock = frame.time if frame.time is not None else max(last, -spacing) + spacing
            if first is None:
                first = clock
            if clock <= last:
                continue
            last = clock
            time_s = clock - first
            if time_s >= stop_s:
                return
            if time_s >= start_s:
                yield VideoFrame(time_s, upright_picture(frame, aspect, max_side))
    if first is None:
        raise _nothing_decoded(path)
    reached = last - first + spacing
    if on_warning is None:
        return
    if expected is not None and expected - reached > max(0.5, 2 * spacing, 0.05 * expected):
        on_warning(
            f"The file ends early: {reached:.1f} of {expected:.1f} seconds could be read, so copy "
            f"or record it again if the end matters."
        )
    elif damage:
        on_warning("Some pictures of this file are damaged and were left out.")


@contextmanager
def _opened(
    path: Path,
) -> Iterator[tuple[InputContainer, av.VideoStream]]:
    """Open by content: the demuxer sees bytes only, no name or extension."""
    path = Path(path)
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise VideoError(f"There is no file {path}: check the name and the folder.") from None
    except IsADirectoryError:
        raise VideoError(f"{path} is a folder: choose one video file in it.") from None
    except PermissionError:
        hint = "is a folder" if path.is_dir() else "may not be read"
        raise VideoError(f"{path} {hint}: choose a video file that you may open.") from None
    with file:
        start = file.read(12)
        file.seek(0)
        if not start:
            raise VideoError(f"{path.name} is empty (0 bytes): copy or record it again.")
        if start.startswith(_PICTURES) or start[8:12] == b"WEBP":
            raise VideoError(f"{path.name} is a picture: choose a video.")
        try:
            container = cast(InputContainer, av.open(file, options={"format_whitelist": FORMATS}))
        except (av.FFmpegError, ValueError) as error:
            raise VideoError(
                f"{path.name} is not a video, or its end is missing: choose another file, or copy "
                f"or record it again."
            ) from error
        with container:
            stream = next((s for s in container.streams.video if not s.disposition & _COVER), None)
            if stream is None:
                what = "holds only sound" if container.streams.audio else "holds no video"
                raise VideoError(f"{path.name} {what}: choose a file with pictures.")
            stream.thread_type = "AUTO"
            yield container, stream


def _decoded(
    container: InputContainer, stream: av.VideoStream, damage: list[str]
) -> Iterator[av.VideoFrame]:
    """All frames that decode; what does not is noted in ``damage``."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            frames = packet.decode()
        except av.FFmpegError as error:
            damage.append(str(error))
            if not isinstance(error, av.error.InvalidDataError):
                return
            continue
        for frame in frames:
            if frame.is_corrupt:
                damage.append("corrupt frame")
            else:
                yield frame


def _nothing_decoded(path: Path) -> VideoError:
    return VideoError(
        f"{path.name} holds no picture that can be shown: copy or record it again, or save it as "
        f"MP4 (H.264)."
    )


def _nominal_fps(stream: av.VideoStream) -> float:
    rate = stream.average_rate or stream.guessed_rate or stream.base_rate
    return float(rate) if rate else _DEFAULT_FPS


def _duration_s(container: InputContainer, stream: av.VideoStream) -> float | None:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    if container.duration is not None and not container.streams.audio:
        return container.duration / av.time_base
    return None
