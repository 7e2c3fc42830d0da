"""What may be drawn on a frame, and what is too much."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.review.drawings import DrawingError, read_drawing

LINE = {"color": "orange", "points": [[0.1, 0.2], [0.3, 0.4]]}
PLACES = st.floats(-2.0, 4.0)


def test_lines_and_words_come_back_as_they_were() -> None:
    words = {"color": "blue", "at": [0.5, 0.5], "text": "Chest up"}
    drawing = read_drawing({"strokes": [LINE], "words": [words]})
    assert drawing.model_dump(mode="json") == {"strokes": [LINE], "words": [words]}
    assert drawing.text == "Chest up"


@given(st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=30))
def test_any_line_in_and_around_the_picture_is_kept(points: list[tuple[float, float]]) -> None:
    drawing = read_drawing({"strokes": [{"color": "black", "points": points}]})
    assert drawing.strokes[0].points == tuple(points)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"strokes": [], "words": []},
        {"strokes": [{"color": "green", "points": [[0, 0]]}]},
        {"strokes": [{"color": "blue", "points": [[float("nan"), 0]]}]},
        {"strokes": [{"color": "blue", "points": [[0, 99]]}]},
        {"strokes": [{"color": "blue", "points": [[0, 0]] * 601}]},
        {"words": [{"color": "blue", "at": [0, 0], "text": "x" * 121}]},
        {"strokes": [LINE], "script": "more"},
    ],
)
def test_anything_else_is_told_kindly(told: dict[str, Any]) -> None:
    with pytest.raises(DrawingError, match=r"draw a little less"):
        read_drawing(told)
