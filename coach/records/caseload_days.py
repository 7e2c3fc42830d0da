"""How the days of many patients went: pain, exercise, form.

What has a row for every day or set is put together by the database, one row for each patient:
tens of thousands of rows would take longer to fetch than to find.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, String, case, cast, exists, func, literal, select

from coach.caseload.facts import FormOf
from coach.engine.catalogue import catalogue
from coach.records.care_entries import ItemStatus
from coach.records.care_models import DiaryRow, SessionItemRow, SessionRow
from coach.records.caseload_asking import Asked
from coach.records.entries import Status
from coach.records.models import SetRow

_DONE: Final = (ItemStatus.DONE, ItemStatus.PARTLY)
_BETWEEN: Final = " "
_PAIN: Final = "="


def pains_of(asked: Asked) -> Mapping[UUID, dict[date, int]]:
    """The worst told pain, 0..10, of each of the last days on which any was told."""
    lately = asked.days_ago(asked.rules.pain.days)
    diary = (
        select(DiaryRow.patient_id, DiaryRow.day, func.max(DiaryRow.pain).label("pain"))
        .where(
            DiaryRow.patient_id.in_(asked.patients),
            DiaryRow.day >= lately,
            DiaryRow.retired_at.is_(None),
            DiaryRow.pain.is_not(None),
        )
        .group_by(DiaryRow.patient_id, DiaryRow.day)
        .subquery()
    )
    items = (
        select(
            SessionRow.patient_id,
            SessionRow.day,
            func.coalesce(SessionRow.pain_before, -1).label("before"),
            func.coalesce(SessionRow.pain_after, -1).label("after"),
            func.coalesce(func.max(SessionItemRow.pain), -1).label("within"),
        )
        .join(SessionItemRow, SessionItemRow.session_id == SessionRow.id)
        .where(SessionRow.patient_id.in_(asked.patients), SessionRow.day >= lately)
        .group_by(SessionRow.id)
        .subquery()
    )
    worst = _larger(_larger(items.c.before, items.c.after), items.c.within)
    told = (
        select(diary.c.patient_id, _told(diary.c.day, diary.c.pain)),
        select(items.c.patient_id, _told(items.c.day, worst)),
    )
    found: dict[UUID, dict[date, int]] = defaultdict(dict)
    for query in told:
        whose = query.selected_columns.patient_id
        for patient, words in asked.session.execute(query.group_by(whose)):
            days = found[patient]
            for word in words.split(_BETWEEN):
                day, _, pain = word.partition(_PAIN)
                if int(pain) >= 0:
                    at = date.fromisoformat(day)
                    days[at] = max(int(pain), days.get(at, 0))
    return found


def done_days_of(asked: Asked) -> Mapping[UUID, set[date]]:
    """The days on which anything of the plan was done."""
    any_done = exists().where(
        SessionItemRow.session_id == SessionRow.id, SessionItemRow.status.in_(_DONE)
    )
    query = (
        select(
            SessionRow.patient_id,
            func.aggregate_strings(cast(SessionRow.day, String), _BETWEEN),
        )
        .where(SessionRow.day >= asked.days_ago(2 * asked.rules.adherence.days), any_done)
        .group_by(SessionRow.patient_id)
    )
    return {
        patient: {date.fromisoformat(day) for day in days.split(_BETWEEN)}
        for patient, days in asked.rows(query, SessionRow.patient_id)
    }


def forms_of(asked: Asked) -> Mapping[UUID, list[FormOf]]:
    """The form of exercises in two windows of time, only of those where it has fallen."""
    limits = asked.rules.form
    turn = asked.now - timedelta(days=limits.days)
    lately = case((SetRow.performed_at >= turn, SetRow.score))
    earlier = case((SetRow.performed_at < turn, SetRow.score))
    now, before = func.avg(lately), func.avg(earlier)
    sets, sets_before = func.count(lately), func.count(earlier)
    query = (
        select(SetRow.patient_id, SetRow.exercise, now, sets, before, sets_before)
        .where(
            SetRow.performed_at >= turn - timedelta(days=limits.before_days),
            SetRow.performed_at <= asked.now,
            SetRow.status == Status.FINISHED,
        )
        .group_by(SetRow.patient_id, SetRow.exercise)
        .having(
            sets >= limits.sets_needed,
            sets_before >= limits.sets_needed,
            before - now >= limits.fall,
        )
        .order_by(SetRow.exercise)
    )
    found: dict[UUID, list[FormOf]] = defaultdict(list)
    for patient, exercise, *figures in asked.rows(query, SetRow.patient_id):
        found[patient].append(FormOf(exercise, exercise_name(exercise), *figures))
    return found


def exercise_name(exercise: str) -> str:
    """As the catalogue calls it; the names of taught ones would cost a reading of all of them."""
    known = catalogue().get(exercise)
    return exercise.replace("_", " ").capitalize() if known is None else known.name


def _larger(one: ColumnElement[int], other: ColumnElement[int]) -> ColumnElement[int]:
    # The databases have no common name for the larger of two values.
    return case((one >= other, one), else_=other)


def _told(day: ColumnElement[date], pain: ColumnElement[int]) -> ColumnElement[str]:
    return func.aggregate_strings(cast(day, String) + literal(_PAIN) + cast(pain, String), _BETWEEN)
