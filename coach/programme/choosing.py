"""Which exercise takes each place of a week: what a person may do, needs and wishes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coach.engine.exercise import Exercise
from coach.programme.capacity import CapacityRule, too_early
from coach.programme.cautions import CautionRule, by_prescription, waiting
from coach.programme.facts import VisitFacts
from coach.programme.model import LeftOut
from coach.programme.template import Slot
from coach.programme.wishes import topics_of, wish_for


@dataclass(frozen=True)
class Person:
    """What of the facts decides about exercises: who waits for what, and which wishes there are."""

    exercises: Mapping[str, Exercise]
    direction: str
    waits: Mapping[str, CautionRule]
    early: Mapping[str, CapacityRule]
    topics: frozenset[str]
    wishes: Mapping[str, str]
    values: Mapping[str, float]

    @classmethod
    def of(
        cls, facts: VisitFacts, exercises: Mapping[str, Exercise], values: Mapping[str, float]
    ) -> Person:
        """Read the facts.

        Raises:
            ProgrammeDataError: a table of the programme can't be used.
        """
        own = (*facts.activities, *facts.goals)
        topics = {topic.id for wish in own for topic in topics_of(wish)}
        return cls(
            exercises,
            facts.direction,
            waiting(exercises, facts.cautions),
            too_early(values),
            frozenset(topics),
            wish_for(own),
            values,
        )

    def may(self, exercise: str) -> bool:
        """Whether an exercise is known, waits for nothing, and needs no other prescription."""
        only_for = by_prescription().get(exercise, self.direction)
        return (
            exercise in self.exercises
            and exercise not in self.waits
            and exercise not in self.early
            and only_for == self.direction
        )

    def has_place_for(self, slot: Slot) -> bool:
        """Whether a place is one for this person."""
        return (
            (slot.topic is None or slot.topic in self.topics)
            and (slot.direction is None or slot.direction == self.direction)
            and (slot.not_direction is None or slot.not_direction != self.direction)
        )


@dataclass(frozen=True, slots=True)
class Chosen:
    """A place and the exercise that takes it; ``left_out`` is who would have come first."""

    slot: Slot
    exercise: str | None
    left_out: LeftOut | None = None


def choose(slots: Iterable[Slot], person: Person) -> Iterator[Chosen]:
    """Fill the places in their order; nobody takes one whose first choice is needed elsewhere."""
    open_slots = [slot for slot in slots if person.has_place_for(slot)]
    first = {slot.choose[0] for slot in open_slots if person.may(slot.choose[0])}
    taken: set[str] = set()
    for slot in open_slots:
        wanted = slot.choose[0]
        found = next(
            (
                name
                for name in _in_order(slot, person)
                if person.may(name) and name not in taken and (name == wanted or name not in first)
            ),
            None,
        )
        if found is not None:
            taken.add(found)
        yield Chosen(slot, found, _left_out(wanted, found, person))


def _in_order(slot: Slot, person: Person) -> Iterator[str]:
    wanted, *others = slot.choose
    yield wanted
    if wanted in person.early and wanted not in person.waits:
        yield person.early[wanted].instead[wanted]
    yield from others


def _left_out(wanted: str, found: str | None, person: Person) -> LeftOut | None:
    rule = person.waits.get(wanted) or person.early.get(wanted)
    if rule is None or wanted not in person.exercises:
        return None
    return LeftOut(exercise=wanted, reason=rule.reason, instead=found)
