"""The video of a saved set, made ready to be played."""

from __future__ import annotations

from coach.records import Log, SetId
from coach.web.live.recordings import recording_url
from coach.web.live.videos import settled
from coach.web.problems import say_problem
from coach.web.store import me
from poses.errors import UserFacingError


def footage(log: Log, set_id: SetId) -> str | None:
    """Where the video of this set can be played; None, if need be with a word, if it can't."""
    try:
        return None if settled(log, set_id) is None else recording_url(me().person, set_id)
    except UserFacingError as error:
        say_problem(str(error))
        return None
