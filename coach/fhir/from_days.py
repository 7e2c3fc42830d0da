"""Days, diary, questionnaires and check-ups as plain numbers."""

from __future__ import annotations

from collections.abc import Iterator

from coach.assessments.keeping import By
from coach.assessments.shelf import protocols
from coach.fhir.codes import Coded, kind, measure
from coach.fhir.facts import Facts
from coach.fhir.from_sets import exercise, session_id, set_id
from coach.fhir.measured import (
    Answered,
    Measured,
    Origin,
    Value,
    about,
    chosen,
    number,
    outside_id,
    valued,
)
from coach.fhir.pieces import words
from coach.programme.doing import TrainingSession
from coach.records.entries import Assessment


def days(facts: Facts) -> Iterator[Measured]:
    """Of each day how much of its exercises was done, and how it felt."""
    for session in facts.sessions:
        if any(not item.open for item in session.items):
            yield _day(facts, session)
        felt = (
            ("pain-before", session.pain_before),
            ("pain-after", session.pain_after),
            ("effort", session.effort),
        )
        if any(figure is not None for _, figure in felt):
            yield Measured(
                id=outside_id("day-felt", session.id),
                kind="day-felt",
                what=kind("day-felt"),
                at=(session.finished_at or session.started_at).astimezone(facts.zone),
                origin=Origin.TOLD,
                values=tuple(number(name, one) for name, one in felt if one is not None),
                part_of=session_id(session.id),
                author=facts.patient_id,
            )
        yield from _exercises_felt(facts, session)


def diary(facts: Facts) -> Iterator[Measured]:
    """The figures of each line of the diary, on its day."""
    for line in facts.diary:
        figures = (
            ("pain", line.pain),
            ("sleep", line.sleep_h),
            ("sleep-quality", line.sleep_quality),
            ("mood", line.mood),
        )
        told = tuple(number(name, one) for name, one in figures if one is not None)
        if told:
            yield Measured(
                id=outside_id("diary", line.id),
                kind="diary",
                what=about(told, kind("diary")),
                at=line.day,
                issued=line.at,
                origin=Origin.TOLD,
                values=(*told, chosen("moment", "moments", line.moment)),
                author=facts.patient_id,
            )


def totals(facts: Facts) -> Iterator[Measured]:
    """The total of each questionnaire, derived from its answers where these are known."""
    answered = {one.id for one in answers(facts)}
    for one in facts.answers:
        instrument = facts.instruments.get(one.instrument)
        name = Coded("instruments", one.instrument, instrument.name if instrument else "")
        response = outside_id("answer", one.id)
        yield Measured(
            id=outside_id("total", one.id),
            kind="questionnaire",
            what=name,
            at=one.day,
            issued=one.answered_at,
            origin=Origin.TOLD,
            values=(valued(name, one.total, instrument.unit if instrument else "points"),),
            derived_from=(response,) if response in answered else (),
            author=facts.author(one.entered_by),
        )


def answers(facts: Facts) -> Iterator[Answered]:
    """The answers to each questionnaire that is asked here; of others only the total is known."""
    for one in facts.answers:
        instrument = facts.instruments.get(one.instrument)
        if instrument is None or instrument.typed or not one.answers:
            continue
        yield Answered(
            id=outside_id("answer", one.id),
            instrument=one.instrument,
            at=one.answered_at.astimezone(facts.zone),
            answers={
                words(name): _plain(value) for name, value in one.answers.items() if words(name)
            },
            author=facts.author(one.entered_by),
        )


def check_ups(facts: Facts) -> Iterator[Measured]:
    """What tests came to, each value with its error."""
    kept = {one.id for one in facts.sets}
    titles = {
        key: quantity.title
        for test in protocols().values()
        for key, quantity in test.by_key.items()
    }
    for one in facts.check_ups:
        what = Coded("check-ups", one.test, titles.get(one.test, ""))
        by_therapist = one.details.get("by") == By.THERAPIST
        yield Measured(
            id=outside_id("check-up", one.id),
            kind="check-up",
            what=what,
            at=one.performed_at.astimezone(facts.zone),
            origin=Origin.JUDGED if by_therapist else Origin.MACHINE,
            values=tuple(_check_up(what, one)),
            derived_from=(set_id(one.set_id),) if one.set_id in kept and one.set_id else (),
        )


def _day(facts: Facts, session: TrainingSession) -> Measured:
    values = [
        valued(
            Coded("exercises", item.exercise, facts.exercise_name(item.exercise)),
            None if item.done_share is None else 100.0 * item.done_share,
            "%",
        )
        for item in session.items
        if not item.open
    ]
    return Measured(
        id=outside_id("day", session.id),
        kind="day",
        what=kind("day"),
        at=(session.finished_at or session.started_at).astimezone(facts.zone),
        origin=Origin.MACHINE,
        values=tuple(values),
        part_of=session_id(session.id),
        note="The share of each prescribed dose that was done; without a camera, as it was told.",
    )


def _exercises_felt(facts: Facts, session: TrainingSession) -> Iterator[Measured]:
    """What was told of an exercise without a set; that of a set is told with the set."""
    for item in session.items:
        felt = (("pain", item.pain), ("effort", item.effort))
        told = [number(name, figure) for name, figure in felt if figure is not None]
        if item.set_ids or not told:
            continue
        yield Measured(
            id=outside_id("exercise-felt", f"{session.id}/{item.place}"),
            kind="exercise-felt",
            what=about(told, kind("exercise-felt")),
            at=(session.finished_at or session.started_at).astimezone(facts.zone),
            origin=Origin.TOLD,
            values=(*told, exercise(facts, item.exercise)),
            part_of=session_id(session.id),
            author=facts.patient_id,
        )


def _check_up(what: Coded, one: Assessment) -> Iterator[Value]:
    yield valued(what, one.value, one.unit)
    if one.error is not None:
        yield valued(measure("error"), one.error, one.unit)
    if one.side is not None:
        yield chosen("side", "sides", one.side)


def _plain(value: object) -> float | bool | None:
    if isinstance(value, bool):
        return value
    return float(value) if isinstance(value, int | float) else None
