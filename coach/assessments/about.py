"""What a test asks of the person, so that a value can be put beside others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

_YEAR_DAYS: Final = 365.25


class Sex(StrEnum):
    """As the tables of norms have it; nobody has to say it."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class About:
    """Age in years, sex, and height in centimetres; None was not told."""

    age: int | None = None
    sex: Sex | None = None
    height_cm: float | None = None

    def as_details(self) -> dict[str, object]:
        """What was told, as plain data beside a result."""
        facts = {"age": self.age, "sex": self.sex and self.sex.value, "height_cm": self.height_cm}
        return {name: fact for name, fact in facts.items() if fact is not None}

    @classmethod
    def from_details(cls, details: Mapping[str, object], told: datetime, now: datetime) -> About:
        """What was told with an earlier result; the age has gone on since."""
        age, sex, height = (details.get(name) for name in ("age", "sex", "height_cm"))
        years = int((now - told).days / _YEAR_DAYS)
        return cls(
            age=int(age) + years if isinstance(age, int | float) else None,
            sex=next((one for one in Sex if one == sex), None),
            height_cm=float(height) if isinstance(height, int | float) else None,
        )
