"""The page of exercises: safety first, then choose, get ready, go on, look back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from coach.engine.catalogue import catalogue
from coach.engine.tracker import track_set
from coach.live.livecoach import finish_broken_off
from coach.records import Ending, ScreeningOutcome, SetId, Source
from coach.safety import questionnaire
from coach.web.live import assets
from coach.web.live.hub import hub
from coach.web.patient import outcome
from coach.web.store import me, my_log
from tests.live.performing import Home, perform
from tests.synthetic import squats

HEALTHY = {question.id: False for question in questionnaire().questions}


@pytest.fixture
def cleared(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Somebody who answered the safety questions before; nothing has to be fetched."""
    monkeypatch.setattr(assets, "ready", lambda: True)
    monkeypatch.setattr(assets, "prepare", lambda *_: None)
    my_log().add_screening(ScreeningOutcome.CLEAR, HEALTHY)
    return app.run().switch_page("patient/live.py")


@pytest.fixture
def home(data_dir: object) -> Home:
    return Home(data_dir)  # type: ignore[arg-type]


def told(app: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "info", "caption", "success")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def test_safety_questions_come_before_the_first_exercise(app: AppTest) -> None:
    app.run().switch_page("patient/live.py").run()
    assert app.title[0].value == "Before you begin"
    assert len(app.radio) == len(HEALTHY)


def test_every_exercise_can_be_chosen(cleared: AppTest) -> None:
    cleared.run()
    assert cleared.title[0].value == "Exercise with your coach"
    names = told(cleared)
    for exercise in catalogue().values():
        assert exercise.name in names
        assert cleared.button(key=f"choose-{exercise.id}")


@pytest.mark.parametrize(
    "exercise", ["squat", "plank", "bird_dog", "side_plank", "prone_press_up", "standing_posture"]
)
def test_before_the_start_all_is_said(cleared: AppTest, exercise: str) -> None:
    cleared.run().button(key=f"choose-{exercise}").click().run()
    assert not cleared.exception
    words = told(cleared).replace("\\", "")
    text = catalogue()[exercise].text
    for sentence in (text.purpose, text.start_position, *text.how_to, text.camera, *text.safety):
        assert sentence in words
    for sentence in (*text.leave_out, *text.stop):
        assert sentence in words
    assert not cleared.checkbox(key="live-consent").value, "a video is never taken for granted"
    assert "The picture of the camera stays on this device" in words


def test_start_opens_a_sitting_with_the_dose_that_was_chosen(cleared: AppTest) -> None:
    cleared.run().button(key="choose-squat").click().run()
    cleared.number_input(key="sets-squat").set_value(3)
    cleared.number_input(key="reps-squat").set_value(5)
    cleared.checkbox(key="live-consent").set_value(True)
    cleared.button(key="live-start").click().run()
    named = cleared.query_params["sitting"]
    room = next(r for r in hub._rooms.values() if str(r.coach.id) == named)
    assert (room.coach.sitting.plan.sets, room.coach.sitting.plan.repetitions) == (3, 5)
    assert room.coach.consent


class TestASetThatWasBrokenOff:
    def broken(self, home: Home) -> SetId:
        live = perform(home, "squat")
        live.stand(squats(), 6.0)
        live.play(squats(2))
        assert live.coach.keeper.settle(20)
        return SetId(live.coach.sitting.set_ids[0])

    def test_it_is_offered_and_nothing_else_is(self, cleared: AppTest, home: Home) -> None:
        self.broken(home)
        cleared.run()
        assert "You were in the middle of a set" in told(cleared)
        assert "2 repetitions so far" in told(cleared)
        assert not [b for b in cleared.button if (b.key or "").startswith("choose-")]

    def test_finishing_shows_what_was_done(self, cleared: AppTest, home: Home) -> None:
        set_id = self.broken(home)
        cleared.run().button(key=f"finish-{set_id}").click().run()
        assert "You did 2 repetitions of squat." in told(cleared)
        assert home.log.load(set_id).ended is Ending.LEFT

    def test_going_on_opens_its_sitting_again(self, cleared: AppTest, home: Home) -> None:
        set_id = self.broken(home)
        cleared.run().button(key=f"go-on-{set_id}").click().run()
        room = hub.holding(me().person, set_id)
        assert room is not None
        assert cleared.query_params["sitting"] == str(room.coach.id)


class TestLookingBack:
    @pytest.fixture
    def done(self, cleared: AppTest, home: Home) -> tuple[AppTest, SetId]:
        live = perform(home, "squat")
        live.stand(squats(), 6.0)
        live.play(squats(3))
        assert live.coach.keeper.settle(20)
        set_id = SetId(live.coach.sitting.set_ids[0])
        finish_broken_off(home.owner, set_id)
        cleared.session_state["live-outcome"] = [str(set_id)]
        return cleared.run(), set_id

    def test_the_best_and_the_weakest_are_shown(self, done: tuple[AppTest, SetId]) -> None:
        words = told(done[0])
        assert "You did 3 repetitions of squat." in words
        assert "Your best one" in words
        assert "One to work on" in words

    def test_how_it_felt_is_written_down(self, done: tuple[AppTest, SetId]) -> None:
        app, set_id = done
        app.get("button_group")[0].set_value(2).run()
        app.get("button_group")[1].set_value(4).run()
        saved = my_log().load(set_id)
        assert (saved.pain, saved.effort) == (2, 4)

    def test_much_pain_is_answered_kindly(self, done: tuple[AppTest, SetId]) -> None:
        app, _ = done
        app.get("button_group")[0].set_value(8).run()
        assert "choose an easier one" in told(app)

    def test_nothing_done_is_fine(self, cleared: AppTest) -> None:
        cleared.session_state["live-outcome"] = []
        cleared.run()
        assert cleared.title[0].value == "Nothing was counted this time"


def test_an_excerpt_is_one_repetition_from_its_own_beginning() -> None:
    track = squats(3).track()
    result = track_set(catalogue()["squat"], track).finish()
    part, only = outcome.excerpt(track, result, result.repetitions[1])
    (repetition,) = only.repetitions
    assert part.time_s[0] == 0.0
    assert 0.0 < repetition.start_s < repetition.turn_s < repetition.end_s < part.time_s[-1]


def test_a_code_that_is_no_longer_valid_says_what_to_do(cleared: AppTest) -> None:
    cleared.query_params["pair"] = "nonsense"
    cleared.run()
    assert "no longer valid" in cleared.title[0].value


def test_a_set_analysed_from_a_video_is_no_broken_off_one(cleared: AppTest, home: Home) -> None:
    home.log.start_set(
        exercise="squat",
        exercise_name="Squat",
        view="unknown",
        source=Source.VIDEO,
        source_name="film.mp4",
        performed_at=datetime.now(UTC),
    )
    cleared.run()
    assert cleared.title[0].value == "Exercise with your coach"
