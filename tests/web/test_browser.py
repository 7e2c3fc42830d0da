"""The whole way of a patient, in a real Chromium against a real server."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from coach.web.samples import Sample, samples

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SAMPLE = "squat_trunk_lean_side"
PATIENCE_MS = 120_000
FLAGS = [
    *("--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
expect.set_options(timeout=PATIENCE_MS)


# An event would come late on a busy machine, when the video plays on already.
NOTE_WHERE_IT_JUMPS = """v => {
    const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "currentTime");
    Object.defineProperty(v, "currentTime", {
        get() { return own.get.call(this); },
        set(place) { this.sought = place; own.set.call(this, place); },
    });
}"""


DRAWN = """() => new Promise((done) => {
    const still = () =>
        document.querySelector('.stApp[data-test-script-state="notRunning"]') &&
        !document.querySelector('[data-stale="true"]');
    const first = still();
    setTimeout(() => done(Boolean(first && still())), 150);
})"""


@dataclass
class Server:
    """A running app, and where its temporary files go."""

    origin: str
    temporary: Path


@dataclass
class Seen:
    """What a page asked for and complained about."""

    urls: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("request", lambda request: self.urls.append(request.url))
        page.on("websocket", lambda socket: self.urls.append(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type == "error" else None,
        )

    def assert_clean(self, origin: str) -> None:
        own = (origin, origin.replace("http", "ws", 1), "data:", "blob:")
        assert [url for url in self.urls if not url.startswith(own)] == []
        assert self.errors == []


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, pose_model: Path) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    temporary = folder / "tmp"
    temporary.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "BACK_COACH_DATA_DIR": str(folder / "data"),
        "BACK_COACH_DATABASE_URL": "",
        "BACK_COACH_MODEL_DIR": str(pose_model.parent),
        "TMPDIR": str(temporary),
    }
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1"]
    with (folder / "server.log").open("wb") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        try:
            origin = f"http://127.0.0.1:{port}"
            _wait_until_up(origin, process, folder / "server.log")
            yield Server(origin, temporary)
        finally:
            process.terminate()
            process.wait(30)
    assert list(temporary.glob("back-coach-clips-*")) == [], "clips outlived the server"


def _wait_until_up(origin: str, process: subprocess.Popen[bytes], said: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, f"the server ended:\n{said.read_text()}"
        try:
            with urllib.request.urlopen(f"{origin}/health") as answer:
                assert json.load(answer) == {"status": "ok"}
                return
        except urllib.error.URLError:
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


@pytest.fixture(scope="module")
def sample() -> Sample:
    return next(clip for clip in samples() if clip.path.stem == SAMPLE)


def fits(page: Page) -> bool:
    """Whether nothing can be scrolled sideways."""
    return page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll('.stMain')]
              .every((box) => box.scrollWidth <= window.innerWidth)"""
    )


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).wait_for()
    drawn(page)
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def drawn(page: Page) -> None:
    """Wait until the page has been drawn whole and stays so."""
    page.wait_for_function(DRAWN)


def press(page: Page, name: str, role: Literal["button", "link"] = "button") -> None:
    """Click as fast as a person can: when the page has been drawn, not while it is being drawn.

    A program clicks within milliseconds. A button that is drawn anew between the press and the
    release of the mouse gets no click.
    """
    button = page.get_by_role(role, name=name, exact=True)
    button.wait_for()
    drawn(page)
    button.click()


def test_a_set_from_the_sample_to_the_log(server: Server, browser: Browser, sample: Sample) -> None:
    truth = json.loads(sample.path.with_suffix(".json").read_text())
    seen = Seen()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    seen.watch(page)

    page.goto(server.origin)
    page.get_by_role("radio", name="A sample").wait_for()
    drawn(page)
    page.get_by_role("radio", name="A sample").click()
    choose(page, "Choose a sample", sample.title)
    choose(page, "Which exercise?", "Squat")
    press(page, "Analyse")
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page.get_by_role("button", name="Save to my log").wait_for()

    count = len(truth["repetitions"])
    expect(page.get_by_text(f"You did {count} repetitions of squat.")).to_be_visible()
    expect(page.locator("button.row.repetition")).to_have_count(count)
    expect(page.locator("button.row", has_text="trunk far forward")).to_have_count(count)

    drawn(page)
    video = page.locator("video")
    video.evaluate(NOTE_WHERE_IT_JUMPS)
    page.locator("button.row").nth(1).click()
    page.wait_for_function("v => v.sought !== undefined", arg=video.element_handle())
    start_s = truth["repetitions"][1]["start_s"]
    assert video.evaluate("v => v.sought") == pytest.approx(start_s, abs=0.7)
    page.wait_for_function("v => v.currentTime > v.sought", arg=video.element_handle())

    # A click in the chart, inside the third repetition, goes to its start.
    chart = page.locator(".js-plotly-plot .nsewdrag").first
    box = chart.bounding_box()
    assert box is not None
    third = truth["repetitions"][2]
    middle = 0.5 * (third["start_s"] + third["end_s"]) / truth["duration_s"]
    video.evaluate("v => { v.pause(); v.sought = undefined; }")
    place = {"x": middle * box["width"], "y": 0.5 * box["height"]}
    chart.hover(position=place)
    chart.click(position=place)
    page.wait_for_function("v => v.sought !== undefined", arg=video.element_handle())
    assert video.evaluate("v => v.sought") == pytest.approx(third["start_s"], abs=0.7)

    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(500)
    assert fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})

    with urllib.request.urlopen(
        urllib.request.Request(video.get_attribute("src") or "", headers={"Range": "bytes=0-99"})
    ) as part:
        assert part.status == 206
        assert len(part.read()) == 100

    press(page, "Save to my log")
    press(page, "See it in my log", "link")
    press(page, "Open")
    expect(page.get_by_text(f"You did {count} repetitions of squat.")).to_be_visible()
    page.get_by_label("Your movement as a drawn figure").wait_for()
    drawn(page)
    page.locator("button.row").nth(1).click()
    expect(page.locator("button.row").nth(1)).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()

    press(page, "Back to my log")
    press(page, "Delete")
    press(page, "Delete it")
    page.get_by_text("Nothing here yet").wait_for()

    seen.assert_clean(server.origin)
    page.close()


def test_on_a_phone_everything_fits(server: Server, browser: Browser) -> None:
    seen = Seen()
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    seen.watch(page)
    page.goto(server.origin)
    page.get_by_text("It is not a diagnosis").wait_for()
    assert fits(page)
    page.get_by_role("link", name="My log").tap()
    page.get_by_role("heading", name="My log").wait_for()
    assert fits(page)
    font_px = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert font_px >= 18
    seen.assert_clean(server.origin)
    context.close()


def test_a_text_file_that_is_called_a_video(
    server: Server, browser: Browser, tmp_path: Path
) -> None:
    fake = tmp_path / "holiday.mp4"
    fake.write_text("This is no film. " * 50)
    page = browser.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(server.origin)
    expect(page.get_by_text("up to 500 MB")).to_be_visible()
    with page.expect_response(lambda answer: "upload_file" in answer.url and answer.ok):
        page.locator("input[type=file]").set_input_files(fake)
    press(page, "Analyse")
    box = page.get_by_role("alert").filter(has_text="is not a video")
    expect(box).to_contain_text(
        "This file is not a video, or its end is missing: choose another file, or copy or record "
        "it again."
    )
    assert list(server.temporary.rglob("This file*")) == []
    page.close()
