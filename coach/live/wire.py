"""What camera and coach write to each other, as JSON; see ``docs/live.md``."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any, Final, Literal, cast, get_args
from uuid import UUID

import numpy as np

from poses.landmarks import LANDMARK_COUNT
from poses.track import FloatArray, PoseFrame

VERSION: Final = 1
MAX_BYTES: Final = 64 * 1024
MAX_FRAMES: Final = 10
_MAX_PIXELS: Final = 16_384

CommandName = Literal["start", "pause", "resume", "skip_rest", "finish", "stop", "pain"]
Reason = Literal["stopped", "pain", "sharp_pain"]


class WireError(ValueError):
    """A message that is not one of ours."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The first message of a connection."""

    token: str
    client: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One frame of the camera: ``camera_s`` on its own clock, ``light`` 0 (dark) to 1 or None."""

    number: int
    camera_s: float
    frame: PoseFrame
    light: float | None


@dataclass(frozen=True, slots=True)
class Frames:
    """Frames in order of time; ``dropped`` were left out before them."""

    frames: tuple[Seen, ...]
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the person wants; ``pain`` is 0..10."""

    name: CommandName
    reason: Reason | None = None
    pain: int | None = None


@dataclass(frozen=True, slots=True)
class Ping:
    """Asks for an answer with the same time."""

    t: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person says to somebody who asks to watch, or who watches: ``yes``, or no more."""

    watch: UUID
    yes: bool


Message = Hello | Frames | Command | Ping | Answer


def read_message(text: str) -> Message:
    """Understand one message.

    Raises:
        WireError: it is too long, no JSON, or not what was agreed.
    """
    content = read_object(text, MAX_BYTES)
    match content.get("type"):
        case "frames":
            return _frames(content)
        case "command":
            return _command(content)
        case "hello":
            return _hello(content)
        case "ping":
            return Ping(_number(content.get("t")))
        case "answer":
            return _answer(content)
    raise WireError("this type of message is not known")


def read_object(text: str, most: int) -> dict[str, Any]:
    """The object that a message of at most so many signs is.

    Raises:
        WireError: it is too long, or no JSON object.
    """
    if len(text) > most:
        raise WireError("the message is too long")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise WireError("the message is no JSON") from error
    if not isinstance(content, dict):
        raise WireError("a message is an object")
    return content


def _hello(content: dict[str, Any]) -> Hello:
    if content.get("version") != VERSION:
        raise WireError("this page is of another version: load it again")
    token, client = content.get("token"), content.get("client")
    if not isinstance(token, str) or not isinstance(client, str) or not 0 < len(client) <= 64:
        raise WireError("a hello has a token and the name of the page")
    return Hello(token, client)


def _command(content: dict[str, Any]) -> Command:
    name, reason, pain = content.get("name"), content.get("reason"), content.get("pain")
    if name not in get_args(CommandName):
        raise WireError("this command is not known")
    if reason is not None and reason not in get_args(Reason):
        raise WireError("this reason is not known")
    if pain is not None and (type(pain) is not int or not 0 <= pain <= 10):
        raise WireError("pain is a whole number from 0 to 10")
    return Command(cast(CommandName, name), cast("Reason | None", reason), pain)


def _answer(content: dict[str, Any]) -> Answer:
    watch, yes = content.get("watch"), content.get("yes")
    if not isinstance(watch, str) or not isinstance(yes, bool):
        raise WireError("an answer names who asked, and says yes or no")
    try:
        return Answer(UUID(watch), yes)
    except ValueError as error:
        raise WireError("an answer names who asked") from error


def _frames(content: dict[str, Any]) -> Frames:
    found = content.get("frames")
    if not isinstance(found, list) or not 1 <= len(found) <= MAX_FRAMES:
        raise WireError(f"a message has 1 to {MAX_FRAMES} frames")
    dropped = content.get("dropped", 0)
    if type(dropped) is not int or dropped < 0:
        raise WireError("'dropped' counts frames")
    return Frames(tuple(_seen(one) for one in found), dropped)


def _seen(content: object) -> Seen:
    if not isinstance(content, dict):
        raise WireError("a frame is an object")
    width, height = (_pixels(content.get(side)) for side in ("w", "h"))
    image, world = content.get("image"), content.get("world")
    if (image is None) != (world is None):
        raise WireError("a frame has both kinds of landmarks or neither")
    people = content.get("people")
    if people is not None and (type(people) is not int or not 0 <= people <= 20):
        raise WireError("'people' counts persons")
    light = content.get("light")
    number = content.get("n")
    if type(number) is not int:
        raise WireError("a frame has a number")
    frame = PoseFrame(
        time_s=0.0,
        image=None if image is None else _landmarks(image, 4),
        world=None if world is None else _landmarks(world, 3),
        width=width,
        height=height,
        people=people,
    )
    return Seen(
        number,
        _number(content.get("t")),
        frame,
        None if light is None else min(max(_number(light), 0.0), 1.0),
    )


def _pixels(value: object) -> int:
    if type(value) is not int or not 0 < value <= _MAX_PIXELS:
        raise WireError("a picture has a width and a height in pixels")
    return value


def _number(value: object) -> float:
    if type(value) not in (int, float) or not math.isfinite(cast(float, value)):
        raise WireError("a number is missing")
    return float(cast(float, value))


def _landmarks(values: object, columns: int) -> FloatArray:
    if not isinstance(values, list) or len(values) != LANDMARK_COUNT * columns:
        raise WireError(f"landmarks are {LANDMARK_COUNT * columns} numbers")
    if not set(map(type, values)) <= {int, float}:
        raise WireError("a landmark is made of numbers")
    found = np.array(values, np.float32)
    # A point far outside any picture is a mistake, and would overflow what comes after.
    if not bool(np.all(np.abs(found) < 1e3)):
        raise WireError("a landmark lies nowhere")
    return found.reshape(LANDMARK_COUNT, columns)


def frame_json(number: int, camera_s: float, frame: PoseFrame) -> dict[str, Any]:
    """A frame as the browser writes it, for tests and benchmarks."""
    return {
        "n": number,
        "t": camera_s,
        "w": frame.width,
        "h": frame.height,
        "image": None
        if frame.image is None
        else [round(x, 5) for x in frame.image.ravel().tolist()],
        "world": None
        if frame.world is None
        else [round(x, 4) for x in frame.world.ravel().tolist()],
        "people": frame.people,
        "light": None,
    }
