"""Coming back: after a pause or a return of pain, the programme begins again at some week."""

from __future__ import annotations

from datetime import date, timedelta

from coach.programme.model import Programme


def restart(programme: Programme, today: date, week: int = 1) -> Programme:
    """The same programme so that its week of this number, from 1, begins today.

    What was eased before belongs to the time before and does not come along.

    Raises:
        ValueError: the programme has no such week.
    """
    if not 1 <= week <= len(programme.weeks):
        raise ValueError(f"the programme has weeks 1 to {len(programme.weeks)}, not {week}")
    return programme.model_copy(
        update={"starts_on": today - timedelta(weeks=week - 1), "easings": ()}
    )


def week_to_return_to(programme: Programme, today: date, last_done: date | None) -> int:
    """The week at which to begin again: one earlier per week of pause, never before the first.

    ``last_done`` is the last day of exercising, None for never. An engineering default.
    """
    if last_done is None or last_done < programme.starts_on:
        return 1
    reached = min(programme.week_number(last_done), len(programme.weeks))
    return max(1, reached - max(0, (today - last_done).days // 7))
