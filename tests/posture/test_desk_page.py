"""The desk page: one click to begin, a look back, the days, and how one stands."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from streamlit.testing.v1 import AppTest

from coach.analysis import analyse_track
from coach.posture import Posture, PostureMonitor
from coach.posture.keeping import suggest_after
from coach.posture.rules import rules
from coach.posture.standing import EXERCISE
from coach.records import PostureSession, PostureSessionId, Source, StorageError
from coach.web.deskwatch.rooms import desk_rooms
from coach.web.patient.desk_days import Day, days_of, minutes_words
from coach.web.patient.desk_setup import SETUP
from coach.web.store import me, my_log
from poses.track import PoseTrack
from tests.posture.at_a_desk import ROOM, Spell, away, frames, watched
from tests.posture.test_posture_words import ALARMING

NOON = datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture(autouse=True)
def _vision_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = {"bundle": "b", "wasm": "w", "models": {"full": "f", "lite": None}}
    monkeypatch.setattr("coach.web.patient.deskwork.ready", lambda: True)
    monkeypatch.setattr("coach.web.deskwatch.component.vision_data", lambda: nothing)


def words(app: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "caption", "success", "error")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def opened(app: AppTest) -> AppTest:
    app.run().switch_page("patient/desk.py").run()
    assert not app.exception
    return app


def start(app: AppTest) -> AppTest:
    return next(button for button in app.button if button.label == "Start").click().run()


def keep_a_session(began: datetime = NOON) -> None:
    monitor, _ = watched([Spell(90), Spell(60, trunk=20), Spell(90), away(30)])
    summary = monitor.summary()
    ended = began + timedelta(seconds=summary.duration_s)
    my_log().add_posture_session(began, ended, summary.as_json())


def keep_a_standing_check(lean: float = 0.0) -> None:
    track = PoseTrack.from_frames(
        frames([Spell(8, stands=True, lean=lean)], ROOM, fps=10.0, noise=0.001)
    )
    my_log().save_result(
        analyse_track(track, EXERCISE).result,
        source=Source.VIDEO,
        source_name=f"standing {lean}",
        performed_at=datetime.now(UTC),
        track=track,
    )


class TestBeginning:
    def test_one_click_begins(self, app: AppTest) -> None:
        opened(app)
        assert app.title[0].value == "Desk posture"
        assert "stays on this device" in words(app)
        start(app)
        assert not app.exception
        named = app.query_params["desk"]
        room_id = UUID(named if isinstance(named, str) else named[0])
        owner = me()
        assert desk_rooms.find(room_id, owner.person) is not None
        assert all(box.label in dict(SETUP).values() for box in app.checkbox)
        assert owner.log.posture_sessions(5) == []

    def test_what_the_camera_can_not_tell_is_said_before(self, app: AppTest) -> None:
        said = words(opened(app))
        assert "the desk hides the rest" in said
        assert "can't tell how far your head or trunk is forward" in said
        assert "a phone stops it" in said

    def test_the_time_until_a_suggestion_is_remembered(self, app: AppTest) -> None:
        opened(app).selectbox(key="desk-after").select(45).run()
        assert suggest_after(my_log(), rules()) == 45 * 60
        again = AppTest.from_file(app._script_path, default_timeout=60)
        assert opened(again).selectbox(key="desk-after").value == 45
        again.selectbox(key="desk-after").select(0).run()
        assert suggest_after(my_log(), rules()) is None

    def test_a_log_that_can_not_be_read_is_said_in_a_sentence(
        self, app: AppTest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_args: object) -> None:
            raise StorageError("The log can't be opened: free some disk space.")

        monkeypatch.setattr("coach.records.Log.targets", broken)
        assert "The log can't be opened" in words(opened(app))


class TestComingBack:
    def test_a_page_that_is_loaded_again_goes_on(self, app: AppTest) -> None:
        opened(app)
        room = desk_rooms.open(me())
        app.query_params["desk"] = str(room.id)
        app.run()
        assert not app.exception
        assert not any(button.label == "Start" for button in app.button)

    def test_after_a_restart_of_the_server_too(self, app: AppTest) -> None:
        opened(app)
        keep_a_session(datetime.now(UTC) - timedelta(minutes=5))
        room_id = uuid4()
        app.query_params["desk"] = str(room_id)
        app.run()
        assert desk_rooms.find(room_id, me().person) is not None

    @pytest.mark.parametrize("named", [str(uuid4()), "nonsense"], ids=["unknown", "nonsense"])
    def test_an_old_address_begins_nothing(self, app: AppTest, named: str) -> None:
        opened(app)
        app.query_params["desk"] = named
        app.run()
        assert any(button.label == "Start" for button in app.button)

    def test_what_is_over_is_over(self, app: AppTest) -> None:
        opened(app)
        keep_a_session()
        room = desk_rooms.open(me())
        room.desk.over = True
        app.query_params["desk"] = str(room.id)
        app.run()
        assert any(button.label == "Start" for button in app.button)
        assert "Your time at the desk" in words(app)


class TestLookingBack:
    def test_the_time_that_has_just_ended(self, app: AppTest) -> None:
        keep_a_session_of = opened(app)
        keep_a_session()
        keep_a_session_of.session_state["desk-done"] = True
        said = words(keep_a_session_of.run())
        assert "You were here for 4 min and changed your position 2 times." in said
        assert "Your longest time in one position: 1 min." in said
        assert "Trunk forward or back" in said
        assert "I could not tell" in said

    def test_days(self, data_dir: Path) -> None:
        keep_a_session()
        keep_a_session()
        keep_a_session(NOON - timedelta(days=1))
        today, yesterday = days_of(my_log().posture_sessions(10))
        assert today.day - yesterday.day == timedelta(days=1)
        assert today.seconds[Posture.FORWARD] == pytest.approx(120, abs=4)
        assert today.here_s == pytest.approx(480, abs=4)
        assert today.changes == 2 * yesterday.changes

    def test_a_summary_of_another_version_is_read_as_far_as_it_goes(self) -> None:
        session = PostureSession(
            PostureSessionId(uuid4()), NOON, NOON, {"seconds": {"floating": 60.0, "upright": 5.0}}
        )
        (day,) = days_of([session])
        assert dict(day.seconds) == {Posture.UPRIGHT: 5.0}

    def test_the_page_shows_them(self, app: AppTest) -> None:
        opened(app)
        keep_a_session()
        app.run()
        assert "Leaning forward" in "".join(element.proto.body for element in app.get("html"))

    def test_a_day_can_be_deleted(self, app: AppTest) -> None:
        opened(app)
        keep_a_session()
        keep_a_session()
        keep_a_session(NOON - timedelta(days=1))
        app.run()
        app.button(key="desk-day-delete").click().run()
        assert not app.exception
        (left,) = my_log().posture_sessions(10)
        assert left.started_at == NOON - timedelta(days=1)

    @pytest.mark.parametrize(
        ("seconds", "said"),
        [(20, "less than a minute"), (60, "1 min"), (3600, "1 h"), (3725, "1 h 2 min")],
    )
    def test_lengths_of_time(self, seconds: float, said: str) -> None:
        assert minutes_words(seconds) == said

    def test_a_day_with_nothing_is_no_mistake(self) -> None:
        assert Day(NOON.date()).here_s == 0.0


class TestHowOneStands:
    def test_before_the_first_check_it_says_how_to_get_one(self, app: AppTest) -> None:
        assert "Standing check" in words(opened(app))

    def test_a_check_becomes_the_measure_and_the_next_is_compared(self, app: AppTest) -> None:
        opened(app)
        keep_a_standing_check()
        app.run()
        assert "is this how you usually stand?" in words(app)
        app.button(key="desk-standing-keep").click().run()
        assert "Kept as your usual way to stand." in words(app)
        assert "as usual" in words(app)
        keep_a_standing_check(lean=8.0)
        app.run()
        said = words(app)
        assert "leaning further to the right than usual, by 8°" in said
        assert "Small differences between left and right are common" in said


def test_no_alarming_word_on_the_page(app: AppTest) -> None:
    opened(app)
    keep_a_session()
    app.session_state["desk-done"] = True
    said = words(app.run()).replace("no rules", "")
    calm = re.sub(r"never\s+counted", "", said)
    assert not re.search(rf"\b({ALARMING})", calm, re.IGNORECASE)


def test_the_monitor_begins_with_what_is_usual(data_dir: Path) -> None:
    assert isinstance(desk_rooms.open(me()).desk.monitor, PostureMonitor)
