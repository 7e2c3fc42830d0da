"""The note of a visit, in the four parts that therapists write: told, found, judged, planned."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

VISIT_NOTE: Final = "visit_note"
"""The kind of journal entry."""

LONGEST: Final = 8000
"""Characters that one part may have."""

PARTS: Final = {
    "subjective": "Subjective: what the patient tells",
    "objective": "Objective: what was measured and seen",
    "assessment": "Assessment: what you make of it",
    "plan": "Plan: what was agreed",
}
"""The parts of a note in their order, with their titles."""

_Part = Annotated[str, Field(max_length=LONGEST)]


class VisitNote(BaseModel):
    """One note, a draft until it is ``signed``.

    ``since`` is the first day that it looks back on, None for all of the time; ``sets`` are those
    that were looked at. ``amends`` is the entry of the signed note in whose place this one is read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    subjective: _Part = ""
    objective: _Part = ""
    assessment: _Part = ""
    plan: _Part = ""
    since: date | None = None
    sets: tuple[UUID, ...] = ()
    amends: UUID | None = None
    signed: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is written in any part."""
        return not any(getattr(self, part).strip() for part in PARTS)

    def with_parts(self, **parts: str) -> VisitNote:
        """The same note with other words in these parts.

        Raises:
            ValueError: a part is too long, or there is no such part.
        """
        return VisitNote.model_validate({**self.model_dump(), **parts})
