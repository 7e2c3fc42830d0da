"""The server's log: one line for each event, without secrets and without anybody's health.

Lines are text, or JSON objects where ``BACK_COACH_LOG`` is ``json``. Whoever logs gives no names
and no data of people; this is the second line of defence. Of an error there are its kind and the
places in the code: its message may quote what somebody wrote, and is kept only of those kinds
whose message speaks of code.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from itertools import chain
from typing import Any, Final, TextIO

import structlog
from structlog.types import EventDict, Processor

LOG: Final = "BACK_COACH_LOG"
"""The variable that chooses ``text`` (default) or ``json``."""

HIDDEN: Final = "[hidden]"

_OF_CODE: Final = (TypeError, AttributeError, NameError, ImportError, RecursionError, SyntaxError)
_MOST_FRAMES: Final = 20

_SECRET_KEYS: Final = re.compile(
    r"cookie|token|secret|passw|authori[sz]ation|credential|api_?key|ticket|session_id|e?_?mail",
    re.IGNORECASE,
)
_UUID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"

_SECRETS: Final = (
    # What stands behind the question mark of an address: invitations and pair tokens do.
    (re.compile(r"(\?)[^\s\"'<>]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(\w+://[^\s:/@]*:)[^\s@]+(@)"), rf"\1{HIDDEN}\2"),
    (re.compile(r"((?:bearer|basic)\s+)[\w.~+/=-]+", re.IGNORECASE), rf"\1{HIDDEN}"),
    (
        re.compile(
            r"((?:cookie|token|secret|password|passwd|authorization|ticket|pair|invite)\b"
            r"[\"']?\s*[=:]\s*[\"']?)[^\s\"',;&)}\]]+",
            re.IGNORECASE,
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), HIDDEN),
    # Random secrets and signed tokens, wherever they stand; the ids of sets and people are none.
    (
        re.compile(
            r"(?<![\w-])(?!" + _UUID + r"(?![\w-]))"
            r"(?=[\w-]*[\dA-Z])"
            r"[\w-]{32,}(?:\.[\w-]+)*"
        ),
        HIDDEN,
    ),
)


def configure(kind: str | None = None, stream: TextIO | None = None) -> None:
    """Send all loggers of this process through one formatter; may be called again.

    Streamlit and uvicorn give their loggers handlers of their own, which are taken away.
    ``kind`` is ``text`` or ``json``, or None for what the environment says.
    """
    chosen = (kind or os.environ.get(LOG, "")).strip().lower()
    render: Processor = (
        structlog.processors.JSONRenderer()
        if chosen == "json"
        else structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0, sort_keys=True)
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_shared(),
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(_is_worth_a_line)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for logger in _others():
        logger.handlers.clear()
        logger.propagate = True
    # It names every file that is served, with its address.
    logging.getLogger("uvicorn.access").disabled = True
    structlog.configure(
        processors=[
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def without_secrets(text: str) -> str:
    """The text with whatever looks like a secret or an address of a person taken out."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


def told(error: BaseException) -> list[dict[str, object]]:
    """An error and those that it came from: kind, places, and a message only of code."""
    chain_of: list[dict[str, object]] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)[-_MOST_FRAMES:]
        one: dict[str, object] = {
            "kind": f"{type(current).__module__}.{type(current).__qualname__}",
            "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
        }
        if isinstance(current, OSError) and current.strerror:
            one["says"] = current.strerror
        elif isinstance(current, _OF_CODE):
            one["says"] = without_secrets(str(current))
        chain_of.append(one)
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return chain_of


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _tell_error,
        _hide,
    ]


def _tell_error(_logger: Any, _method: str, event: EventDict) -> EventDict:
    found = event.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["error"] = told(error)
    event.pop("stack_info", None)
    return event


def _hide(_logger: Any, _method: str, event: EventDict) -> EventDict:
    return {key: _hidden(key, value) for key, value in event.items()}


def _hidden(key: str, value: object) -> Any:
    if key.startswith("_"):
        return value  # the formatter's own
    if _SECRET_KEYS.search(key):
        return HIDDEN
    if isinstance(value, str):
        return value if key in ("timestamp", "level", "logger") else without_secrets(value)
    if isinstance(value, Mapping):
        return {name: _hidden(str(name), inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return value if key == "at" else [_hidden(key, inner) for inner in value]
    return value


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """Not what the server says of each websocket, with the address of whoever opens it."""
    if record.name != "uvicorn.error" or record.levelno > logging.INFO:
        return True
    return not re.search("WebSocket|connection (?:open|closed|rejected)", str(record.msg))


def _others() -> list[logging.Logger]:
    known: MutableMapping[str, Any] = logging.root.manager.loggerDict
    names = chain(list(known), ("streamlit", "uvicorn", "uvicorn.error", "uvicorn.access"))
    return [logging.getLogger(name) for name in dict.fromkeys(names)]
