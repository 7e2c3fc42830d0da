"""Driving a real Chromium against a real server, as a person would."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Locator, Page, Playwright, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

ROOT = Path(__file__).parents[2]
PATIENCE_MS = 90_000
FLAGS = [
    *("--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
expect.set_options(timeout=PATIENCE_MS)

DRAWN = """() => new Promise((done) => {
    const still = () =>
        document.querySelector('.stApp[data-test-script-state="notRunning"]') &&
        !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
    const first = still();
    setTimeout(() => done(Boolean(first && still())), 150);
})"""


@dataclass
class Server:
    """The app as its own process: where it is, and where its data and temporary files go."""

    folder: Path
    model_dir: Path
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def temporary(self) -> Path:
        return self.folder / "tmp"

    @property
    def data_dir(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        """Start, or start again at the same place."""
        self.temporary.mkdir(parents=True, exist_ok=True)
        self.port = self.port or free_port()
        environment = os.environ | {
            "BACK_COACH_DATA_DIR": str(self.data_dir),
            "BACK_COACH_DATABASE_URL": "",
            "BACK_COACH_MODEL_DIR": str(self.model_dir),
            "TMPDIR": str(self.temporary),
            **self.environment,
        }
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
        command += [f"--server.port={self.port}", "--server.address=127.0.0.1"]
        with (self.folder / "server.log").open("ab") as said:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT
            )
        self._wait_until_up()

    def stop(self) -> None:
        """Ask it to stop, as Ctrl-C does."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(30)

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(30)

    def _wait_until_up(self) -> None:
        assert self.process is not None
        said = self.folder / "server.log"
        for _ in range(600):
            assert self.process.poll() is None, f"the server ended:\n{said.read_text()}"
            try:
                with urllib.request.urlopen(f"{self.origin}/health") as answer:
                    assert json.load(answer) == {"status": "ok"}
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(f"the server did not come up:\n{said.read_text()}")


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def serving(folder: Path, model_dir: Path, **environment: str) -> Iterator[Server]:
    """A server for as long as it is needed."""
    server = Server(folder, model_dir, environment)
    try:
        server.start()
        yield server
    finally:
        if server.process is not None and server.process.poll() is None:
            server.stop()


@contextmanager
def chromium(playwright: Playwright, flags: Sequence[str] = ()) -> Iterator[Browser]:
    """The machine's own Chromium."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert found, "no Chromium: install Debian's package chromium, or name the program in CHROMIUM"
    opened = playwright.chromium.launch(executable_path=found, args=[*FLAGS, *flags])
    try:
        yield opened
    finally:
        opened.close()


@dataclass
class Seen:
    """What a page asked for, sent, and complained about."""

    urls: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    posted: list[str] = field(default_factory=list)
    spoken: list[str | bytes] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("request", self._asked)
        page.on("websocket", self._opened)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type == "error" else None,
        )

    def _asked(self, request) -> None:
        self.urls.append(request.url)
        if request.method not in ("GET", "HEAD"):
            self.posted.append(request.url)

    def _opened(self, socket) -> None:
        self.urls.append(socket.url)
        if "live/socket" in socket.url:
            socket.on("framesent", lambda message: self.spoken.append(message))

    def assert_at_home(self, origin: str) -> None:
        """Nothing was asked of anybody but the app."""
        own = (origin, origin.replace("http", "ws", 1), "data:", "blob:")
        assert [url for url in self.urls if not url.startswith(own)] == []

    def assert_clean(self, origin: str) -> None:
        """Nor was there any complaint."""
        self.assert_at_home(origin)
        assert self.errors == []


def fits(page: Page) -> bool:
    """Whether nothing can be scrolled sideways."""
    return page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll('.stMain')]
              .every((box) => box.scrollWidth <= window.innerWidth)"""
    )


def drawn(page: Page) -> None:
    """Wait until the page has been drawn whole and stays so."""
    page.wait_for_function(DRAWN)


def press(page: Page, name: str, role: Literal["button", "link"] = "button") -> None:
    """Click as fast as a person can: when the page has been drawn, not while it is being drawn.

    A program clicks within milliseconds. A button that is drawn anew between the press and the
    release of the mouse gets no click.
    """
    button = named(page, name, role)
    button.wait_for()
    drawn(page)
    button.click()


def press_until(page: Page, name: str, sign: Locator) -> None:
    """Press, and once more as people do, when what it leads to does not come.

    A click between two drawings of a page is lost.
    """
    for _ in range(5):
        press(page, name)
        with suppress(PlaywrightTimeout):
            sign.wait_for(timeout=15_000)
            return
    raise AssertionError(f"pressed in vain: {name}")


def named(page: Page, name: str, role: Literal["button", "link"] = "button") -> Locator:
    """The button of this name; each list to choose from has one of its own called "Open"."""
    own = page.locator(":not([aria-haspopup='listbox'])")
    return page.get_by_role(role, name=name, exact=True).and_(own)


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a list."""
    page.get_by_role("combobox", name=label).wait_for()
    drawn(page)
    page.get_by_role("combobox", name=label).click()
    page.keyboard.type(option)  # a long list is drawn only where one looks
    page.get_by_role("option", name=option, exact=True).click()
