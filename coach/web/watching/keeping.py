"""Moments and cues of a therapist who watches, kept with the patient's set."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from coach.live.sitting import Sitting
from coach.live.watch_wire import MarkMoment, SendCue
from coach.records import NotFoundError, SetId
from coach.records.access import open_care
from coach.records.care_entries import MarkKind
from coach.records.marks import Marks
from coach.web.visitors import my_database
from coach.web.watching.admitting import Guest
from poses.errors import UserFacingError

_PATIENCE_S: Final = (0.2, 0.5, 1.0, 2.0)
"""A set that has just begun is in the log a moment later."""

_NO_SET: Final = "No set has begun yet: mark a moment while one goes on."
_SLACK_S: Final = 1.0

Told = dict[str, Any]


async def keep_moment(guest: Guest, sitting: Sitting, message: MarkMoment) -> Told:
    """Keep the moment that the therapist marked; what to tell them."""
    current = sitting.current
    if current is None:
        return {"type": "problem", "text": _NO_SET}
    time_s = message.time_s
    if time_s is None or time_s > current.last_s + _SLACK_S:
        time_s = current.last_s
    problem = await _keep(guest, MarkKind.MOMENT, SetId(current.set_id), time_s)
    if problem is not None:
        return {"type": "problem", "text": problem}
    return {"type": "marked", "t": round(time_s, 2), "set": str(current.set_id)}


async def keep_cue(guest: Guest, sitting: Sitting, message: SendCue) -> Told:
    """Keep the cue that the patient heard; what to tell the therapist."""
    current = sitting.current
    set_id = None if current is None else SetId(current.set_id)
    time_s = None if current is None else current.last_s
    problem = await _keep(guest, MarkKind.CUE, set_id, time_s, message.text)
    return {"type": "cued", "text": message.text, "problem": problem}


async def _keep(
    guest: Guest, kind: MarkKind, set_id: SetId | None, time_s: float | None, text: str = ""
) -> str | None:
    """Why it could not be kept, or None."""

    def keep() -> None:
        care = open_care(my_database(), guest.therapist, guest.sitting.patient.id)
        care.book(Marks).add(kind, set_id=set_id, time_s=time_s, text=text)

    for pause_s in _PATIENCE_S:
        try:
            await asyncio.to_thread(keep)
        except NotFoundError:
            await asyncio.sleep(pause_s)
        except UserFacingError as error:
            return str(error)
        else:
            return None
    return "This could not be kept: the set was not in the log in time."
