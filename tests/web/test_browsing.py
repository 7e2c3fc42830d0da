"""The catalogue's page: found by word and wish, opened, walked along its ladder, begun."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from coach.engine.catalogue import catalogue
from coach.engine.exercise import Dose
from coach.web.exercise_words import CATEGORIES, POSITIONS, dose_words, needs
from coach.web.patient.finding import Wish, matching

ALL = list(catalogue().values())


def ids(wish: Wish) -> set[str]:
    return {exercise.id for exercise in matching(ALL, wish)}


def opened(app: AppTest, exercise: str) -> AppTest:
    app.run()
    app.query_params["exercise"] = exercise
    return app.switch_page("patient/browse.py").run()


def told(app: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "caption", "info")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


class TestFinding:
    def test_no_wish_finds_everything(self):
        assert ids(Wish()) == set(catalogue())

    def test_a_word_in_the_name_comes_first(self):
        found = matching(ALL, Wish("bridge"))
        assert "bridge" in found[0].name.lower()

    def test_every_word_has_to_fit(self):
        assert "squat" in ids(Wish("squat legs"))
        assert ids(Wish("squat trampoline")) == set()

    @pytest.mark.parametrize("category", CATEGORIES)
    def test_by_what_it_is_for(self, category):
        found = matching(ALL, Wish(categories=frozenset({category})))
        assert {exercise.category for exercise in found} <= {category}

    @pytest.mark.parametrize("position", POSITIONS)
    def test_by_position(self, position):
        found = matching(ALL, Wish(positions=frozenset({position})))
        assert found
        assert {exercise.position for exercise in found} == {position}

    def test_by_what_is_at_hand(self):
        with_a_mat = ids(Wish(at_hand=frozenset({"mat"})))
        assert {"glute_bridge", "squat"} <= with_a_mat
        assert "sit_to_stand" not in with_a_mat

    def test_a_chair_exercise_needs_a_chair(self):
        assert needs(catalogue()["sit_to_stand"]) == {"chair"}


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        (Dose(sets=2, repetitions=8), "2 sets of 8 repetitions"),
        (Dose(sets=1, repetitions=1), "1 repetition"),
        (Dose(sets=3, hold_s=10), "3 times 10 seconds"),
        (Dose(sets=1, hold_s=90), "1 min 30 s"),
        (
            Dose(sets=2, repetitions=5, hold_s=8, per_side=True),
            "2 sets of 5 repetitions on each side, each held for 8 seconds",
        ),
        (Dose(sets=1, minutes=20), "20 minutes"),
    ],
)
def test_a_dose_is_said_as_people_say_it(dose, words):
    assert dose_words(dose) == words


class TestThePage:
    def test_it_lists_every_exercise(self, app):
        app.run().switch_page("patient/browse.py").run()
        assert not app.exception
        assert f"{len(ALL)} of {len(ALL)} exercises" in told(app)

    def test_searching_leaves_what_fits(self, app):
        app.run().switch_page("patient/browse.py").run()
        app.text_input(key="browse-words").set_value("plank").run()
        assert app.button(key="open-plank")
        with pytest.raises(KeyError):
            app.button(key="open-squat")

    @pytest.mark.parametrize("exercise", ["squat", "plank", "pelvic_tilt", "standing_posture"])
    def test_an_exercise_tells_everything_about_itself(self, app, exercise):
        opened(app, exercise)
        assert not app.exception
        known = catalogue()[exercise]
        page = told(app)
        for line in (*known.text.how_to, *known.text.safety, *known.text.leave_out):
            assert line in page
        for check in known.checks:
            assert check.title in page
        assert all(line in page for line in known.text.unseen)
        assert dose_words(known.dosage.weeks_5_6) in page

    def test_the_ladder_can_be_walked(self, app):
        opened(app, "glute_bridge")
        app.button(key="Easier-pelvic_tilt").click().run()
        assert app.title[0].value == "Pelvic tilt"

    def test_an_unknown_exercise_shows_the_list(self, app):
        opened(app, "no_such_thing")
        assert app.title[0].value == "All exercises"
