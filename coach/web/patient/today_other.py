"""Other ways with an exercise: told without a camera, replaced, from a video, left out."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import streamlit as st

from coach.engine.exercise import Exercise
from coach.programme.doing import DoneSet, SessionItem, TrainingSession, share_done
from coach.programme.dose import catalogue_dose, prescribed, scaled
from coach.programme.missing import replacements
from coach.programme.model import Prescription
from coach.programme.progression import doses_for
from coach.records.entries import SetId, SetSummary, Source
from coach.web.patient.today_day import Day
from coach.web.patient.today_list import REASONS
from coach.web.patient.today_scale import ask_effort, ask_pain
from coach.web.plan_words import prescribed_words
from coach.web.problems import plain
from coach.web.words import count_words, moment_words

_HALF: Final = 0.5
_VIDEO_DAYS: Final = timedelta(days=7)
_MOST_OFFERED: Final = 3


def show_ways(day: Day, session: TrainingSession, item: SessionItem) -> None:
    """All other ways with this exercise, folded away.

    Raises:
        StorageError: the day can't be written.
    """
    if item.exercise in day.exercises:
        with st.expander("I did it without the camera", icon=":material/edit:"):
            _tell(day, session, item)
    with st.expander("Something easier instead", icon=":material/stairs:"):
        if offer_easier(day, session, item, "today-easier") is not None:
            st.rerun()
    videos = _videos(day, item)
    if videos:
        with st.expander("Take a set from my log", icon=":material/videocam:"):
            _attach(day, session, item, videos)
    with st.expander("Leave it out today", icon=":material/redo:"):
        _skip(day, session, item)


def offer_easier(day: Day, session: TrainingSession, item: SessionItem, key: str) -> int | None:
    """Easier exercises, and half of this one; the place of the one that was taken.

    Raises:
        StorageError: the day can't be written.
    """
    taken = {one.exercise for one in session.items}
    for name in _easier(day, item):
        if name in taken:
            continue
        line = _easier_line(day, item, day.exercises[name])
        if st.button(f"{plain(day.name(name))}: {prescribed_words(line)}", key=f"{key}-{name}"):
            return day.book.replace(session.id, item.place, name, line, "easier")
    half = scaled(item.prescription, _HALF)
    smaller = half != item.prescription and not item.was_done and item.exercise in day.exercises
    if smaller and st.button(f"Half of it: {prescribed_words(half)}", key=f"{key}-half"):
        return day.book.replace(session.id, item.place, item.exercise, half, "half")
    return None


def _easier(day: Day, item: SessionItem) -> tuple[str, ...]:
    if item.exercise not in day.exercises:
        return replacements(item.exercise, day.programme, day.exercises)[:_MOST_OFFERED]
    return day.history.rung(item.exercise).easier


def _easier_line(day: Day, item: SessionItem, exercise: Exercise) -> Prescription:
    """The first dose of an easier exercise, and never more than went well before."""
    one = item.prescription
    line = prescribed(
        exercise.id,
        catalogue_dose(exercise, 1),
        days_per_week=one.days_per_week,
        rest_s=one.rest_s,
    )
    return next(iter(doses_for((line,), day.history, day.today).prescriptions), line)


def _tell(day: Day, session: TrainingSession, item: SessionItem) -> None:
    line = item.prescription
    with st.form(f"today-told-{item.place}", border=False):
        sets = 1
        if line.sets > 1:
            sets = st.number_input("Sets", 1, 20, line.sets, key=f"today-told-sets-{item.place}")
        label, asked = _asked(line)
        amount = st.number_input(label, 0, 600, asked, key=f"today-told-amount-{item.place}")
        pain = ask_pain("How much did it hurt at most?", f"today-told-pain-{item.place}")
        effort = ask_effort("How hard was it?", f"today-told-effort-{item.place}")
        given = st.form_submit_button(
            "Keep it", icon=":material/check:", key=f"today-told-keep-{item.place}"
        )
    if not given:
        return
    if not amount:
        st.info("Say how much it was. If it was nothing, you can leave it out below.")
        return
    share = share_done(line, [_done(line, int(amount))] * int(sets))
    day.book.tell(session.id, item.place, share, pain=pain, effort=effort)
    st.rerun()


def _asked(line: Prescription) -> tuple[str, int]:
    side = " on each side" if line.each_side else ""
    if line.minutes is not None:
        return "Minutes", round(line.minutes)
    if line.repetitions is not None:
        each = " in each set" if line.sets > 1 else ""
        return f"Repetitions{each}{side}", line.repetitions
    return f"Seconds held{' each time' if line.sets > 1 else ''}{side}", round(line.hold_s or 0)


def _done(line: Prescription, amount: int) -> DoneSet:
    sides = 2 if line.each_side else 1
    if line.minutes is not None:
        return DoneSet(minutes=float(amount))
    if line.repetitions is not None:
        return DoneSet(repetitions=amount * sides)
    return DoneSet(hold_s=float(amount * sides))


def _videos(day: Day, item: SessionItem) -> list[SetSummary]:
    """Sets of the last days that belong to no day yet."""
    since = day.today - _VIDEO_DAYS
    found = [
        one
        for one in day.care.log.sets(20, exercise=item.exercise)
        if one.source is Source.VIDEO and one.recorded_at.date() >= since
    ]
    free = day.book.unattached([one.id for one in found]) if found else set()
    return [one for one in found if one.id in free]


def _attach(
    day: Day, session: TrainingSession, item: SessionItem, videos: list[SetSummary]
) -> None:
    for one in videos:
        done = (
            count_words(one.repetitions, "repetition") if one.repetitions else f"{one.hold_s:.0f} s"
        )
        label = f"{moment_words(one.performed_at, day.care.patient.zone)}: {done}"
        if st.button(plain(label), key=f"today-attach-{one.id}"):
            day.book.attach(session.id, item.place, SetId(one.id))
            st.rerun()


def _skip(day: Day, session: TrainingSession, item: SessionItem) -> None:
    reason = st.pills(
        "What is the reason?",
        list(REASONS),
        format_func=REASONS.__getitem__,
        key=f"today-skip-reason-{item.place}",
    )
    if (
        st.button("Leave it out", key=f"today-skip-{item.place}", disabled=reason is None)
        and reason
    ):
        day.book.skip(session.id, item.place, reason)
        st.rerun()
