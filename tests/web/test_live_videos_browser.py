"""A video recorded by a real browser: sent as it is recorded, then played with its length known."""

from __future__ import annotations

import time
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from browsing import chromium
from playwright.sync_api import Page, sync_playwright
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from video_examples import Server, serving
from web_examples import save, squat_result

from coach.records import SetId
from coach.web import store
from coach.web.live import clip_file
from coach.web.live.recordings import recording_url
from coach.web.live.videos import Upload, video_routes
from coach.web.store import my_log

pytestmark = [pytest.mark.browser, pytest.mark.films]

RECORD = """async ([setId, consent, token]) => {
    const { Recorder } = await import("/recorder.js");
    const canvas = document.body.appendChild(document.createElement("canvas"));
    const brush = canvas.getContext("2d");
    const ticking = setInterval(() => {
        brush.fillStyle = `hsl(${performance.now() / 20 % 360} 80% 50%)`;
        brush.fillRect(0, 0, canvas.width, canvas.height);
    }, 40);
    let lost = false;
    const recorder = new Recorder({
        consent, url: "live/video", token, changed: () => {}, lost: () => (lost = true),
    });
    const stream = canvas.captureStream(25);
    recorder.follow("active", setId, stream);
    const began = recorder.recording;
    await new Promise((go) => setTimeout(go, 5000));
    recorder.follow("rest", setId, stream);
    for (let n = 0; n < 100 && recorder.uploads.size; n += 1) {
        await new Promise((go) => setTimeout(go, 100));
    }
    clearInterval(ticking);
    return { began, lost };
}"""

PLAY = """async (address) => {
    const view = document.body.appendChild(document.createElement("video"));
    view.muted = true;
    view.src = new URL(address, document.baseURI).href;
    await new Promise((go, fail) => {
        view.onloadedmetadata = go;
        view.onerror = () => fail(new Error(view.error.message));
    });
    const seeked = new Promise((go) => (view.onseeked = go));
    view.currentTime = 3;
    await seeked;
    return { duration: view.duration, at: view.currentTime };
}"""


@pytest.fixture
def set_id(data_dir: Path) -> SetId:
    return save(squat_result())


@pytest.fixture
def server(set_id: SetId) -> Iterator[Server]:
    me = store.me().person
    script = resources.files("coach.web").joinpath("assets", "live", "recorder.js")

    async def page(_request: Request) -> Response:
        return HTMLResponse("<!doctype html><title>Recorder</title>")

    async def recorder(_request: Request) -> Response:
        return Response(script.read_text(encoding="utf-8"), media_type="text/javascript")

    def authorise(token: str) -> Upload | None:
        return Upload(me, {set_id}, True) if token == "good-token" else None

    pages = [Route("/", page), Route("/recorder.js", recorder)]
    with serving([*pages, *video_routes(authorise)]) as running:
        yield running


@pytest.fixture
def page(server: Server) -> Iterator[Page]:
    with sync_playwright() as playwright, chromium(playwright) as browser:
        opened = browser.new_page()
        opened.goto(f"http://{server.host}/")
        yield opened


def test_a_recorded_video_can_be_played_and_jumped_in(page: Page, set_id: SetId) -> None:
    told = page.evaluate(RECORD, [str(set_id), True, "good-token"])
    assert told == {"began": True, "lost": False}
    folder = my_log().video_folder(set_id)
    deadline = time.monotonic() + 60
    while not ((made := clip_file.read_progress(folder)) and made.indexed):
        assert time.monotonic() < deadline, made
        time.sleep(0.05)
    assert made.next >= 2  # it came in pieces

    played = page.evaluate(PLAY, recording_url(store.me().person, set_id))
    assert played["duration"] is not None  # JSON has no infinity
    assert 3.5 < played["duration"] < 8.0
    assert played["at"] == pytest.approx(3.0, abs=0.1)


def test_without_consent_the_browser_sends_nothing(page: Page, set_id: SetId) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "video" in request.url else None)
    told = page.evaluate(RECORD, [str(set_id), False, "good-token"])
    assert told == {"began": False, "lost": False}
    assert sent == []
    assert my_log().video(set_id) is None


def test_without_a_good_token_the_browser_says_that_the_video_is_lost(
    page: Page, set_id: SetId
) -> None:
    assert page.evaluate(RECORD, [str(set_id), True, "old-token"])["lost"]
    assert my_log().video(set_id) is None
