"""Where it hurts: areas with plain names, tapped on a figure or chosen from a list."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from coach.body import HEIGHT, WIDTH, area_names, areas, below_knee


def test_the_areas_that_matter_for_a_back_are_there() -> None:
    names = {area.name for area in areas().values()}
    assert {
        "left lower back",
        "middle of the lower back",
        "right lower back",
        "left buttock",
        "back of the right thigh",
        "left calf",
        "right foot",
        "left groin",
        "front of the left thigh",
        "back of the neck",
        "back of the left shoulder",
    } <= names
    assert len(names) == len(areas())


def test_left_is_the_left_of_the_person() -> None:
    def middle(name: str) -> float:
        points = areas()[name].points
        return sum(x for x, _y in points) / len(points)

    assert middle("lower_back_left") < WIDTH / 2 < middle("lower_back_right")
    assert middle("knee_front_right") < WIDTH / 2 < middle("knee_front_left")


def test_every_area_lies_in_the_picture() -> None:
    for area in areas().values():
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in area.points)


def test_an_area_that_is_gone_is_still_said_in_words() -> None:
    assert area_names(["lower_back_left", "old_area"]) == ["left lower back", "old area"]


@pytest.mark.parametrize("area", ["calf_left", "heel_right", "shin_left", "foot_right"])
def test_marks_below_the_knee_are_told(area: str) -> None:
    assert below_knee(["lower_back_left", "knee_back_left", area, "gone"]) == (area,)


def page() -> None:
    """A page with a chart that begins with one mark."""
    import streamlit as st

    from coach.web.bodychart import body_chart, clear_chart

    if st.button("Forget", key="forget"):
        clear_chart("where")
    st.text(" ".join(body_chart("where", ("lower_back_left",))))


def test_the_list_does_what_the_figure_does() -> None:
    app = AppTest.from_function(page, default_timeout=30).run()
    assert app.text[0].value == "lower_back_left"
    app.multiselect[0].set_value(["foot_right", "lower_back_left"]).run()
    assert not app.exception
    assert app.text[0].value == "lower_back_left foot_right"
    assert "left lower back, right foot" in app.markdown[0].value
    app.multiselect[0].set_value([]).run()
    assert app.text[0].value == ""
    assert "Nothing is marked" in app.markdown[0].value
    app.button(key="forget").click().run()
    assert app.text[0].value == "lower_back_left"
