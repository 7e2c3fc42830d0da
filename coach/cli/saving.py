"""Keeping an analysed set in the log."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from coach import clock
from coach.analysis import Analysis
from coach.cli.guard import tell
from coach.records import Log, Source, default_person, open_database
from coach.settings import Settings


def save(source: Path, analysis: Analysis) -> None:
    """Keep a set with its landmarks; the very same analysis is kept once.

    The day of the exercise is taken to be the file's date of change.

    Raises:
        UserFacingError: the log can't be opened or written.
    """
    now = clock.now()
    performed = min(datetime.fromtimestamp(source.stat().st_mtime, UTC), now)
    with open_database(Settings.from_environment()) as database:
        log = Log(database, default_person(database).id)
        log.save_result(
            analysis.result,
            source=Source.TRACK if source.suffix.lower() == ".npz" else Source.VIDEO,
            source_name=source.name,
            performed_at=performed,
            track=analysis.track,
        )
    tell(f"{source.name} is in your log now: see it with 'coach log'.")
