"""Sets as plain numbers: what the machine found, what the person told, what a therapist judged."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from coach.engine.results import Repetition, SetResult
from coach.engine.summary import MINUTES, REPETITIONS
from coach.fhir.codes import Coded, kind, measure
from coach.fhir.facts import Facts
from coach.fhir.measured import Measured, Origin, Value, about, chosen, number, outside_id, valued
from coach.fhir.pieces import words
from coach.programme.doing import SessionId, TrainingSession
from coach.records.care_entries import Subject
from coach.records.entries import SavedSet, SetId, Source
from coach.records.judgements import Judgement

_SIDES = (None, "left", "right")


def set_id(known: SetId) -> UUID:
    """What a set is called outside."""
    return outside_id("set", known)


def session_id(known: SessionId) -> UUID:
    """What a day's exercises are called outside."""
    return outside_id("session", known)


def sets(facts: Facts) -> Iterator[Measured]:
    """Each set, and how it felt where that was told."""
    days = facts.session_of()
    for saved in facts.sets:
        session = days.get(saved.id)
        yield _set(facts, saved, session)
        if saved.pain is not None or saved.effort is not None:
            yield _felt(facts, saved, session)


def judgements(facts: Facts) -> Iterator[Measured]:
    """What a therapist said of sets, each beside the machine's own value."""
    for one in facts.judgements:
        what = kind(f"judged-{one.subject.value}")
        yield Measured(
            id=outside_id("judgement", one.id),
            kind=what.code,
            what=what,
            at=one.at.astimezone(facts.zone),
            origin=Origin.JUDGED,
            values=tuple(_judged(facts, one, what)),
            derived_from=(set_id(one.set_id),),
            author=facts.author(one.author),
            note=words(one.reason),
        )


def exercise(facts: Facts, known: str) -> Value:
    """Which exercise something is about."""
    return chosen("exercise", "exercises", known, facts.exercise_name(known))


def _set(facts: Facts, saved: SavedSet, session: TrainingSession | None) -> Measured:
    told = saved.source is Source.SELF_REPORT
    begins = saved.performed_at.astimezone(facts.zone)
    lasts = saved.result.duration_s
    known = not told and math.isfinite(lasts) and lasts > 0
    values = [exercise(facts, saved.result.exercise), chosen("source", "sources", saved.source)]
    if saved.ended is not None:
        values.append(chosen("state", "endings", saved.ended))
    values += _told(saved.result) if told else _found(saved.result)
    return Measured(
        id=set_id(saved.id),
        kind="set",
        what=kind("set"),
        at=begins,
        until=begins + timedelta(seconds=lasts) if known else None,
        issued=saved.recorded_at,
        origin=Origin.TOLD if told else Origin.MACHINE,
        values=tuple(values),
        part_of=None if session is None else session_id(session.id),
        engine=None if told else saved.engine_version,
        author=facts.patient_id if told else None,
    )


def _felt(facts: Facts, saved: SavedSet, session: TrainingSession | None) -> Measured:
    felt = (("pain", saved.pain), ("effort", saved.effort))
    told = [number(name, figure) for name, figure in felt if figure is not None]
    return Measured(
        id=outside_id("set-felt", saved.id),
        kind="set-felt",
        what=about(told, kind("set-felt")),
        at=saved.performed_at.astimezone(facts.zone),
        origin=Origin.TOLD,
        values=(*told, exercise(facts, saved.result.exercise)),
        part_of=None if session is None else session_id(session.id),
        derived_from=(set_id(saved.id),),
        author=facts.patient_id,
    )


def _told(result: SetResult) -> Iterator[Value]:
    told = result.measurements
    if REPETITIONS in told:
        yield number("repetitions-told", told[REPETITIONS])
    if MINUTES in told:
        yield number("minutes", told[MINUTES])


def _found(result: SetResult) -> Iterator[Value]:
    yield number("duration", result.duration_s)
    yield number("usable", 100.0 * result.usable_share)
    yield number("score", result.score.value)
    for part in result.score.parts:
        name = Coded("score-parts", part.part.value, f"Score: {part.part.value}")
        yield valued(name, part.value, "points")
    if result.repetitions or not result.holds:
        yield from _repetitions(result)
    if result.holds:
        yield number("hold", result.hold_s)
        yield number("hold-in-form", sum(hold.in_tolerance_s for hold in result.holds))
    titles = {fault.check: fault.title for fault in result.faults}
    for check, count in sorted(Counter(fault.check for fault in result.faults).items()):
        yield Value(Coded("checks", check, titles[check]), float(count), "times")


def _repetitions(result: SetResult) -> Iterator[Value]:
    yield number("repetitions", len(result.repetitions))
    yield number("partial", len(result.partial_repetitions))
    sides = _SIDES if any(one.side for one in result.repetitions) else (None,)
    for side in sides:
        own = [one for one in result.repetitions if side in (None, one.side)]
        ending = f"-{side}" if side else ""
        if side:
            yield number(f"repetitions{ending}", len(own))
        yield from _range(own, ending)


def _range(repetitions: list[Repetition], ending: str) -> Iterator[Value]:
    ranges = (one.range_of_motion_deg for one in repetitions)
    known = [one for one in ranges if one is not None and math.isfinite(one)]
    if known:
        yield number(f"range-mean{ending}", sum(known) / len(known))
        yield number(f"range-most{ending}", max(known))


def _judged(facts: Facts, one: Judgement, what: Coded) -> Iterator[Value]:
    unit = "points" if one.subject is Subject.SCORE else "repetitions"
    yield _judged_value(what, one.value, unit)
    yield _judged_value(measure("machine"), one.machine, unit)
    yield chosen("verdict", "verdicts", one.verdict, one.verdict.value.capitalize())
    yield exercise(facts, one.exercise)
    if one.repetition is not None:
        yield number("repetition", one.repetition)
    if one.check is not None:
        yield chosen("check", "checks", one.check)


def _judged_value(of: Coded, value: object, unit: str) -> Value:
    if isinstance(value, bool):
        return Value(of, value)
    return Value(of, float(value), unit) if isinstance(value, int | float) else Value(of, None)
