"""What is drawn over the picture: skeleton, angles, count, cue. Pure: always a new picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast

import cv2
import numpy as np

from poses.landmarks import BONES, HEAD, Landmark
from poses.text import Color, panel, put_text, text_size, wrap
from poses.track import FloatArray, PoseFrame
from poses.upright import RgbImage

Tone = Literal["calm", "good", "warn"]

WHITE: Final[Color] = (255, 255, 255)
INK: Final[Color] = (18, 24, 33)

_SHIFT: Final = 4
"""Bits below the pixel in OpenCV's coordinates: lines glide rather than jump."""


@dataclass(frozen=True, slots=True)
class Style:
    """How the overlay looks; colours are from the Okabe–Ito set, told apart by colour-blind eyes.

    ``line`` is the bones' width as a share of the picture's shorter side. Bones seen with less
    than ``faint_below`` visibility are drawn at ``faint`` opacity, the far side at ``far``.
    """

    left: Color = (86, 180, 233)
    right: Color = (230, 159, 0)
    middle: Color = (240, 243, 247)
    good: Color = (0, 158, 115)
    warn: Color = (213, 94, 0)
    calm: Color = (0, 114, 178)
    line: float = 0.009
    faint_below: float = 0.5
    faint: float = 0.3
    far: float = 0.6

    def tone(self, tone: Tone) -> Color:
        """The colour of a cue."""
        return {"calm": self.calm, "good": self.good, "warn": self.warn}[tone]


DEFAULT_STYLE: Final = Style()


def draw_skeleton(rgb: RgbImage, frame: PoseFrame, *, style: Style = DEFAULT_STYLE) -> RgbImage:
    """The picture with the body's bones and joints; without a body an unchanged copy.

    The side nearer to the camera is drawn last and stronger; what is hardly visible stays faint.
    """
    result = rgb.copy()
    if frame.image is None:
        return result
    marks = frame.image
    points = marks[:, :2] * np.array([rgb.shape[1], rgb.shape[0]], np.float32)
    width = max(2, round(min(rgb.shape[:2]) * style.line))
    bones = [
        (_strength(marks, bone, style), float(marks[list(bone), 2].mean()), bone) for bone in BONES
    ]
    levels = sorted({strength for strength, _, _ in bones})
    for level in levels:
        layer = result if level >= 1.0 else result.copy()
        same = [(depth, bone) for strength, depth, bone in bones if strength == level]
        for _, (a, b) in sorted(same, reverse=True):
            ends = _fixed(points[a]), _fixed(points[b])
            cv2.line(layer, *ends, INK, width + max(2, width // 2), cv2.LINE_AA, _SHIFT)
            cv2.line(layer, *ends, _side_color(a, b, style), width, cv2.LINE_AA, _SHIFT)
        for _, bone in same:
            for mark in bone:
                _joint(layer, points[mark], width, _side_color(mark, mark, style))
        if layer is not result:
            result = cast(RgbImage, cv2.addWeighted(layer, level, result, 1.0 - level, 0.0))
    if float(marks[list(HEAD), 3].mean()) >= style.faint_below:
        _joint(result, points[Landmark.NOSE], width, style.middle)
    return result


def draw_angle(
    rgb: RgbImage,
    joint: tuple[float, float],
    ends: tuple[tuple[float, float], tuple[float, float]],
    degrees: float,
    *,
    style: Style = DEFAULT_STYLE,
    tone: Tone = "calm",
) -> RgbImage:
    """An arc at ``joint`` between the directions to both ``ends``, with the value beside it.

    Points are shares of the picture's width and height. A value that is not known (NaN) is
    drawn as “–”; points that are not known draw nothing.
    """
    result = rgb.copy()
    points = np.array([joint, *ends], np.float64) * (rgb.shape[1], rgb.shape[0])
    if not np.isfinite(points).all():
        return result
    unit = min(rgb.shape[:2])
    arms = points[1:] - points[0]
    first, second = np.degrees(np.arctan2(arms[:, 1], arms[:, 0]))
    sweep = (second - first + 180.0) % 360.0 - 180.0
    radius = min(0.07 * unit, 0.6 * float(np.linalg.norm(arms, axis=1).min()))
    steps = np.radians(np.linspace(first, first + sweep, 32))
    arc = points[0] + radius * np.stack([np.cos(steps), np.sin(steps)], axis=1)
    line = np.round(arc * (1 << _SHIFT)).astype(np.int32)
    width = max(2, round(0.006 * unit))
    for color, extra in ((INK, 2), (style.tone(tone), 0)):
        cv2.polylines(result, [line], False, color, width + extra, cv2.LINE_AA, _SHIFT)
    middle = np.radians(first + sweep / 2)
    text = f"{degrees:.0f}°" if np.isfinite(degrees) else "–"
    center = points[0] + (radius + 0.055 * unit) * np.array([np.cos(middle), np.sin(middle)])
    size = max(12, round(0.04 * unit))
    wide, high = text_size(text, size, bold=True)
    place = (round(center[0] - wide / 2), round(center[1] - high / 2))
    panel(result, _around(place, wide, high, size // 4), INK, 0.65)
    put_text(result, text, place, size, WHITE, bold=True)
    return result


def draw_label(
    rgb: RgbImage,
    text: str,
    at: tuple[float, float],
    *,
    style: Style = DEFAULT_STYLE,
    tone: Tone | None = None,
) -> RgbImage:
    """A small label whose left top corner is at ``at`` (shares), kept inside the picture."""
    result = rgb.copy()
    height, width = rgb.shape[:2]
    size = max(12, round(0.035 * min(height, width)))
    pad = size // 2
    wide, high = text_size(text, size)
    left = int(np.clip(at[0] * width + pad, pad, max(pad, width - wide - pad)))
    top = int(np.clip(at[1] * height + pad, pad, max(pad, height - high - pad)))
    color = INK if tone is None else style.tone(tone)
    panel(result, _around((left, top), wide, high, pad), color, 0.75)
    put_text(result, text, (left, top), size, WHITE)
    return result


def draw_count(
    rgb: RgbImage, count: int, target: int | None = None, *, caption: str = ""
) -> RgbImage:
    """The count, large, at the left top; the target smaller beside it, a caption below."""
    result = rgb.copy()
    unit = min(rgb.shape[:2])
    large, small = max(28, round(0.16 * unit)), max(12, round(0.045 * unit))
    pad = round(0.03 * unit)
    number, rest = str(count), "" if target is None else f"/ {target}"
    wide, high = text_size(number, large, bold=True)
    rest_wide, rest_high = text_size(rest, small) if rest else (0, 0)
    caption_wide, caption_high = text_size(caption, small) if caption else (0, 0)
    total = max(wide + (rest_wide + pad // 2 if rest else 0), caption_wide)
    panel(result, (pad, pad, pad * 3 + total, pad * 2 + high + caption_high), INK, 0.65)
    put_text(result, number, (pad * 2, pad + pad // 2), large, WHITE, bold=True)
    if rest:
        # Both stand on one line: the fonts' bottoms scale with their sizes.
        base = pad + pad // 2 + round(high * 0.8) - round(rest_high * 0.8)
        put_text(result, rest, (pad * 2 + wide + pad // 2, base), small, (205, 212, 222))
    if caption:
        put_text(result, caption, (pad * 2, pad + pad // 2 + high), small, (205, 212, 222))
    return result


def draw_cue_bar(
    rgb: RgbImage, text: str, *, tone: Tone = "calm", style: Style = DEFAULT_STYLE
) -> RgbImage:
    """A rounded panel along the bottom with one cue; long cues wrap. No text draws nothing."""
    result = rgb.copy()
    if not text.strip():
        return result
    height, width = rgb.shape[:2]
    unit = min(height, width)
    pad, size = round(0.03 * unit), max(14, round(0.055 * unit))
    lines = wrap(text, size, width - 6 * pad)
    line_high = text_size("Ag", size)[1]
    top = height - 3 * pad - line_high * len(lines)
    box = (pad, top, width - pad, height - pad)
    panel(result, box, INK, 0.72)
    stripe = max(3, pad // 3)
    bar = (pad * 2, top + pad, pad * 2 + stripe, height - 2 * pad)
    panel(result, bar, style.tone(tone), 1.0, radius=stripe // 2)
    for number, line in enumerate(lines):
        put_text(result, line, (pad * 3 + stripe, top + pad + number * line_high), size, WHITE)
    return result


def _strength(marks: FloatArray, bone: tuple[Landmark, Landmark], style: Style) -> float:
    if float(marks[list(bone), 3].min()) < style.faint_below:
        return style.faint
    sides = {mark.name.split("_")[0] for mark in bone}
    if len(sides) > 1:
        return 1.0
    left, right = (float(marks[_side(marks, name), 2].mean()) for name in ("LEFT", "RIGHT"))
    # Seen from the front neither side is far; z is on the scale of the picture's width.
    far = "LEFT" if left - right > 0.1 else "RIGHT" if right - left > 0.1 else None
    return style.far if far in sides else 1.0


def _side(marks: FloatArray, name: str) -> list[int]:
    return [Landmark[f"{name}_SHOULDER"], Landmark[f"{name}_HIP"]]


def _side_color(a: Landmark, b: Landmark, style: Style) -> Color:
    left, right = (all(mark.name.startswith(side) for mark in (a, b)) for side in ("LEFT", "RIGHT"))
    return style.left if left else style.right if right else style.middle


def _fixed(point: Sequence[float] | FloatArray) -> tuple[int, int]:
    limit = 1 << 14  # OpenCV's fixed-point coordinates overflow far outside the picture
    x, y = (round(float(np.clip(value, -limit, limit)) * (1 << _SHIFT)) for value in point)
    return x, y


def _joint(rgb: RgbImage, point: FloatArray, width: int, color: Color) -> None:
    for paint, radius in ((INK, 1.15 * width), (WHITE, 0.95 * width), (color, 0.6 * width)):
        size = max(1, round(radius * (1 << _SHIFT)))
        cv2.circle(rgb, _fixed(point), size, paint, -1, cv2.LINE_AA, _SHIFT)


def _around(
    left_top: tuple[int, int], width: int, height: int, pad: int
) -> tuple[int, int, int, int]:
    left, top = left_top
    return left - pad, top - pad // 2, left + width + pad, top + height + pad // 2
