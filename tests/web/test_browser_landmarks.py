"""Browser and Python find the same body in the same pictures, and count the same."""

from __future__ import annotations

import base64
import http.server
import json
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import pytest
from browsing import chromium
from camera_clip import FPS, pictures_of
from playwright.sync_api import sync_playwright

from coach.engine.catalogue import find_exercise
from coach.engine.tracker import track_set
from poses.browser_assets import BrowserAssets
from poses.landmarker import Landmarker
from poses.track import PoseFrame, PoseTrack

pytestmark = [pytest.mark.browser, pytest.mark.films]

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "squat_trunk_lean_side.mp4"
EVERY = 2
"""Fifteen pictures a second are enough to count, and take half the time."""

FIND = """async ({ bundle, wasm, model }) => {
    const { FilesetResolver, PoseLandmarker } = await import(bundle);
    const files = await FilesetResolver.forVisionTasks(wasm);
    const landmarker = await PoseLandmarker.createFromOptions(files, {
        baseOptions: { modelAssetPath: model, delegate: "CPU" },
        runningMode: "VIDEO",
        numPoses: 1,
    });
    window.find = async (png, ms) => {
        const answer = await fetch("data:image/png;base64," + png);
        const picture = await createImageBitmap(await answer.blob());
        const { landmarks, worldLandmarks } = landmarker.detectForVideo(picture, ms);
        if (!landmarks.length) return null;
        return {
            image: landmarks[0].flatMap((p) => [p.x, p.y, p.z, p.visibility]),
            world: worldLandmarks[0].flatMap((p) => [p.x, p.y, p.z]),
        };
    };
}"""


@pytest.fixture(scope="module")
def origin(
    tmp_path_factory: pytest.TempPathFactory, browser_assets: BrowserAssets, pose_model: Path
) -> Iterator[str]:
    """The pose library and the model, as files of one small server."""
    folder = tmp_path_factory.mktemp("vision")
    (folder / "vision").symlink_to(browser_assets.folder)
    (folder / "model.task").symlink_to(pose_model)
    (folder / "index.html").write_text("<title>landmarks</title>")
    handler = partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = http.server.SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def frame(number: int, image: object, world: object) -> PoseFrame:
    height, width = 480, 640
    if image is None:
        return PoseFrame(number / FPS, None, None, width, height)
    return PoseFrame(
        number / FPS,
        np.array(image, np.float32).reshape(33, 4),
        np.array(world, np.float32).reshape(33, 3),
        width,
        height,
    )


def test_the_same_landmarks_and_the_same_count(
    origin: str, pose_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures = list(enumerate(pictures_of(SAMPLE)))[::EVERY]
    landmarker = Landmarker(pose_model)
    here, there = [], []
    with sync_playwright() as playwright, chromium(playwright) as browser:
        page = browser.new_page()
        page.goto(origin)
        places = {"bundle": "/vision/vision_bundle.mjs", "wasm": "/vision/wasm"}
        page.evaluate(FIND, {**places, "model": "/model.task"})
        for number, rgb in pictures:
            body = landmarker.track(rgb, number / FPS)
            here.append(frame(number, body and body.image, body and body.world))
            png = base64.b64encode(cv2.imencode(".png", rgb[..., ::-1])[1].tobytes()).decode()
            found = page.evaluate("([png, ms]) => find(png, ms)", [png, round(1000 * number / FPS)])
            there.append(frame(number, found and found["image"], found and found["world"]))
    landmarker.close()

    both = [(a, b) for a, b in zip(here, there, strict=True) if a.has_person and b.has_person]
    assert len(both) >= 0.95 * len(pictures)
    off = np.concatenate(
        [
            np.hypot(*((a.image[:, :2] - b.image[:, :2]) * (640, 480)).T)
            for a, b in both
            if a.image is not None and b.image is not None
        ]
    )
    squat = find_exercise("squat")
    counts = [
        len(track_set(squat, PoseTrack.from_frames(frames)).finish().repetitions)
        for frames in (here, there)
    ]
    truth = json.loads(SAMPLE.with_suffix(".json").read_text())
    with capsys.disabled():
        print(  # noqa: T201 - a figure to read in the tests' output
            f"\nlandmarks, browser against Python, {len(both)} pictures of 640x480: median "
            f"{np.median(off):.2f} px, 95 % within {np.percentile(off, 95):.2f} px"
        )
    assert counts == [len(truth["repetitions"])] * 2
    # The same network on other arithmetic: far below what landmarks tremble by from frame to frame.
    assert np.median(off) < 1.0
