"""What is refused before anybody reads it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from coach.web.browser import COOKIE
from coach.web.limits import FILES, FILES_AT_ONCE, MOST_BYTES, VIDEO, UploadLimits
from coach.web.live.videos import MOST_PIECE_BYTES

FILE = f"{FILES}session/file"


async def _count(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


@pytest.fixture
def client() -> TestClient:
    app = Starlette(
        routes=[
            Route("/small", _count, methods=["GET", "POST"]),
            Route(VIDEO, _count, methods=["POST"]),
            Route(FILE, _count, methods=["PUT", "OPTIONS"]),
        ],
        middleware=[Middleware(UploadLimits, may_send=lambda cookie: cookie == "known")],
    )
    return TestClient(app)


def _in_pieces(size: int) -> Iterator[bytes]:
    """Without a length told beforehand."""
    for _ in range(size // 1024):
        yield b"x" * 1024
    yield b"x" * (size % 1024)


@pytest.mark.parametrize("way", ["told", "untold"])
def test_a_form_may_be_small_and_no_more(client: TestClient, way: str) -> None:
    def send(size: int) -> Response:
        return client.post("/small", content=b"x" * size if way == "told" else _in_pieces(size))

    assert send(MOST_BYTES).text == str(MOST_BYTES)
    assert send(MOST_BYTES + 1).status_code == 413


def test_a_piece_of_video_may_be_larger(client: TestClient) -> None:
    assert client.post(VIDEO, content=b"x" * (MOST_BYTES + 1)).status_code == 200
    assert client.post(VIDEO, content=_in_pieces(MOST_PIECE_BYTES + 1)).status_code == 413


def test_files_come_only_from_those_who_are_signed_in(client: TestClient) -> None:
    assert client.put(FILE, content=b"film").status_code == 403
    client.cookies.set(COOKIE, "somebody else's")
    assert client.put(FILE, content=b"film").status_code == 403
    client.cookies.set(COOKIE, "known")
    assert client.put(FILE, content=b"x" * (MOST_BYTES + 1)).status_code == 200


def test_not_all_files_at_once() -> None:
    inner: list[int] = []

    async def fill(request: Request) -> Response:
        # While one is being taken, the next comes, and so on.
        if len(inner) <= FILES_AT_ONCE:
            inner.append(client.put(FILE, content=b"film").status_code)
        return PlainTextResponse("kept")

    app = Starlette(
        routes=[Route(FILE, fill, methods=["PUT"])],
        middleware=[Middleware(UploadLimits, may_send=lambda _cookie: True)],
    )
    client = TestClient(app)
    assert client.put(FILE, content=b"film").status_code == 200
    assert 503 in inner
    assert client.put(FILE, content=b"film").status_code == 200
