"""What a time at the desk, or a recording, came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from coach.engine.results import NotAssessed
from coach.posture.names import Posture

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure while sitting, against the person's own usual value.

    ``mean`` is over the time in which it was seen, ``seen_s``; ``change`` is in ``unit``
    (degrees, or percent of the usual value); ``confidence`` 0..1. ``beyond_error`` says that the
    change is larger than what could be error of measurement.
    """

    measure: str
    title: str
    unit: str
    usual: float
    spread: float
    mean: float
    change: float
    seen_s: float
    confidence: float
    beyond_error: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class PostureSummary:
    """Everything that is known of one watch.

    ``seconds`` holds the positions that occurred. ``unwatched_s`` is time without a picture.
    ``longest_still_s`` is the longest stretch without a change of position.
    """

    duration_s: float
    seconds: Mapping[Posture, float]
    unwatched_s: float
    changes: int
    still_s: float
    longest_still_s: float
    stood_up: int
    suggestions: int
    measures: tuple[Compared, ...] = ()
    not_assessed: tuple[NotAssessed, ...] = ()

    @property
    def minutes(self) -> dict[Posture, float]:
        """Minutes in each position."""
        return {posture: seconds / 60.0 for posture, seconds in self.seconds.items()}

    @property
    def here_s(self) -> float:
        """Seconds with somebody in the picture."""
        return sum(s for posture, s in self.seconds.items() if posture is not Posture.AWAY)

    @property
    def not_seen_share(self) -> float:
        """Share (0..1) of the whole time of which the position is not known; away is known."""
        if self.duration_s <= 0:
            return 0.0
        unknown = self.unwatched_s + self.seconds.get(Posture.UNCLEAR, 0.0)
        return unknown / self.duration_s

    def as_json(self) -> dict[str, Any]:
        """Plain data, for the log and for programs."""
        return {
            "version": VERSION,
            "duration_s": round(self.duration_s, 1),
            "seconds": {p.value: round(s, 1) for p, s in self.seconds.items()},
            "unwatched_s": round(self.unwatched_s, 1),
            "not_seen_share": round(self.not_seen_share, 4),
            "changes": self.changes,
            "longest_still_s": round(self.longest_still_s, 1),
            "stood_up": self.stood_up,
            "suggestions": self.suggestions,
            "measures": [
                {
                    "measure": one.measure,
                    "title": one.title,
                    "unit": one.unit,
                    "usual": round(one.usual, 3),
                    "spread": round(one.spread, 3),
                    "mean": round(one.mean, 3),
                    "change": round(one.change, 2),
                    "seen_s": round(one.seen_s, 1),
                    "confidence": round(one.confidence, 2),
                    "beyond_error": one.beyond_error,
                    "sentence": one.sentence,
                }
                for one in self.measures
            ],
            "not_assessed": [{"what": one.what, "reason": one.reason} for one in self.not_assessed],
        }
