"""Somebody at a desk before the camera: a real Chromium, a fake camera, a real server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from browsing import PATIENCE_MS, Seen, chromium, drawn, press, serving
from camera_clip import HEIGHT, WIDTH, Rgb, pictures_of, write_clip
from playwright.sync_api import Page, WebSocket, expect, sync_playwright

from coach.posture.keeping import EXERCISE, choose_suggest_after
from coach.records import Log, default_person, open_database
from coach.settings import Settings

pytestmark = [pytest.mark.browser, pytest.mark.films]

STANDING = Path(__file__).parents[2] / "sample_videos" / "standing_still_front.mp4"
WATCHES = "() => window.__backCoach?.last?.stage === 'watching'"
STILL_S = 12.0
"""So soon is a change suggested here."""


def head_and_shoulders(target: Path) -> Path:
    """What a camera in a screen sees: the upper part of somebody, the hips out of the picture."""
    pictures: list[Rgb] = []
    for picture in pictures_of(STANDING):
        upper = picture[20 : 20 + HEIGHT // 3, WIDTH // 3 : 2 * WIDTH // 3]
        pictures.append(np.ascontiguousarray(cv2.resize(upper, (WIDTH, HEIGHT))))
    return write_clip(pictures, target)


def log_of(data_dir: Path) -> Log:
    database = open_database(Settings(data_dir=data_dir))
    return Log(database, default_person(database).id)


def spoken_on(page: Page) -> list[str | bytes]:
    """All that the page says to its monitor."""
    said: list[str | bytes] = []

    def opened(line: WebSocket) -> None:
        if "live/desk" in line.url:
            line.on("framesent", lambda message: said.append(message))

    page.on("websocket", opened)
    return said


def test_a_time_at_the_desk(tmp_path: Path, pose_model: Path, browser_assets: object) -> None:
    clip = head_and_shoulders(tmp_path / "desk.mjpeg")
    flags = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={clip}",
    )
    with (
        serving(tmp_path, pose_model.parent) as server,
        sync_playwright() as playwright,
        chromium(playwright, flags) as browser,
    ):
        log = log_of(server.data_dir)
        choose_suggest_after(log, STILL_S)
        page = browser.new_context(permissions=["camera"]).new_page()
        page.set_default_timeout(PATIENCE_MS)
        seen = Seen()
        seen.watch(page)
        said = spoken_on(page)
        page.goto(f"{server.origin}/desk")
        press(page, "Start")
        page.wait_for_function(WATCHES)
        assert page.evaluate("window.__backCoach.last.posture") == "upright"

        expect(page.get_by_text("Time for a change, if you like.")).to_be_visible()
        page.get_by_role("button", name="Thank you").click()
        expect(page.get_by_text("Time for a change, if you like.")).to_be_hidden()
        page.get_by_role("button", name="I'm in a meeting").click()
        expect(page.get_by_text("In a meeting: I watch")).to_be_visible()
        expect(page.get_by_text("place a camera at your side")).to_be_visible()

        # The page is closed without a word, and nothing is lost; opened again it goes on.
        page.reload()
        page.wait_for_function(WATCHES)
        (kept,) = log.posture_sessions(10)
        assert kept.summary["seconds"]["upright"] > STILL_S
        page.get_by_role("button", name="Stop", exact=True).click()
        page.get_by_role("heading", name="Your time at the desk").wait_for()
        drawn(page)

        (kept,) = log.posture_sessions(10)
        assert kept.summary["suggestions"] == 1
        assert any(target.key == "baseline.shoulder_tilt" for target in log.targets(EXERCISE))

        # About one picture a second was looked at, and none of them left the browser.
        seen.assert_at_home(server.origin)
        assert [url for url in seen.posted if "/live/" in url] == []
        frames = _frames(said)
        assert len(frames) > STILL_S
        assert np.median(np.diff([frame["t"] for frame in frames])) > 0.4
        for frame in frames:
            assert set(frame) == {"n", "t", "w", "h", "image", "world", "people", "light"}


def _frames(said: list[str | bytes]) -> list[dict[str, Any]]:
    messages = [json.loads(text) for text in said]
    return [frame for one in messages if one["type"] == "frames" for frame in one["frames"]]
