"""The marks of a set as the player shows them, and what was pressed about them in the player."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coach.records import NotFoundError, SetId
from coach.records.care import Care
from coach.records.care_entries import MarkKind
from coach.records.marks import Mark, MarkId, Marks
from coach.review.drawings import DrawingError, read_drawing
from poses.errors import UserFacingError

_TITLES: Final = {
    MarkKind.MOMENT: "Marked",
    MarkKind.CUE: "Cue given",
    MarkKind.DRAWING: "Drawing",
}
_NOT_READ: Final = "This drawing did not arrive whole: save it once more."


class Sent(BaseModel):
    """A drawing as the player sends it; ``time`` is in seconds of the set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(max_length=120)]
    time: Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]
    drawing: dict[str, object]


def packed_marks(care: Care, set_id: SetId) -> list[dict[str, Any]]:
    """All marks of the set, without anybody's name.

    Raises:
        NotFoundError: the patient has no such set.
        StorageError: the log can't be read.
    """
    return [_packed(care, mark) for mark in care.book(Marks).of_set(set_id)]


def keep_drawing(care: Care, set_id: SetId, told: object) -> dict[str, str]:
    """Keep a drawing; the answer has the sender's ``id`` and, where it was not kept, why."""
    sender = str(told.get("id", "")) if isinstance(told, Mapping) else ""
    try:
        sent = Sent.model_validate(told)
        drawing = read_drawing(sent.drawing)
        care.book(Marks).add(
            MarkKind.DRAWING,
            set_id=set_id,
            time_s=sent.time,
            text=drawing.text,
            drawing=drawing.model_dump(mode="json"),
        )
    except ValidationError:
        return {"id": sender, "problem": str(DrawingError(_NOT_READ))}
    except UserFacingError as error:
        return {"id": sender, "problem": str(error)}
    return {"id": sender, "problem": ""}


def mark_seen(care: Care, told: object) -> None:
    """Somebody has looked at a mark; one that has gone meanwhile needs no looking.

    Raises:
        StorageError: the log can't be written.
    """
    if (mark := _id_of(told)) is not None:
        with suppress(NotFoundError):
            care.book(Marks).seen(mark)


def take_away(care: Care, set_id: SetId, told: object) -> None:
    """Take away a mark of this set that the person at the screen made; others' marks stay.

    Raises:
        NotFoundError: the patient has no such set.
        StorageError: the log can't be written.
    """
    book, wanted = care.book(Marks), _id_of(told)
    for mark in book.of_set(set_id):
        if mark.id == wanted and mark.author == care.author:
            book.retire(mark.id)


def _packed(care: Care, mark: Mark) -> dict[str, Any]:
    return {
        "id": str(mark.id),
        "title": _TITLES[mark.kind],
        "time": mark.time_s,
        "text": mark.text,
        "drawing": mark.drawing,
        "waiting": mark.kind is MarkKind.MOMENT and mark.seen_at is None,
        "own": mark.author == care.author,
    }


def _id_of(told: object) -> MarkId | None:
    try:
        return MarkId(UUID(str(told)))
    except ValueError:
        return None
