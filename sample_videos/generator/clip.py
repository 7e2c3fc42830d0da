"""What a row of the table of clips says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from .choreography import Choreography, Parameters
from .mesh import BodyShape
from .motion import Repetition, Sway, Tempo
from .outfit import Outfit
from .render import Camera
from .rig import Rig
from .room import Room

PORTRAIT, LANDSCAPE = (480, 640), (640, 480)
Builder = Callable[[Rig, Sequence[Repetition], Parameters, Sway], Choreography]


@dataclass(frozen=True)
class Clip:
    """One row of the table.

    Attributes:
        exercise: catalogue id.
        view: "side_left" (left side seen, person faces image left), "side_right" or "front".
        build: makes the choreography.
        count, sides, tempo: the repetitions.
        still_s: length of a clip without repetitions.
        faults: fault ids that every repetition (or the hold) shows.
        look_at: (3,) point in the middle of the picture; distance and eye height of the camera.
    """

    name: str
    exercise: str
    view: str
    build: Builder
    body: BodyShape
    outfit: Outfit
    room: Room
    count: int = 0
    sides: tuple[str | None, ...] = (None,)
    tempo: Tempo = field(default_factory=Tempo)
    still_s: float | None = None
    parameters: Mapping[str, float] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    size: tuple[int, int] = PORTRAIT
    look_at: tuple[float, float, float] = (0.0, 0.88, 0.0)
    distance_m: float = 3.6
    eye_m: float = 1.0
    field_of_view_deg: float = 34.0
    seed: int = 1

    @property
    def camera(self) -> Camera:
        """The camera that gives this clip's view."""
        x, _, z = self.look_at
        position = {
            "side_left": (self.distance_m, self.eye_m, z),
            "side_right": (-self.distance_m, self.eye_m, z),
            "front": (x, self.eye_m, self.distance_m),
        }[self.view]
        return Camera(position, self.look_at, self.field_of_view_deg, self.size)

    @property
    def near_side(self) -> str:
        """The side turned to the camera; "left" where both are seen."""
        return "right" if self.view == "side_right" else "left"
