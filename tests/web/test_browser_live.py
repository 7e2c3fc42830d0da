"""A patient exercises before the camera: a real Chromium, a fake camera, a real server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from browsing import PATIENCE_MS, Seen, Server, chromium, drawn, fits, press, serving
from camera_clip import camera_clip, empty_room
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from coach.analysis import analyse_video
from coach.records import Log, SavedSet, SetId, Status, default_person, open_database
from coach.safety import questionnaire
from coach.settings import Settings
from poses.estimator import PoseEstimator

pytestmark = [pytest.mark.browser, pytest.mark.films]

SAMPLES = Path(__file__).parents[2] / "sample_videos"
LEAD_S = 9.0
SET_MS = 180_000
PHONE = "https://192.0.2.1:8501"
"""Where the server believes that a phone would find it."""


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, pose_model: Path, browser_assets: object
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("live")
    with serving(folder, pose_model.parent, BACK_COACH_PHONE_URL=PHONE) as running:
        yield running


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


def clip_of(sample: str, folder: Path) -> Path:
    target = folder / f"{sample}.mjpeg"
    if not target.exists():
        camera_clip(SAMPLES / f"{sample}.mp4", target, lead_s=LEAD_S)
    return target


@contextmanager
def filmed(playwright: Playwright, clip: Path) -> Iterator[Browser]:
    """A Chromium whose camera sees this clip, again and again."""
    flags = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={clip}",
        "--autoplay-policy=no-user-gesture-required",
    )
    with chromium(playwright, flags) as browser:
        yield browser


def open_page(browser: Browser, server: Server, seen: Seen | None = None) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, permissions=["camera"])
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    if seen is not None:
        seen.watch(page)
    page.goto(f"{server.origin}/exercise")
    return page


def answer_safety_questions(page: Page) -> None:
    """The first session ever asks; later ones don't."""
    asked = page.get_by_role("heading", name="Exercise with your coach")
    first = page.get_by_role("heading", name="Before you begin")
    asked.or_(first).first.wait_for()
    if not first.is_visible():
        return
    questions = page.get_by_role("radiogroup")
    expect(questions).to_have_count(len(questionnaire().questions))
    drawn(page)
    for group in questions.all():
        group.get_by_text("No", exact=True).click()
        expect(group.get_by_role("radio", name="No", exact=True)).to_be_checked()
    press(page, "These are my answers")
    asked.wait_for()


def begin(page: Page, exercise: str, repetitions: int) -> None:
    """From the first page to the camera."""
    answer_safety_questions(page)
    choose_exercise(page, exercise, repetitions)
    press(page, "Start")


def choose_exercise(page: Page, exercise: str, repetitions: int) -> None:
    card = page.locator(f".st-key-choose-{exercise}")
    card.wait_for()
    drawn(page)
    card.get_by_role("button").click()
    fill(page, "Sets", 1)
    fill(page, "Repetitions", repetitions)


def fill(page: Page, label: str, number: int) -> None:
    field = page.get_by_label(label, exact=True)
    field.wait_for()
    drawn(page)
    field.fill(str(number))
    field.press("Enter")
    drawn(page)


def number(page: Page) -> str:
    return page.locator(".dial .number").inner_text()


def wait_for_count(page: Page, count: int) -> None:
    page.wait_for_function("n => window.__backCoach?.last?.count >= n", arg=count, timeout=SET_MS)


def log_of(server: Server) -> Log:
    database = open_database(Settings(data_dir=server.data_dir))
    return Log(database, default_person(database).id)


def latest(server: Server) -> SavedSet:
    log = log_of(server)
    return log.load(SetId(log.sets(limit=1)[0].id))


def truth_of(sample: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((SAMPLES / f"{sample}.json").read_text())
    return truth


@pytest.mark.parametrize(
    ("sample", "fault", "cue"),
    [
        ("squat_good_side", None, None),
        ("squat_trunk_lean_side", "trunk_far_forward", "Lift your chest a little"),
    ],
)
def test_a_whole_set(
    server: Server,
    playwright: Playwright,
    clips: Path,
    pose_model: Path,
    sample: str,
    fault: str | None,
    cue: str | None,
) -> None:
    count = len(truth_of(sample)["repetitions"])
    analysed = analyse_video(SAMPLES / f"{sample}.mp4", "squat", PoseEstimator(pose_model))
    seen = Seen()
    with filmed(playwright, clip_of(sample, clips)) as browser:
        page = open_page(browser, server, seen)
        begin(page, "squat", count)
        page.wait_for_function("() => window.__backCoach?.detected > 0")
        if cue is not None:
            cues = page.locator(".live .cue, .live .caption").filter(has_text=cue)
            cues.first.wait_for(timeout=SET_MS)
        page.get_by_role("button", name="See how it went").click(timeout=SET_MS)

        page.get_by_text("Everything is saved in your log.").wait_for()
        expect(page.get_by_text(f"You did {count} repetitions of squat.").first).to_be_visible()
        expect(page.get_by_text("Your best one")).to_be_visible()
        drawn(page)
        for question, answer in (("How much does it hurt", "2"), ("How hard was it", "4")):
            group = page.get_by_role("group", name=question).or_(
                page.get_by_role("radiogroup", name=question)
            )
            group.get_by_role("radio", name=answer, exact=True).or_(
                group.get_by_role("button", name=answer, exact=True)
            ).first.click()
            drawn(page)
        page.get_by_text("Noted.").wait_for()

        saved = latest(server)
        assert len(saved.result.repetitions) == len(analysed.result.repetitions) == count
        assert (saved.status, saved.pain, saved.effort) == (Status.FINISHED, 2, 4)
        assert saved.has_track
        assert {found.check for found in saved.result.faults} == ({fault} if fault else set())

        press(page, "See it in my log", "link")
        page.get_by_role("button", name="Open", exact=True).first.wait_for()
        drawn(page)
        page.get_by_role("button", name="Open", exact=True).first.click()
        expect(page.get_by_text(f"You did {count} repetitions of squat.")).to_be_visible()

        # Nobody but the app was asked for anything, and no picture left the browser.
        seen.assert_at_home(server.origin)
        assert [url for url in seen.posted if "/live/" in url] == []
        assert len(seen.spoken) > 100
        for message in seen.spoken:
            assert isinstance(message, str)
            assert set(json.loads(message)) <= {
                *("type", "version", "token", "client", "frames", "dropped"),
                *("name", "reason", "pain", "t"),
            }
            assert len(message) < 64_000
            assert "data:" not in message


def test_nobody_in_the_picture(server: Server, playwright: Playwright, clips: Path) -> None:
    with filmed(playwright, empty_room(clips / "empty.mjpeg")) as browser:
        page = open_page(browser, server)
        begin(page, "squat", 3)
        page.get_by_text("Step into the picture").first.wait_for()
        page.wait_for_function("() => window.__backCoach.acked > 30")
        assert page.evaluate("window.__backCoach.last.stage") == "check"
        assert page.evaluate("window.__backCoach.detected") == 0
        before = len(log_of(server).sets())
        page.get_by_role("button", name="Stop", exact=True).click()
        page.get_by_role("button", name="Yes, stop").click()
        page.get_by_role("button", name="See how it went").click()
        page.get_by_text("Nothing was counted this time").wait_for()
        assert len(log_of(server).sets()) == before


def test_page_and_server_are_killed_in_the_middle_of_a_set(
    server: Server, playwright: Playwright, clips: Path
) -> None:
    sample = "squat_good_side"
    with filmed(playwright, clip_of(sample, clips)) as browser:
        page = open_page(browser, server)
        begin(page, "squat", 50)
        wait_for_count(page, 2)
        page.close()
        (broken,) = log_of(server).unfinished()
        assert broken.repetitions >= 2

        again = open_page(browser, server)
        again.get_by_text("You were in the middle of a set").wait_for()
        press(again, "Go on")
        wait_for_count(again, broken.repetitions + 1)

        server.kill()
        done = again.evaluate("window.__backCoach.last.count")
        server.start()
        wait_for_count(again, done + 1)
        again.get_by_role("button", name="Finish this set").click()
        again.get_by_role("button", name="See how it went").click()
        again.get_by_text("Everything is saved in your log.").wait_for()
    saved = latest(server)
    assert saved.id == broken.id
    assert saved.status is Status.FINISHED
    assert len(saved.result.repetitions) >= done + 1
    assert [r.number for r in saved.result.repetitions] == list(
        range(1, len(saved.result.repetitions) + 1)
    )


def test_a_phone_films_and_a_second_screen_shows(
    server: Server, playwright: Playwright, clips: Path
) -> None:
    with filmed(playwright, clip_of("squat_trunk_lean_side", clips)) as browser:
        screen = open_page(browser, server)
        answer_safety_questions(screen)
        choose_exercise(screen, "squat", 3)
        press(screen, "Use my phone as the camera")
        address = screen.get_by_text("?pair=").inner_text()
        assert address.startswith(PHONE)
        expect(screen.get_by_role("img", name="QR code")).to_be_visible()

        # What the phone would open, at the address of this test's server.
        phone = browser.new_context(permissions=["camera"]).new_page()
        phone.set_default_timeout(PATIENCE_MS)
        phone.goto(address.replace(PHONE, server.origin))
        phone.wait_for_function("() => window.__backCoach?.detected > 0")
        wait_for_count(screen, 1)
        assert screen.evaluate("window.__backCoach.frames") == 0

        # Either may be closed and come back.
        phone.close()
        screen.get_by_text("Waiting for the camera").wait_for()
        phone = browser.new_context(permissions=["camera"]).new_page()
        phone.goto(address.replace(PHONE, server.origin))
        wait_for_count(screen, 2)
        screen.reload()
        screen.get_by_text("You were in the middle of a set").wait_for()
        press(screen, "Go on with my phone")
        wait_for_count(screen, 3)
        screen.get_by_role("button", name="See how it went").click(timeout=SET_MS)
        screen.get_by_text("Everything is saved in your log.").wait_for()
    assert len(latest(server).result.repetitions) == 3


def test_it_fits_a_phone(server: Server, playwright: Playwright, clips: Path) -> None:
    with filmed(playwright, clip_of("squat_good_side", clips)) as browser:
        context = browser.new_context(
            viewport={"width": 390, "height": 844},
            is_mobile=True,
            has_touch=True,
            permissions=["camera"],
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{server.origin}/exercise")
        answer_safety_questions(page)
        assert fits(page)
        begin(page, "squat", 3)
        page.wait_for_function("() => window.__backCoach?.acked > 5")
        for width, height in ((390, 844), (844, 390)):
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(500)
            assert fits(page)
            stop = page.get_by_role("button", name="Stop", exact=True).bounding_box()
            assert stop is not None
            assert stop["y"] + stop["height"] <= height
