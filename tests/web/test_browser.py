"""The way of a video, from the sample to the log, in a real Chromium against a real server."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import (
    PATIENCE_MS,
    Seen,
    Server,
    choose,
    chromium,
    drawn,
    fits,
    named,
    press,
    press_until,
    serving,
)
from playwright.sync_api import Browser, expect, sync_playwright

from coach.web.samples import Sample, samples

pytestmark = pytest.mark.browser

SAMPLE = "squat_trunk_lean_side"

# An event would come late on a busy machine, when the video plays on already.
NOTE_WHERE_IT_JUMPS = """v => {
    const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "currentTime");
    Object.defineProperty(v, "currentTime", {
        get() { return own.get.call(this); },
        set(place) { this.sought = place; own.set.call(this, place); },
    });
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, pose_model: Path) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server"), pose_model.parent) as running:
        yield running
    assert list(running.temporary.glob("back-coach-clips-*")) == [], "clips outlived the server"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, chromium(playwright) as opened:
        yield opened


@pytest.fixture(scope="module")
def sample() -> Sample:
    return next(clip for clip in samples() if clip.path.stem == SAMPLE)


def test_a_set_from_the_sample_to_the_log(server: Server, browser: Browser, sample: Sample) -> None:
    truth = json.loads(sample.path.with_suffix(".json").read_text())
    seen = Seen()
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    seen.watch(page)

    page.goto(server.origin)
    press(page, "More")
    press(page, "Analyse a video", "link")
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
    press_until(page, "Delete", named(page, "Delete it"))
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
    press(page, "More")
    press(page, "Analyse a video", "link")
    page.get_by_text("The video stays on this computer").wait_for()
    page.get_by_text("It is not a diagnosis").wait_for()
    assert fits(page)
    press(page, "More")
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
    press(page, "More")
    press(page, "Analyse a video", "link")
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
