"""A therapist teaches an exercise on the page, and it is counted from then on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from coach.engine.catalogue import catalogue
from coach.engine.tracker import track_set
from coach.records import Source
from coach.web.store import my_exercises, my_log
from poses.track import PoseTrack
from tests.synthetic import squats, standing


def keep(track: PoseTrack) -> None:
    """A set of the log with this recording, counted as whatever."""
    my_log().save_result(
        track_set(catalogue()["squat"], track).finish(),
        source=Source.VIDEO,
        source_name="demonstration",
        performed_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
        track=track,
    )


def opened(app: AppTest) -> AppTest:
    return app.run().switch_page("patient/teach.py").run()


def from_the_log(app: AppTest, name: str) -> AppTest:
    opened(app)
    app.text_input(key="teach-name").set_value(name)
    app.get("button_group")[0].set_value("A set of the log").run()
    return app.button(key="teach-look").click().run()


def told(app: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "info", "success", "error", "warning")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def test_it_says_what_to_do(app):
    opened(app)
    assert not app.exception
    assert "three times or more" in told(app)


def test_nothing_chosen_asks_for_a_video(app):
    opened(app).button(key="teach-look").click().run()
    assert "Please choose a video first" in app.warning[0].value


class TestAfterADemonstration:
    @pytest.fixture
    def taught(self, app):
        keep(squats(4).track())
        return from_the_log(app, "Knee bend by the wall")

    def test_what_was_seen_is_shown(self, taught):
        assert not taught.exception
        assert "4 repetitions" in told(taught)
        assert taught.text_input(key="teach-edit-name").value == "Knee bend by the wall"

    def test_kept_it_is_an_exercise_that_counts_another_body(self, taught):
        taught.button(key="teach-keep").click().run()
        assert not taught.exception
        assert "is counted from now on" in told(taught)
        exercise = my_exercises()["knee_bend_by_the_wall"]
        assert exercise.name == "Knee bend by the wall"
        other = squats(3, depth=85.0).track().mirrored()
        assert len(track_set(exercise, other).finish().repetitions) == 3
        assert track_set(exercise, standing().track()).finish().repetitions == ()

    def test_what_was_taught_can_be_taken_out(self, taught):
        taught.button(key="teach-keep").click().run()
        taught.button(key="retire-knee_bend_by_the_wall").click().run()
        assert "knee_bend_by_the_wall" not in my_exercises()

    def test_limits_are_the_therapists(self, taught):
        taught.slider(key="teach-minimum").set_value(80).run()
        taught.button(key="teach-keep").click().run()
        exercise = my_exercises()["knee_bend_by_the_wall"]
        assert exercise.repetitions.signals[0].minimum_progress == pytest.approx(0.8, abs=0.01)


def test_standing_still_teaches_nothing_that_counts(app):
    keep(standing(8.0).track())
    from_the_log(app, "Nothing")
    assert not app.exception
    assert "teach-keep" not in {button.key for button in app.button} or "held" in told(app)
