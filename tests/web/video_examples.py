"""Videos as a browser's recorder sends them: without length and index, in pieces."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from http.client import HTTPConnection

import av
import numpy as np
import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute


def recorded(seconds: int = 4, fps: int = 10) -> bytes:
    """A WebM video as it is written while it is recorded."""
    stream = io.BytesIO()
    with av.open(stream, "w", format="webm", options={"live": "1"}) as target:
        video = target.add_stream("libvpx", rate=fps)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        video.gop_size = fps
        for number in range(seconds * fps):
            grey = np.full((48, 64, 3), 40 + number * 4 % 200, np.uint8)
            frame = av.VideoFrame.from_ndarray(grey, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, fps)
            target.mux(video.encode(frame))
        target.mux(video.encode(None))
    return stream.getvalue()


def pieces(video: bytes, count: int = 5) -> list[bytes]:
    size = -(-len(video) // count)
    return [video[at : at + size] for at in range(0, len(video), size)]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Server:
    """Routes on a real port."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"

    def ask(
        self, address: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Answer:
        connection = HTTPConnection(self.host, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, f"/{address}", body=body, headers=named)
            response = connection.getresponse()
            return Answer(response.status, dict(response.headers.items()), response.read())
        finally:
            connection.close()


@contextmanager
def serving(routes: list[BaseRoute]) -> Iterator[Server]:
    app = Starlette(routes=routes)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield Server(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()
