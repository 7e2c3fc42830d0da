"""Somebody at a desk, position by position, as a camera beside or before them sees it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from coach.posture import PostureMonitor
from coach.posture.events import PostureEvent
from poses.landmarks import Landmark
from poses.track import PoseFrame
from tests.synthetic import Camera, Film, Posture

SITTING = Posture(shank=(0.0, 0.0), thigh=(85.0, 85.0))
STANDING = Posture()

SIDE = Camera(yaw_deg=90.0, scale=0.45, centre=(0.5, 0.55), width=960, far_visibility=0.7)
"""A camera at the side that sees the whole person."""

LAPTOP = Camera(yaw_deg=0.0, scale=1.1, centre=(0.5, 0.85), width=960)
"""A camera in the screen: head and shoulders, the hips below the picture."""

ROOM = Camera(yaw_deg=0.0, scale=0.45, centre=(0.5, 0.55), width=960)
"""A camera before the person that sees them whole."""

Kind = TypeVar("Kind", bound=PostureEvent)

_HEAD = [mark for mark in Landmark if mark <= Landmark.MOUTH_RIGHT]
_NECK = 0.2


@dataclass(frozen=True)
class Spell:
    """So many seconds in one position.

    ``near`` is how much larger the person looks, ``beside`` how far aside in the picture.
    """

    seconds: float
    trunk: float = 0.0
    lean: float = 0.0
    head: float = 0.0
    near: float = 1.0
    beside: float = 0.0
    stands: bool = False
    nobody: bool = False
    yaw: float | None = None
    people: int | None = None


def away(seconds: float) -> Spell:
    """Nobody in the picture."""
    return Spell(seconds, nobody=True)


def frames(
    spells: Iterable[Spell],
    camera: Camera = SIDE,
    *,
    fps: float = 2.0,
    noise: float = 0.0,
    times: Sequence[float] | None = None,
) -> Iterator[PoseFrame]:
    """What the camera sees, ``fps`` pictures a second or at these ``times``."""
    spells = list(spells)
    ends = np.cumsum([spell.seconds for spell in spells])
    stills = [_still(spell, camera) for spell in spells]
    random = np.random.default_rng(1)
    for time_s in np.arange(0.0, ends[-1], 1.0 / fps) if times is None else times:
        still = stills[min(int(np.searchsorted(ends, time_s, side="right")), len(spells) - 1)]
        yield _shaken(replace(still, time_s=float(time_s)), noise, random)


def watched(
    spells: Iterable[Spell],
    camera: Camera = SIDE,
    *,
    monitor: PostureMonitor | None = None,
    fps: float = 2.0,
    noise: float = 0.0,
) -> tuple[PostureMonitor, list[PostureEvent]]:
    """A monitor that has seen it, and what it told."""
    monitor = monitor or PostureMonitor()
    events: list[PostureEvent] = []
    for frame in frames(spells, camera, fps=fps, noise=noise):
        events += monitor.update(frame)
    return monitor, events


def of_kind(events: Iterable[PostureEvent], kind: type[Kind]) -> list[Kind]:
    """The events of one kind."""
    return [event for event in events if isinstance(event, kind)]


def _still(spell: Spell, camera: Camera) -> PoseFrame:
    if spell.nobody:
        return PoseFrame(0.0, None, None, camera.width, camera.height, 0)
    body = replace(STANDING if spell.stands else SITTING, trunk=spell.trunk, lean=spell.lean)
    yaw = camera.yaw_deg if spell.yaw is None else spell.yaw
    place = (camera.centre[0] + spell.beside, camera.centre[1])
    seen = replace(camera, scale=camera.scale * spell.near, yaw_deg=yaw, centre=place)
    frame = Film(lambda _: body, 0.01, camera=seen, times=[0.0]).track()[0]
    return replace(_head_forward(frame, spell.head, seen), people=spell.people)


def _head_forward(frame: PoseFrame, degrees: float, camera: Camera) -> PoseFrame:
    """The head in front of where it was, at the same distance from the shoulders."""
    assert frame.image is not None
    assert frame.world is not None
    angle = math.radians(degrees)
    forward, down = _NECK * math.sin(angle), _NECK * (1.0 - math.cos(angle))
    yaw = math.radians(camera.yaw_deg)
    image, world = frame.image.copy(), frame.world.copy()
    world[_HEAD] += np.array([-forward * math.sin(yaw), down, -forward * math.cos(yaw)], np.float32)
    image[_HEAD, 0] -= camera.scale * forward * math.sin(yaw) * camera.height / camera.width
    image[_HEAD, 1] += camera.scale * down
    return replace(frame, image=image, world=world)


def _shaken(frame: PoseFrame, noise: float, random: np.random.Generator) -> PoseFrame:
    if not noise or frame.image is None or frame.world is None:
        return frame
    image, world = frame.image.copy(), frame.world.copy()
    image[:, :2] += random.normal(0.0, noise, (33, 2)).astype(np.float32)
    world += random.normal(0.0, 2.0 * noise, (33, 3)).astype(np.float32)
    return replace(frame, image=image, world=world)
