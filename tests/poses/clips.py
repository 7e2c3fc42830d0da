"""Tiny video files, made on the spot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]


def plain(width: int = 64, height: int = 48, grey: int = 90) -> Picture:
    return np.full((height, width, 3), grey, np.uint8)


def corner_marked(width: int = 64, height: int = 48) -> Picture:
    """Red in the left top corner, else black: shows how a picture was turned."""
    picture = plain(width, height, 0)
    picture[: height // 4, : width // 4] = (255, 0, 0)
    return picture


def marked_corner(picture: Picture) -> str:
    height, width = picture.shape[:2]
    red = picture[..., 0].astype(int)
    corners = {
        "left top": red[: height // 5, : width // 5],
        "right top": red[: height // 5, -(width // 5) :],
        "left bottom": red[-(height // 5) :, : width // 5],
        "right bottom": red[-(height // 5) :, -(width // 5) :],
    }
    return max(corners, key=lambda name: float(corners[name].mean()))


def make_clip(
    path: Path,
    pictures: Iterable[Picture],
    *,
    times: Sequence[float] | None = None,
    fps: float = 10.0,
    codec: str = "libx264",
    container: str = "mp4",
    rotation: int = 0,
    mirrored: bool = False,
    pixel_aspect: Fraction | None = None,
    faststart: bool = False,
    group: int = 5,
) -> Path:
    """Write ``pictures`` at ``times`` (seconds; else evenly at ``fps``)."""
    pictures = list(pictures)
    if times is None:
        times = [number / fps for number in range(len(pictures))]
    options = {"movflags": "+faststart"} if faststart else {}
    base = Fraction(1, 90_000)
    with av.open(str(path), "w", format=container, container_options=options) as output:
        stream = output.add_stream(codec, rate=Fraction(fps).limit_denominator(1001))
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.codec_context.time_base = base
        stream.time_base = base
        stream.gop_size = group
        if pixel_aspect is not None:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        if rotation or mirrored:
            stream.set_display_rotation(rotation, hflip=mirrored)
        for time, picture in zip(times, pictures, strict=True):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = round(time / base), base
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


def make_sound(path: Path, seconds: float = 0.5) -> Path:
    """A file with a tone and no picture."""
    rate = 16_000
    samples = np.sin(np.arange(int(rate * seconds)) * 0.1).astype(np.float32)[np.newaxis]
    with av.open(str(path), "w", format="mp4") as output:
        stream = output.add_stream("aac", rate=rate)
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
        frame.sample_rate, frame.pts = rate, 0
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


def noise(count: int, width: int = 160, height: int = 120) -> list[Picture]:
    """Pictures that do not compress, so that a file can be cut in the middle."""
    random = np.random.default_rng(7)
    return [random.integers(0, 255, (height, width, 3), np.uint8) for _ in range(count)]
