"""Sets to show, made by hand: small, exact, without camera or model."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from coach.analysis import Analysis
from coach.engine.catalogue import find_exercise
from coach.engine.results import (
    FaultSeen,
    Hold,
    NotAssessed,
    Part,
    PartialRepetition,
    Repetition,
    Score,
    ScorePart,
    SetResult,
    Severity,
)
from coach.engine.tracker import Trace
from coach.records import SetId, Source
from coach.web.job import Order, Outcome
from coach.web.shelf import shelf
from coach.web.store import my_log
from poses.track import PoseTrack

FAULT = FaultSeen(
    check="trunk_far_forward",
    title="Trunk far forward",
    severity=Severity.MINOR,
    cue="Lift your chest a little",
    start_s=4.2,
    end_s=4.8,
    measure="trunk_inclination",
    value=61.0,
    threshold=55.0,
    unit="deg",
)

SCORE = Score(
    88.0,
    (
        ScorePart(Part.RANGE, 90.0, 0.4),
        ScorePart(Part.FORM, 85.0, 0.6),
        ScorePart(Part.SYMMETRY, None, 0.0, "both sides move together in this exercise"),
    ),
)


def squat_result() -> SetResult:
    reps = tuple(
        Repetition(
            number=number,
            side=None,
            start_s=start_s,
            turn_s=start_s + 1.5,
            end_s=start_s + 2.5,
            range_of_motion_deg=80.0,
            signal="knee_flexion",
            signal_start=5.0,
            signal_peak=85.0,
            faults=(FAULT,) if number == 2 else (),
            score=SCORE,
        )
        for number, start_s in ((1, 0.5), (2, 3.5))
    )
    return SetResult(
        exercise="squat",
        exercise_name="Squat",
        view="side_left",
        fps=20.0,
        duration_s=8.0,
        frames=161,
        usable_share=1.0,
        repetitions=reps,
        partial_repetitions=(PartialRepetition(6.5, 7.2, None, 0.4, "it was not deep enough"),),
        holds=(),
        score=SCORE,
        not_assessed=(NotAssessed("Knees come in", "It can only be seen from the front."),),
        warnings=("Your feet left the picture *for a moment*.",),
    )


def plank_result() -> SetResult:
    return replace(
        squat_result(),
        exercise="plank",
        exercise_name="Forearm plank",
        repetitions=(),
        partial_repetitions=(),
        holds=(Hold(1.0, 13.4, None, 11.0, 1.5),),
        duration_s=15.0,
        warnings=(),
    )


def walk_track() -> PoseTrack:
    """Somebody whose points all go up and down, 161 frames at 20 per second."""
    time_s = np.arange(161) / 20.0
    rng = np.random.default_rng(7)
    image = rng.uniform(0.3, 0.7, (1, 33, 4)).astype(np.float32).repeat(161, axis=0)
    image[:, :, 1] += 0.1 * np.sin(time_s)[:, None].astype(np.float32)
    image[:, :, 3] = 0.9
    world = rng.uniform(-0.5, 0.5, (1, 33, 3)).astype(np.float32).repeat(161, axis=0)
    return PoseTrack(time_s, image, world, np.full(161, 1, np.int8), 480, 640)


def squat_trace() -> Trace:
    time_s = np.arange(161) / 20.0
    bend = 40.0 - 40.0 * np.cos(2 * np.pi * time_s / 4.0)
    values = np.stack([bend, bend + 3.0], axis=1)
    names = ("knee_flexion_left", "knee_flexion_right")
    return Trace(names, time_s, values, np.full_like(values, 0.9))


def outcome() -> Outcome:
    clip = shelf.new_clip()
    clip.path.write_bytes(b"no real video, and none is needed")
    order = Order(Path("squat.mp4"), "squat", "squat.mp4", datetime(2026, 5, 4, 9, tzinfo=UTC))
    analysis = Analysis(find_exercise("squat"), squat_result(), walk_track(), squat_trace())
    return Outcome(order, analysis, clip)


def save(result: SetResult, days_ago: int = 0, name: str = "clip.mp4") -> SetId:
    return my_log().save_result(
        result,
        source=Source.VIDEO,
        source_name=name,
        performed_at=datetime(2026, 5, 20, 9, 30, tzinfo=UTC) - timedelta(days=days_ago),
        track=walk_track(),
    )
