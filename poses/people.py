"""Where a person is in the picture, who continues whom, and hiding one to look for another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from poses.track import FloatArray
from poses.upright import RgbImage

_GREY: Final = 128
_MARGIN: Final = 0.12
"""Of the box's diagonal; covers hair, hands and shoes beyond the outermost landmarks."""

_SEARCH_SIDE: Final = 512
_FARTHEST: Final = 0.45
"""Of the body's size: standing up from the floor moves the box's centre less than this at once."""

_LARGEST_CHANGE: Final = 1.9
_SMALLEST_SHARE: Final = 0.35
"""A body smaller than this share of the patient's stands far behind and can't be mistaken."""


@dataclass(frozen=True, slots=True)
class Box:
    """The landmarks' extent in pixels: ``left``, ``top``, ``right``, ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, image: FloatArray, width: int, height: int) -> Box:
        """The box around landmarks (33, 4) given as shares of a picture of this size."""
        xy = image[:, :2] * np.array([width, height], np.float32)
        (left, top), (right, bottom) = xy.min(axis=0), xy.max(axis=0)
        return cls(float(left), float(top), float(right), float(bottom))

    @property
    def size(self) -> float:
        """Length of the diagonal: changes little when a body bends or lies down."""
        return float(np.hypot(self.right - self.left, self.bottom - self.top))

    def continues(self, other: Box) -> bool:
        """Whether this can be the same body moved on: about the same place and size."""
        dx = (self.left + self.right - other.left - other.right) / 2
        dy = (self.top + self.bottom - other.top - other.bottom) / 2
        large, small = max(self.size, other.size), max(1e-6, min(self.size, other.size))
        return float(np.hypot(dx, dy)) <= _FARTHEST * large and large <= _LARGEST_CHANGE * small

    def as_large_as(self, other: Box) -> bool:
        """Whether this body is large enough to be taken for the other."""
        return self.size >= _SMALLEST_SHARE * other.size

    def inside(self, width: int, height: int, scale: float = 1.0) -> tuple[slice, slice]:
        """Rows and columns of the box with its margin, in a picture of this size scaled."""
        margin = _MARGIN * self.size
        left, top = max(0.0, self.left - margin), max(0.0, self.top - margin)
        right, bottom = min(width, self.right + margin), min(height, self.bottom + margin)
        return (
            slice(int(top * scale), max(0, int(np.ceil(bottom * scale)))),
            slice(int(left * scale), max(0, int(np.ceil(right * scale)))),
        )


def without(rgb: RgbImage, box: Box) -> RgbImage:
    """A small copy of the picture with this person painted over."""
    height, width = rgb.shape[:2]
    scale = min(1.0, _SEARCH_SIDE / max(width, height))
    if scale < 1.0:
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        copy = cv2.resize(rgb, size, interpolation=cv2.INTER_LINEAR)
    else:
        copy = rgb.copy()
    copy[box.inside(width, height, scale)] = _GREY
    return np.asarray(copy, np.uint8)


def only(rgb: RgbImage, box: Box) -> RgbImage:
    """A copy of the picture with everything but this person painted over."""
    height, width = rgb.shape[:2]
    copy = np.full_like(rgb, _GREY)
    where = box.inside(width, height)
    copy[where] = rgb[where]
    return copy
