"""Results and tracks to keep, and programs to run beside the tests."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

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
    Side,
)
from coach.records import AssessmentId, Log, Recording, SetId, Source, Target, TargetSource
from coach.settings import Settings
from poses.track import PoseTrack

ROOT = Path(__file__).resolve().parents[2]
MORNING = datetime(2025, 3, 1, 8, 30, tzinfo=UTC)


def fault(start_s: float = 2.5) -> FaultSeen:
    return FaultSeen(
        check="knees_in",
        title="Knees fall inwards",
        severity=Severity.MAJOR,
        cue="Push your knees out.",
        start_s=start_s,
        end_s=start_s + 0.4,
        measure="knee_distance",
        value=0.61,
        threshold=0.8,
        unit="hip widths",
    )


def repetition(number: int = 1, **changes: object) -> Repetition:
    start_s = 3.0 * number
    made = Repetition(
        number=number,
        side=Side.LEFT if number % 2 else Side.RIGHT,
        start_s=start_s,
        turn_s=start_s + 1.1,
        end_s=start_s + 2.3,
        range_of_motion_deg=None if number == 2 else 84.25,
        signal="knee_flexion",
        signal_start=4.0,
        signal_peak=91.5,
        faults=(fault(start_s),) if number == 2 else (),
        score=Score(
            88.0, (ScorePart(Part.RANGE, 88.0, 1.0), ScorePart(Part.TEMPO, None, 0.2, "too few"))
        ),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def hold(start_s: float = 40.0) -> Hold:
    return Hold(start_s, start_s + 12.0, None, 10.5, 1.75, (fault(start_s + 1),))


def result(count: int = 3, **changes: object) -> SetResult:
    made = SetResult(
        exercise="squat",
        exercise_name="Squat",
        view="side_left",
        fps=29.97,
        duration_s=61.5,
        frames=1843,
        usable_share=0.985,
        repetitions=tuple(repetition(n) for n in range(1, count + 1)),
        partial_repetitions=(PartialRepetition(30.0, 31.0, None, 0.4, "not deep enough"),),
        holds=(hold(),),
        score=Score(87.5, (ScorePart(Part.FORM, 87.5, 1.0),)),
        not_assessed=(NotAssessed("lower back", "one camera can't see its curve"),),
        warnings=("the feet left the picture at 0:12",),
        measurements={"shoulder_tilt_deg": 2.5},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def track(frames: int = 12, seed: int = 7) -> PoseTrack:
    chance = np.random.default_rng(seed)
    return PoseTrack(
        time_s=np.arange(frames) / 30.0,
        image=chance.random((frames, 33, 4), np.float32),
        world=chance.random((frames, 33, 3), np.float32),
        people=np.ones(frames, np.int8),
        width=640,
        height=480,
        source={"file": "squat.mp4"},
    )


def save(
    log: Log,
    kept: SetResult | None = None,
    *,
    source_name: str = "squat.mp4",
    performed_at: datetime = MORNING,
    with_track: PoseTrack | None = None,
) -> SetId:
    return log.save_result(
        result() if kept is None else kept,
        source=Source.VIDEO,
        source_name=source_name,
        performed_at=performed_at,
        track=with_track,
    )


def start(log: Log) -> SetId:
    return log.start_set(
        exercise="squat",
        exercise_name="Squat",
        view="side_left",
        source=Source.LIVE,
        source_name="camera",
        performed_at=MORNING,
    )


def target(log: Log, exercise: str = "squat", key: str = "target", value: float = 50.0) -> Target:
    return log.set_target(
        exercise, key, value, set_by=TargetSource.CALIBRATION, reason="as far as it goes today"
    )


def assess(log: Log, **changes: object) -> AssessmentId:
    facts: dict[str, object] = {
        "test": "chair_stand",
        "value": 12.0,
        "unit": "repetitions",
        "error": 1.0,
        "details": {"age": 71, "norm": [12, 17], "arms_used": False},
        "performed_at": MORNING,
        **changes,
    }
    return log.add_assessment(**facts)  # type: ignore[arg-type]


def video(**changes: object) -> Recording:
    made = Recording("clip.webm", "video/webm", 4_000, MORNING)
    return replace(made, **changes)  # type: ignore[arg-type]


def run_beside(program: str, settings: Settings) -> subprocess.Popen[str]:
    """Start a Python program in a process of its own, at the same log."""
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(
        [str(ROOT), str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    )
    environment["BACK_COACH_DATA_DIR"] = str(settings.data_dir)
    environment["BACK_COACH_DATABASE_URL"] = settings.database_url or ""
    return subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
    )
