"""A recorded set in review, in a real browser: played, measured, drawn on, and on a phone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from browsing import Seen, Server, chromium, drawn, fits, press, serving
from playwright.sync_api import Browser, Page, expect, sync_playwright
from video_examples import recorded

from coach.engine.catalogue import find_exercise
from coach.engine.results import SetResult
from coach.engine.tracker import track_set
from coach.records import Recording, SetId, Source, open_database
from coach.records.care import Care
from coach.records.care_entries import MarkKind
from coach.records.marks import Marks
from coach.records.people import default_person
from coach.settings import Settings
from coach.web.live import clip_file
from tests.engine.faulty_sets import done_with

pytestmark = pytest.mark.browser

MAY = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)


def filmed_set(data_dir: Path) -> tuple[SetId, SetResult]:
    """Three squats with the trunk far forward, a video of their first seconds, a marked moment."""
    track = done_with("squat", "trunk_far_forward")
    result = track_set(find_exercise("squat"), track).finish()
    with open_database(Settings(data_dir=data_dir)) as database:
        person = default_person(database)
        care = Care(database, person, person.id)
        set_id = care.log.save_result(
            result, source=Source.LIVE, source_name="Camera", performed_at=MAY, track=track
        )
        care.log.attach_video(set_id, Recording("clip.webm", "video/webm", 0, MAY))
        folder = care.log.video_folder(set_id)
        clip_file.begin(folder, "video/webm")
        clip_file.append(folder, 0, recorded(4), last=True)
        care.book(Marks).add(MarkKind.MOMENT, set_id=set_id, time_s=3.0, text="Look at the heels")
    return set_id, result


def marks_of(data_dir: Path, set_id: SetId) -> list[tuple[MarkKind, bool]]:
    with open_database(Settings(data_dir=data_dir)) as database:
        person = default_person(database)
        found = Care(database, person, person.id).book(Marks).of_set(set_id)
    return [(mark.kind, mark.seen_at is not None) for mark in found]


def place(page: Page) -> float:
    """Where in the set the clock stands, seconds."""
    return float(page.get_by_label("Place in the set").input_value())


def open_review(browser: Browser, server: Server, seen: Seen, *, phone: bool = False) -> Page:
    context = browser.new_context(
        viewport={"width": 390, "height": 844} if phone else {"width": 1280, "height": 800},
        has_touch=phone,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(server.origin)
    press(page, "More")
    page.get_by_role("link", name="Review", exact=True).click()
    page.get_by_role("heading", name="Review").wait_for()
    seen.watch(page)
    press(page, "Review")
    page.get_by_role("button", name="Fault ›").wait_for()
    drawn(page)
    return page


def test_a_set_is_reviewed_with_the_patient(tmp_path: Path) -> None:
    set_id, result = filmed_set(tmp_path / "data")
    seen = Seen()
    with (
        serving(tmp_path, tmp_path) as server,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        page = open_review(browser, server, seen)
        looks_at_the_fault(page, result)
        plays_slowly_and_repeats(page, result)
        measures(page)
        draws(page)
        presents(page)
        assert marks_of(server.data_dir, set_id) == [
            (MarkKind.DRAWING, False),
            (MarkKind.MOMENT, True),
        ]
        on_a_phone_without_the_video(browser, server, seen)
        seen.assert_clean(server.origin)


def looks_at_the_fault(page: Page, result: SetResult) -> None:
    expect(page.locator(".screen.film video")).to_be_visible()
    page.keyboard.press("f")
    first = result.faults[0]
    expect(page.get_by_text(f"Fault 1 of {len(result.faults)}")).to_contain_text(first.title)
    assert place(page) == pytest.approx(first.start_s, abs=0.02)
    expect(page.get_by_label("Angle", exact=True)).to_have_value(first.measure)
    page.keyboard.press(".")
    assert place(page) == pytest.approx(first.start_s + 0.05, abs=0.02)
    page.keyboard.press(",")
    page.keyboard.press("ArrowRight")
    assert place(page) == pytest.approx(first.start_s + 1.0, abs=0.02)
    page.get_by_role("button", name="Repetition 2", exact=True).click()
    assert place(page) == pytest.approx(result.repetitions[1].start_s, abs=0.02)
    expect(page.locator("tr[aria-current=true]")).to_contain_text("Repetition 2")


def plays_slowly_and_repeats(page: Page, result: SetResult) -> None:
    second = result.repetitions[1]
    page.keyboard.press("v")
    expect(page.get_by_role("button", name="Show the video")).to_be_visible()
    page.keyboard.press("l")
    expect(page.get_by_role("button", name="↻ Repeat")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Place in the set").fill(str(round(second.end_s - 0.1, 2)))
    page.keyboard.press("s")
    expect(page.get_by_role("button", name="Speed 1/2")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press(" ")
    page.wait_for_function(
        """end => [...document.querySelectorAll('*')].some(
            (one) => one.shadowRoot?.querySelector('input[type=range]')?.value < end)""",
        arg=second.end_s - 1.0,
    )
    page.get_by_role("button", name="❚❚ Pause").click()
    assert second.start_s - 0.05 <= place(page) < second.end_s
    page.keyboard.press("l")


def measures(page: Page) -> None:
    page.keyboard.press("a")
    for part, joint in (("From", "hip"), ("At", "knee"), ("To", "ankle")):
        page.get_by_label(part, exact=True).select_option(f"right {joint}")
    told = page.locator(".panel div[role=status]")
    expect(told).to_contain_text("°, seen from the right side")
    expect(told).to_contain_text("± 7°")
    page.get_by_label("At", exact=True).select_option("right elbow")
    expect(told).to_contain_text("never measured")
    page.keyboard.press("Escape")
    expect(told).to_be_hidden()


def draws(page: Page) -> None:
    page.keyboard.press("Shift+F")
    page.keyboard.press("d")
    area = page.locator(".screen canvas").bounding_box()
    assert area is not None
    x, y = area["x"] + area["width"] / 3, area["y"] + area["height"] / 3
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 60, steps=4)
    page.mouse.up()
    page.get_by_role("button", name="Words", exact=True).click()
    page.get_by_label("Words to put on the picture").fill("Chest up")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save this drawing").click()
    expect(page.get_by_text("Saved. It is shown again at this moment.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Drawing")).to_contain_text("Chest up")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Seen: Marked").click()
    expect(page.get_by_role("button", name="Seen: Marked")).to_have_count(0)
    drawn(page)


def presents(page: Page) -> None:
    page.keyboard.press("p")
    page.get_by_role("button", name="End presentation").wait_for()
    expect(page.get_by_role("link", name="Today")).to_be_hidden()
    expect(page.get_by_role("heading", name="Your judgement")).to_have_count(0)
    expect(page.get_by_role("heading", name="Marked in this set")).to_be_hidden()
    drawn(page)
    page.get_by_role("button", name="End presentation").click()
    page.get_by_role("link", name="Today").wait_for()


def on_a_phone_without_the_video(browser: Browser, server: Server, seen: Seen) -> None:
    next(server.data_dir.rglob("clip.webm")).unlink()
    page = open_review(browser, server, seen, phone=True)
    expect(page.get_by_text("The video of this set is no longer here.")).to_be_visible()
    assert fits(page)
    page.get_by_role("button", name="∠ Measure").tap()
    page.locator(".screen canvas").tap(position={"x": 60, "y": 60})
    page.locator(".screen canvas").tap(position={"x": 60, "y": 160})
    page.locator(".screen canvas").tap(position={"x": 160, "y": 160})
    expect(page.locator(".panel div[role=status]")).to_contain_text("°, seen from")
    page.get_by_role("button", name="Keys").tap()
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("Next fault")
    assert fits(page)
    page.get_by_role("button", name="Close").tap()
    page.get_by_role("button", name="Judge repetition 3").tap()
    drawn(page)
    assert fits(page)
