"""Large letters, rings and lists on the picture of a live set; all paint in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

import cv2
import numpy as np

from poses.drawing import DEFAULT_STYLE, INK, WHITE
from poses.text import Color, panel, put_text, text_size, wrap
from poses.upright import RgbImage

SHORT_SIDE: Final = 720
"""Small pictures are enlarged before they are written on, so that letters stay sharp."""

_TOP: Final = 0.11
"""Where panels begin, below the line that tells the keys."""

_SOFT: Final[Color] = (205, 212, 222)
_GROOVE: Final[Color] = (88, 98, 112)
_RED: Final[Color] = (220, 50, 47)


def enlarged(rgb: RgbImage) -> RgbImage:
    """The picture with a shorter side of at least ``SHORT_SIDE``."""
    scale = SHORT_SIDE / min(rgb.shape[:2])
    if scale <= 1.0:
        return rgb
    size = (round(rgb.shape[1] * scale), round(rgb.shape[0] * scale))
    return cast(RgbImage, cv2.resize(rgb, size, interpolation=cv2.INTER_LINEAR))


def number_in_ring(rgb: RgbImage, number: int, share: float, rows: Sequence[str]) -> None:
    """A large number in a ring that fills clockwise by ``share`` (0..1), with rows below it."""
    unit = min(rgb.shape[:2])
    pad, radius, thick = round(0.03 * unit), round(0.18 * unit), round(0.03 * unit)
    size = round(0.05 * unit)
    line = text_size("Ag", size)[1]
    across = 2 * (radius + thick)
    wide = max([across, *(text_size(row, size)[0] for row in rows)])
    top = round(_TOP * unit)
    panel(rgb, (pad, top, pad * 3 + wide, top + pad * 2 + across + line * len(rows)), INK, 0.65)
    middle = (pad * 2 + wide // 2, top + pad + radius + thick)
    cv2.circle(rgb, middle, radius, _GROOVE, thick, cv2.LINE_AA)
    end = 360.0 * min(max(share, 0.0), 1.0)
    if end > 0.0:
        color = DEFAULT_STYLE.good
        cv2.ellipse(rgb, middle, (radius, radius), -90, 0, end, color, thick, cv2.LINE_AA)
    height = (0.26 if number < 10 else 0.2) * unit
    _centred(rgb, str(number), middle, round(height), bold=True)
    for index, row in enumerate(rows):
        y = top + pad + across + line * index + line // 2
        _centred(rgb, row, (middle[0], y), size, color=_SOFT)


def headline(rgb: RgbImage, large: str, small: str) -> None:
    """A few large letters in the middle, and a line or two below; no letters paint nothing."""
    if not large:
        return
    height, width = rgb.shape[:2]
    unit = min(height, width)
    size, small_size = round((0.34 if len(large) < 3 else 0.12) * unit), round(0.05 * unit)
    room = width - round(0.2 * unit)
    rows = [(text, size, True) for text in wrap(large, size, room, bold=True)]
    rows += [(text, small_size, False) for text in wrap(small, small_size, room)]
    sizes = [text_size(text, size, bold=bold) for text, size, bold in rows]
    wide, high = max(w for w, _ in sizes), sum(h for _, h in sizes)
    pad, top = round(0.04 * unit), (height - high) // 2
    left, right = (width - wide) // 2 - pad, (width + wide) // 2 + pad
    panel(rgb, (left, top - pad, right, top + high + pad), INK, 0.8)
    for (text, size, bold), (_, high) in zip(rows, sizes, strict=True):
        _centred(rgb, text, (width // 2, top + high // 2), size, bold=bold)
        top += high


def check_list(rgb: RgbImage, checks: Sequence[tuple[str, bool]]) -> None:
    """Lines with a tick where all is well, and a cross where not."""
    unit = min(rgb.shape[:2])
    size, pad = round(0.045 * unit), round(0.03 * unit)
    room = rgb.shape[1] - 6 * pad - size
    lines: list[tuple[str, bool | None]] = [
        (line, good if index == 0 else None)
        for text, good in checks
        for index, line in enumerate(wrap(text, size, room))
    ]
    if not lines:
        return
    sizes = [text_size(line, size) for line, _ in lines]
    wide, high = max(w for w, _ in sizes), sizes[0][1]
    top = round(_TOP * unit)
    panel(rgb, (pad, top, pad * 4 + size + wide, top + 2 * pad + high * len(lines)), INK, 0.7)
    for number, (line, good) in enumerate(lines):
        y = top + pad + high * number
        if good is not None:
            _mark(rgb, (pad * 2, y + high // 2), size, good=good)
        put_text(rgb, line, (pad * 3 + size, y), size, WHITE)


def dot(rgb: RgbImage, middle: tuple[float, float], radius: float) -> None:
    """A red dot; lengths are shares of the shorter side, from the right top corner."""
    unit = min(rgb.shape[:2])
    place = (rgb.shape[1] - round(middle[0] * unit), round(middle[1] * unit))
    cv2.circle(rgb, place, round(radius * unit), _RED, -1, cv2.LINE_AA)


def _centred(
    rgb: RgbImage,
    text: str,
    middle: tuple[int, int],
    size: int,
    *,
    bold: bool = False,
    color: Color = WHITE,
) -> None:
    wide, high = text_size(text, size, bold=bold)
    place = (middle[0] - wide // 2, middle[1] - high // 2)
    put_text(rgb, text, place, size, color, bold=bold)


def _mark(rgb: RgbImage, left: tuple[int, int], size: int, *, good: bool) -> None:
    x, y, half = *left, size // 2
    tick = [[(x, y), (x + half, y + half), (x + 2 * half, y - half)]]
    cross = [
        [(x, y - half), (x + 2 * half, y + half)],
        [(x, y + half), (x + 2 * half, y - half)],
    ]
    color = DEFAULT_STYLE.good if good else DEFAULT_STYLE.right
    for stroke in tick if good else cross:
        line = np.array(stroke, np.int32)
        cv2.polylines(rgb, [line], False, color, max(3, size // 7), cv2.LINE_AA)
