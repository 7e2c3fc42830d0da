"""The page of a sitting in a real Chromium: what it shows, says and does, whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from browsing import chromium
from live_stand_in import CHECKS, UPDATE, StandIn, stand_in
from playwright.sync_api import Browser, Page, expect, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.films]

CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
SOUND = ("--autoplay-policy=no-user-gesture-required",)
Opener = Callable[..., Page]

STAGES = {
    "check": {"stage": "check", "checks": CHECKS, "advice": CHECKS[1]["text"]},
    "countdown": {"stage": "countdown", "left_s": 2.4},
    "active": {
        "stage": "active",
        "cues": [{"id": 1, "text": "Push your hips back, as if to a chair", "kind": "form"}],
    },
    "paused": {"stage": "paused", "paused": "left"},
    "rest": {"stage": "rest", "left_s": 44.0, "count": 10},
}

MEASURE = """() => {
    const root = document.querySelector("#host").shadowRoot;
    const box = (name) => root.querySelector(name).getBoundingClientRect();
    const inside = (one) => one.left >= -1 && one.top >= -1 &&
        one.right <= innerWidth + 1 && one.bottom <= innerHeight + 1;
    const stop = box(".control.stop");
    const shown = [".number", ".cue", ".controls"].filter((name) => box(name).width);
    const cut = shown.filter((name) => {
        const outer = root.querySelector(name).closest(".middle")?.getBoundingClientRect();
        const own = box(name);
        const over = outer && (own.top < outer.top - 8 || own.bottom > outer.bottom + 8);
        return over || !inside(own);
    });
    const top = root.elementFromPoint(stop.x + stop.width / 2, stop.y + stop.height / 2);
    const number = root.querySelector(".number");
    return {
        cut,
        stop: inside(stop) && top.classList.contains("stop"),
        digits: number.textContent ? parseFloat(getComputedStyle(number).fontSize) : 0,
        smaller: Math.min(innerWidth, innerHeight),
    };
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, chromium(playwright, (*CAMERA, *SOUND)) as opened:
        yield opened


@pytest.fixture
def coach() -> Iterator[StandIn]:
    with stand_in() as running:
        yield running


@pytest.fixture
def opened(browser: Browser, coach: StandIn) -> Iterator[Opener]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})

    def open_page(before: str = "", **data: object) -> Page:
        coach.data = data
        page = context.new_page()
        page.set_default_timeout(60_000)
        if before:
            page.add_init_script(before)
        page.goto(coach.origin)
        page.locator(".live h2", has_text="Squat").wait_for()
        return page

    yield open_page
    context.close()


def refusing(name: str) -> str:
    return f"""navigator.mediaDevices.getUserMedia =
        () => Promise.reject(new DOMException("no", "{name}"));"""


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (refusing("NotAllowedError"), "allow the camera"),
        (refusing("NotFoundError"), "I find no camera"),
        (refusing("NotReadableError"), "Another program is using the camera"),
        (refusing("TypeError"), "The camera did not start"),
        (
            "Object.defineProperty(navigator, 'mediaDevices', { value: undefined });"
            "Object.defineProperty(window, 'isSecureContext', { value: false });",
            "starts with https",
        ),
        (
            "Object.defineProperty(navigator, 'mediaDevices', { value: undefined });",
            "no way to use a camera",
        ),
    ],
)
def test_a_camera_that_does_not_open_has_its_sentence_and_a_way_on(
    opened: Opener, before: str, sentence: str
) -> None:
    page = opened(before)
    card = page.get_by_role("alert")
    expect(card).to_contain_text(sentence)
    expect(card.get_by_role("button", name="Try again")).to_be_visible()
    card.get_by_role("button", name="Back to the exercises").click()
    assert page.evaluate("window.told") == [["left", True]]


def test_a_camera_that_is_pulled_out_can_be_had_again(opened: Opener) -> None:
    page = opened()
    page.wait_for_function("window.__backCoach.frames > 3")
    page.locator("video").evaluate(
        """video => {
            const [track] = video.srcObject.getVideoTracks();
            track.stop();
            track.dispatchEvent(new Event("ended"));
        }"""
    )
    card = page.get_by_role("alert")
    expect(card).to_contain_text("The camera has stopped")
    before = page.evaluate("window.__backCoach.frames")
    card.get_by_role("button", name="Try again").click()
    page.wait_for_function("n => window.__backCoach.frames > n + 3", arg=before)


def test_without_the_pose_library_it_says_so(opened: Opener) -> None:
    page = opened()
    expect(page.get_by_role("alert")).to_contain_text("did not start")


@pytest.mark.parametrize("size", ["1", "1.45"])
def test_number_cue_and_stop_need_no_scrolling(opened: Opener, coach: StandIn, size: str) -> None:
    page = opened(f"""localStorage.setItem("back-coach.live", '{{"size": "{size}"}}')""")
    for width, height in ((1280, 800), (390, 844), (844, 390), (360, 640), (768, 1024)):
        page.set_viewport_size({"width": width, "height": height})
        for name, state in STAGES.items():
            coach.show(**state)
            page.locator(f'.live[data-stage="{name}"]').wait_for()
            page.wait_for_timeout(150)
            seen = page.evaluate(MEASURE)
            where = f"{name} at {width}x{height}"
            assert seen["cut"] == [], where
            assert seen["stop"], where
            if size == "1" and name != "check":
                # Digits that are read from three metres.
                assert seen["digits"] >= 0.22 * seen["smaller"], where


def test_everything_by_keyboard(opened: Opener, coach: StandIn) -> None:
    page = opened(refusing("NotFoundError"))
    focused = "document.querySelector('#host').shadowRoot.activeElement?.textContent"
    page.keyboard.press("Space")
    expect_commands(page, coach, [{"name": "pause"}])
    coach.show(stage="paused", paused="asked")
    page.locator('.live[data-stage="paused"]').wait_for()
    page.keyboard.press("Space")
    expect_commands(page, coach, [{"name": "pause"}, {"name": "resume"}])
    coach.show(stage="active")
    page.locator('.live[data-stage="active"]').wait_for()
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(focused))
        outline = page.evaluate(
            """getComputedStyle(document.querySelector('#host').shadowRoot.activeElement
                ?? document.body).outlineWidth"""
        )
        assert reached[-1] is None or outline == "4px"
    assert {"Settings", "Pause", "Stop", "It hurts", "Finish here"} <= set(reached)

    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Shall we stop?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect_commands(
        page,
        coach,
        [
            *({"name": "pause"}, {"name": "resume"}, {"name": "pause"}, {"name": "resume"}),
            *({"name": "pause"}, {"name": "stop", "reason": "stopped"}),
        ],
    )


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("Pain 3 of 10", [{"name": "pain", "pain": 3}, {"name": "resume"}]),
        ("Pain 5 of 10", [{"name": "pain", "pain": 5}, {"name": "resume"}]),
        ("Pain 6 of 10", [{"name": "stop", "reason": "pain", "pain": 6}]),
        ("Sharp or shooting pain", [{"name": "stop", "reason": "sharp_pain"}]),
        ("It doesn't hurt, go back", [{"name": "resume"}]),
    ],
)
def test_it_hurts(
    opened: Opener, coach: StandIn, answer: str, told: list[dict[str, object]]
) -> None:
    page = opened(refusing("NotFoundError"))
    page.get_by_role("button", name="It hurts").click()
    page.get_by_role("button", name=answer, exact=True).click()
    expect_commands(page, coach, [{"name": "pause"}, *told])
    if {"name": "resume"} in told and "Pain" in answer:
        expect(page.get_by_text("Some discomfort is okay")).to_be_visible()


def test_a_question_that_is_open_when_the_set_begins_holds_it(
    opened: Opener, coach: StandIn
) -> None:
    coach.state = {"stage": "countdown", "left_s": 1.0}
    page = opened(refusing("NotFoundError"))
    page.get_by_role("button", name="Stop", exact=True).click()
    assert coach.commands == []
    coach.show(stage="active")
    expect_commands(page, coach, [{"name": "pause"}])


def test_every_word_is_written(opened: Opener, coach: StandIn) -> None:
    page = opened(refusing("NotFoundError"))
    cues = [
        {"id": 1, "text": "Lift your chest a little", "kind": "form"},
        {"id": 2, "text": "8", "kind": "count"},
    ]
    page.evaluate(
        """() => {
            window.lines = [];
            const line = document.querySelector("#host").shadowRoot.querySelector(".caption");
            new MutationObserver(() => window.lines.push(line.textContent))
                .observe(line, { childList: true, characterData: true, subtree: true });
        }"""
    )
    coach.say({**UPDATE, "count": 8, "cues": cues})
    expect(page.locator(".cue")).to_contain_text("Lift your chest a little")
    page.wait_for_function(
        "() => ['Lift your chest a little', '8'].every((text) => window.lines.includes(text))"
    )
    assert page.locator(".caption").get_attribute("aria-live") == "polite"


def test_a_broken_line_comes_back_and_says_again_what_was_not_heard(
    opened: Opener, coach: StandIn
) -> None:
    page = opened(refusing("NotFoundError"))
    page.evaluate(
        """() => {
            window.keep = WebSocket.prototype.send;
            WebSocket.prototype.send = () => {};
        }"""
    )
    page.get_by_role("button", name="Pause").click()
    page.evaluate("() => { WebSocket.prototype.send = window.keep; }")
    coach.hang_up(1012)
    expect(
        page.get_by_text("Connection lost, I keep trying. What you did is safe.")
    ).to_be_visible()
    expect(page.get_by_text("Connection lost")).to_be_hidden()
    expect_commands(page, coach, [{"name": "pause"}])
    first, second = coach.hellos
    assert first == second == {**first, "version": 1, "token": "secret"}


@pytest.mark.parametrize(
    ("code", "sentence", "button"),
    [
        (4401, "This page was open for too long", "Back to the exercises"),
        (4404, "What you did is in your log", "Back to the exercises"),
        (4429, "sent too much at once", "Try again"),
        (1009, "out of date", "Load again"),
        (1003, "out of date", "Load again"),
    ],
)
def test_a_line_that_is_closed_for_good_says_why(
    opened: Opener, coach: StandIn, code: int, sentence: str, button: str
) -> None:
    page = opened(refusing("NotFoundError"))
    coach.hang_up(code)
    expect(page.locator(".end")).to_contain_text(sentence)
    page.get_by_role("button", name=button).click()


def test_another_device_takes_over_and_gives_back(opened: Opener, coach: StandIn) -> None:
    page = opened()
    page.wait_for_function("window.__backCoach.frames > 3")
    coach.say({"type": "taken"})
    coach.hang_up(4409)
    expect(page.locator(".end")).to_contain_text("You went on elsewhere")
    assert page.locator("video").evaluate("video => video.srcObject") is None
    before = page.evaluate("window.__backCoach.frames")
    page.get_by_role("button", name="Use it here").click()
    page.wait_for_function("n => window.__backCoach.frames > n + 3", arg=before)
    expect(page.locator(".end")).to_have_count(0)


@pytest.mark.parametrize(
    ("ended", "title"), [("done", "Well done"), ("sharp_pain", "Good that you stopped")]
)
def test_the_end_is_told_once(opened: Opener, coach: StandIn, ended: str, title: str) -> None:
    page = opened(refusing("NotFoundError"))
    coach.say({"type": "over", "ended": ended, "sets": ["a", "b"]})
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.get_by_role("button", name="See how it went").click()
    page.wait_for_timeout(6500)
    assert page.evaluate("window.told") == [["over", {"sets": ["a", "b"], "ended": ended}]]


def test_the_end_goes_on_by_itself(opened: Opener, coach: StandIn) -> None:
    page = opened(refusing("NotFoundError"))
    coach.say({"type": "over", "ended": "done", "sets": []})
    page.wait_for_function("window.told.length === 1")


@pytest.mark.parametrize("consent", [False, True])
def test_pictures_leave_only_with_consent(opened: Opener, coach: StandIn, consent: bool) -> None:
    coach.state = {"stage": "check"}
    page = opened(video={"consent": consent, "upload": "live/video"})
    page.wait_for_function("window.__backCoach.frames > 3")
    coach.show(stage="active", set_id="the-set")
    if consent:
        expect(page.get_by_text("Recording video")).to_be_visible()
    page.wait_for_timeout(5000)
    coach.show(stage="rest", left_s=30.0)
    expect(page.get_by_text("Recording video")).to_be_hidden()
    page.wait_for_timeout(1000)
    if not consent:
        assert coach.uploads == []
        return
    asked = [query for query, _ in coach.uploads]
    assert asked[0] == "set=the-set&part=0"
    assert asked[-1] == f"set=the-set&part={len(asked) - 1}&last=1"
    assert coach.uploads[0][1][:4] == b"\x1a\x45\xdf\xa3"  # a WebM file


def test_a_video_that_another_page_began_is_not_written_over(
    opened: Opener, coach: StandIn
) -> None:
    coach.state = {"stage": "active", "set_id": "the-set"}
    page = opened(video={"consent": True, "upload": "live/video"})
    page.wait_for_function("window.__backCoach.frames > 3")
    page.wait_for_timeout(3000)
    expect(page.get_by_text("Recording video")).to_be_hidden()
    coach.show(stage="rest", left_s=30.0)
    page.wait_for_timeout(500)
    assert coach.uploads == []


def test_the_second_screen_waits_and_shows(opened: Opener, coach: StandIn) -> None:
    pair = {"url": "https://192.168.1.20/?pair=x", "svg": "<svg viewBox='0 0 9 9'></svg>"}
    page = opened(role="screen", vision=None, pair=pair)
    expect(page.get_by_text("Scan this with your phone")).to_be_visible()
    expect(page.get_by_text(pair["url"])).to_be_visible()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    coach.say({"type": "camera", "present": True})
    expect(page.get_by_text("Scan this")).to_be_hidden()
    coach.show(count=8)
    expect(page.locator(".dial .number")).to_have_text("8")
    coach.say({"type": "pose", "w": 640, "h": 480, "image": [0.5, 0.5, 1.0] * 33})
    page.wait_for_function(
        """() => {
            const canvas = document.querySelector("#host").shadowRoot.querySelector("canvas");
            const { data } = canvas.getContext("2d")
                .getImageData(0, 0, canvas.width, canvas.height);
            return data.some((value) => value);
        }"""
    )
    coach.say({"type": "camera", "present": False})
    expect(page.get_by_text("Waiting for the camera…")).to_be_visible()
    assert page.locator("video").evaluate("video => video.srcObject") is None


def test_leaving_lets_go_of_camera_and_line(opened: Opener, coach: StandIn) -> None:
    page = opened()
    page.wait_for_function("window.__backCoach.frames > 3")
    page.evaluate(
        "window.track = document.querySelector('#host').shadowRoot"
        ".querySelector('video').srcObject.getVideoTracks()[0]"
    )
    page.evaluate("window.leave()")
    assert page.evaluate("window.track.readyState") == "ended"
    expect(page.locator(".live")).to_have_count(0)


def expect_commands(page: Page, coach: StandIn, commands: list[dict[str, object]]) -> None:
    for _ in range(100):
        if len(coach.commands) >= len(commands):
            break
        page.wait_for_timeout(50)
    assert coach.commands == commands
