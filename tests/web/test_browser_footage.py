"""A saved set with its video in My log, in a real Chromium against a real server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from browsing import PATIENCE_MS, Seen, Server, chromium, drawn, fits, press, serving
from playwright.sync_api import Page, expect, sync_playwright
from video_examples import recorded
from web_examples import squat_result, walk_track

from coach.records import Ending, Recording, SetId, Source
from coach.web.live import clip_file
from coach.web.store import my_log

pytestmark = [pytest.mark.browser, pytest.mark.films]

LATER_S = 12.0
"""The set's clock when its recording began: a sitting has gone on for a while by then."""


def save_live_set() -> SetId:
    log = my_log()
    result = squat_result()
    moved = tuple(
        replace(
            one,
            start_s=one.start_s + LATER_S,
            turn_s=one.turn_s + LATER_S,
            end_s=one.end_s + LATER_S,
        )
        for one in result.repetitions
    )
    now = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)
    set_id = log.start_set(
        exercise="squat",
        exercise_name="Squat",
        view="side_left",
        source=Source.LIVE,
        source_name="Camera",
        performed_at=now,
    )
    track = walk_track()
    log.finish_set(
        set_id,
        replace(result, repetitions=moved, partial_repetitions=()),
        track=replace(track, time_s=track.time_s + LATER_S),
        ended=Ending.PAIN,
    )
    log.report(set_id, pain=7, effort=4)
    log.attach_video(set_id, Recording("clip.webm", "video/webm", 0, now))
    clip_file.begin(log.video_folder(set_id), "video/webm")
    clip_file.append(log.video_folder(set_id), 0, recorded(8), last=True)
    return set_id


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("BACK_COACH_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("BACK_COACH_DATABASE_URL", raising=False)
    save_live_set()
    with serving(tmp_path, tmp_path / "no-model-is-needed") as running:
        yield running


@pytest.fixture
def page(server: Server) -> Iterator[Page]:
    with sync_playwright() as playwright, chromium(playwright) as browser:
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.set_default_timeout(PATIENCE_MS)
        yield opened


def test_the_video_of_a_set_is_played_and_the_figure_a_press_away(
    server: Server, page: Page
) -> None:
    seen = Seen()
    seen.watch(page)
    page.goto(f"{server.origin}/log")
    expect(page.get_by_text("Pain 7 of 10, effort 4 of 10")).to_be_visible()
    press(page, "Open")
    expect(page.get_by_text("You stopped because of pain.")).to_be_visible()

    video = page.get_by_label("The video of your set")
    video.wait_for()
    page.wait_for_function("v => v.readyState > 0", arg=video.element_handle())
    assert video.evaluate("v => v.duration") == pytest.approx(8.0, abs=0.2)
    drawn(page)

    # The second repetition is 3.5 s after the first picture, whatever the sitting's clock says.
    page.locator("button.row").nth(1).click()
    page.wait_for_function("v => v.currentTime >= 3.4", arg=video.element_handle())
    video.evaluate("v => { v.pause(); v.currentTime = 4; }")
    expect(page.locator("button.row").nth(1)).to_have_attribute("aria-current", "true")

    press(page, "Show the drawn figure")
    expect(page.get_by_label("Your movement as a drawn figure")).to_be_visible()
    expect(video).to_have_count(0)
    # It stands where the video stood.
    assert float(page.get_by_label("Place in the recording").input_value()) == LATER_S + 4.0
    press(page, "Show the video")
    page.wait_for_function("v => Math.abs(v.currentTime - 4) < 0.1", arg=video.element_handle())

    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(500)
    assert fits(page)
    seen.assert_at_home(server.origin)
    # Streamlit itself looks for its own addresses below the page's first.
    assert [error for error in seen.errors if "404" not in error] == []
