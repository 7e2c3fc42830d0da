"""The pages as a phone in the home network gets them, with a real Chromium."""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from starlette.requests import Request
from starlette.responses import Response
from websockets.sync.client import connect
from websockets.typing import Origin

from coach.certificate import authority_certificate, server_certificate
from coach.cli.phone import lan_address
from coach.web.live import phone
from poses.errors import UserFacingError

ROOT = Path(__file__).parents[2]
PATIENCE_MS = 120_000
FLAGS = [
    *("--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"),
]
URL = "https://192.168.7.20:8501/?pair=abc"


@dataclass(frozen=True)
class Served:
    """A server for the phone: its address in the network, and its folder."""

    url: str
    data_dir: Path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    try:
        home = lan_address()
    except UserFacingError:
        pytest.skip("this machine is in no network")
    folder = tmp_path_factory.mktemp("phone")
    with socket.socket() as free:
        free.bind(("", 0))
        port = free.getsockname()[1]
    said = folder / "said.txt"
    command = "from coach.cli import main; main()"
    environment = os.environ | {
        "BACK_COACH_DATA_DIR": str(folder / "data"),
        "BACK_COACH_DATABASE_URL": "",
        "STREAMLIT_SERVER_HEADLESS": "true",
    }
    with said.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", command, "serve", "--phone", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            served = Served(f"https://{home}:{port}", folder / "data")
            _wait_until_up(served, process, said)
            assert served.url in said.read_text(encoding="utf-8")
            yield served
        finally:
            process.terminate()
            process.wait(30)


def trusting(served: Served) -> ssl.SSLContext:
    """What a phone checks on which the certificate was installed."""
    authority = authority_certificate(served.data_dir)
    assert authority is not None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=authority)
    return context


def _wait_until_up(served: Served, process: subprocess.Popen[bytes], said: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, f"the server ended:\n{said.read_text()}"
        if authority_certificate(served.data_dir) is not None:
            try:
                urllib.request.urlopen(f"{served.url}/health", context=trusting(served)).close()
                return
            except urllib.error.URLError:
                pass
        time.sleep(0.2)
    raise AssertionError(f"the server did not come up:\n{said.read_text()}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert found, "no Chromium: install Debian's package chromium, or name the program in CHROMIUM"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


@pytest.mark.browser
def test_a_phone_that_went_past_the_warning_has_pages_and_camera(
    served: Served, browser: Browser
) -> None:
    errors: list[str] = []
    context = browser.new_context(ignore_https_errors=True)
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(served.url)
    # Everything below the bar comes over Streamlit's websocket, which checks the Origin.
    expect(page.get_by_role("link", name="Today")).to_be_visible(timeout=PATIENCE_MS)
    assert page.evaluate("window.isSecureContext")
    tracks = page.evaluate(
        "async () => (await navigator.mediaDevices.getUserMedia({video: true})).getTracks().length"
    )
    assert tracks == 1
    page.get_by_role("link", name="My plan").click()
    expect(page.get_by_role("heading", name="My plan")).to_be_visible(timeout=PATIENCE_MS)
    assert errors == []
    context.close()


def test_a_phone_can_fetch_the_certificate_that_it_is_to_trust(served: Served) -> None:
    address = phone.certificate_url(served.url)
    with urllib.request.urlopen(address, context=trusting(served)) as answer:
        assert answer.headers["Content-Type"] == "application/x-x509-ca-cert"
        assert answer.read() == authority_certificate(served.data_dir)


def test_the_log_stays_closed_to_plain_http(served: Served) -> None:
    with pytest.raises((urllib.error.URLError, ConnectionError)):
        urllib.request.urlopen(served.url.replace("https", "http", 1))


@pytest.mark.browser
def test_the_code_on_the_page_can_be_read_and_has_a_name(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(f'<div style="width: 300px; background: #333">{phone.qr_svg(URL)}</div>')
    code = page.get_by_role("img", name="QR code: scan it with the phone's camera")
    shot = np.frombuffer(code.screenshot(), np.uint8)
    assert cv2.QRCodeDetector().detectAndDecode(cv2.imdecode(shot, cv2.IMREAD_COLOR))[0] == URL
    page.close()


def test_the_address_comes_from_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(phone.PHONE_URL, raising=False)
    assert phone.phone_url() is None
    monkeypatch.setenv(phone.PHONE_URL, " ")
    assert phone.phone_url() is None
    monkeypatch.setenv(phone.PHONE_URL, "https://192.168.7.20:8501/")
    assert phone.phone_url() == "https://192.168.7.20:8501"


def test_only_a_phone_server_gives_a_certificate_away(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server_certificate(data_dir, "192.168.7.20")
    monkeypatch.delenv(phone.PHONE_URL, raising=False)
    assert asked_for_the_certificate().status_code == 404
    monkeypatch.setenv(phone.PHONE_URL, "https://192.168.7.20:8501")
    answer = asked_for_the_certificate()
    assert answer.body == authority_certificate(data_dir)
    assert b"PRIVATE" not in answer.body


def asked_for_the_certificate() -> Response:
    (route,) = phone.routes()
    answer: Response = route.endpoint(Request({"type": "http"}))
    return answer


def test_the_live_set_is_reached_from_the_phones_page_only(served: Served) -> None:
    address = f"{served.url.replace('https', 'wss', 1)}/live/socket"
    hello = {"type": "hello", "version": 1, "token": "none", "client": "a"}
    with connect(address, ssl=trusting(served), origin=Origin(served.url)) as own:
        own.send(json.dumps(hello))
        assert json.loads(own.recv(60))["code"] == "bad_token"
    assert asked_from(served, "https://elsewhere.example").startswith("HTTP/1.1 403")


def asked_from(served: Served, origin: str) -> str:
    """The first line of the answer to a page of this origin that asks for the live set."""
    host, _, port = served.url.removeprefix("https://").partition(":")
    question = (
        f"GET /live/socket HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {origin}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    with (
        socket.create_connection((host, int(port)), timeout=60) as plain,
        trusting(served).wrap_socket(plain, server_hostname=host) as line,
    ):
        line.sendall(question.encode())
        return line.recv(4096).decode().partition("\r\n")[0]
