"""Who else is in the picture, as far as that can be told."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from coach.posture.events import AnotherBody, PostureEvent, SecondPerson
from coach.posture.sight import Sight
from poses.track import PoseFrame

_AGAIN_S: Final = 60.0


class Company:
    """Tells of a second person once for as long as they stay, and of another body at once.

    Two people who change places while nobody looks, or at one picture a second, can't be told
    apart.
    """

    def __init__(self) -> None:
        self._people_s = -math.inf

    def update(
        self, time_s: float, frame: PoseFrame, sight: Sight | None
    ) -> Iterator[PostureEvent]:
        """What this frame tells of it."""
        if sight is not None and sight.another:
            yield AnotherBody(time_s)
        if frame.people is not None and frame.people > 1:
            if time_s - self._people_s > _AGAIN_S:
                yield SecondPerson(time_s)
            self._people_s = time_s
