"""What goes to whoever watches: small, not too often, and nothing but points and figures."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import numpy as np
import pytest

from coach.engine.catalogue import find_exercise
from coach.live.glance import POSES_PER_S, STATES_PER_S, STEPS, Glance, cues_seen, packed
from coach.live.plan import Plan
from coach.live.sitting import Sitting
from poses.track import PoseFrame
from tests.synthetic import squats

FPS = 30


@pytest.fixture(scope="module")
def frames() -> list[PoseFrame]:
    """A person who stands still, and then does three squats."""
    track = list(squats(3).track())
    first = [replace(track[0], time_s=i / FPS) for i in range(6 * FPS)]
    return [*first, *(replace(frame, time_s=6 + frame.time_s) for frame in track)]


def watched(frames: list[PoseFrame]) -> tuple[Sitting, list[dict[str, object]]]:
    sitting, glance = Sitting(find_exercise("squat"), Plan(sets=1, repetitions=None)), Glance()
    sent: list[dict[str, object]] = []
    for frame in frames:
        update = sitting.feed(frame)
        told = (
            glance.pose(frame, sitting, frame.time_s),
            glance.state(update, sitting, frame.time_s),
            cues_seen(update),
        )
        sent += [message for message in told if message is not None]
    return sitting, sent


def test_a_few_kilobytes_a_second(frames: list[PoseFrame]) -> None:
    _, sent = watched(frames)
    seconds = frames[-1].time_s
    kinds = [message["type"] for message in sent]
    assert 0.8 * POSES_PER_S * seconds < kinds.count("pose") <= POSES_PER_S * seconds + 1
    assert kinds.count("state") <= STATES_PER_S * seconds + 1
    size = sum(len(json.dumps(message)) for message in sent)
    assert size / seconds < 8_000


def test_count_angles_score_and_stage_are_told(frames: list[PoseFrame]) -> None:
    sitting, sent = watched(frames)
    last = [message for message in sent if message["type"] == "state"][-1]
    assert (last["count"], last["stage"]) == (3, "active")
    assert isinstance(last["score"], int)
    assert last["angles"]
    assert sitting.current is not None
    assert last["set_id"] == str(sitting.current.set_id)
    said = [message for message in sent if message["type"] == "said"]
    assert any("Begin" in json.dumps(message) for message in said)
    assert all(cue["kind"] != "count" for message in said for cue in message["cues"])  # type: ignore[attr-defined]


def test_what_has_not_changed_is_told_once_and_whole_to_whoever_comes(
    frames: list[PoseFrame],
) -> None:
    sitting, _ = watched(frames)
    glance, update = Glance(), sitting.look()
    told = glance.state(update, sitting, 100.0)
    assert told is not None
    assert glance.state(update, sitting, 200.0) is None
    assert glance.state(update, sitting, 200.0, whole=True) == told


def test_the_time_of_a_pose_is_the_sets_own(frames: list[PoseFrame]) -> None:
    sitting, sent = watched(frames)
    poses = [message for message in sent if message["type"] == "pose"]
    assert poses[0]["t"] is None  # no set has begun
    assert sitting.current is not None
    assert poses[-1]["t"] == pytest.approx(sitting.current.last_s, abs=0.1)


def test_places_survive_the_packing(frames: list[PoseFrame]) -> None:
    image = frames[0].image
    assert image is not None
    raw = base64.b64decode(packed(image))
    assert len(raw) == 33 * 5
    places = np.frombuffer(raw[: 33 * 4], "<i2").reshape(33, 2) / STEPS
    assert np.abs(places - image[:, :2]).max() <= 0.5 / STEPS + 1e-6
    far = image.copy()
    far[:, :2] = 900.0  # outside any picture: it stays at the edge of what can be said
    assert np.frombuffer(base64.b64decode(packed(far))[:132], "<i2").max() == 32767


def test_nobody_in_the_picture_is_told_as_such(frames: list[PoseFrame]) -> None:
    sitting, glance = Sitting(find_exercise("squat"), Plan()), Glance()
    empty = replace(frames[0], image=None, world=None)
    seen = glance.pose(empty, sitting, 1.0)
    assert seen is not None
    assert seen["at"] is None


def test_a_therapists_words_are_passed_on_and_change_nothing_else(
    frames: list[PoseFrame],
) -> None:
    sitting, _ = watched(frames)
    before = sitting.look()
    update = sitting.pass_on("A little slower", "Thea")
    assert replace(update, cues=()) == before
    (cue,) = update.cues
    assert cue.as_json()["by"] == "Thea"
    assert cues_seen(update) is None  # whoever said it knows
