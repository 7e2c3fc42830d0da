"""Is it this exercise at all? What must be so at the start, along the way and at the turn."""

from __future__ import annotations

import math
import statistics
from typing import Final

import numpy as np

from coach.engine.attempt import Attempt, StartPosition
from coach.engine.exercise import Condition, Confirmation, Exercise, Planted
from coach.engine.moment import Moment
from coach.engine.repetitions import Movement
from coach.engine.signals import Reader
from poses.angles import MeasureTable
from poses.view import View

CLEAR: Final = 0.3
"""Feet seen with less confidence can't be said to have moved."""

COUNTABLE: Final = 0.08
"""A measure may be counted on even where its confidence is too low to judge form by."""


class Confirming:
    """The rules of an exercise that tell its repetitions from other movements."""

    def __init__(self, exercise: Exercise, table: MeasureTable) -> None:
        assert exercise.repetitions is not None
        rules = exercise.repetitions
        self._start = [(rule, Reader(rule, table)) for rule in exercise.start.conditions]
        self._along = [(rule, Reader(rule, table)) for rule in rules.confirm]
        self._turn = [(rule, Reader(rule, table)) for rule in rules.turn_conditions]
        self._turning_max_deg = rules.turning_max_deg
        self._planted = rules.planted
        if rules.planted:
            self._feet = [Reader(ref, table) for ref in Planted.FEET]
            self._hips = Reader(Planted.HIPS, table)

    def in_position(self, moment: Moment) -> bool:
        """Whether the body is in the posture that this exercise starts from."""
        for rule, reader in self._start:
            if not _applies(rule.views, moment.seen.view):
                continue
            reading = moment.read(reader)
            if reading.confidence >= COUNTABLE and not rule.holds(reading.value):
                return False
        return True

    def confirmed(
        self, attempt: Attempt, movement: Movement, rest: StartPosition, share: float = 1.0
    ) -> bool:
        """Whether a movement is this exercise; ``share`` of what is asked for is enough."""
        return (
            self._stays_turned(attempt)
            and all(self._moves(rule, reader, attempt, rest, share) for rule, reader in self._along)
            and self._turns_well(attempt, movement, rest)
            and self._stays_planted(attempt, movement, rest)
        )

    def _stays_turned(self, attempt: Attempt) -> bool:
        turned = [sample.moment.turned_deg for sample in attempt.samples]
        return bool(np.ptp(np.percentile(turned, (10, 90))) <= self._turning_max_deg)

    def _moves(
        self,
        rule: Confirmation,
        reader: Reader,
        attempt: Attempt,
        rest: StartPosition,
        share: float,
    ) -> bool:
        readings = attempt.readings(reader)
        moment = attempt.samples[-1].moment
        confidence = statistics.median(reading.confidence for reading in readings)
        if confidence < rule.trust or not _applies(rule.views, moment.seen.view):
            return True
        low = min(reading.value for reading in readings)
        high = max(reading.value for reading in readings)
        known = rest.read(reader, moment)
        start = known if known is not None else high if rule.fall else low
        if rule.of_rest:
            scale = max(start, 1e-6)
            start, low, high = 1.0, low / scale, high / scale
        if rule.fall is not None:
            return start - low >= share * rule.fall
        return high - start >= share * (rule.rise or 0.0)

    def _turns_well(self, attempt: Attempt, movement: Movement, rest: StartPosition) -> bool:
        at_turn = [sample.moment for sample in attempt.at_turn(movement.base)]
        for rule, reader in self._turn:
            held = [self._holds(rule, reader, moment, rest) for moment in at_turn]
            if 2 * sum(held) < len(held):
                return False
        return True

    @staticmethod
    def _holds(rule: Condition, reader: Reader, moment: Moment, rest: StartPosition) -> bool:
        reading = moment.read(reader)
        if reading.confidence < rule.trust or not _applies(rule.views, moment.seen.view):
            return True
        value = reading.value
        if rule.relative:
            start = rest.read(reader, moment)
            if start is None:
                return True
            value = abs(value - start) if rule.absolute else value - start
        return rule.holds(value)

    def _stays_planted(self, attempt: Attempt, movement: Movement, rest: StartPosition) -> bool:
        last = attempt.samples[-1].moment
        if self._planted is None or not _applies(self._planted.views, last.seen.view):
            return True
        at_turn = [sample.moment for sample in attempt.at_turn(movement.base)]
        feet_seen = [moment.read(self._feet[0]).confidence for moment in at_turn]
        if statistics.median(feet_seen) < CLEAR:
            return True
        changes = []
        for reader in (*self._feet, self._hips):
            start = rest.read(reader, last)
            if start is None:
                return True
            changes.append(statistics.median(m.read(reader).value for m in at_turn) - start)
        across, down, lowered = changes
        return math.hypot(across, down) <= self._planted.share * abs(lowered)


def _applies(views: tuple[View, ...], view: View) -> bool:
    return not views or view in views
