"""What a desk page sends: frames as in a live sitting, and what the person wishes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from coach.live.wire import MAX_BYTES, Frames, Hello, Ping, WireError, read_message

WishName = Literal[
    "snooze", "wake", "meeting", "meeting_over", "standing", "sitting", "learn", "thanks", "stop"
]
_NAMES: Final = get_args(WishName)


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that the person wants.

    ``snooze`` and ``wake`` pause suggestions for a while; ``meeting`` until ``meeting_over``.
    ``standing`` and ``sitting`` tell what the camera can't see, ``learn`` that the next seconds
    are the usual position, ``thanks`` takes a suggestion away, ``stop`` ends the watch.
    """

    name: WishName


def read_desk_message(text: str) -> Hello | Frames | Ping | Wish:
    """Understand one message.

    Raises:
        WireError: it is too long, no JSON, or not what was agreed.
    """
    if len(text) <= MAX_BYTES:
        try:
            content = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise WireError("the message is no JSON") from error
        if isinstance(content, dict) and content.get("type") == "command":
            if content.get("name") not in _NAMES:
                raise WireError("this wish is not known")
            return Wish(cast(WishName, content["name"]))
    message = read_message(text)
    if isinstance(message, Hello | Frames | Ping):
        return message
    raise WireError("this type of message is not known")
