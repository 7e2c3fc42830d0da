"""A film for Chromium's fake camera, made of a sample clip."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT, FPS = 640, 480, 30
Rgb = NDArray[np.uint8]


def camera_clip(video: Path, target: Path, *, lead_s: float, tail_s: float = 2.0) -> Path:
    """The clip as the camera sees it, again and again: first still for ``lead_s``, then moving.

    Chromium wants MJPEG in yuv420p and plays it at 30 pictures a second.
    """
    pictures = list(pictures_of(video))
    still = [pictures[0]] * round(lead_s * FPS)
    return write_clip([*still, *pictures, *[pictures[-1]] * round(tail_s * FPS)], target)


def pictures_of(video: Path) -> Iterator[Rgb]:
    """What the camera sees, 30 pictures a second of 640x480 in RGB."""
    return (_boxed(picture) for picture in _steadily(video))


def empty_room(target: Path, seconds: float = 4.0) -> Path:
    """A wall, a floor, and nobody."""
    picture = np.full((HEIGHT, WIDTH, 3), 200, np.uint8)
    picture[340:] = (150, 130, 110)
    return write_clip([picture] * round(seconds * FPS), target)


def write_clip(pictures: list[Rgb], target: Path) -> Path:
    """Pictures of 640x480 in RGB, as a film for the fake camera."""
    with av.open(str(target), "w", format="mjpeg") as film:
        stream = film.add_stream("mjpeg", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuvj420p"
        stream.codec_context.qmin, stream.codec_context.qmax = 2, 4
        for number, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame = frame.reformat(format="yuvj420p")
            frame.pts = number
            for packet in stream.encode(frame):
                film.mux(packet)
        for packet in stream.encode():
            film.mux(packet)
    return target


def _steadily(video: Path) -> Iterator[Rgb]:
    """Thirty pictures a second, whatever rate the file has."""
    with av.open(str(video)) as film:
        stream = film.streams.video[0]
        assert stream.time_base is not None
        due_s, latest = 0.0, None
        for frame in film.decode(stream):
            time_s = float((frame.pts or 0) * stream.time_base)
            while latest is not None and due_s < time_s:
                yield latest
                due_s += 1.0 / FPS
            latest = frame.to_ndarray(format="rgb24")
        if latest is not None:
            yield latest


def _boxed(picture: Rgb) -> Rgb:
    """The whole picture in the camera's shape, its edges filled with a wall's colour."""
    height, width = picture.shape[:2]
    scale = min(WIDTH / width, HEIGHT / height)
    small = cv2.resize(picture, (round(width * scale), round(height * scale)))
    wall = picture[:4].mean(axis=(0, 1)).astype(np.uint8)
    boxed = np.full((HEIGHT, WIDTH, 3), wall, np.uint8)
    top, left = (HEIGHT - small.shape[0]) // 2, (WIDTH - small.shape[1]) // 2
    boxed[top : top + small.shape[0], left : left + small.shape[1]] = small
    return boxed
