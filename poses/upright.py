"""Decoded frames as upright RGB pictures with square pixels and a limited size."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import cast

import av
import cv2
import numpy as np
from av.sidedata.sidedata import SideData
from av.sidedata.sidedata import Type as SideDataType
from numpy.typing import NDArray

RgbImage = NDArray[np.uint8]
"""uint8 of shape (height, width, 3)."""


def shown_size(frame: av.VideoFrame, pixel_aspect: Fraction | None) -> tuple[int, int]:
    """Width and height in pixels as shown: turned upright, with square pixels."""
    width, height = _stored_size(frame, pixel_aspect, None)
    return (height, width) if _turn(frame)[0] == 0 else (width, height)


def upright_picture(
    frame: av.VideoFrame, pixel_aspect: Fraction | None, max_side: int | None
) -> RgbImage:
    """The frame as shown, its longer side at most ``max_side`` pixels.

    The colour conversion does the scaling too, so that a large picture never exists in RGB.
    """
    width, height = _stored_size(frame, pixel_aspect, max_side)
    rgb = cast(
        RgbImage,
        frame.to_ndarray(format="rgb24", width=width, height=height, interpolation="FAST_BILINEAR"),
    )
    a, b, c, d = _turn(frame)
    if a == 0:
        rgb, a, d = cast(RgbImage, cv2.transpose(rgb)), c, b
    if a < 0 or d < 0:
        axis = -1 if a < 0 and d < 0 else (1 if a < 0 else 0)
        rgb = cast(RgbImage, cv2.flip(rgb, axis))
    return rgb


def _turn(frame: av.VideoFrame) -> tuple[int, int, int, int]:
    """The display matrix (x' = a·x + c·y, y' = b·x + d·y) to the nearest quarter turn or flip."""
    # The stubs call it a mapping from str; it holds side data objects.
    held = cast("Iterable[SideData]", frame.side_data)
    data = next((each for each in held if each.type is SideDataType.DISPLAYMATRIX), None)
    if data is None:
        return 1, 0, 0, 1
    numbers = np.frombuffer(bytes(data), np.int32)
    a, b, c, d = (float(numbers[i]) for i in (0, 1, 3, 4))
    if abs(a * d) >= abs(b * c):
        return (1 if a >= 0 else -1), 0, 0, (1 if d >= 0 else -1)
    return 0, (1 if b >= 0 else -1), (1 if c >= 0 else -1), 0


def _stored_size(
    frame: av.VideoFrame, pixel_aspect: Fraction | None, max_side: int | None
) -> tuple[int, int]:
    width = frame.width * float(pixel_aspect or 1)
    height = float(frame.height)
    scale = 1.0 if max_side is None else min(1.0, max_side / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))
