"""The page of reviews: which set comes first, what is shown of it, and what is said otherwise."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from web_examples import plank_result, save, squat_result

from coach.records import SetId
from coach.records.care_entries import MarkKind
from coach.records.marks import Marks
from coach.web.reviewing import component
from coach.web.store import my_care, my_log
from coach.web.therapist import reviewing_list, reviewing_set
from coach.web.therapist.reviewing import AT, PRESENTING, REPETITION, SET

PAGE = "therapist/review.py"


class Player:
    """Stands in for what runs in the browser: notes what it was shown, answers what is pressed."""

    def __init__(self) -> None:
        self.shown: list[dict[str, Any]] = []
        self.pressed = component.Told()

    def __call__(self, data: dict[str, Any], *, key: str) -> component.Told:
        self.shown.append(data)
        pressed, self.pressed = self.pressed, component.Told()
        return pressed


@pytest.fixture
def player(monkeypatch: pytest.MonkeyPatch) -> Player:
    stands_in = Player()
    monkeypatch.setattr(reviewing_set, "show_player", stands_in)
    # Their own tests look at them.
    monkeypatch.setattr(reviewing_set, "show_judging", lambda *_: None)
    monkeypatch.setattr(reviewing_set, "show_comparing", lambda *_: None)
    return stands_in


def opened(app: AppTest, set_id: object) -> AppTest:
    app.run().session_state[SET] = str(set_id)
    return app.switch_page(PAGE).run()


def words(app: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "caption", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def test_what_waits_comes_first_then_what_has_faults(app: AppTest, data_dir: object) -> None:
    plain = save(plank_result())
    faulty = save(squat_result(), days_ago=1)
    marked = save(replace(plank_result(), duration_s=16.0), days_ago=2)
    my_care().book(Marks).add(MarkKind.MOMENT, set_id=marked, time_s=2.0)
    sets = my_log().sets()
    ordered = reviewing_list.in_order(sets, Counter({marked: 1}))
    assert [one.id for one in ordered] == [marked, faulty, plain]
    app.run().switch_page(PAGE).run()
    assert not app.exception
    keys = [button.key for button in app.button if str(button.key).startswith("review-open")]
    assert keys == [f"review-open-{one}" for one in (marked, faulty, plain)]
    assert "1 moment waiting" in words(app)
    app.button(key=f"review-open-{faulty}").click().run()
    assert app.session_state[SET] == str(faulty)


def test_the_player_gets_the_set_with_all_that_is_known_of_it(
    app: AppTest, data_dir: object, player: Player
) -> None:
    set_id = save(squat_result())
    app.run().session_state[AT] = 4.5
    opened(app, set_id)
    assert not app.exception
    data = player.shown[-1]
    assert data["at"] == 4.5
    assert data["movement"] is not None
    assert [row["number"] for row in data["rows"]] == [1, 2, None]
    assert [fault["title"] for fault in data["faults"]] == ["Trunk far forward"]
    assert "clip.mp4" not in str(data)  # a file's name may be somebody's


def test_what_is_pressed_in_the_player_is_done_once(
    app: AppTest, data_dir: object, player: Player
) -> None:
    set_id = save(squat_result())
    stroke = {"color": "orange", "points": [[0.1, 0.1], [0.2, 0.2]]}
    drawing = {"id": "a", "time": 1.0, "drawing": {"strokes": [stroke], "words": []}}
    player.pressed = component.Told(drawing=drawing, repetition=2)
    opened(app, set_id)
    assert not app.exception
    assert player.shown[-1]["answer"] == {"id": "a", "problem": ""}
    assert [mark["title"] for mark in player.shown[-1]["marks"]] == ["Drawing"]
    assert app.session_state[REPETITION] == 2


def test_a_presentation_has_no_names_and_ends_again(
    app: AppTest, data_dir: object, player: Player
) -> None:
    set_id = save(squat_result())
    player.pressed = component.Told(present=True)
    opened(app, set_id)
    assert player.shown[-1]["presenting"]
    assert not app.title
    assert [button for button in app.button if button.key == "review-back"] == []
    player.pressed = component.Told(present=False)
    app.run()
    assert not app.session_state[PRESENTING]
    assert "Review" in words(app)


def test_a_set_that_is_gone_is_said_and_the_way_back_is_there(
    app: AppTest, data_dir: object, player: Player
) -> None:
    opened(app, SetId(my_care().patient.id))  # no set has this id
    assert not app.exception
    assert app.error
    app.button(key="review-back-none").click().run()
    assert "There is no set yet" in words(app)
