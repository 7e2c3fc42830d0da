"""What a page that watches may say, and what not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.live.ready_cues import ready_cues
from coach.live.watch_wire import (
    LONGEST_CUE,
    MAX_WATCH_BYTES,
    MarkMoment,
    SendCue,
    read_watch_message,
)
from coach.live.wire import Answer, Hello, Ping, WireError, read_message


def test_what_it_may_say() -> None:
    assert read_watch_message('{"type":"mark","t":3.5}') == MarkMoment(3.5)
    assert read_watch_message('{"type":"mark","t":null}') == MarkMoment(None)
    assert read_watch_message('{"type":"cue","text":" Langsamer,  bitte "}') == SendCue(
        "Langsamer, bitte"
    )
    assert read_watch_message('{"type":"ping","t":1}') == Ping(1.0)
    hello = '{"type":"hello","version":1,"token":"x","client":"watch"}'
    assert read_watch_message(hello) == Hello("x", "watch")


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "[]",
        "{}",
        '{"type":"frames","frames":[]}',
        '{"type":"command","name":"stop"}',
        '{"type":"answer","watch":"00000000-0000-0000-0000-000000000000","yes":true}',
        '{"type":"mark","t":-1}',
        '{"type":"mark","t":NaN}',
        '{"type":"mark","t":"now"}',
        '{"type":"mark","t":true}',
        '{"type":"cue"}',
        '{"type":"cue","text":" "}',
        '{"type":"cue","text":7}',
        json.dumps({"type": "cue", "text": "x" * (LONGEST_CUE + 1)}),
        json.dumps({"type": "cue", "text": "turned \u202e around"}),
        json.dumps({"type": "cue", "text": "a\x00b"}),
        json.dumps({"type": "cue", "text": "x", "more": "y" * MAX_WATCH_BYTES}),
    ],
)
def test_what_it_may_not(text: str) -> None:
    with pytest.raises(WireError):
        read_watch_message(text)


@given(st.text())
def test_any_text_is_understood_or_refused(text: str) -> None:
    for content in (text, json.dumps({"type": "cue", "text": text})):
        try:
            read = read_watch_message(content)
        except WireError:
            continue
        assert isinstance(read, SendCue)
        assert 0 < len(read.text) <= LONGEST_CUE
        assert read.text.isprintable() or " " in read.text


def test_the_ready_cues_can_be_sent() -> None:
    for text in ready_cues():
        assert read_watch_message(json.dumps({"type": "cue", "text": text})) == SendCue(text)


def test_the_patients_answer() -> None:
    name = "12345678-1234-5678-1234-567812345678"
    told = read_message(json.dumps({"type": "answer", "watch": name, "yes": False}))
    assert isinstance(told, Answer)
    assert (str(told.watch), told.yes) == (name, False)


@pytest.mark.parametrize(
    "answer", [{}, {"watch": "x", "yes": True}, {"watch": "x"}, {"watch": None, "yes": True}]
)
def test_what_is_no_answer(answer: dict[str, object]) -> None:
    with pytest.raises(WireError):
        read_message(json.dumps({"type": "answer", **answer}))
