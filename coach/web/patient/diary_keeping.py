"""Writing into the diary: what is kept, what is answered at once, what the therapist is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

import streamlit as st

from coach import clock
from coach.body import below_knee
from coach.diary.line import DiaryEntry, DiaryId, DiaryLine
from coach.diary.noticing import Notice, notices
from coach.records.alerts import Alerts
from coach.records.care import Care
from coach.records.diary import Diary
from coach.settings import Settings
from coach.visit.visit import visit_of
from poses.errors import UserFacingError

SAID: Final = "diary-said"
PROBLEM: Final = "diary-problem"
NOTICES: Final = "diary-notices"

_KNOWN_DAYS: Final = 90
"""A place that was marked within so many days is known; engineering default."""


def keep_new(care: Care, line: DiaryLine, day: date | None = None) -> DiaryId:
    """Keep a line, of today unless told otherwise, and answer what needs an answer.

    Raises:
        StorageError: it can't be kept.
    """
    known = _known_areas(care, line, None)
    line_id = care.book(Diary).add(line, day=day)
    _answer(care, notices(line, known, day or care.today(), _number()))
    return line_id


def keep_changed(care: Care, entry: DiaryEntry, line: DiaryLine) -> DiaryId:
    """Put a changed line in the place of one; what was in it before is not answered again.

    Raises:
        NotFoundError: it was changed or deleted meanwhile.
        StorageError: it can't be kept.
    """
    known = _known_areas(care, line, entry)
    answered = {one.kind for one in notices(entry.line(), known, entry.day, _number())}
    line_id = care.book(Diary).replace(entry.id, line)
    fresh = notices(line, known, entry.day, _number())
    _unsay(answered - {one.kind for one in fresh})
    _answer(care, tuple(one for one in fresh if one.kind not in answered))
    return line_id


def take_out(care: Care, entry: DiaryEntry) -> None:
    """Delete a line; an answer to it is no longer shown, what the therapist was told stays.

    Raises:
        NotFoundError: it was changed or deleted meanwhile.
        StorageError: it can't be deleted.
    """
    care.book(Diary).retire(entry.id)
    _unsay({one.kind for one in notices(entry.line(), (), entry.day, _number())})


def local(care: Care, moment: datetime) -> datetime:
    """A moment on the clock of the person; before their zone is known, on that of the browser."""
    return moment.astimezone(clock.zone(care.patient.zone or st.context.timezone))


def _answer(care: Care, fresh: tuple[Notice, ...]) -> None:
    """Show it until it was read. The line is kept already, so a trouble here is only told."""
    shown: list[Notice] = st.session_state.get(NOTICES, [])
    kinds = {one.kind for one in fresh}
    st.session_state[NOTICES] = [*fresh, *(one for one in shown if one.kind not in kinds)]
    alerts = care.book(Alerts)
    try:
        for one in fresh:
            alerts.tell(f"diary_{one.kind}", one.level, one.for_therapist, one.mark)
    except UserFacingError as error:
        st.session_state[PROBLEM] = str(error)


def _unsay(kinds: set[str]) -> None:
    shown: list[Notice] = st.session_state.get(NOTICES, [])
    st.session_state[NOTICES] = [one for one in shown if one.kind not in kinds]


def _known_areas(care: Care, line: DiaryLine, itself: DiaryEntry | None) -> set[str]:
    if not below_knee(line.areas):
        return set()  # nothing to compare
    visit = visit_of(care.journal)
    since = care.today() - timedelta(days=_KNOWN_DAYS)
    lines = care.book(Diary).lines(since=since)
    known = {area for one in lines if itself is None or one.id != itself.id for area in one.areas}
    return known | set(visit.body.areas if visit else ())


def _number() -> str:
    return Settings.from_environment().emergency_number
