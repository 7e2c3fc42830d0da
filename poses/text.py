"""Text and panels on pictures: a proportional font, drawn once per size and wording."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from poses.upright import RgbImage

Color = tuple[int, int, int]
"""Red, green, blue, each 0..255."""

_PAD: Final = 2


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return cast(ImageFont.FreeTypeFont, ImageFont.load_default(size))


@lru_cache(maxsize=512)
def _mask(text: str, size: int, bold: bool) -> NDArray[np.float32]:
    """Coverage 0..1 of shape (h, w, 1); all words of one size are equally high."""
    font = _font(size)
    stroke = size // 24 if bold else 0
    left, _, right, _ = font.getbbox(text, stroke_width=stroke)
    ascent, descent = font.getmetrics()
    width = int(right - left) + 2 * _PAD
    picture = Image.new("L", (max(1, width), ascent + descent + 2 * _PAD))
    ImageDraw.Draw(picture).text(
        (_PAD - left, _PAD), text, fill=255, font=font, stroke_width=stroke
    )
    mask = np.asarray(picture, np.float32)[..., np.newaxis] / np.float32(255)
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
