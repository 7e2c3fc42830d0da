"""Clothes, hair and face, painted by where a point sits on the body in its rest pose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .mesh import Array, BodyMesh, smooth_region, with_bun

# Eyeballs get paint positions of their own, well in front, so that eyelids aren't painted as eyes.
EYE_SHIFT_M = 0.5

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Outfit:
    """Colours (red, green, blue, 0..1) and cut of the clothes.

    Attributes:
        sleeve: how much of the upper arm the shirt covers, 0..1.
        leg: how much of the whole leg the trousers cover, 0..1.
        bun: whether long hair is tied at the back of the head.
    """

    skin: Colour = (0.80, 0.60, 0.48)
    hair: Colour = (0.20, 0.13, 0.09)
    shirt: Colour = (0.16, 0.45, 0.55)
    trousers: Colour = (0.16, 0.18, 0.26)
    shoes: Colour = (0.92, 0.92, 0.90)
    sole: Colour = (0.55, 0.55, 0.56)
    sleeve: float = 0.55
    leg: float = 0.97
    bun: bool = False


def _smoothstep(value: Array, low: float, high: float) -> Array:
    share = np.clip((value - low) / (high - low), 0.0, 1.0)
    return np.asarray(share * share * (3 - 2 * share))


@dataclass(frozen=True)
class _Landmarks:
    """Heights and lengths of one body that place seams and hems (metres, rest pose)."""

    shoulder: Array
    arm: Array
    arm_length: float
    waist_y: float
    ankle_y: float
    crotch_y: float
    neck: Array
    eyes: Array
    mouth: Array


def _landmarks(body: BodyMesh) -> _Landmarks:
    head = {bone.name: bone.head for bone in body.bones}
    arm = head["lowerarm_l"] - head["upperarm_l"]
    length = float(np.linalg.norm(arm))
    return _Landmarks(
        shoulder=head["upperarm_l"],
        arm=arm / length,
        arm_length=length,
        waist_y=float(head["spine_01"][1]),
        ankle_y=float(head["foot_l"][1]),
        crotch_y=float(head["thigh_l"][1]),
        neck=head["neck_01"],
        eyes=body.eyes,
        mouth=body.mouth,
    )


class Wardrobe:
    """Dresses a body and tells the colour of each of its points."""

    def __init__(self, body: BodyMesh, outfit: Outfit) -> None:
        self.outfit = outfit
        self._marks = _landmarks(body)
        self.body = self._dress(body)
        self.paint_positions: Array = self.body.vertices.copy()
        self.paint_positions[self.body.is_eye, 2] += EYE_SHIFT_M

    def _dress(self, body: BodyMesh) -> BodyMesh:
        points = body.vertices
        shirt, trousers, shoes, hair = self._cover(points)
        arm = body.region("upperarm", "lowerarm")
        head = body.region("head") * ~body.is_eye
        torso = np.clip(shirt + trousers, 0, 1) * (1 - head)
        pants = trousers * (1 - shirt) * (1 - head)
        chest = self._chest(points) * shirt * (1 - head)
        body = smooth_region(body, chest, 250, np.zeros(len(points)))
        body = smooth_region(body, shirt * (1 - head), 30, 0.010 * shirt)
        body = smooth_region(body, pants, 8, 0.009 * pants)
        feet = body.region("foot", "ball") * shoes
        body = smooth_region(body, feet, 25, 0.014 * feet)
        body = smooth_region(body, 0.15 * torso * (1 - arm), 10, np.zeros(len(points)))
        body = smooth_region(body, head * hair, 6, 0.016 * head * hair)
        return with_bun(body) if self.outfit.bun else body

    def _chest(self, points: Array) -> Array:
        """(N,) 0..1 around the front of the chest, where a shirt hangs free of the body."""
        m = self._marks
        front = points[(np.abs(points[:, 1] - m.shoulder[1] + 0.13) < 0.08) & (points[:, 0] > 0)]
        tip = front[np.argmax(front[:, 2] - 2 * np.clip(front[:, 0] - 0.14, 0, None))]
        offset = np.stack([np.abs(points[:, 0]), points[:, 1], points[:, 2]], axis=1) - tip
        return np.asarray(np.exp(-((np.linalg.norm(offset, axis=1) / 0.05) ** 2)))

    def _cover(self, points: Array) -> tuple[Array, Array, Array, Array]:
        """Signed-soft masks (N,) of shirt, trousers, shoes and hair at rest positions (N, 3)."""
        m, o = self._marks, self.outfit
        x, y, z = np.abs(points[:, 0]), points[:, 1], points[:, 2]
        mirrored = np.stack([x, y, z], axis=1) - m.shoulder
        along = mirrored @ m.arm
        off_axis = np.linalg.norm(mirrored - along[:, None] * m.arm, axis=1)
        wide = (x > 1.35 * m.shoulder[0]) & (y > 0.8 * m.crotch_y)
        is_arm = (along > 0.02) & ((off_axis < 0.095) | wide)
        sleeve = (along < o.sleeve * m.arm_length) & is_arm
        collar = np.linalg.norm((points - m.neck - [0, 0.052, 0.018]), axis=1)
        hem = m.waist_y - 0.035 + 0.008 * np.cos(18 * points[:, 0])
        below_chin = y < m.neck[1] + 0.07 - 0.9 * np.clip(z - m.neck[2], 0, None)
        torso = (y > hem) & below_chin & (collar > 0.098) & ~is_arm
        shirt = torso | sleeve
        cuff = m.crotch_y - o.leg * (m.crotch_y - m.ankle_y)
        trousers = (y > cuff) & (y <= hem + 0.02) & ~is_arm & (y < m.waist_y + 0.05)
        shoes = y < m.ankle_y + 0.022
        hair = np.zeros(len(points))
        head = y > m.neck[1]
        hair[head] = self._hair(points[head])
        return shirt.astype(float), trousers.astype(float), shoes.astype(float), hair

    def _hair(self, points: Array) -> Array:
        m = self._marks
        x, y, z = np.abs(points[:, 0]), points[:, 1], points[:, 2]
        eye = m.eyes.mean(axis=0)
        # Hairline: high over the forehead, in front of the ears, down to the nape.
        back = eye[2] - z
        line = eye[1] + 0.060 - 1.8 * np.clip(back - 0.030, 0, 0.030)
        line = line - 1.1 * np.clip(back - 0.100, 0, 0.10)
        line = line + 0.2 * np.clip(0.045 - x, 0, 0.02)
        beside_ear = (back > 0.072) & (back < 0.122) & (x > 0.04)
        line = np.where(beside_ear, np.maximum(line, eye[1] + 0.022), line)
        return _smoothstep(y - line, -0.002, 0.004)

    def colours(self, points: Array) -> Array:
        """(N, 3) base colour at paint positions ``points`` (N, 3)."""
        o, m = self.outfit, self._marks
        shirt, trousers, shoes, hair = self._cover(points)
        colour = np.tile(np.array(o.skin), (len(points), 1))
        head = points[:, 1] > m.neck[1]
        if head.any():
            colour[head] = self._face(points[head], colour[head])
        for mask, paint in ((hair, o.hair), (trousers, o.trousers), (shirt, o.shirt)):
            colour += mask[:, None] * (np.array(paint) - colour)
        colour += shoes[:, None] * (np.array(o.shoes) - colour)
        colour[points[:, 1] < 0.012] = o.sole
        tuft = points[hair > 0.5]
        strands = 1 + 0.10 * np.sin(900 * tuft[:, 0]) * np.sin(500 * tuft[:, 2] + 3)
        colour[hair > 0.5] *= strands[:, None]
        return colour

    def _face(self, points: Array, colour: Array) -> Array:
        m = self._marks
        span = float(m.eyes[0, 0] - m.eyes[1, 0])
        eye = m.eyes[0]
        dx, dy = np.abs(points[:, 0]) - eye[0], points[:, 1] - eye[1]
        front = points[:, 2] > eye[2] - 0.030

        def paint(mask: Array, shade: Colour, strength: float) -> None:
            share = (strength * mask * front)[:, None]
            colour[:] = colour + share * (np.array(shade) - colour)

        blush = np.exp(-((dx / 0.020) ** 2) - ((dy + 0.045) / 0.016) ** 2)
        paint(blush, (0.86, 0.45, 0.40), 0.22)
        lip_y = points[:, 1] - m.mouth[1] + 0.004
        lips = (np.abs(points[:, 0]) / (0.38 * span)) ** 2 + (lip_y / 0.0105) ** 2
        paint(1 - _smoothstep(lips, 0.7, 1.1), (0.68, 0.32, 0.30), 0.75)
        brow_y = dy - 0.0185 - 0.12 * (0.015 - np.abs(dx))
        brow = (dx / (0.36 * span)) ** 4 + (brow_y / 0.0042) ** 2
        paint(1 - _smoothstep(brow, 0.6, 1.2), self.outfit.hair, 0.85)
        radius = np.linalg.norm(np.stack([dx, dy], axis=1), axis=1) / span
        on_eye = points[:, 2] > eye[2] + EYE_SHIFT_M / 2
        colour[on_eye] = (0.93, 0.92, 0.90)
        colour[on_eye & (radius < 0.135)] = (0.28, 0.19, 0.13)
        colour[on_eye & (radius < 0.050)] = (0.05, 0.05, 0.06)
        return colour
