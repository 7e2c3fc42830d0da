"""Patients to report about: one with a long course, one who has just begun, one with nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from coach.diary.line import DiaryEntry, DiaryId, Treatment, TreatmentId
from coach.engine.catalogue import catalogue
from coach.mind import Goal
from coach.programme.doing import ItemStatus, SessionEnding, SessionId, SessionItem, TrainingSession
from coach.programme.facts import Facts as VisitFacts
from coach.programme.making import make_programme
from coach.programme.model import Programme
from coach.progress.adherence import adherence
from coach.progress.changes import answered, trained
from coach.records.answers import Answer, AnswerId
from coach.records.care_entries import DiaryMoment
from coach.records.figures import FaultFigures, SetFigures
from coach.records.programmes import SavedProgramme
from coach.reporting.facts import Facts, KeptWeek, within

TODAY = date(2026, 6, 14)
START = TODAY - timedelta(days=41)
LONG_NAME = "Žofia Große-Ökonomenkämper geb. Nguyễn-Łukasiewicz von und zu Überlingen"


def at(day: date) -> datetime:
    return datetime.combine(day, time(18), UTC)


def empty(patient: str = "Erika Mustermann") -> Facts:
    """Somebody of whom nothing was kept yet."""
    return Facts(
        patient=patient,
        zone="Europe/Berlin",
        since=START,
        until=TODAY,
        version=None,
        weeks=(),
        lines=(),
        before=(),
        sessions=(),
        sets=(),
        faults=(),
        answers=(),
        assessments=(),
        treatments=(),
        alerts=(),
        decisions=(),
        waiting=(),
        goals=(),
        courses=(),
        ranges=(),
        scores=(),
        judgements=(),
        exercises=catalogue(),
    )


def little() -> Facts:
    """Somebody in the first days: a plan, one line of the diary, one questionnaire."""
    programme = make_programme(VisitFacts(), catalogue(), TODAY - timedelta(days=1))
    answers = [answer("pain_nrs", TODAY - timedelta(days=1), 5.0)]
    return replace(
        empty(),
        since=TODAY - timedelta(days=1),
        version=version(programme),
        weeks=kept(programme, ()),
        lines=(line(TODAY, 4),),
        answers=tuple(answers),
        courses=tuple(answered(answers)),
    )


def rich(patient: str = LONG_NAME, exercises: int = 4) -> Facts:
    """Somebody with six weeks of everything, and sets of so many exercises."""
    dice = random.Random(6)
    programme = make_programme(VisitFacts(minutes=30), catalogue(), START)
    days = [START + timedelta(days=place) for place in range(42)]
    lines = [
        line(day, max(0, min(10, round(6 - 0.08 * place + dice.uniform(-1.4, 1.4)))), moment)
        for place, day in enumerate(days)
        for moment in (DiaryMoment.MORNING, DiaryMoment.EVENING)
        if dice.random() < 0.8
    ]
    lines[-1] = replace(lines[-1], note="Walked to the lake and back, then „Übungen“ – fine.")
    sessions = tuple(
        session(programme, day) for place, day in enumerate(days) if place % 7 in (0, 2, 4, 5)
    )
    names = [one.exercise for week in programme.weeks for one in week.prescriptions]
    sets = [
        SetFigures(
            one.day,
            name,
            catalogue()[name].name,
            8,
            0.0,
            70 + 0.4 * (one.day - START).days + dice.uniform(-4, 4),
            55 + 0.5 * (one.day - START).days + dice.uniform(-3, 3),
        )
        for one in sessions
        for name in list(dict.fromkeys(names))[:exercises]
    ]
    answers = [
        answer(name, START + timedelta(days=back), total)
        for name, totals in (
            ("pain_nrs", (6.0, 4.0, 3.0)),
            ("psfs", (3.3, 5.0, 7.3)),
            ("rmdq", (14.0, 10.0, 6.0)),
            ("confidence", (4.0, 6.0, 8.0)),
        )
        for back, total in zip((0, 21, 41), totals, strict=True)
    ]
    return replace(
        empty(patient),
        version=version(programme),
        weeks=kept(programme, sessions),
        lines=within(lines, START, TODAY),
        before=(line(START - timedelta(days=3), 7),),
        sessions=sessions,
        sets=tuple(sets),
        faults=(FaultFigures(TODAY, "glute_bridge", "Hips sinking", 7),),
        answers=tuple(answers),
        treatments=(
            Treatment(TreatmentId(uuid4()), TODAY, at(TODAY), "manual_therapy", "ten minutes"),
        ),
        goals=(
            Goal(text="Carry my granddaughter up the stairs", confidence=7, by=TODAY),
            Goal(
                text="Walk around the lake, all of it, without a break and with the dog",
                how_much="one hour",
                first_step="Ten minutes along the shore, on Tuesday",
                confidence=8,
                reached_on=TODAY - timedelta(days=5),
            ),
        ),
        courses=tuple(answered(answers)),
        ranges=tuple(trained(sets, START, "range")),
        scores=tuple(trained(sets, START, "score")),
    )


def version(programme: Programme) -> SavedProgramme:
    return SavedProgramme(3, programme.starts_on, at(programme.starts_on), None, "", programme)


def line(day: date, pain: int, moment: DiaryMoment = DiaryMoment.EVENING) -> DiaryEntry:
    return DiaryEntry(DiaryId(uuid4()), day, at(day), moment, pain=pain, sleep_h=7.0)


def answer(instrument: str, day: date, total: float) -> Answer:
    return Answer(AnswerId(uuid4()), instrument, "other", day, at(day), {}, total, None)


def session(programme: Programme, day: date) -> TrainingSession:
    items = tuple(
        SessionItem(
            place=place,
            prescribed=one.exercise,
            exercise=one.exercise,
            prescription=one,
            status=ItemStatus.DONE,
            done_share=1.0,
        )
        for place, one in enumerate(programme.week_on(day).prescriptions, 1)
    )
    return TrainingSession(
        id=SessionId(uuid4()),
        day=day,
        number=1,
        zone="Europe/Berlin",
        programme=3,
        week=programme.week_number(day),
        started_at=at(day),
        finished_at=at(day),
        ended=SessionEnding.PAIN if day == START + timedelta(days=11) else SessionEnding.DONE,
        pain_before=3,
        pain_after=4,
        effort=4,
        items=items,
    )


def kept(programme: Programme, sessions: tuple[TrainingSession, ...]) -> tuple[KeptWeek, ...]:
    first_days = [
        (number, programme.starts_on + timedelta(weeks=number - 1))
        for number in range(1, programme.week_number(TODAY) + 1)
    ]
    return tuple(
        KeptWeek(
            number,
            first,
            adherence(
                programme.week_on(first),
                first,
                min(TODAY, first + timedelta(days=7)),
                sessions,
                [one.day for one in sessions],
            ),
        )
        for number, first in first_days
    )
