"""Reading the tests' files. Their mistakes are told by file, key and what was expected."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from coach.assessments.protocol import Protocol
from poses.errors import UserFacingError

ORDER: Final = (
    "chair_stand_30s",
    "five_times_sit_to_stand",
    "single_leg_stance",
    "forward_bend",
    "side_bend",
    "shoulder_elevation",
    "active_straight_leg_raise",
    "plank_endurance",
    "side_plank_endurance",
    "standing_posture",
    "sitting_posture",
)
"""The tests as people see them: on the feet first, down to the floor once."""


class ProtocolError(UserFacingError):
    """A test is unknown, or its file can't be used."""


def read_protocol(path: Path | Traversable) -> Protocol:
    """Read one test's file.

    Raises:
        ProtocolError: it is missing, is no TOML, or says something unexpected.
    """
    try:
        protocol = Protocol.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProtocolError(f"The test's file {path.name} can't be read: {error}.") from error
    except ValidationError as error:
        lines = [
            f"{path.name}, key '{'.'.join(map(str, one['loc']))}': {one['msg']}."
            for one in error.errors()
        ]
        raise ProtocolError("\n".join(lines)) from error
    if protocol.id != Path(path.name).stem:
        raise ProtocolError(
            f"{path.name}, key 'id': expected '{Path(path.name).stem}' as in the file's name."
        )
    return protocol


@cache
def protocols() -> Mapping[str, Protocol]:
    """All tests by id, in the order in which they are best done.

    Raises:
        ProtocolError: one of the files can't be used.
    """
    folder = resources.files("coach.assessments").joinpath("protocols")
    files = (entry for entry in folder.iterdir() if entry.name.endswith(".toml"))
    found = {protocol.id: protocol for protocol in map(read_protocol, files)}
    return {name: found[name] for name in sorted(found, key=_place)}


def _place(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def find_protocol(name: str) -> Protocol:
    """Look a test up by its id.

    Raises:
        ProtocolError: there is none; the message lists those that are.
    """
    known = protocols()
    if name not in known:
        raise ProtocolError(f"There is no test '{name}'. Choose one of: {', '.join(known)}.")
    return known[name]
