"""When to suggest a change: seldom, kindly, and not while the person wants quiet."""

from __future__ import annotations

import math
from collections.abc import Mapping

from coach.posture.rules import Limit, Rules, SuggestionRule


class _Lasting:
    """For how long a rule's condition has held, small breaks included."""

    def __init__(self, rule: SuggestionRule, rules: Rules) -> None:
        self.rule = rule
        self._times = rules.time
        self.held_s = 0.0
        self._eased_s = 0.0
        self._unknown_s = 0.0
        self.given_s = -math.inf
        self.given = 0

    def update(self, step_s: float, found: Mapping[str, float]) -> None:
        if not any(limit.measure in found for limit in self.rule.when):
            self._unknown_s += step_s
            if self._unknown_s >= self._times.break_:
                self.held_s = 0.0
            return
        self._unknown_s = 0.0
        if self._holds(found):
            self.held_s += step_s
            self._eased_s = 0.0
            return
        self._eased_s += step_s
        if self._eased_s >= self._times.settle:
            self.held_s = 0.0

    def _holds(self, found: Mapping[str, float]) -> bool:
        eased = 1.0 - self._times.leave_share if self.held_s else 1.0

        def beyond(limit: Limit, share: float) -> bool:
            change = found.get(limit.measure)
            return change is not None and limit.holds(change, within_share=share)

        if any(beyond(limit, 1.0) for limit in self.rule.unless):
            return False
        return any(beyond(limit, eased) for limit in self.rule.when)

    def forget(self) -> None:
        self.held_s = self._eased_s = self._unknown_s = 0.0


class Suggester:
    """At most one suggestion in the quiet time; none while snoozed or in a meeting."""

    def __init__(self, rules: Rules) -> None:
        self._between_s = rules.quiet.between
        self._lasting = [_Lasting(rule, rules) for rule in rules.suggestions]
        self._last_s = -math.inf
        self._snoozed_until = -math.inf
        self.in_meeting = False
        self.given = 0

    def snooze(self, until_s: float) -> None:
        """Nothing is said until then; a time that is over ends the quiet."""
        self._snoozed_until = until_s

    def quiet_left_s(self, time_s: float) -> float:
        """Seconds of snooze that are left."""
        return max(self._snoozed_until - time_s, 0.0)

    def forget(self) -> None:
        """Nothing is known of the time before: conditions begin anew, quiet times go on."""
        for one in self._lasting:
            one.forget()

    def update(
        self, time_s: float, step_s: float, still_s: float, found: Mapping[str, float]
    ) -> tuple[str, str] | None:
        """Id and text of what to suggest now, if anything.

        ``found`` holds the changes from the usual position, of somebody who sits.
        """
        for one in self._lasting:
            if one.rule.still:
                one.held_s = still_s
            else:
                one.update(step_s, found)
        if self.in_meeting or time_s < self._snoozed_until:
            return None
        if time_s - self._last_s < self._between_s:
            return None
        for one in self._lasting:
            if one.held_s >= one.rule.for_s and time_s - one.given_s >= one.rule.again_s:
                text = one.rule.say[one.given % len(one.rule.say)]
                one.given_s, self._last_s = time_s, time_s
                one.given += 1
                self.given += 1
                return one.rule.id, text
        return None
