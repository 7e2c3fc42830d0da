"""A page with the live scripts, and a coach whose every word the test chooses."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from browsing import free_port
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from coach.web.live.scripts import FOLDER

PAGE = """<!doctype html><html lang="en"><title>Stand-in</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width,initial-scale=1"><body><main id="host"></main>
<script type="module">
const { mount } = await import(new URL("live-assets/live.js", document.baseURI));
const parentElement = document.getElementById("host").attachShadow({ mode: "open" });
window.told = [];
const setTriggerValue = (...told) => window.told.push(told);
window.leave = mount({ data: DATA, parentElement, setTriggerValue });
</script>"""

UPDATE: dict[str, Any] = {
    **{"type": "update", "stage": "active", "set": 1, "sets": 2, "set_id": "a", "count": 7},
    **{"sides": None, "target": 10, "progress": 0.6, "held_s": None, "target_s": None},
    **{"left_s": None, "phase": "rest", "checks": [], "still": 0.0, "advice": None},
    **{"paused": None, "gesture": None, "saved": 7, "dropped": 0, "angle": None, "cues": []},
}
CHECKS = [
    {"id": "person", "ok": True, "text": "You are in the picture"},
    {"id": "whole", "ok": False, "text": "Step back: I can't see your feet"},
    {"id": "view", "ok": True, "text": "You are turned the right way"},
    {"id": "alone", "ok": True, "text": "You are alone in the picture"},
    {"id": "light", "ok": None, "text": "There is enough light"},
]


class StandIn:
    """Answers every message with ``state``; what the page said is in ``commands``."""

    def __init__(self) -> None:
        self.state: dict[str, Any] = {}
        self.commands: list[dict[str, Any]] = []
        self.hellos: list[dict[str, Any]] = []
        self.uploads: list[tuple[str, bytes]] = []
        self.data: dict[str, Any] = {}
        self._lines: set[WebSocket] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.origin = ""

    def say(self, message: dict[str, Any]) -> None:
        """To every page."""
        self._run(lambda line: line.send_text(json.dumps(message)))

    def show(self, **state: Any) -> None:
        """From now on the sitting stands like this."""
        self.state = state
        self.say(UPDATE | state)

    def hang_up(self, code: int) -> None:
        self._run(lambda line: line.close(code))

    def _run(self, do: Any) -> None:
        async def all_of_them() -> None:
            for line in list(self._lines):
                await do(line)

        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(all_of_them(), self._loop).result(10)

    async def page(self, request: Request) -> Response:
        vision = {"bundle": "no/bundle.mjs", "wasm": "no", "models": {"full": "no", "lite": None}}
        data = {
            **{"id": "sitting", "assets": "live-assets/", "socket": "live/socket"},
            **{"token": "secret", "role": "both", "vision": vision, "pair": None},
            **{"video": {"consent": False, "upload": "live/video"}, "silhouette": None},
            **{"language": "en"},
            **self.data,
        }
        return HTMLResponse(PAGE.replace("DATA", json.dumps(data)))

    async def upload(self, request: Request) -> Response:
        self.uploads.append((str(request.query_params), await request.body()))
        return Response(status_code=204)

    async def line(self, line: WebSocket) -> None:
        self._loop = asyncio.get_running_loop()
        await line.accept()
        try:
            self.hellos.append(json.loads(await line.receive_text()))
            exercise = {"id": "squat", "name": "Squat", "position": "standing", "hold": False}
            exercise |= {"views": ["side_left"], "view_text": "Turn your side to the camera."}
            welcome = {"type": "welcome", "role": "both", "sitting": "sitting", "resumed": False}
            plan = {"sets": 2, "repetitions": 10, "hold_s": None, "rest_s": 60, "per_side": False}
            state = {"exercise": exercise, "plan": plan, "update": UPDATE | self.state}
            await line.send_text(json.dumps(welcome | state))
            self._lines.add(line)
            while True:
                message = json.loads(await line.receive_text())
                answer = UPDATE | self.state
                if message["type"] == "command":
                    self.commands.append({k: v for k, v in message.items() if k != "type"})
                elif message["type"] == "frames":
                    answer["ack"] = message["frames"][-1]["n"]
                await line.send_text(json.dumps(answer))
        except WebSocketDisconnect:
            pass
        finally:
            self._lines.discard(line)


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """The coach, for as long as it is needed."""
    coach = StandIn()
    app = Starlette(
        routes=[
            Route("/", coach.page),
            Route("/live/video", coach.upload, methods=["POST"]),
            WebSocketRoute("/live/socket", coach.line),
            Mount("/live-assets", StaticFiles(directory=FOLDER)),
        ]
    )
    port = free_port()
    coach.origin = f"http://127.0.0.1:{port}"
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    try:
        yield coach
    finally:
        server.should_exit = True
        thread.join(10)
