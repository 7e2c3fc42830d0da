"""The reference movement of an exercise, as its file tells it: postures in time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from coach.engine.model import Model
from poses.view import View

Support = Literal[
    "feet",
    "left_foot",
    "right_foot",
    "knees",
    "left_knee",
    "right_knee",
    "back",
    "hips",
    "elbows",
    "left_elbow",
    "right_elbow",
]
Foot = Literal["left_foot", "right_foot"]
Prop = Literal["chair", "box", "bag", "mat", "step", "wall"]


def _both(value: object) -> object:
    """One number stands for both sides."""
    return (value, value) if isinstance(value, int | float) else value


def _within(low: float, high: float) -> AfterValidator:
    def check(angles: tuple[float, float]) -> tuple[float, float]:
        if not all(low <= angle <= high for angle in angles):
            raise ValueError(f"expected values from {low:g} to {high:g}")
        return angles

    return AfterValidator(check)


_Pair = Annotated[
    tuple[
        Annotated[float, Field(allow_inf_nan=False)], Annotated[float, Field(allow_inf_nan=False)]
    ],
    BeforeValidator(_both),
]


class Posture(Model):
    """Joint angles in degrees; all zero is standing upright with hanging arms.

    A limb has one angle for both sides, or ``[left, right]``.

    - ``trunk``: lean against the vertical, 90 = lying on the front, -90 = on the back
    - ``curl``: bend of the upper trunk against the lower, forwards positive
    - ``lean``: of the trunk to the person's right
    - ``twist``: of the shoulders against the pelvis, to the person's right
    - ``turn``: of pelvis and trunk together against the feet, to the person's right
    - ``tilt``: of the pelvis, right side higher positive
    - ``sway``: lean of the legs that takes the pelvis to the person's right
    - ``roll``: of the whole body about the way it looks, 90 = lying on the right side
    - ``head``: bend against the trunk, chin down positive
    - ``shrug``: how far the shoulder is pulled up, in metres
    - ``hip``: bend of the thigh against the trunk, 90 = sitting, negative = behind the body
    - ``abduct``: of the thigh, out to the side
    - ``knee``, ``elbow``: bend, 0 = straight
    - ``knee_in``: how far the knee has gone towards the middle, in metres
    - ``foot``: turn of the sole about the toes, 0 = flat, 90 = toes straight down,
      180 or -180 = the sole faces the ceiling, -90 = toes straight up
    - ``arm``: raised forwards against the trunk, 90 = forwards, 180 = overhead
    - ``spread``: of the arm to the side; ``fold``: what the forearm adds to that
    - ``wrist``: turn of the hand, 90 = hand flat on the floor below an upright arm
    """

    trunk: float = Field(default=0.0, ge=-130, le=120)
    curl: float = Field(default=0.0, ge=-45, le=60)
    lean: float = Field(default=0.0, ge=-45, le=45)
    twist: float = Field(default=0.0, ge=-70, le=70)
    turn: float = Field(default=0.0, ge=-70, le=70)
    tilt: float = Field(default=0.0, ge=-25, le=25)
    sway: float = Field(default=0.0, ge=-25, le=25)
    roll: float = Field(default=0.0, ge=-100, le=100)
    head: float = Field(default=0.0, ge=-60, le=60)
    shrug: Annotated[_Pair, _within(-0.1, 0.1)] = (0.0, 0.0)
    hip: Annotated[_Pair, _within(-35, 150)] = (0.0, 0.0)
    abduct: Annotated[_Pair, _within(-25, 60)] = (0.0, 0.0)
    knee: Annotated[_Pair, _within(0, 160)] = (0.0, 0.0)
    knee_in: Annotated[_Pair, _within(-0.2, 0.2)] = (0.0, 0.0)
    foot: Annotated[_Pair, _within(-190, 190)] = (0.0, 0.0)
    arm: Annotated[_Pair, _within(-60, 185)] = (0.0, 0.0)
    spread: Annotated[_Pair, _within(-40, 185)] = (0.0, 0.0)
    fold: Annotated[_Pair, _within(-185, 185)] = (0.0, 0.0)
    elbow: Annotated[_Pair, _within(0, 150)] = (0.0, 0.0)
    wrist: Annotated[_Pair, _within(-80, 95)] = (0.0, 0.0)

    def angles(self) -> tuple[float, ...]:
        """All angles in one row."""
        values = [getattr(self, name) for name in type(self).model_fields]
        return tuple(
            angle for value in values for angle in (value if isinstance(value, tuple) else (value,))
        )

    @classmethod
    def from_angles(cls, angles: Sequence[float]) -> Posture:
        """The posture of such a row, without asking whether a person could take it."""
        values: dict[str, float | tuple[float, float]] = {}
        row = iter(angles)
        for name, field in cls.model_fields.items():
            single = isinstance(field.default, float)
            values[name] = next(row) if single else (next(row), next(row))
        return cls.model_construct(None, **values)

    def mirrored(self) -> Posture:
        """The same with left and right exchanged."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        turned = {
            name: (value[1], value[0]) for name, value in values.items() if isinstance(value, tuple)
        }
        one_sided = {name: -values[name] for name in _TO_ONE_SIDE}
        return self.model_copy(update=turned | one_sided)


_TO_ONE_SIDE: Final = ("lean", "twist", "turn", "tilt", "sway", "roll")


class Keyframe(Model):
    """One posture of the movement: how long the way to it takes, and how long it is kept.

    ``planted`` feet stay where they were on that way. ``carries``: the box comes along.
    """

    move_s: float = Field(gt=0.1, le=10)
    stay_s: float = Field(default=0.0, ge=0, le=60)
    posture: Posture
    planted: tuple[Foot, ...] = ()
    carries: bool = False

    def mirrored(self) -> Keyframe:
        """The same with left and right exchanged."""
        planted = tuple(_OTHER[foot] for foot in self.planted)
        return self.model_copy(update={"posture": self.posture.mirrored(), "planted": planted})


_OTHER: Final[dict[Foot, Foot]] = {"left_foot": "right_foot", "right_foot": "left_foot"}


class Reference(Model):
    """How the exercise looks when it is done well.

    The keyframes are one round: the first is the start position, and from the last the way leads
    back to it. A round holds ``repetitions`` of them. ``support`` is what the body rests on, and
    ``raised`` how many metres that stands above the floor, as on a step. Of an exercise with two
    sides it shows both in turn, or only one where changing takes turning over (``one_sided``).
    ``far_end`` and ``telling`` are the keyframes, counted from 0, at the far end of the movement
    and by which the exercise is best recognised in a single picture.
    """

    view: Literal[View.FRONT, View.SIDE_LEFT, View.SIDE_RIGHT]
    support: Support = "feet"
    raised: float = Field(default=0.0, ge=0, le=0.6)
    prop: Prop | None = None
    one_sided: bool = False
    repetitions: int = Field(default=1, ge=1, le=4)
    far_end: int = Field(default=1, ge=0)
    telling: int | None = Field(default=None, ge=0)
    keyframes: tuple[Keyframe, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fitting(self) -> Self:
        count = len(self.keyframes)
        if max(self.far_end, self.telling or 0) >= count:
            raise ValueError(f"'far_end' and 'telling' must be below {count}, the keyframes given")
        if count % self.repetitions:
            raise ValueError("every repetition needs the same number of keyframes")
        return self

    @property
    def most_telling(self) -> int:
        """The keyframe by which the exercise is best recognised."""
        return self.far_end if self.telling is None else self.telling
