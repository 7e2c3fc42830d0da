from __future__ import annotations

import math

import numpy as np
import pytest
from clips import Picture, plain

from poses.drawing import (
    DEFAULT_STYLE,
    Style,
    draw_angle,
    draw_count,
    draw_cue_bar,
    draw_label,
    draw_skeleton,
)
from poses.landmarks import Landmark
from poses.text import put_text, text_size, wrap
from poses.track import PoseFrame

GROUND = 90
L = Landmark

STANDING = {
    L.NOSE: (0.5, 0.15),
    L.LEFT_SHOULDER: (0.6, 0.3),
    L.RIGHT_SHOULDER: (0.4, 0.3),
    L.LEFT_ELBOW: (0.65, 0.42),
    L.RIGHT_ELBOW: (0.35, 0.42),
    L.LEFT_WRIST: (0.7, 0.55),
    L.RIGHT_WRIST: (0.3, 0.55),
    L.LEFT_HIP: (0.57, 0.55),
    L.RIGHT_HIP: (0.43, 0.55),
    L.LEFT_KNEE: (0.57, 0.72),
    L.RIGHT_KNEE: (0.43, 0.72),
    L.LEFT_ANKLE: (0.57, 0.9),
    L.RIGHT_ANKLE: (0.43, 0.9),
}


def body(*, hidden: tuple[Landmark, ...] = (), right_depth: float = 0.0) -> PoseFrame:
    image = np.full((33, 4), 0.5, np.float32)
    image[:, 2], image[:, 3] = 0.0, 0.99
    for mark, (x, y) in STANDING.items():
        image[mark, :2] = x, y
    for mark in L:
        if mark.name.startswith("RIGHT"):
            image[mark, 2] = right_depth
    image[list(hidden), 3] = 0.1
    return PoseFrame(0.0, image, image[:, :3].copy(), 400, 400)


def canvas(width: int = 400, height: int = 400) -> Picture:
    return plain(width, height, GROUND)


def changed(picture: Picture) -> np.ndarray:
    return np.abs(picture.astype(int) - GROUND).sum(axis=2)


def middle_of_bone(picture: Picture, a: Landmark, b: Landmark) -> np.ndarray:
    x, y = (np.array(STANDING[a]) + STANDING[b]) / 2 * (picture.shape[1], picture.shape[0])
    return picture[round(y), round(x)].astype(int)


def every_drawing(picture: Picture) -> list[Picture]:
    return [
        draw_skeleton(picture, body()),
        draw_angle(picture, (0.5, 0.5), ((0.5, 0.2), (0.8, 0.5)), 90.0),
        draw_label(picture, "Side view", (0.1, 0.1)),
        draw_count(picture, 7, 10, caption="Squat"),
        draw_cue_bar(picture, "Keep your heels on the floor."),
    ]


def test_drawing_gives_a_new_picture_and_leaves_the_given_one() -> None:
    picture = canvas()
    for result in every_drawing(picture):
        assert result.shape == picture.shape
        assert result.dtype == np.uint8
        assert changed(result).any()
    assert not changed(picture).any()


@pytest.mark.parametrize(("width", "height"), [(64, 48), (48, 64), (1, 1), (1920, 1080)])
def test_any_size_of_picture_can_be_drawn_on(width: int, height: int) -> None:
    for result in every_drawing(canvas(width, height)):
        assert result.shape == (height, width, 3)


def test_the_overlay_grows_with_the_picture() -> None:
    shares = [
        [float((changed(result) > 0).mean()) for result in every_drawing(canvas(side, side))]
        for side in (400, 1200)
    ]
    assert shares[1] == pytest.approx(shares[0], rel=0.35)


# --- skeleton -------------------------------------------------------------------------------


def test_left_and_right_have_their_own_colours() -> None:
    picture = draw_skeleton(canvas(), body())
    left = middle_of_bone(picture, L.LEFT_HIP, L.LEFT_KNEE)
    right = middle_of_bone(picture, L.RIGHT_HIP, L.RIGHT_KNEE)
    assert left == pytest.approx(DEFAULT_STYLE.left, abs=3)
    assert right == pytest.approx(DEFAULT_STYLE.right, abs=3)


def test_what_is_hardly_visible_is_faint() -> None:
    clear = draw_skeleton(canvas(), body())
    hidden = draw_skeleton(canvas(), body(hidden=(L.LEFT_WRIST,)))

    def strength(picture: Picture) -> float:
        return float(np.abs(middle_of_bone(picture, L.LEFT_ELBOW, L.LEFT_WRIST) - GROUND).sum())

    assert 0 < strength(hidden) < 0.5 * strength(clear)


def test_the_far_side_is_weaker() -> None:
    picture = draw_skeleton(canvas(), body(right_depth=0.4))
    near = middle_of_bone(picture, L.LEFT_HIP, L.LEFT_KNEE)
    far = middle_of_bone(picture, L.RIGHT_HIP, L.RIGHT_KNEE)
    assert near == pytest.approx(DEFAULT_STYLE.left, abs=3)
    full = np.abs(np.array(DEFAULT_STYLE.right) - GROUND).sum()
    assert np.abs(far - GROUND).sum() < 0.8 * full


def test_nobody_draws_nothing() -> None:
    nobody = PoseFrame(0.0, None, None, 400, 400)
    assert not changed(draw_skeleton(canvas(), nobody)).any()


def test_landmarks_far_outside_the_picture_do_no_harm() -> None:
    frame = body()
    assert frame.image is not None
    frame.image[L.LEFT_ANKLE, :2] = 500.0, -900.0
    assert changed(draw_skeleton(canvas(), frame)).any()


def test_the_look_can_be_chosen() -> None:
    pink = Style(left=(255, 0, 200))
    picture = draw_skeleton(canvas(), body(), style=pink)
    assert middle_of_bone(picture, L.LEFT_HIP, L.LEFT_KNEE) == pytest.approx(pink.left, abs=3)


# --- angle, label, count, cue ---------------------------------------------------------------


def test_the_arc_lies_between_both_directions() -> None:
    picture = draw_angle(canvas(), (0.5, 0.5), ((0.5, 0.1), (0.9, 0.5)), 90.0)
    marks = changed(picture) > 0
    assert marks[:200, 200:].any()
    assert not marks[220:, :].any()
    assert not marks[:, :180].any()


def test_an_unknown_angle_is_never_a_number() -> None:
    points = ((0.5, 0.1), (0.9, 0.5))
    unknown = draw_angle(canvas(), (0.5, 0.5), points, math.nan)
    zero = draw_angle(canvas(), (0.5, 0.5), points, 0.0)
    assert changed(unknown).any()
    assert (unknown != zero).any()


def test_an_unknown_joint_draws_no_angle() -> None:
    picture = draw_angle(canvas(), (math.nan, 0.5), ((0.5, 0.1), (0.9, 0.5)), 90.0)
    assert not changed(picture).any()


def test_the_count_is_at_the_left_top() -> None:
    rows, columns = np.nonzero(changed(draw_count(canvas(), 12, 15)))
    assert rows.max() < 200
    assert columns.max() < 280
    assert min(rows.min(), columns.min()) > 0


def test_the_cue_is_along_the_bottom_and_its_colour_says_the_tone() -> None:
    good = draw_cue_bar(canvas(), "Well done", tone="good")
    rows, _ = np.nonzero(changed(good))
    assert rows.min() > 300
    colours = {tuple(map(int, pixel)) for pixel in good.reshape(-1, 3)}
    assert DEFAULT_STYLE.good in colours
    assert DEFAULT_STYLE.warn not in colours


def test_no_cue_draws_no_bar() -> None:
    assert not changed(draw_cue_bar(canvas(), "  ")).any()


def test_a_long_cue_takes_more_lines_and_stays_inside() -> None:
    short = changed(draw_cue_bar(canvas(), "Good"))
    long = changed(draw_cue_bar(canvas(), "Push the floor away with the whole foot. " * 2))
    assert np.nonzero(long)[0].min() < np.nonzero(short)[0].min()
    assert not long[:, -5:].any()


@pytest.mark.parametrize("at", [(0.99, 0.99), (-0.5, -0.5), (0.0, 1.0)])
def test_a_label_stays_inside_the_picture(at: tuple[float, float]) -> None:
    marks = changed(draw_label(canvas(), "Turn your side to the camera", at))
    inside = draw_label(canvas(), "Turn your side to the camera", (0.2, 0.5))
    assert int((marks > 0).sum()) == pytest.approx(int((changed(inside) > 0).sum()), rel=0.05)


# --- text -----------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["°", "–", "é", "Ł", "½", "’", "ж"])
def test_the_font_has_what_the_coach_writes(letter: str) -> None:
    def drawn(text: str) -> bytes:
        picture = canvas(60, 60)
        put_text(picture, text, (10, 10), 30, (255, 255, 255))
        return picture.tobytes()

    assert drawn(letter) not in {drawn("?"), drawn("\U000e0fff"), drawn(" ")}


def test_wrapped_lines_fit() -> None:
    lines = wrap("Keep your knees over your toes", 20, 150)
    assert len(lines) > 1
    assert " ".join(lines) == "Keep your knees over your toes"
    assert all(text_size(line, 20)[0] <= 150 for line in lines)


def test_text_beyond_the_edge_is_cut_off() -> None:
    picture = canvas(40, 40)
    put_text(picture, "Wide text", (-20, 25), 20, (255, 255, 255))
    put_text(picture, "Elsewhere", (500, 500), 20, (255, 255, 255))
    assert changed(picture).any()
