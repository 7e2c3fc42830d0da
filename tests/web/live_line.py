"""The other end of a websocket of the app, and a real server for some routes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from coach.live.wire import frame_json
from coach.web.browser import COOKIE
from coach.web.live.socket import PATH
from poses.track import PoseFrame
from tests.synthetic import squats


@contextmanager
def serving_routes(*routes: BaseRoute) -> Iterator[str]:
    """Host and port of a server with these routes."""
    app = Starlette(routes=routes)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    port = running.servers[0].sockets[0].getsockname()[1]
    yield f"127.0.0.1:{port}"
    running.should_exit = True
    thread.join(30)


class Page:
    """The other end: what a page of the app does."""

    def __init__(
        self,
        server: str,
        spoken: str,
        origin: str | None = None,
        path: str = PATH,
        cookie: str | None = None,
    ) -> None:
        headers = {} if cookie is None else {"Cookie": f"{COOKIE}={cookie}"}
        opening = connect(
            f"ws://{server}/{path}",
            origin=origin or f"http://{server}",
            additional_headers=headers,
        )
        self.socket: ClientConnection = opening.__enter__()
        self.send({"type": "hello", "version": 1, "token": spoken, "client": uuid4().hex})

    def send(self, message: dict[str, Any]) -> None:
        self.socket.send(json.dumps(message))

    def read(self) -> dict[str, Any]:
        return json.loads(self.socket.recv(timeout=20))

    def until(self, kind: str) -> dict[str, Any]:
        while (message := self.read())["type"] != kind:
            pass
        return message

    def show(self, frames: list[PoseFrame], begin_s: float = 0.0) -> dict[str, Any]:
        """Frames, ten at a time, each message answered before the next."""
        answer: dict[str, Any] = {}
        for start in range(0, len(frames), 10):
            batch = [
                frame_json(start + i, begin_s + frame.time_s, frame)
                for i, frame in enumerate(frames[start : start + 10])
            ]
            self.send({"type": "frames", "frames": batch, "dropped": 0})
            while (answer := self.until("update")).get("ack") != batch[-1]["n"]:
                pass
            time.sleep(1 / 40)
        return answer

    def _read_on(self) -> None:
        while True:
            self.socket.recv(timeout=20)

    def closed(self) -> int:
        """The code that the other side closed with."""
        with pytest.raises(ConnectionClosed) as closed:
            self._read_on()
        assert closed.value.rcvd is not None
        return closed.value.rcvd.code


def still(seconds: float) -> list[PoseFrame]:
    first = squats().track()[0]
    return [replace(first, time_s=i / 30) for i in range(round(seconds * 30))]
