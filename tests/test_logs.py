"""What is written to the server's log, and what never is."""

from __future__ import annotations

import base64
import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import assume, given
from hypothesis import strategies as st

from coach.accounts.secret import new_secret
from coach.logs import HIDDEN, configure, told, without_secrets


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    root, server = logging.getLogger(), logging.getLogger("uvicorn.error")
    handlers, level, quiet = root.handlers[:], root.level, server.level
    server.setLevel(logging.NOTSET)  # a server that another test ran may have been told to be quiet
    stream = io.StringIO()
    configure("json", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    server.setLevel(quiet)
    structlog.reset_defaults()


def _lines(said: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in said.getvalue().splitlines()]


def test_each_event_is_one_line_of_json(said: io.StringIO) -> None:
    logging.getLogger("coach.any").warning("a piece of %s", "video\ncan't be kept")
    structlog.get_logger("coach.requests").info("request", status=200, ms=1.5)
    first, second = _lines(said)
    assert first["event"] == "a piece of video\ncan't be kept"
    assert first["level"] == "warning"
    assert first["logger"] == "coach.any"
    assert (second["status"], second["ms"]) == (200, 1.5)


def test_text_is_what_people_read(said: io.StringIO) -> None:
    stream = io.StringIO()
    configure("text", stream)
    logging.getLogger("coach.any").info("hello?pair=abc")
    assert "hello?" in stream.getvalue()
    assert "abc" not in stream.getvalue()


def test_loggers_with_handlers_of_their_own_go_the_same_way(said: io.StringIO) -> None:
    other = logging.getLogger("uvicorn.error")
    other.addHandler(logging.StreamHandler(io.StringIO()))
    configure("json", said)
    other.info("Application startup complete.")
    assert [line["logger"] for line in _lines(said)] == ["uvicorn.error"]


def test_who_opens_a_websocket_is_not_written_down(said: io.StringIO) -> None:
    server = logging.getLogger("uvicorn.error")
    server.info('%s - "WebSocket %s" [accepted]', "192.0.2.7:4711", "/_stcore/stream")
    server.info("connection open")
    server.info("Started server process [%d]", 1)
    assert [line["event"] for line in _lines(said)] == ["Started server process [1]"]


@pytest.mark.parametrize(
    "text",
    [
        "GET /exercise?pair=SECRET&x=1",
        "https://clinic.test/?invite=SECRET",
        "postgresql://coach:SECRET@db/log",
        "Authorization: Bearer SECRET",
        "cookie: back_coach=SECRET; other=1",
        '{"token": "SECRET"}',
        "password='SECRET'",
        "no account is called SECRET@example.org",
    ],
)
def test_what_looks_like_a_secret_is_hidden(text: str) -> None:
    assert "SECRET" in text
    assert "SECRET" not in without_secrets(text)
    assert HIDDEN in without_secrets(text)


@given(st.binary(min_size=32, max_size=32))
def test_a_secret_of_ours_is_hidden_wherever_it_stands(chance: bytes) -> None:
    secret = base64.urlsafe_b64encode(chance).rstrip(b"=").decode()
    assume(secret != secret.lower() or any(sign.isdigit() for sign in secret))
    assert len(secret) == len(new_secret())
    assert secret not in without_secrets(f"asked for {secret} in vain")
    assert secret not in without_secrets(f"/recordings/{secret}")


def test_what_helps_to_find_a_mistake_stays() -> None:
    for text in (
        "The folder /var/lib/back-coach can't be made",
        "set 0b5e2f0e-2d6a-4f3e-9f0f-1f0d8c1e2a3b is kept",
        "coach.web.live.videos",
        "Running upgrade 0004 -> 0005, Consents, judgements, marks, sets that are watched",
    ):
        assert without_secrets(text) == text


def test_fields_that_are_secret_by_their_name_are_hidden(said: io.StringIO) -> None:
    structlog.get_logger("coach.any").info("came", cookie="abc", inner={"api_key": "abc", "n": 1})
    (line,) = _lines(said)
    assert line["cookie"] == HIDDEN
    assert line["inner"] == {"api_key": HIDDEN, "n": 1}


def test_of_an_error_kind_and_place_are_told_and_not_what_somebody_wrote(
    said: io.StringIO,
) -> None:
    try:
        try:
            raise KeyError("Ada's back hurts")
        except KeyError as inner:
            raise ValueError("'Ada' is no number") from inner
    except ValueError:
        logging.getLogger("coach.any").exception("unexpected error")
    assert "Ada" not in said.getvalue()
    (line,) = _lines(said)
    assert isinstance(line["error"], list)
    assert [one["kind"] for one in line["error"]] == ["builtins.ValueError", "builtins.KeyError"]
    assert "test_logs.py" in line["error"][0]["at"][-1]


def test_a_mistake_in_the_code_says_which() -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(None, "nothing")  # noqa: B009
    assert told(caught.value)[0]["says"] == "'NoneType' object has no attribute 'nothing'"
    assert told(OSError(28, "No space left on device", "/x/Ada.mp4"))[0]["says"] == (
        "No space left on device"
    )
