"""What every answer tells the browser, whoever gives it."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from coach.web.headers import SecurityHeaders, inline_scripts, policy
from coach.web.live.assets import asset_routes, live_assets_base
from coach.web.worker_cookie import WORKER_COOKIE, WorkerCookie


async def _page(_request: Request) -> Response:
    return PlainTextResponse("a page")


async def _broken(_request: Request) -> Response:
    raise RuntimeError


def _client(*middleware: Middleware, base_url: str = "http://clinic.test") -> TestClient:
    app = Starlette(
        routes=[
            Route("/", _page),
            Route("/broken", _broken),
            Route("/w/a/live/watch", _page),
            Route("/health", _page),
            *asset_routes(),
        ],
        middleware=list(middleware),
    )
    return TestClient(app, base_url=base_url, raise_server_exceptions=False)


def _directives(text: str) -> dict[str, list[str]]:
    return {name: rest for name, *rest in (part.split() for part in text.split("; "))}


@pytest.mark.parametrize("path", ["/", "/nowhere", "/health"])
def test_every_answer_has_the_headers(path: str) -> None:
    headers = _client(Middleware(SecurityHeaders)).get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=(self)" in headers["permissions-policy"]
    assert "microphone=()" in headers["permissions-policy"]
    assert "content-security-policy" in headers


def test_only_this_apps_scripts_run_and_nobody_else_is_asked() -> None:
    rules = _directives(policy([b"one"]))
    hashed = base64.b64encode(hashlib.sha256(b"one").digest()).decode()
    assert f"'sha256-{hashed}'" in rules["script-src"]
    assert "'unsafe-inline'" not in rules["script-src"]
    assert "'unsafe-eval'" not in rules["script-src"]
    assert rules["frame-ancestors"] == ["'none'"]
    assert rules["object-src"] == ["'none'"]
    everything = {source for sources in rules.values() for source in sources}
    assert not [source for source in everything if re.search(r"\*|https?:", source)]


def test_streamlits_own_page_is_known_script_by_script() -> None:
    # One is there today; without its hash the browser would complain on every page.
    assert inline_scripts()


def test_what_has_a_stricter_policy_keeps_it() -> None:
    worker = f"/{live_assets_base()}live.js"
    answer = _client(Middleware(SecurityHeaders)).get(worker)
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == "connect-src 'self' data: blob:"
    assert answer.headers["x-frame-options"] == "DENY"


def test_a_browser_is_held_to_https_only_where_a_proxy_speaks_it() -> None:
    named = {"X-Forwarded-Proto": "https"}
    # The scheme is what the server believes of the proxy.
    believed = _client(Middleware(SecurityHeaders), base_url="https://clinic.test")
    unknown = _client(Middleware(SecurityHeaders))
    held = believed.get("/", headers=named).headers
    assert held["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in believed.get("/").headers
    assert "strict-transport-security" not in unknown.get("/", headers=named).headers


class TestTheWayBackToOnesProcess:
    def test_whoever_comes_first_is_told_to_stay(self) -> None:
        client = _client(Middleware(WorkerCookie, worker="a"), base_url="https://clinic.test")
        cookie = client.get("/").headers["set-cookie"]
        assert cookie.startswith(f"{WORKER_COOKIE}=a;")
        assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(cookie.split("; "))
        assert "set-cookie" not in client.get("/").headers

    def test_whoever_was_sent_on_from_another_stays_here(self) -> None:
        client = _client(Middleware(WorkerCookie, worker="b"))
        client.cookies.set(WORKER_COOKIE, "a")
        assert f"{WORKER_COOKIE}=b" in client.get("/").headers["set-cookie"]

    @pytest.mark.parametrize("path", ["/w/a/live/watch", "/health"])
    def test_asking_a_process_by_name_moves_nobody(self, path: str) -> None:
        client = _client(Middleware(WorkerCookie, worker="a"))
        assert "set-cookie" not in client.get(path).headers

    def test_a_process_alone_needs_none(self) -> None:
        client = _client(Middleware(WorkerCookie, worker="main"))
        assert "set-cookie" not in client.get("/").headers
