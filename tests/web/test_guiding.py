"""An exercise that no camera sees: led by a timer, told by the person, kept in the log."""

from __future__ import annotations

import pytest

from coach.engine.catalogue import catalogue
from coach.engine.summary import summarise
from coach.engine.tracker import track_set
from coach.records import ScreeningOutcome, Source
from coach.safety import questionnaire
from coach.web.live import assets
from coach.web.patient.guiding import told_result
from coach.web.store import my_log
from tests.synthetic import standing

GUIDED = sorted(name for name, exercise in catalogue().items() if exercise.mode == "guide")


@pytest.fixture
def cleared(app, monkeypatch):
    monkeypatch.setattr(assets, "ready", lambda: True)
    monkeypatch.setattr(assets, "prepare", lambda *_: None)
    healthy = {question.id: False for question in questionnaire().questions}
    my_log().add_screening(ScreeningOutcome.CLEAR, healthy)
    return app.run().switch_page("patient/live.py")


def test_there_are_some():
    assert {"pelvic_tilt", "abdominal_bracing", "walking"} <= set(GUIDED)


@pytest.mark.parametrize("exercise", GUIDED)
def test_the_camera_says_that_it_sees_nothing_of_it(exercise):
    result = track_set(catalogue()[exercise], standing(3.0).track()).finish()
    assert result.repetitions == result.holds == ()
    assert result.score.value is None
    assert "The movement" in {item.what for item in result.not_assessed}


@pytest.mark.parametrize("exercise", GUIDED)
def test_what_is_told_is_kept_and_said_again(cleared, exercise):
    cleared.run()
    cleared.button(key=f"choose-{exercise}").click().run()
    assert not cleared.exception
    cleared.number_input(key=f"told-{exercise}-0").set_value(7)
    next(b for b in cleared.button if b.label == "Save it in my log").click().run()
    assert not cleared.exception
    (saved,) = my_log().sets(limit=5)
    assert saved.source is Source.SELF_REPORT
    page = " ".join(element.value for element in cleared.markdown)
    assert f"You did 7 {'minutes' if exercise == 'walking' else 'repetitions'}" in page


def test_nothing_told_is_nothing_kept(cleared):
    cleared.run()
    cleared.button(key="choose-pelvic_tilt").click().run()
    next(b for b in cleared.button if b.label == "Save it in my log").click().run()
    assert my_log().sets(limit=5) == []
    assert any("Nothing is saved yet" in info.value for info in cleared.info)


def test_one_is_said_as_one():
    walk = catalogue()["walking"]
    assert summarise(told_result(walk, 1, 0.0)) == ("You did 1 minute of walk.",)
