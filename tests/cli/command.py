"""Running the command as people do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SQUATS = ROOT / "sample_videos" / "squat_good_side.mp4"


@dataclass(frozen=True)
class Finished:
    """What a finished command gave back."""

    code: int
    out: str
    err: str


def coach(arguments: Sequence[str | Path], data_dir: Path) -> Finished:
    """The real command in a process of its own."""
    finished = subprocess.run(
        [sys.executable, "-c", "from coach.cli import main; main()", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"BACK_COACH_DATA_DIR": str(data_dir)},
        capture_output=True,
        check=False,
    )
    return Finished(finished.returncode, finished.stdout.decode(), finished.stderr.decode())


def is_one_sentence(text: str) -> bool:
    """One line that ends like a sentence and shows nothing of the machinery."""
    return (
        text.count("\n") == 1
        and text.endswith(".\n")
        and "Traceback" not in text
        and "Error" not in text
    )


@dataclass(frozen=True)
class WholeRun:
    """One run of the command with what it wrote."""

    finished: Finished
    csv: Path
    data_dir: Path
