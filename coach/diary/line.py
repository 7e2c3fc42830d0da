"""What the diary holds: lines that a person writes, and treatments that were given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Final, NewType, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coach.records.care_entries import DiaryMoment
from coach.records.entries import PersonId

DiaryId = NewType("DiaryId", UUID)
TreatmentId = NewType("TreatmentId", UUID)

LONGEST_TEXT: Final = 4000
"""Characters that a note may have."""

_Scale = Annotated[int, Field(ge=0, le=10)]
_Note = Annotated[str, Field(max_length=LONGEST_TEXT)]


class DiaryLine(BaseModel):
    """One line as it is written.

    ``pain``, ``sleep_quality`` and ``mood`` are 0..10: pain from none to the worst, the other two
    from poor to very good. ``sleep_h`` is hours. ``areas`` are ids of the body chart, ``helped``
    ids of the list of what helps. Something must be told.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    moment: DiaryMoment = DiaryMoment.DAY
    pain: _Scale | None = None
    areas: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()
    side_effects: _Note = ""
    sleep_h: Annotated[float, Field(ge=0, le=24, allow_inf_nan=False)] | None = None
    sleep_quality: _Scale | None = None
    mood: _Scale | None = None
    note: _Note = ""

    @model_validator(mode="after")
    def _tells_something(self) -> Self:
        figures = (self.pain, self.sleep_h, self.sleep_quality, self.mood)
        texts = (self.side_effects.strip(), self.note.strip(), self.areas, self.helped)
        if all(figure is None for figure in figures) and not any(texts):
            raise ValueError("a line of the diary needs something in it")
        return self


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """A line that is kept.

    ``day`` is the calendar day where the person was when it was written, or the day that it was
    written for; ``at`` is the moment of writing in UTC. The rest is as in ``DiaryLine``.
    """

    id: DiaryId
    day: date
    at: datetime
    moment: DiaryMoment
    pain: int | None = None
    areas: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()
    side_effects: str = ""
    sleep_h: float | None = None
    sleep_quality: int | None = None
    mood: int | None = None
    note: str = ""

    def line(self) -> DiaryLine:
        """The same as it was written."""
        return DiaryLine(
            moment=self.moment,
            pain=self.pain,
            areas=self.areas,
            helped=self.helped,
            side_effects=self.side_effects,
            sleep_h=self.sleep_h,
            sleep_quality=self.sleep_quality,
            mood=self.mood,
            note=self.note,
        )


@dataclass(frozen=True, slots=True)
class Treatment:
    """A treatment on a day where the patient lives; ``at`` is when it was written down, in UTC.

    ``kind`` is an id of the list of treatments. ``recorded_by`` is None once that person has left.
    """

    id: TreatmentId
    day: date
    at: datetime
    kind: str
    note: str = ""
    recorded_by: PersonId | None = None
