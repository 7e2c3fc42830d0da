"""Text and panels on pictures: a proportional font, drawn once per size and wording."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from poses.upright import RgbImage

Color = tuple[int, int, int]
"""Red, green, blue, each 0..255."""

_PAD: Final = 2
_REGULAR: Final = 400
_BOLD: Final = 700
_one_at_a_time = threading.Lock()


@lru_cache(maxsize=1)
def _font() -> cv2.FontFace:
    """OpenCV's own font: proportional, with accents, Greek and Cyrillic, in any weight."""
    return cv2.FontFace("sans")


@lru_cache(maxsize=512)
def _mask(text: str, size: int, bold: bool) -> NDArray[np.float32]:
    """Coverage 0..1 of shape (h, w, 1); all words of one size are equally high."""
    weight = _BOLD if bold else _REGULAR
    with _one_at_a_time:  # the font keeps the state of what it draws
        # A size given as known keeps the text from being wrapped at it.
        _, _, width, _ = cv2.getTextSize((1 << 20, 1), text, (0, 0), _font(), size, weight)
        picture = np.zeros((round(1.25 * size) + 2 * _PAD, width + 2 * _PAD, 3), np.uint8)
        baseline = (_PAD, _PAD + round(0.96 * size))
        cv2.putText(
            picture, text, baseline, (255, 255, 255), _font(), size, weight, wrap=(0, 1 << 20)
        )
    mask = picture[..., :1].astype(np.float32) / np.float32(255)
    mask.flags.writeable = False
    return mask


def text_size(text: str, size: int, *, bold: bool = False) -> tuple[int, int]:
    """Width and height in pixels that ``put_text`` will fill."""
    height, width = _mask(text, size, bold).shape[:2]
    return width, height


def put_text(
    rgb: RgbImage,
    text: str,
    left_top: tuple[int, int],
    size: int,
    color: Color,
    *,
    bold: bool = False,
) -> None:
    """Write onto ``rgb`` in place; what lies beyond the picture's edge is cut off."""
    mask = _mask(text, size, bold)
    left, top = left_top
    height, width = rgb.shape[:2]
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(width, left + mask.shape[1]), min(height, top + mask.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    cover = mask[y0 - top : y1 - top, x0 - left : x1 - left]
    under = rgb[y0:y1, x0:x1]
    under[:] = (under + cover * (np.array(color, np.float32) - under) + 0.5).astype(np.uint8)


def wrap(text: str, size: int, width: int, *, bold: bool = False) -> list[str]:
    """Break at spaces into lines at most ``width`` pixels wide; a longer word stays whole."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_size(longer, size, bold=bold)[0] <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def panel(
    rgb: RgbImage,
    box: tuple[int, int, int, int],
    color: Color,
    opacity: float,
    *,
    radius: int | None = None,
) -> None:
    """Paint a rounded, translucent rectangle onto ``rgb`` in place.

    ``box`` is (left, top, right, bottom) in pixels and may reach beyond the picture.
    """
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    if width < 1 or height < 1:
        return
    if radius is None:
        radius = max(6, round(0.03 * min(rgb.shape[:2])))
    corner = min(radius, width // 2, height // 2)
    mask = np.zeros((height, width), np.uint8)
    cv2.rectangle(mask, (corner, 0), (width - 1 - corner, height - 1), 255, -1)
    cv2.rectangle(mask, (0, corner), (width - 1, height - 1 - corner), 255, -1)
    for x in (corner, width - 1 - corner):
        for y in (corner, height - 1 - corner):
            cv2.circle(mask, (x, y), corner, 255, -1, cv2.LINE_AA)
    x0, y0, x1, y1 = max(0, left), max(0, top), min(rgb.shape[1], right), min(rgb.shape[0], bottom)
    if x0 >= x1 or y0 >= y1:
        return
    cover = mask[y0 - top : y1 - top, x0 - left : x1 - left, np.newaxis] * (opacity / 255.0)
    under = rgb[y0:y1, x0:x1]
    under[:] = (under + cover * (np.array(color, np.float32) - under) + 0.5).astype(np.uint8)
