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


class Renderer:
    """Draws frames of one clip: one dressed body in one room, seen by one camera."""

    def __init__(self, wardrobe: Wardrobe, room: Room, camera: Camera, oversample: int = 2) -> None:
        self.camera, self._wardrobe = camera, wardrobe
        self._body: BodyMesh = wardrobe.body
        self._oversample = oversample
        self._size = (camera.size[0] * oversample, camera.size[1] * oversample)
        self._gather = incidence(self._body.triangles, len(self._body.vertices))
        self._rest = ((wardrobe.paint_positions + REST_OFFSET) * REST_SCALE).astype(np.float32)
        self._backdrop = room.backdrop(camera, self._size)
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
        rest, depth = self._raster(positions, triangles, np.concatenate(codes))
        normal, _ = self._raster(
            positions, triangles, (np.concatenate(directions) * 0.5 + 0.5).astype(np.float32)
        )
        canvas = self._backdrop.with_shadow(np.concatenate(points))
        self._shade(canvas, rest, normal, depth)
        picture = cv2.resize(canvas, self.camera.size, interpolation=cv2.INTER_AREA)
        return np.asarray(np.clip(picture * 255 + 0.5, 0, 255), dtype=np.uint8)

    def _raster(
        self, vertices: Floats, triangles: NDArray[np.int32], colours: Floats
    ) -> tuple[Floats, Floats]:
        width, height = self._size
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
            self.camera.world_to_camera,
            np.radians(self.camera.field_of_view_deg),
            NEAR,
            FAR,
            settings,
        )
        return colour, depth

    def _shade(self, canvas: Floats, rest: Floats, normal: Floats, depth: Floats) -> None:
        mask = depth < FAR * 0.999
        if not mask.any():
            return
        # Hollows are deeper than their surroundings: darkening them looks like contact shadow.
        filled = np.where(mask, depth, depth[mask].mean() + 0.05).astype(np.float32)
        small = cv2.resize(filled, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
        soft = cv2.resize(cv2.GaussianBlur(small, (0, 0), 5), self._size)
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
        canvas[mask] = np.clip(colour * light[:, None] * warm, 0, 1).astype(np.float32)

    def _base_colours(self, codes: Array) -> Array:
        colours = np.empty_like(codes)
        is_prop = codes[:, 0] > PROP_CODE - PROP_STEP / 2
        colours[~is_prop] = self._wardrobe.colours(codes[~is_prop] / REST_SCALE - REST_OFFSET)
        if is_prop.any():
            table = np.array(list(self._palette))
            index = np.rint((codes[is_prop, 0] - PROP_CODE) / PROP_STEP).astype(int)
            colours[is_prop] = table[np.clip(index, 0, len(table) - 1)]
        return colours
