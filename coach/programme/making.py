"""Making a person's programme out of a template, the catalogue and what the visit found. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from coach.engine.exercise import Exercise
from coach.programme.capacity import finding, fitted, range_to_aim_at
from coach.programme.cautions import FLOOR, by_prescription
from coach.programme.choosing import Chosen, Person, choose
from coach.programme.dose import prescribed, scaled, stepped_dose
from coach.programme.facts import VisitFacts
from coach.programme.fitting import Candidate, Room, day_minutes, fit, week_minutes
from coach.programme.model import (
    WEEKS,
    Irritability,
    LeftOut,
    Phase,
    Prescription,
    Programme,
    Week,
)
from coach.programme.template import (
    GENTLE,
    SIX_WEEKS,
    STANDING,
    Slot,
    Template,
    Theme,
    routine,
    template_of,
)
from coach.programme.wishes import wishes

SHORTEST_MIN: Final = 8
"""Minutes of a day below which no plan is made; an engineering default."""

FEWEST_DAYS: Final = 2
"""Days of a week below which no plan is made; strength needs two."""

_NAMED: Final = 3
_WISHED: Final = 2
"""So much earlier an exercise comes that leads to an own wish."""


def suggested_template(facts: VisitFacts) -> str:
    """The id of the template that fits: standing, gentle, or the usual six weeks."""
    if FLOOR in {str(caution) for caution in facts.cautions}:
        return STANDING
    return GENTLE if facts.irritability is Irritability.HIGH else SIX_WEEKS


def make_programme(
    facts: VisitFacts,
    exercises: Mapping[str, Exercise],
    starts_on: date,
    template: str | Template | None = None,
    *,
    capacity: Mapping[str, float] | None = None,
) -> Programme:
    """A programme for one person; the same facts make the same programme.

    ``facts`` is the result of the first visit, ``capacity`` what check-ups came to, by test, of
    the weaker side. Without a ``template`` the suggested one is taken.

    Raises:
        ProgrammeDataError: there is no such template, or a table can't be used.
    """
    chosen = template if isinstance(template, Template) else None
    if chosen is None:
        chosen = template_of(str(template or suggested_template(facts)))
    person = Person.of(facts, exercises, capacity or {})
    maker = _Maker(facts, chosen, person)
    weeks: list[Week] = []
    for number in range(1, WEEKS + 1):
        weeks.append(maker.week(number, weeks[-1] if weeks else None))
    maintenance = maker.maintenance(weeks)
    used = {one.exercise for week in (*weeks, maintenance) for one in week.prescriptions}
    return Programme(
        template=chosen.id,
        starts_on=starts_on,
        irritability=facts.irritability,
        usual_pain=facts.usual_pain,
        goals=tuple(dict.fromkeys((*facts.goals, *facts.activities))),
        weeks=tuple(weeks),
        maintenance=maintenance,
        left_out=tuple(one for one in maker.left_out() if one.exercise not in used),
    )


class _Maker:
    """One person's weeks, each fitted to the one before it."""

    def __init__(self, facts: VisitFacts, template: Template, person: Person) -> None:
        self._facts = facts
        self._template = template
        self._pace = template.paces[facts.irritability]
        self._person = person
        self._left_out: dict[str, LeftOut] = {}

    def week(self, number: int, before: Week | None) -> Week:
        """The week of a number, from 1."""
        at = self._pace.themes[number - 1]
        theme = self._template.themes[at - 1]
        slots = [slot for slot in self._template.slots if slot.weeks[0] <= at <= slot.weeks[1]]
        sessions = min(max(self._facts.days_per_week, FEWEST_DAYS), theme.sessions)
        strength = min(sessions, self._template.strength_days)
        days = {"daily": 7, "sessions": sessions, "strength": strength}
        candidates = [
            Candidate(self._line(one, days[one.slot.days], number, at), self._priority(one))
            for one in self._chosen(slots)
            if one.exercise is not None
        ]
        limit = None
        if before is not None:
            rise = 1 + self._template.rise_at_most
            limit = rise * week_minutes(before.prescriptions, self._person.exercises)
        room = Room(self._minutes(theme), limit, self._pace.exercises, self._template.fewest)
        return self._told(theme, number, sessions, fit(candidates, room, self._person.exercises))

    def maintenance(self, weeks: Sequence[Week]) -> Week:
        """The routine after these weeks: what the person knows, as much as it was at last."""
        plan = routine()
        sessions = plan.theme.sessions
        days = {"daily": 7, "sessions": sessions, "strength": sessions}
        known = {one.exercise: one for week in weeks for one in week.prescriptions}
        candidates = [
            Candidate(
                known[one.exercise].model_copy(update={"days_per_week": days[one.slot.days]}),
                self._priority(one),
            )
            for one in choose(_of(plan.slots, known), self._person)
            if one.exercise is not None
        ]
        room = Room(self._minutes(plan.theme), None, plan.exercises, self._template.fewest)
        lines = fit(candidates, room, self._person.exercises)
        return self._told(plan.theme, WEEKS + 1, sessions, lines)

    def left_out(self) -> Iterable[LeftOut]:
        """The exercises that would have come first somewhere and wait."""
        return self._left_out.values()

    def _minutes(self, theme: Theme) -> float:
        return min(max(self._facts.minutes, SHORTEST_MIN), theme.minutes)

    def _chosen(self, slots: Iterable[Slot]) -> list[Chosen]:
        chosen = list(choose(slots, self._person))
        for one in chosen:
            if one.left_out is not None:
                self._left_out.setdefault(one.left_out.exercise, one.left_out)
        return chosen

    def _priority(self, one: Chosen) -> int:
        wished = one.exercise in self._person.wishes
        return max(1, one.slot.priority - (_WISHED if wished else 0))

    def _line(self, one: Chosen, days: int, number: int, at: int) -> Prescription:
        assert one.exercise is not None
        exercise = self._person.exercises[one.exercise]
        share = self._pace.shares[number - 1]
        dose = stepped_dose(exercise, at)
        rest_s = self._template.rest_s.get(exercise.category, 60.0)
        line = prescribed(one.exercise, dose, days_per_week=days, rest_s=rest_s)
        if line.minutes is not None:
            line = line.model_copy(update={"minutes": self._walk(number)})
        else:
            line = fitted(scaled(line, share), self._person.values, number)
        own = {"load_kg": one.slot.load_kg, "note": one.slot.note}
        first = one.exercise == one.slot.choose[0]
        return line.model_copy(
            update={
                "why": self._why(exercise),
                "target_deg": range_to_aim_at(exercise, self._pace.range_share),
                **(own if first else {}),
            },
        )

    def _walk(self, number: int) -> float:
        rule = self._template.walk
        start = rule.start_minutes * self._pace.shares[0]
        return float(max(1, min(rule.most_minutes, int(start * (1 + rule.rise) ** (number - 1)))))

    def _why(self, exercise: Exercise) -> str:
        say = wishes().say
        if exercise.id in by_prescription():
            return say.prescribed.format(goal=exercise.goal)
        wish = self._person.wishes.get(exercise.id)
        if wish is not None:
            return say.wish.format(goal=exercise.goal, wish=wish.strip())
        value = finding(exercise.id, self._person.values)
        if value is not None:
            return say.finding.format(goal=exercise.goal, value=value)
        return say.plain.format(goal=exercise.goal)

    def _told(
        self, theme: Theme, number: int, sessions: int, lines: tuple[Prescription, ...]
    ) -> Week:
        aim = theme.aim
        activities = [name.strip() for name in self._facts.activities if name.strip()][:_NAMED]
        if theme.names_activities and activities:
            aim = f"{aim} {wishes().say.activities.format(activities=', '.join(activities))}"
        minutes = round(day_minutes(lines, self._person.exercises))
        return Week(
            number=number,
            phase=Phase(theme.phase),
            title=theme.title,
            aim=aim,
            sessions=sessions,
            minutes=min(max(1, minutes), 120),
            effort=theme.effort,
            prescriptions=lines,
        )


def _of(slots: Iterable[Slot], known: Collection[str]) -> Iterable[Slot]:
    """The places with what is known only; one of which nothing is known is no place."""
    for slot in slots:
        names = tuple(name for name in slot.choose if name in known)
        if names:
            yield slot.model_copy(update={"choose": names})
