"""Learning what is usual, at the beginning and whenever the person asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from coach.engine.checks import TRUST
from coach.posture.baseline import Baseline, BaselineTaker
from coach.posture.picture import SHOULDER_HEIGHT
from coach.posture.rules import Rules
from coach.posture.sight import Sight


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is usual from now on, and which lasting values of it are new."""

    usual: Baseline
    new: Baseline


class Learning:
    """Learns what the camera's place decides each time, and of a person's own what is unknown."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._names = (*rules.sitting_measures, SHOULDER_HEIGHT)
        self._taker: BaselineTaker | None = BaselineTaker(rules, self._names)
        self._all_anew = False

    @property
    def share(self) -> float | None:
        """How far it has come, 0..1; None when it is done."""
        return None if self._taker is None else self._taker.share

    def anew(self) -> None:
        """Learn again, also what was known of the person."""
        self._taker = BaselineTaker(self._rules, self._names)
        self._all_anew = True

    def interrupt(self) -> None:
        """Nothing was seen for a while: what was gathered so far may be of another place."""
        if self._taker is not None:
            self._taker.begin()

    def update(self, step_s: float, sight: Sight, usual: Baseline) -> Learnt | None:
        """Take in a frame of somebody who sits; what was learnt, once it is."""
        if self._taker is None:
            return None
        trusted = {n: r for n, r in sight.readings.items() if r.confidence >= TRUST}
        taken = self._taker.update(step_s, trusted)
        if taken is None:
            return None
        self._taker = None
        kept = usual.lasting(self._rules)
        new = taken.lasting(self._rules)
        if not self._all_anew:
            new = new.without(kept)
        return Learnt(new.over(kept).over(taken), new)
