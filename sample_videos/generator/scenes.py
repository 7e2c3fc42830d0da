"""The table of clips: who does what, dressed how, seen from where, with which faults.

To add a clip, add a row to ``CLIPS``. Angles are degrees, lengths metres, times seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from . import exercises, floor
from .exercises import Choreography, Parameters
from .mesh import BodyShape
from .motion import Repetition, Sway, Tempo
from .outfit import Outfit
from .render import Camera
from .rig import Rig
from .room import Room

PORTRAIT, LANDSCAPE = (480, 640), (640, 480)
Builder = Callable[[Rig, Sequence[Repetition], Parameters, Sway], Choreography]

ANNA = BodyShape("female", "caucasian", height_m=1.68)
MEI = BodyShape("female", "asian", height_m=1.62)
AMA = BodyShape("female", "african", height_m=1.70)
JONAS = BodyShape("male", "caucasian", height_m=1.80)
KOFI = BodyShape("male", "african", height_m=1.78)
BRUNO = BodyShape("male", "caucasian", build="averagemuscle-maxweight", height_m=1.75)

TEAL = Outfit(shirt=(0.12, 0.50, 0.55), trousers=(0.17, 0.19, 0.28), bun=True)
CORAL = Outfit(
    skin=(0.84, 0.66, 0.53),
    hair=(0.09, 0.08, 0.08),
    shirt=(0.86, 0.42, 0.36),
    trousers=(0.22, 0.24, 0.30),
    shoes=(0.30, 0.33, 0.42),
    bun=True,
)
YELLOW = Outfit(
    skin=(0.47, 0.31, 0.23),
    hair=(0.07, 0.06, 0.06),
    shirt=(0.91, 0.71, 0.25),
    trousers=(0.25, 0.22, 0.38),
    bun=True,
)
BLUE = Outfit(
    skin=(0.82, 0.63, 0.52),
    hair=(0.33, 0.22, 0.13),
    shirt=(0.22, 0.38, 0.66),
    trousers=(0.28, 0.28, 0.30),
    shoes=(0.86, 0.45, 0.22),
)
GREEN = Outfit(
    skin=(0.42, 0.28, 0.21),
    hair=(0.06, 0.05, 0.05),
    shirt=(0.42, 0.66, 0.42),
    trousers=(0.20, 0.22, 0.27),
)
RED = Outfit(
    skin=(0.80, 0.58, 0.47),
    hair=(0.42, 0.40, 0.38),
    shirt=(0.68, 0.20, 0.22),
    trousers=(0.24, 0.27, 0.36),
    shoes=(0.22, 0.22, 0.24),
)

CREAM = Room()
SAGE = Room(wall=(0.76, 0.82, 0.76), floor=(0.58, 0.46, 0.34))
SKY = Room(wall=(0.76, 0.82, 0.88), floor=(0.70, 0.60, 0.48))
ROSE = Room(wall=(0.88, 0.80, 0.77), floor=(0.52, 0.42, 0.33))


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


CLIPS: tuple[Clip, ...] = (
    Clip(
        "squat_good_side",
        "squat",
        "side_left",
        exercises.squat,
        ANNA,
        TEAL,
        CREAM,
        count=4,
        tempo=Tempo(out=1.4, hold=0.25, back=1.25, gap=0.25),
        seed=11,
        parameters={"knee_deg": 95.0, "trunk_deg": 38.0},
        look_at=(0.0, 0.88, 0.15),
    ),
    Clip(
        "squat_trunk_lean_side",
        "squat",
        "side_right",
        exercises.squat,
        JONAS,
        BLUE,
        SAGE,
        count=3,
        tempo=Tempo(out=1.4, hold=0.25, back=1.3, gap=0.3),
        seed=12,
        parameters={"knee_deg": 84.0, "trunk_deg": 70.0, "arms_deg": 60.0},
        faults=("trunk_far_forward",),
        look_at=(0.0, 0.88, 0.3),
    ),
    Clip(
        "sit_to_stand_good_side",
        "sit_to_stand",
        "side_left",
        exercises.sit_to_stand,
        BRUNO,
        RED,
        SKY,
        count=3,
        tempo=Tempo(out=1.5, hold=0.5, back=1.9, gap=0.4),
        seed=13,
        parameters={"lean_deg": 37.0},
        look_at=(0.0, 0.86, -0.15),
    ),
    Clip(
        "box_lift_load_far_side",
        "box_lift",
        "side_right",
        exercises.box_lift,
        KOFI,
        GREEN,
        CREAM,
        count=3,
        tempo=Tempo(out=1.5, hold=0.5, back=1.5, gap=0.5),
        seed=14,
        parameters={
            "knee_deg": 68.0,
            "trunk_deg": 80.0,
            "reach_m": 0.60,
            "box_height_m": 0.34,
            "wrist_above_centre_m": 0.14,
            "forward_shift_m": 0.05,
        },
        faults=("load_far",),
        look_at=(0.0, 0.88, 0.2),
    ),
    Clip(
        "box_lift_good_side",
        "box_lift",
        "side_left",
        exercises.box_lift,
        AMA,
        YELLOW,
        SAGE,
        count=3,
        tempo=Tempo(out=1.5, hold=0.5, back=1.5, gap=0.5),
        seed=15,
        parameters={
            "knee_deg": 98.0,
            "trunk_deg": 50.0,
            "reach_m": 0.26,
            "box_height_m": 0.28,
            "wrist_above_centre_m": 0.12,
            "stance_half_width_m": 0.22,
        },
        look_at=(0.0, 0.88, 0.1),
    ),
    Clip(
        "side_bend_good_front",
        "standing_side_bend",
        "front",
        exercises.side_bend,
        MEI,
        CORAL,
        SKY,
        count=4,
        sides=("left", "right"),
        tempo=Tempo(out=1.2, hold=0.3, back=1.2, gap=0.25),
        seed=16,
        parameters={"lean_deg": 25.0},
        look_at=(0.0, 0.82, 0.0),
    ),
    Clip(
        "glute_bridge_good_side",
        "glute_bridge",
        "side_left",
        floor.glute_bridge,
        JONAS,
        BLUE,
        Room(wall=(0.86, 0.84, 0.79), mat=(0.35, 0.52, 0.50), mat_centre_z=-0.15),
        count=4,
        tempo=Tempo(out=1.1, hold=0.5, back=1.2, gap=0.3),
        seed=17,
        parameters={"knee_deg": 96.0, "end_hip_deg": 3.0},
        size=LANDSCAPE,
        look_at=(0.0, 0.28, -0.05),
        distance_m=3.0,
        eye_m=0.75,
    ),
    Clip(
        "squat_knees_in_front",
        "squat",
        "front",
        exercises.squat,
        AMA,
        YELLOW,
        CREAM,
        count=3,
        tempo=Tempo(out=1.4, hold=0.25, back=1.3, gap=0.3),
        seed=18,
        parameters={
            "knee_deg": 85.0,
            "trunk_deg": 36.0,
            "valgus_deg": 42.0,
            "arms_deg": 55.0,
            "stance_half_width_m": 0.17,
        },
        faults=("knees_in",),
    ),
    Clip(
        "squat_good_front",
        "squat",
        "front",
        exercises.squat,
        KOFI,
        GREEN,
        SKY,
        count=3,
        tempo=Tempo(out=1.4, hold=0.25, back=1.3, gap=0.3),
        seed=19,
        parameters={
            "knee_deg": 90.0,
            "trunk_deg": 36.0,
            "arms_deg": 55.0,
            "stance_half_width_m": 0.16,
            "turnout_deg": 14.0,
        },
    ),
    Clip(
        "hip_hinge_good_side",
        "hip_hinge",
        "side_right",
        exercises.hip_hinge,
        MEI,
        CORAL,
        ROSE,
        count=3,
        tempo=Tempo(out=1.5, hold=0.3, back=1.4, gap=0.3),
        seed=20,
        parameters={"knee_deg": 20.0, "trunk_deg": 65.0},
        look_at=(0.0, 0.82, 0.1),
    ),
    Clip(
        "plank_sag_side",
        "plank",
        "side_right",
        floor.plank,
        ANNA,
        TEAL,
        Room(wall=(0.80, 0.83, 0.86), mat=(0.60, 0.36, 0.40), mat_centre_z=-0.55),
        still_s=10.0,
        seed=21,
        parameters={
            "body_line_deg": 178.0,
            "sag_line_deg": 160.0,
            "sag_from_s": 5.0,
            "sag_takes_s": 1.6,
        },
        faults=("sag",),
        size=LANDSCAPE,
        look_at=(0.0, 0.28, -0.55),
        distance_m=3.0,
        eye_m=0.7,
    ),
    Clip(
        "standing_still_front",
        "standing_posture",
        "front",
        exercises.squat,
        BRUNO,
        RED,
        SAGE,
        still_s=6.0,
        seed=22,
    ),
    Clip(
        "lunge_good_side",
        "lunge",
        "side_left",
        exercises.lunge,
        JONAS,
        BLUE,
        ROSE,
        count=4,
        sides=("left", "left", "right", "right"),
        tempo=Tempo(out=1.2, hold=0.2, back=1.1, gap=0.3),
        seed=23,
        parameters={"knee_deg": 82.0, "step_m": 0.74},
    ),
    Clip(
        "bird_dog_good_side",
        "bird_dog",
        "side_left",
        floor.bird_dog,
        AMA,
        YELLOW,
        Room(wall=(0.82, 0.84, 0.80), mat=(0.30, 0.42, 0.58), mat_centre_z=0.1),
        count=4,
        sides=("left", "right"),
        tempo=Tempo(out=1.0, hold=1.5, back=0.9, gap=0.2),
        seed=24,
        parameters={"leg_deg": 4.0, "arm_deg": 6.0},
        size=LANDSCAPE,
        look_at=(0.0, 0.38, 0.05),
        distance_m=3.2,
        eye_m=0.75,
    ),
)
