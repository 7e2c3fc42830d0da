"""The small parts of a live set: clock, wire, gestures."""

from __future__ import annotations

import contextlib
import itertools
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.live.clock import SetClock
from coach.live.plan import Plan
from coach.live.wire import (
    MAX_BYTES,
    Command,
    Frames,
    Hello,
    Ping,
    WireError,
    frame_json,
    read_message,
)
from poses.track import PoseFrame
from tests.synthetic import squats


class TestClock:
    @given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(0, 1e6)), max_size=30))
    def test_time_always_rises(self, pairs: list[tuple[float, float]]):
        clock = SetClock()
        times = [clock.take(camera, ours) for camera, ours in pairs]
        assert all(later > earlier for earlier, later in itertools.pairwise(times))

    def test_steps_are_the_cameras_own(self):
        clock = SetClock()
        clock.take(5.0, 100.0)
        first = clock.now_s
        assert clock.take(5.1, 100.4) - first == pytest.approx(0.1)

    def test_a_clock_that_starts_anew_is_followed_by_ours(self):
        clock = SetClock()
        clock.take(500.0, 100.0)
        first = clock.now_s
        clock.reconnect()
        assert clock.take(1.0, 130.0) - first == pytest.approx(30.0)

    @pytest.mark.parametrize("jump", [-3600.0, 7200.0])
    def test_a_clock_that_jumps_does_not_take_the_set_along(self, jump: float):
        clock = SetClock()
        clock.take(50.0, 100.0)
        first = clock.now_s
        assert clock.take(50.0 + jump, 100.033) - first == pytest.approx(0.033)


class TestWire:
    def test_a_frame_arrives_as_it_was_sent(self):
        sent = squats().track()[5]
        text = json.dumps({"type": "frames", "frames": [frame_json(7, 1.25, sent)], "dropped": 2})
        message = read_message(text)
        assert isinstance(message, Frames)
        (seen,) = message.frames
        assert (seen.number, seen.camera_s, message.dropped) == (7, 1.25, 2)
        assert np.allclose(seen.frame.image, sent.image, atol=1e-5)
        assert np.allclose(seen.frame.world, sent.world, atol=1e-4)

    def test_nobody_is_a_frame_too(self):
        empty = PoseFrame(0.0, None, None, 640, 480)
        message = read_message(
            json.dumps({"type": "frames", "frames": [frame_json(1, 0.0, empty)]})
        )
        assert isinstance(message, Frames)
        assert not message.frames[0].frame.has_person

    def test_other_messages(self):
        hello = {"type": "hello", "version": 1, "token": "t", "client": "c"}
        assert read_message(json.dumps(hello)) == Hello("t", "c")
        assert read_message('{"type":"ping","t":3}') == Ping(3.0)
        stop = '{"type":"command","name":"stop","reason":"pain","pain":7}'
        assert read_message(stop) == Command("stop", "pain", 7)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "nonsense",
            "[]",
            "[" * 60_000,
            '{"type":"unheard"}',
            '{"type":"hello","version":2,"token":"t","client":"c"}',
            '{"type":"command","name":"delete"}',
            '{"type":"command","name":"pain","pain":11}',
            '{"type":"command","name":"pain","pain":true}',
            '{"type":"frames","frames":[]}',
            '{"type":"frames","frames":[1]}',
            '{"type":"frames","frames":[{"n":1,"t":1,"w":0,"h":480}]}',
            '{"type":"frames","frames":[{"n":1,"t":NaN,"w":640,"h":480}]}',
            '{"type":"frames","frames":[{"n":1,"t":1,"w":640,"h":480,"image":[1],"world":[1]}]}',
            '{"type":"ping","t":"now"}',
            "x" * (MAX_BYTES + 1),
        ],
        ids=lambda text: text[:40],
    )
    def test_what_is_none_of_ours(self, text: str):
        with pytest.raises(WireError):
            read_message(text)

    @given(st.text(max_size=300))
    def test_no_text_does_harm(self, text: str):
        with contextlib.suppress(WireError):
            read_message(text)

    @given(st.sampled_from(["nan", "inf", "1e9", "-1e9", '"1"', "null", "true"]))
    def test_landmarks_are_plausible_numbers(self, number: str):
        content = frame_json(1, 0.0, squats().track()[0])
        content["image"][3] = "HERE"
        text = json.dumps({"type": "frames", "frames": [content]})
        text = text.replace('"HERE"', number.replace("nan", "NaN").replace("inf", "Infinity"))
        with pytest.raises(WireError):
            read_message(text)


@pytest.mark.parametrize("wrong", [{"sets": 0}, {"repetitions": 0}, {"hold_s": 0.0}])
def test_a_plan_makes_sense(wrong: dict[str, float]):
    with pytest.raises(ValueError, match=r"at least|longer"):
        Plan(**wrong)
