"""What the coach costs over the bare pose model, on the same video."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import RunFailedError, Timing, alternate, process
from coach.analysis import analyse_video
from poses.estimator import PoseEstimator
from poses.quiet import without_native_chatter


@dataclass(frozen=True, slots=True)
class Speed:
    """Bare MediaPipe (base) against the coach (other).

    ``processes``: whole programs from start to end; ``inside``: the work alone, libraries and
    catalogue loaded. ``frames`` in the video.
    """

    video: str
    exercise: str
    frames: int
    processes: Timing
    inside: Timing


def coach_command() -> list[str]:
    """How to start the coach's command line with this Python: the program, else its function.

    Raises:
        RunFailedError: it is not installed here.
    """
    program = shutil.which("coach", path=str(Path(sys.executable).parent))
    if program is not None:
        return [program]
    if importlib.util.find_spec("coach.cli") is None:
        raise RunFailedError("The coach's command line is missing: install the project first.")
    return [sys.executable, "-c", "from coach.cli import main; main()"]


def compare_speed(
    video: Path,
    exercise: str,
    model: Path,
    rounds: int,
    on_stage: Callable[[str], None] = lambda _: None,
) -> Speed:
    """Run both, in turn, as programs and in this process.

    Raises:
        RunFailedError: one of the programs ended with an error.
    """
    bare = process([sys.executable, "-m", "benchmarks.bare", video, model])
    options = ["--exercise", exercise, "--no-save", "--json"]
    coach = process([*coach_command(), "analyse", video, *options])
    on_stage("looking whether both run")
    frames = json.loads(bare())["frames"]
    if "repetitions" not in json.loads(coach()):
        raise RunFailedError("'coach analyse --json' printed something unexpected.")
    on_stage("timing whole programs")
    processes = alternate(bare, coach, rounds)
    on_stage("timing the work alone")
    inside = _inside(video, exercise, model, rounds)
    return Speed(video.name, exercise, frames, processes, inside)


def _inside(video: Path, exercise: str, model: Path, rounds: int) -> Timing:
    from benchmarks.bare import bare_loop  # MediaPipe only where it is needed

    def bare() -> None:
        with without_native_chatter():
            bare_loop(video, model)

    with PoseEstimator(model) as estimator:
        return alternate(bare, lambda: analyse_video(video, exercise, estimator), rounds)
