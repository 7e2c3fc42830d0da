"""The figure that shows an exercise: as a picture, moving in a real Chromium, and to step into."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from browsing import ROOT, Seen, chromium, drawn, free_port, press
from playwright.sync_api import Browser, expect, sync_playwright

from coach.engine.catalogue import catalogue
from coach.web.howto import still_html, still_svg
from coach.web.pictogram import Picture, moving, still
from coach.web.silhouette import silhouette

EXERCISES = sorted(catalogue())


def things(picture: Picture, tone: str) -> list[Any]:
    return [shape for shape in picture.shapes if shape.stroke.tone == tone]


def part(picture: Picture, *marks: str) -> np.ndarray:
    return next(shape.corners for shape in picture.shapes if shape.stroke.marks == marks)


def elements(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg))


def places(element: ElementTree.Element) -> np.ndarray:
    return np.array([pair.split(",") for pair in element.attrib["points"].split()], float)


# --- pictures ----------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_card_shows_the_whole_figure_and_says_what_it_is(exercise: str) -> None:
    svg = ElementTree.fromstring(still_svg(catalogue()[exercise]))
    assert catalogue()[exercise].name in svg.attrib["aria-label"]
    x, y, width, height = map(float, svg.attrib["viewBox"].split())
    for element in svg:
        edge = 0.5 * float(element.attrib["stroke-width"])
        at = places(element)
        assert (at.min(axis=0) - edge > (x - 0.1, y - 0.1)).all()
        assert (at.max(axis=0) + edge < (x + width + 0.1, y + height + 0.1)).all()


def test_a_page_takes_the_card_as_an_image_with_its_words() -> None:
    squat = catalogue()["squat"]
    html = still_html(squat, 120)
    assert 'alt="A drawn figure: Squat"' in html
    assert "height:120px" in html
    encoded = re.search(r"base64,([^\"]+)", html)
    assert encoded is not None
    assert base64.b64decode(encoded[1]).decode() == still_svg(squat)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_browser_gets_the_moments_of_just_these_shapes(exercise: str) -> None:
    picture = moving(catalogue()[exercise])
    packed = picture.packed()
    drawn_shapes = elements(picture.svg("figure"))
    assert [len(places(shape)) for shape in drawn_shapes] == packed["corners"]
    steps = np.frombuffer(base64.b64decode(packed["points"]), "<i2")
    moments = steps.reshape(-1, sum(packed["corners"]), 2) / packed["scale"]
    assert len(moments) > 2 * packed["fps"]
    first = np.concatenate([places(shape) for shape in drawn_shapes])
    assert moments[0] == pytest.approx(first, abs=0.1)


def test_the_first_moment_is_the_start_position() -> None:
    squat = catalogue()["squat"]
    head = part(moving(squat), "chin", "crown")
    assert head[0] == pytest.approx(part(still(squat, 0), "chin", "crown")[0], abs=0.1)
    assert np.ptp(head[:, :, 1].max(axis=1)) > 20.0, "in the squat the head comes down"


def test_start_and_end_are_drawn_to_one_scale() -> None:
    pair = still(catalogue()["box_lift"], 0, 1)
    boxes = {
        re.search('viewBox="([^"]+)"', pair.svg("box", moment))[1]  # type: ignore[index]
        for moment in (0, 1)
    }
    assert len(boxes) == 1


def test_only_what_the_exercise_needs_stands_around() -> None:
    with_things = {name for name in EXERCISES if things(still(catalogue()[name], 0), "thing")}
    on_a_mat = {name for name in EXERCISES if things(still(catalogue()[name], 0), "mat")}
    props = {name: catalogue()[name].reference.prop for name in EXERCISES}
    assert with_things == {name for name, prop in props.items() if prop not in (None, "mat")}
    assert with_things >= {name for name in EXERCISES if catalogue()[name].position == "chair"}
    assert on_a_mat == {name for name in EXERCISES if catalogue()[name].position == "floor"}


def test_the_chair_stands_under_who_sits() -> None:
    picture = still(catalogue()["sit_to_stand"], 0)
    seat = things(picture, "thing")[-1].corners[0]
    hips = part(picture, "waist", "seat")[0]
    assert seat[:, 0].min() < hips[:, 0].mean() < seat[:, 0].max()
    assert 38.0 < -seat[:, 1].mean() < 48.0


def test_the_box_waits_on_the_floor_and_goes_up_with_the_hands() -> None:
    (box,) = things(moving(catalogue()["box_lift"]), "thing")
    low = -box.corners[:, :, 1].max(axis=1)
    across = box.corners[:, :, 0].mean(axis=1)
    assert low[0] == pytest.approx(low[-1]) == pytest.approx(1.5, abs=0.5)
    assert low.min() > 0.0
    assert low.max() > 60.0
    assert np.abs(np.diff(low)).max() < 12.0, "it never jumps"
    assert np.abs(np.diff(across)).max() < 4.0


def test_far_limbs_are_lighter_and_drawn_first() -> None:
    picture = still(catalogue()["lunge"], 1)
    tones = [shape.stroke.tone for shape in picture.shapes]
    assert tones.index("far") < tones.index("near")
    assert tones[-1] == "near"
    assert not things(still(catalogue()["standing_posture"], 0), "far")


def test_the_bag_hangs_from_one_hand_all_the_time() -> None:
    picture = moving(catalogue()["suitcase_carry"])
    bag = next(shape for shape in things(picture, "thing") if "bag_3" in shape.stroke.marks)
    body = part(picture, "waist", "seat")
    assert (bag.corners[:, :, 0].mean(axis=1) < body[:, 0, 0] - 10.0).all()
    assert (bag.corners[:, :, 1].max(axis=1) < -30.0).all(), "above the floor"


def test_a_chair_is_a_chair_from_the_front_too() -> None:
    picture = still(catalogue()["trunk_rotation_seated"], 0)
    wide, tall = np.ptp(np.concatenate([s.corners[0] for s in things(picture, "thing")]), axis=0)
    assert 35.0 < wide < 50.0 < tall
    hips = part(picture, "waist", "seat")[0][:, 0].mean()
    seat = things(picture, "thing")[-1].corners[0][:, 0]
    assert seat.mean() == pytest.approx(hips, abs=1.0)


# --- to step into ------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_silhouette_stands_in_its_box(exercise: str) -> None:
    shape = silhouette(catalogue()[exercise])
    points = np.concatenate([one["points"] for one in shape["shapes"]])
    assert shape["height"] == 1.0
    assert (points > 0.0).all()
    assert (points < (shape["width"], shape["height"])).all()
    assert points[:, 1].max() > 0.9, "its feet are on the ground"
    lying = catalogue()[exercise].position == "floor"
    assert (np.ptp(points[:, 0]) > np.ptp(points[:, 1])) == lying


def test_who_will_stand_up_has_room_above() -> None:
    def top(exercise: str) -> float:
        shapes = silhouette(catalogue()[exercise])["shapes"]
        return min(y for shape in shapes for _, y in shape["points"])

    assert top("sit_to_stand") > 0.2
    assert top("squat") < 0.1


# --- moving ------------------------------------------------------------------------------

PAGE = """
import streamlit as st

from coach.engine.catalogue import catalogue
from coach.web.howto import show_howto

st.checkbox("Anything else")
show_howto(catalogue()["squat"], key="figure")
"""


@contextmanager
def page_server(folder: Path) -> Iterator[str]:
    script = folder / "page.py"
    script.write_text(PAGE, encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with (folder / "server.log").open("wb") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
    try:
        for _ in range(600):
            assert process.poll() is None, (folder / "server.log").read_text()
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health").close()
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with page_server(tmp_path_factory.mktemp("howto")) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, chromium(playwright) as opened:
        yield opened


@pytest.mark.browser
def test_the_figure_moves_until_it_is_paused(origin: str, browser: Browser) -> None:
    seen = Seen()
    page = browser.new_page(viewport={"width": 390, "height": 844})
    seen.watch(page)
    page.goto(origin)
    figure = page.get_by_role("img", name="exercise Squat")
    figure.wait_for()
    assert "Send your hips back" in (figure.get_attribute("aria-label") or "")
    head = figure.locator("polygon").last
    before = head.get_attribute("points")
    page.wait_for_function(
        "([e, was]) => e.getAttribute('points') !== was", arg=[head.element_handle(), before]
    )

    press(page, "❚❚ Pause")
    page.wait_for_timeout(200)
    held = head.get_attribute("points")
    # Whatever else happens on the page, it stays as it is.
    drawn(page)
    page.get_by_text("Anything else").click()
    drawn(page)
    page.wait_for_timeout(500)
    assert head.get_attribute("points") == held
    press(page, "▶ Play")
    page.wait_for_function(
        "([e, was]) => e.getAttribute('points') !== was", arg=[head.element_handle(), held]
    )
    seen.assert_clean(origin)
    page.close()


@pytest.mark.browser
def test_who_wants_no_motion_gets_start_and_end(origin: str, browser: Browser) -> None:
    page = browser.new_page(reduced_motion="reduce", viewport={"width": 390, "height": 844})
    page.goto(origin)
    expect(page.get_by_role("img")).to_have_count(2)
    starts = [page.get_by_role("img", name=f"Squat: {name}") for name in ("Start", "And then")]
    boxes = [start.bounding_box() for start in starts]
    assert all(boxes)
    assert boxes[0]["y"] == boxes[1]["y"], "side by side"
    still_points = starts[0].locator("polygon").last.get_attribute("points")
    page.wait_for_timeout(500)
    assert starts[0].locator("polygon").last.get_attribute("points") == still_points
    press(page, "▶ Show it moving")
    page.get_by_role("img", name="exercise Squat").wait_for()
    expect(page.get_by_role("img")).to_have_count(1)
    page.close()
