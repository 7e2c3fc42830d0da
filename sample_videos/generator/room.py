"""The room around the person: wall, floor, soft shadow and simple props."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from .mesh import Array, IntArray
from .outfit import Colour

if TYPE_CHECKING:
    from .render import Camera

Floats = NDArray[np.float32]
SHADOW_SPAN_M = 4.0
SHADOW_CELLS = 320
# The lamp hangs in front of the wall, up and to one side: shadows fall back and sideways.
LAMP_SLOPE = 0.28


@dataclass(frozen=True)
class Prop:
    """A rigid thing: vertices and normals (N, 3), triangles (M, 3), one colour."""

    vertices: Array
    normals: Array
    triangles: IntArray
    colour: Colour


def make_box(centre: Array, size: tuple[float, float, float], colour: Colour) -> Prop:
    """An upright box; ``size`` is width (x), height (y), depth (z) in metres."""
    vertices: list[Array] = []
    normals: list[Array] = []
    triangles: list[list[int]] = []
    half = np.array(size) / 2
    for axis in range(3):
        for sign in (-1.0, 1.0):
            normal = np.zeros(3)
            normal[axis] = sign
            first = len(vertices)
            for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                corner = normal.copy()
                corner[(axis + 1) % 3], corner[(axis + 2) % 3] = a, b
                vertices.append(centre + corner * half)
                normals.append(normal)
            triangles += [[first, first + 1, first + 2], [first, first + 2, first + 3]]
    return Prop(np.array(vertices), np.array(normals), np.array(triangles), colour)


@dataclass(frozen=True)
class Room:
    """Look of the room.

    Attributes:
        wall, floor: base colours.
        wall_distance_m: how far behind the world's origin the wall stands, seen from the camera.
        mat: colour of an exercise mat, or None.
        mat_size: (x, z) size of the mat in metres.
        mat_centre_z: where its centre lies.
    """

    wall: Colour = (0.86, 0.84, 0.79)
    floor: Colour = (0.66, 0.52, 0.38)
    wall_distance_m: float = 1.3
    mat: Colour | None = None
    mat_size: tuple[float, float] = (0.75, 1.95)
    mat_centre_z: float = 0.0

    def backdrop(self, camera: Camera, oversample: int) -> Backdrop:
        """Everything that doesn't move, drawn once for a clip."""
        return Backdrop(self, camera, oversample)


class Backdrop:
    """The empty room as the camera sees it, onto which each frame's shadow falls."""

    def __init__(self, room: Room, camera: Camera, oversample: int) -> None:
        width, height = (side * oversample for side in camera.size)
        axes, eye = camera.axes, np.array(camera.position)
        half = np.tan(np.radians(camera.field_of_view_deg) / 2)
        u = ((np.arange(width) + 0.5) / width * 2 - 1) * half * width / height
        v = (1 - (np.arange(height) + 0.5) / height * 2) * half
        rays = u[None, :, None] * axes[0] + v[:, None, None] * axes[1] - axes[2][None, None, :]
        away = -axes[2] * np.array([1.0, 0.0, 1.0])
        self._away = away / np.linalg.norm(away)
        to_wall = (room.wall_distance_m - eye @ self._away) / np.maximum(rays @ self._away, 1e-6)
        to_floor = np.where(rays[..., 1] < -1e-6, -eye[1] / np.minimum(rays[..., 1], -1e-6), 1e9)
        self._is_floor = to_floor < to_wall
        reach = np.where(self._is_floor, to_floor, to_wall)
        points = eye + rays * reach[..., None]
        cells = (points[..., [0, 2]] / SHADOW_SPAN_M + 0.5) * SHADOW_CELLS - 0.5

        def shrink(picture: Array) -> Floats:
            small = cv2.resize(
                picture.astype(np.float32), camera.size, interpolation=cv2.INTER_AREA
            )
            return np.asarray(small, dtype=np.float32)

        self._picture = shrink(self._paint(room, points, axes[0]))
        self._map = shrink(cells)
        self._soft_edge = shrink(self._is_floor)

    def _paint(self, room: Room, points: Array, right: Array) -> Array:
        across, y = points @ right, points[..., 1]
        depth = points @ self._away
        wall = np.array(room.wall) * (0.90 + 0.05 * y - 0.02 * across)[..., None]
        glow = np.exp(-((across + 0.5) ** 2) / 3.0 - (y - 1.6) ** 2 / 1.5)
        wall = wall * (1 + 0.07 * glow[..., None])
        skirting = (y < 0.10)[..., None]
        wall = np.where(skirting, np.array([0.93, 0.92, 0.90]) * 0.95, wall)
        wall = np.where(((y > 0.10) & (y < 0.108))[..., None], wall * 0.82, wall)
        # Boards: a random tone each, a thin dark seam between them.
        lane = depth / 0.14
        row = np.floor(lane)
        board = np.floor(across / 1.1 + row * 0.37)
        tone = 0.96 + 0.06 * np.modf(np.abs(np.sin(row * 12.9 + board * 78.2) * 437.5))[0]
        grain = 0.012 * np.sin(across * 9 + 6 * np.sin(lane * 5.1) + row)
        seam = 1 - 0.10 * (np.abs(lane - row - 0.5) > 0.47)
        floor = np.array(room.floor) * ((tone + grain) * seam)[..., None]
        floor = floor * (1.04 - 0.10 * np.clip(depth, -1, 2)[..., None])
        if room.mat is not None:
            x, z = np.abs(points[..., 0]), np.abs(points[..., 2] - room.mat_centre_z)
            inside = (x < room.mat_size[0] / 2) & (z < room.mat_size[1] / 2)
            floor = np.where(inside[..., None], np.array(room.mat), floor)
            rim = inside & ((x > room.mat_size[0] / 2 - 0.02) | (z > room.mat_size[1] / 2 - 0.02))
            floor = np.where(rim[..., None], floor * 0.88, floor)
        near_wall = np.clip((room.wall_distance_m - depth) / 0.25, 0, 1)
        floor = floor * (0.86 + 0.14 * near_wall)[..., None]
        picture = np.where(self._is_floor[..., None], floor, wall)
        return np.clip(picture, 0, 1)

    def with_shadow(self, points: Array) -> Floats:
        """A copy of the room with the soft shadow of ``points`` (N, 3) on its floor."""
        shadow = np.zeros((SHADOW_CELLS, SHADOW_CELLS), np.float32)
        side = np.array([-self._away[2], 0.0, self._away[0]])
        slide = LAMP_SLOPE * (self._away + 0.9 * side)
        for low, high, blur, strength in ((-1, 0.25, 1.6, 0.30), (0.0, 3.0, 7.0, 0.34)):
            chosen = points[(points[:, 1] >= low) & (points[:, 1] < high)]
            if len(chosen) == 0:
                continue
            fallen = chosen[:, [0, 2]] + chosen[:, 1:2] * slide[[0, 2]]
            cells = np.rint((fallen / SHADOW_SPAN_M + 0.5) * SHADOW_CELLS - 0.5).astype(int)
            cells = cells[((cells >= 0) & (cells < SHADOW_CELLS)).all(axis=1)]
            hits = np.zeros_like(shadow)
            hits[cells[:, 1], cells[:, 0]] = 1.0
            spread = cv2.GaussianBlur(cv2.dilate(hits, np.ones((3, 3), np.uint8)), (0, 0), blur)
            shadow = np.maximum(shadow, strength * spread).astype(np.float32)
        seen = cv2.remap(
            shadow, self._map[..., 0], self._map[..., 1], cv2.INTER_LINEAR, borderValue=0
        )
        return np.asarray(self._picture * (1 - seen * self._soft_edge)[..., None])
