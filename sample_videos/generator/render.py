"""Draw a posed body and props into a picture, with a z-buffer and per-pixel shading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .mesh import Array, BodyMesh, incidence, vertex_normals
from .outfit import Colour, Wardrobe
from .room import Prop, Room

Image = NDArray[np.uint8]
Floats = NDArray[np.float32]

# Rest positions travel to the pixels as "colours", which the rasteriser wants between 0 and 1.
REST_OFFSET, REST_SCALE = 1.2, 0.25
PROP_CODE, PROP_STEP = 0.90, 0.004
NEAR, FAR = 0.3, 12.0


@dataclass(frozen=True)
class Camera:
    """A pinhole camera without roll.

    Attributes:
        position, target: (3,) metres; the camera looks from one to the other.
        field_of_view_deg: vertical opening angle.
        size: (width, height) of the picture in pixels.
    """

    position: tuple[float, float, float]
    target: tuple[float, float, float]
    field_of_view_deg: float
    size: tuple[int, int]

    @property
    def axes(self) -> Array:
        """(3, 3) rows: right, up, backwards."""
        back = np.array(self.position) - np.array(self.target)
        back = back / np.linalg.norm(back)
        right = np.cross([0.0, 1.0, 0.0], back)
        right = right / np.linalg.norm(right)
        return np.stack([right, np.cross(back, right), back])

    @property
    def world_to_camera(self) -> Array:
        """(4, 4) rigid transform."""
        matrix = np.eye(4)
        matrix[:3, :3] = self.axes
        matrix[:3, 3] = -self.axes @ np.array(self.position)
        return matrix

    def project(self, points: Array) -> Array:
        """(N, 2) picture coordinates, 0..1 from the top left, of world points (N, 3)."""
        local = (points - np.array(self.position)) @ self.axes.T
        half = np.tan(np.radians(self.field_of_view_deg) / 2)
        width, height = self.size
        x = local[:, 0] / -local[:, 2] / half * height / width
        y = local[:, 1] / -local[:, 2] / half
        return np.stack([(1 + x) / 2, (1 - y) / 2], axis=1)


@dataclass(frozen=True)
class Window:
    """Part of the picture, in whole pixels: left, top, width, height."""

    left: int
    top: int
    width: int
    height: int


class Renderer:
    """Draws frames of one clip: one dressed body in one room, seen by one camera."""

    def __init__(self, wardrobe: Wardrobe, room: Room, camera: Camera, oversample: int = 2) -> None:
        self.camera, self._wardrobe = camera, wardrobe
        self._body: BodyMesh = wardrobe.body
        self._oversample = oversample
        self._gather = incidence(self._body.triangles, len(self._body.vertices))
        self._rest = ((wardrobe.paint_positions + REST_OFFSET) * REST_SCALE).astype(np.float32)
        self._backdrop = room.backdrop(camera, oversample)
        self._palette: dict[Colour, int] = {}

    def frame(self, vertices: Array, props: Sequence[Prop] = ()) -> Image:
        """(height, width, 3) RGB picture of the body's posed ``vertices`` (V, 3) and ``props``."""
        normals = vertex_normals(vertices, self._body.triangles, self._gather)
        points, faces = [vertices], [self._body.triangles]
        directions, codes = [normals], [self._rest]
        count = len(vertices)
        for prop in props:
            code = self._palette.setdefault(prop.colour, len(self._palette))
            points.append(prop.vertices)
            faces.append(prop.triangles + count)
            directions.append(prop.normals)
            value = PROP_CODE + PROP_STEP * code
            codes.append(np.full(prop.vertices.shape, value, dtype=np.float32))
            count += len(prop.vertices)
        triangles = np.concatenate(faces).astype(np.int32)
        positions = np.concatenate(points).astype(np.float32)
        window = self._around(positions)
        rest, depth = self._raster(window, positions, triangles, np.concatenate(codes))
        facing = (np.concatenate(directions) * 0.5 + 0.5).astype(np.float32)
        normal, _ = self._raster(window, positions, triangles, facing)
        drawn, cover = self._shade(rest, normal, depth)
        size = (window.width, window.height)
        colour = cv2.resize(drawn, size, interpolation=cv2.INTER_AREA)
        share = cv2.resize(cover, size, interpolation=cv2.INTER_AREA)
        canvas = self._backdrop.with_shadow(np.concatenate(points))
        right, bottom = window.left + window.width, window.top + window.height
        canvas[window.top : bottom, window.left : right] *= 1 - share[..., None]
        canvas[window.top : bottom, window.left : right] += colour
        return np.asarray(np.clip(canvas * 255 + 0.5, 0, 255), dtype=np.uint8)

    def _around(self, points: Floats, margin: int = 16) -> Window:
        """The part of the picture that holds all ``points``: the rest needn't be drawn."""
        size = np.array(self.camera.size)
        seen = self.camera.project(points.astype(np.float64)) * size
        low = np.clip(np.floor(seen.min(axis=0)) - margin, 0, size - 2).astype(int)
        high = np.clip(np.ceil(seen.max(axis=0)) + margin, low + 2, size).astype(int)
        return Window(int(low[0]), int(low[1]), int(high[0] - low[0]), int(high[1] - low[1]))

    def _view(self, window: Window) -> tuple[Array, float]:
        """Transform (4, 4) and vertical opening angle (radians) that draw only ``window``.

        The rasteriser's optical axis goes through the middle of its picture, so an off-centre
        window is brought there by a shear.
        """
        width, height = self.camera.size
        half = float(np.tan(np.radians(self.camera.field_of_view_deg) / 2))
        pixel = 2 * half / height
        shear = np.eye(4)
        shear[0, 2] = (window.left + window.width / 2 - width / 2) * pixel
        shear[1, 2] = (height / 2 - window.top - window.height / 2) * pixel
        angle = 2 * float(np.arctan(window.height * pixel / 2))
        return shear @ self.camera.world_to_camera, angle

    def _raster(
        self, window: Window, vertices: Floats, triangles: NDArray[np.int32], colours: Floats
    ) -> tuple[Floats, Floats]:
        width, height = window.width * self._oversample, window.height * self._oversample
        view, angle = self._view(window)
        colour = np.zeros((height, width, 3), np.float32)
        depth = np.full((height, width), FAR, np.float32)
        settings = cv2.TriangleRasterizeSettings()
        settings.setShadingType(cv2.RASTERIZE_SHADING_SHADED)
        settings.setCullingMode(cv2.RASTERIZE_CULLING_NONE)
        cv2.triangleRasterize(
            vertices,
            triangles,
            np.ascontiguousarray(colours, dtype=np.float32),
            colour,
            depth,
            view,
            angle,
            NEAR,
            FAR,
            settings,
        )
        return colour, depth

    def _shade(self, rest: Floats, normal: Floats, depth: Floats) -> tuple[Floats, Floats]:
        """Lit colours (black outside the figure) and coverage 0 or 1, both oversampled."""
        mask = depth < FAR * 0.999
        # Hollows are deeper than their surroundings: darkening them looks like contact shadow.
        filled = np.where(mask, depth, depth[mask].mean() + 0.05).astype(np.float32)
        small = cv2.resize(filled, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
        soft = cv2.resize(cv2.GaussianBlur(small, (0, 0), 5), depth.shape[::-1])
        hollow = np.clip((depth - soft)[mask] * 4.0, 0.0, 0.35)

        facing = normal[mask].astype(np.float64) * 2 - 1
        facing /= np.maximum(np.linalg.norm(facing, axis=1, keepdims=True), 1e-6)
        view = self.camera.axes
        toward = facing @ view[2]
        facing *= np.where(toward < 0, -1.0, 1.0)[:, None]
        colour = self._base_colours(rest[mask].astype(np.float64))

        key = view.T @ np.array([-0.50, 0.62, 0.60])
        fill = view.T @ np.array([0.75, 0.25, 0.55])
        key, fill = key / np.linalg.norm(key), fill / np.linalg.norm(fill)
        light = 0.50 + 0.13 * facing[:, 1]
        light = light + 0.48 * np.clip((facing @ key + 0.25) / 1.25, 0, 1)
        light = light + 0.14 * np.clip(facing @ fill, 0, 1)
        rim = 0.10 * (1 - np.abs(toward)) ** 3
        light = (light + rim) * (1 - hollow)
        warm = np.array([1.02, 1.0, 0.97])
        drawn = np.zeros_like(rest)
        drawn[mask] = np.clip(colour * light[:, None] * warm, 0, 1)
        return drawn, mask.astype(np.float32)

    def _base_colours(self, codes: Array) -> Array:
        colours = np.empty_like(codes)
        is_prop = codes[:, 0] > PROP_CODE - PROP_STEP / 2
        colours[~is_prop] = self._wardrobe.colours(codes[~is_prop] / REST_SCALE - REST_OFFSET)
        if is_prop.any():
            table = np.array(list(self._palette))
            index = np.rint((codes[is_prop, 0] - PROP_CODE) / PROP_STEP).astype(int)
            colours[is_prop] = table[np.clip(index, 0, len(table) - 1)]
        return colours
