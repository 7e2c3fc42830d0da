"""Recognise an analysis that was saved before."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from coach.records.entries import PersonId
from coach.records.tracks import movement_digest
from poses.track import PoseTrack


@cache
def engine_version() -> str:
    """The version of the engine that is running; "source" for a folder that is not installed."""
    try:
        return version("back-coach")
    except PackageNotFoundError:
        return "source"


def fingerprint(
    patient: PersonId, exercise: str, source_name: str, result_json: str, track: PoseTrack
) -> str:
    """SHA-256 that two saves share only if they are the very same analysis.

    The result is part of it: the same movement judged by changed thresholds is a new analysis.
    """
    parts = [
        str(patient),
        exercise,
        source_name,
        movement_digest(track),
        engine_version(),
        result_json,
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
