"""Which set of lifts to look at: one of the log, or a sample that comes with the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from coach.engine.results import SetResult
from coach.lifting import Lift, describe_lifts, is_lift
from coach.lifting.ladder import KEPT_UNDER
from coach.records import Log, SetId, SetSummary, Status, TargetSource, parse_set_id
from coach.web.job import Outcome
from coach.web.samples import Sample, samples
from coach.web.shelf import Clip
from coach.web.store import my_exercises, my_log
from coach.web.words import count_words, date_words
from poses.track import PoseTrack

HEIGHT: Final = "body.height_cm"
"""The key under which the person's height is kept, beside their step of the ladder."""

_OUTCOMES: Final = "lifting-outcomes"
_LIFTS: Final = "lifting-described"
_MOST: Final = 100


@dataclass(frozen=True)
class LiftingSet:
    """A set to look at, with the lifts in it."""

    key: str
    title: str
    result: SetResult
    track: PoseTrack
    lifts: tuple[Lift, ...]
    set_id: SetId | None = None
    has_video: bool = False
    clip: Clip | None = None


def in_log(log: Log) -> dict[str, str]:
    """Lifting sets with a recording, the latest first: id and title."""
    lifting = {exercise.id for exercise in my_exercises().values() if is_lift(exercise)}
    found = [entry for one in lifting for entry in log.sets(_MOST, exercise=one)]
    usable = [
        entry
        for entry in sorted(found, key=lambda entry: entry.performed_at, reverse=True)
        if entry.has_track and entry.status is Status.FINISHED and entry.repetitions
    ]
    return {str(entry.id): _title(entry) for entry in usable}


def lifting_samples() -> dict[str, Sample]:
    """The clips with lifts, by the name of their file."""
    names = {exercise.name for exercise in my_exercises().values() if is_lift(exercise)}
    return {
        sample.path.stem: sample for sample in samples() if sample.title.partition(":")[0] in names
    }


def analysed() -> dict[str, Outcome]:
    """Samples that were looked at in this visit, by the name of their file."""
    outcomes: dict[str, Outcome] = st.session_state.setdefault(_OUTCOMES, {})
    return outcomes


def open_set(key: str, height_cm: float | None) -> LiftingSet:
    """The set of this key with its lifts; described once for each height.

    Raises:
        NotFoundError: the log has no such set any more.
        StorageError: it can't be read.
    """
    if key in analysed():
        outcome = analysed()[key]
        analysis = outcome.analysis
        lifts = _described(key, analysis.track, analysis.result, height_cm)
        title = outcome.order.source_name
        return LiftingSet(key, title, analysis.result, analysis.track, lifts, clip=outcome.clip)
    log, set_id = my_log(), parse_set_id(key)
    saved = log.load(set_id)
    track = log.track(set_id)
    assert track is not None, "only sets with a recording are offered"
    lifts = _described(key, track, saved.result, height_cm)
    title = f"{saved.result.exercise_name}, {date_words(saved.performed_at)}"
    return LiftingSet(key, title, saved.result, track, lifts, set_id, saved.has_video)


def ask_height() -> float | None:
    """The person's height in centimetres, kept once it is told."""
    log = my_log()
    kept = next((t.value for t in log.targets(KEPT_UNDER) if t.key == HEIGHT), None)
    told = st.number_input(
        "Your height in cm, for exact lengths",
        min_value=50,
        max_value=250,
        value=None if kept is None else round(kept),
        step=1,
        key="lifting-height",
        placeholder="for example 170",
    )
    if told is not None and told != kept:
        log.set_target(
            KEPT_UNDER, HEIGHT, told, set_by=TargetSource.PATIENT, reason="Told on the lifting page"
        )
    return told


def _described(
    key: str, track: PoseTrack, result: SetResult, height_cm: float | None
) -> tuple[Lift, ...]:
    known: dict[tuple[str, float | None], tuple[Lift, ...]] = st.session_state.setdefault(
        _LIFTS, {}
    )
    if (key, height_cm) not in known:
        height_m = None if height_cm is None else height_cm / 100.0
        known[key, height_cm] = describe_lifts(track, result, height_m=height_m)
    return known[key, height_cm]


def _title(entry: SetSummary) -> str:
    lifts = count_words(entry.repetitions, "lift")
    return f"{entry.exercise_name}, {date_words(entry.performed_at)}: {lifts}"
