"""What the page of a therapist who watches may say, as JSON; see ``docs/live.md``."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from coach.live.wire import Hello, Ping, WireError, read_message, read_object

MAX_WATCH_BYTES: Final = 2048
LONGEST_CUE: Final = 80
"""Signs of a cue: a movement leaves time for one short sentence."""

_UNSHOWN: Final = ("Cc", "Cs", "Co", "Cn")
_TURNING: Final = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


@dataclass(frozen=True, slots=True)
class MarkMoment:
    """This moment is worth a look in the review; ``time_s`` is what the page showed of the set."""

    time_s: float | None


@dataclass(frozen=True, slots=True)
class SendCue:
    """A few words for the patient."""

    text: str


WatchMessage = Hello | Ping | MarkMoment | SendCue


def read_watch_message(text: str) -> WatchMessage:
    """Understand one message.

    Raises:
        WireError: it is too long, no JSON, or not what was agreed.
    """
    content = read_object(text, MAX_WATCH_BYTES)
    match content.get("type"):
        case "mark":
            return _mark(content)
        case "cue":
            return _cue(content)
    message = read_message(text)
    if isinstance(message, Hello | Ping):
        return message
    raise WireError("this type of message is not known")


def _mark(content: dict[str, Any]) -> MarkMoment:
    time_s = content.get("t")
    if time_s is None:
        return MarkMoment(None)
    if type(time_s) not in (int, float) or not math.isfinite(time_s) or time_s < 0:
        raise WireError("a moment has a time in seconds")
    return MarkMoment(float(time_s))


def _cue(content: dict[str, Any]) -> SendCue:
    text = content.get("text")
    if not isinstance(text, str):
        raise WireError("a cue has words")
    words = " ".join(text.split())
    if not 0 < len(words) <= LONGEST_CUE:
        raise WireError(f"a cue has 1 to {LONGEST_CUE} signs")
    # Any language, but nothing that can't be shown or that turns the line around.
    if any(
        unicodedata.category(sign) in _UNSHOWN or unicodedata.bidirectional(sign) in _TURNING
        for sign in words
    ):
        raise WireError("a cue has signs that can't be shown")
    return SendCue(words)
