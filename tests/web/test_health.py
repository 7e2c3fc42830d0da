"""Whether a process says truly that it lives, and that it can do its work."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from structlog.testing import capture_logs

from coach.records import StorageError
from coach.web.health import database_is_ready, health_routes
from coach.web.request_log import RequestLog
from coach.web.store import my_database


def _ask(path: str, **checks: object) -> Response:
    return TestClient(Starlette(routes=health_routes(checks))).get(path)


def _refused() -> bool:
    raise StorageError("The database at db.clinic.test:5432 can't be reached.")


def test_a_process_is_alive_whatever_is_amiss() -> None:
    assert _ask("/health", database=_refused).json() == {"status": "ok"}


def test_ready_is_whoever_has_all_that_it_needs() -> None:
    answer = _ask("/ready", database=lambda: True, model=lambda: True)
    assert answer.status_code == 200
    assert answer.json() == {"status": "ready", "checks": {"database": "ok", "model": "ok"}}


def test_what_is_missing_is_named_without_details() -> None:
    answer = _ask("/ready", database=_refused, model=lambda: True)
    assert answer.status_code == 503
    assert answer.json()["checks"] == {"database": "missing", "model": "ok"}
    assert "clinic" not in answer.text


def test_a_database_of_another_version_is_not_ready(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(tmp_path))
    assert database_is_ready()
    with my_database().writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert not database_is_ready()


class TestALineForEachRequest:
    @staticmethod
    async def _answer(request: Request) -> Response:
        if request.url.path.endswith("broken"):
            raise RuntimeError
        return PlainTextResponse("here")

    def _lines(self, path: str) -> list[dict[str, object]]:
        routes = [Route("/recordings/{token}", self._answer), Route("/health", self._answer)]
        app = RequestLog(Starlette(routes=routes), routes)
        with capture_logs() as lines:
            TestClient(app, raise_server_exceptions=False).get(path)
        return [dict(line) for line in lines]

    def test_it_names_the_kind_of_address_and_never_a_token(self) -> None:
        (line,) = self._lines("/recordings/abc123?x=y")
        assert (line["method"], line["place"], line["status"]) == ("GET", "recordings", 200)
        assert "abc123" not in str(line)
        assert "x=y" not in str(line)

    def test_an_unknown_address_is_not_repeated(self) -> None:
        (line,) = self._lines("/ada-lovelace")
        assert (line["place"], line["status"]) == ("other", 404)
        assert "ada" not in str(line)

    def test_a_websocket_that_is_not_let_in_is_told_so(self) -> None:
        async def refuse(socket: WebSocket) -> None:
            await socket.close()

        routes = [WebSocketRoute("/live/socket", refuse)]
        client = TestClient(RequestLog(Starlette(routes=routes), routes))
        with (
            capture_logs() as lines,
            pytest.raises(WebSocketDisconnect),
            client.websocket_connect("/live/socket"),
        ):
            pass
        assert [(line["method"], line["place"], line["status"]) for line in lines] == [
            ("WS", "live", 403)
        ]

    def test_what_is_asked_all_the_time_is_told_only_if_amiss(self) -> None:
        assert self._lines("/health") == []
        (line,) = self._lines("/recordings/broken")
        assert (line["status"], line["log_level"]) == (500, "warning")
