"""A time at the desk: what is shown, wished for, and written into the log while it goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coach.live.wire import Frames, Hello, Ping, WireError, frame_json
from coach.posture import Baseline, Posture, Usual, rules
from coach.posture.desk import DeskTime
from coach.posture.keeping import (
    EXERCISE,
    DeskKeeper,
    choose_suggest_after,
    suggest_after,
    usual_of_person,
)
from coach.posture.state import DeskState
from coach.posture.wishes import Wish, WishName, read_desk_message
from coach.records import Log, PostureSession, StorageError, TargetSource
from poses.track import PoseFrame
from tests.live.performing import Home
from tests.posture.at_a_desk import LAPTOP, SIDE, Spell, away, frames


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    home = Home(tmp_path / "data")
    yield home.log
    home.database.close()


class AtTheDesk:
    """A person, a camera, and a log that is written as the page's route does it."""

    def __init__(self, log: Log, still_s: float | None = 1800.0) -> None:
        self.now_s = 5000.0
        self.camera_off_s = 0.0
        self.began = datetime(2026, 5, 4, 9, tzinfo=UTC)
        self.desk = DeskTime(
            rules().suggesting_after(still_s),
            usual_of_person(log),
            now=lambda: self.now_s,
            wall=lambda: self.began + timedelta(seconds=self.now_s - 5000.0),
        )
        self.keeper = DeskKeeper(log)

    def sit(self, *spells: Spell, camera=SIDE, fps: float = 1.0) -> DeskState:
        start_s = self.now_s
        for frame in frames(spells, camera, fps=fps):
            self.now_s = start_s + frame.time_s + 1.0 / fps
            state = self.show(frame)
        return state

    def show(self, frame: PoseFrame) -> DeskState:
        state = self.desk.feed(self.now_s + self.camera_off_s, replace(frame, time_s=0.0))
        self.keep()
        return state

    def keep(self, *, now: bool = False) -> None:
        page = self.desk.page(now=now)
        if page is not None:
            self.keeper.keep(page)

    def wish(self, name: WishName) -> DeskState:
        return self.desk.wish(Wish(name))


def only(log: Log) -> PostureSession:
    (session,) = log.posture_sessions(10)
    return session


class TestKeeping:
    def test_it_is_in_the_log_while_it_goes_on(self, log: Log) -> None:
        there = AtTheDesk(log)
        there.sit(Spell(60), Spell(63, trunk=20))
        kept = only(log)
        assert kept.started_at == there.began + timedelta(seconds=1)
        assert (there.began + timedelta(seconds=123)) - kept.ended_at <= timedelta(seconds=10)
        assert kept.summary["seconds"]["leaning_forward"] >= 50

    def test_at_most_ten_seconds_are_lost_when_the_computer_stops(self, log: Log) -> None:
        AtTheDesk(log).sit(Spell(600))
        assert only(log).summary["duration_s"] >= 589.0

    def test_nothing_is_lost_when_the_page_is_closed(self, log: Log) -> None:
        there = AtTheDesk(log)
        there.sit(Spell(97))
        there.keep(now=True)
        assert only(log).summary["duration_s"] == pytest.approx(96.0)

    def test_a_glance_at_the_page_leaves_nothing(self, log: Log) -> None:
        there = AtTheDesk(log)
        there.sit(Spell(4))
        there.wish("stop")
        there.keep(now=True)
        assert log.posture_sessions(10) == []

    def test_each_time_is_one_session(self, log: Log) -> None:
        for _ in range(2):
            there = AtTheDesk(log)
            there.sit(Spell(40))
            there.keep(now=True)
        assert len(log.posture_sessions(10)) == 2

    def test_what_cannot_be_kept_now_is_kept_later(
        self, log: Log, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_args: object, **_named: object) -> None:
            raise StorageError("There is no room left: free some disk space.")

        there = AtTheDesk(log)
        with monkeypatch.context() as disk:
            disk.setattr(Log, "add_posture_session", full)
            there.sit(Spell(30))
            assert there.keeper.problem == "There is no room left: free some disk space."
            assert not there.keeper.begun
        there.sit(Spell(30))
        assert there.keeper.problem is None
        assert only(log).summary["duration_s"] >= 49.0
        assert log.targets(EXERCISE)

    def test_an_older_page_replaces_no_newer_one(self, log: Log) -> None:
        there = AtTheDesk(log)
        there.sit(Spell(30))
        old = there.desk.page(now=True)
        there.sit(Spell(30))
        there.keep(now=True)
        assert old is not None
        there.keeper.keep(old)
        assert only(log).summary["duration_s"] == pytest.approx(59.0, abs=1.0)


class TestUsualPosition:
    def test_it_is_learnt_once_and_kept_with_its_spread(self, log: Log) -> None:
        AtTheDesk(log).sit(Spell(30, trunk=5))
        usual = usual_of_person(log)
        assert usual.values["trunk_inclination"].value == pytest.approx(5.0, abs=0.5)
        kept = {target.key: target for target in log.targets(EXERCISE)}
        assert kept["baseline.trunk_inclination"].set_by is TargetSource.CALIBRATION
        assert "spread.trunk_inclination" in kept
        assert not any("shoulder_width" in key or "trunk_length" in key for key in kept)

    def test_another_day_is_compared_with_it(self, log: Log) -> None:
        AtTheDesk(log).sit(Spell(30))
        state = AtTheDesk(log).sit(Spell(60, trunk=20))
        assert state.posture is Posture.FORWARD
        assert len(log.target_history(EXERCISE)) == len(log.targets(EXERCISE))

    def test_learning_anew_takes_its_place_and_keeps_the_past(self, log: Log) -> None:
        there = AtTheDesk(log)
        there.sit(Spell(30))
        assert there.wish("learn").stage == "learning"
        there.sit(Spell(40, trunk=20))
        assert usual_of_person(log).values["trunk_inclination"].value == pytest.approx(20, abs=1)
        assert len(log.target_history(EXERCISE)) > len(log.targets(EXERCISE))

    def test_the_front_adds_what_the_side_had_not_seen(self, log: Log) -> None:
        AtTheDesk(log).sit(Spell(30), camera=SIDE)
        AtTheDesk(log).sit(Spell(30), camera=LAPTOP)
        assert set(usual_of_person(log).values) == {
            "trunk_inclination",
            "head_inclination",
            "shoulder_tilt",
        }

    def test_after_how_long_a_change_is_suggested_is_remembered(self, log: Log) -> None:
        assert suggest_after(log, rules()) == 1800.0
        for chosen in (2700.0, None):
            choose_suggest_after(log, chosen)
            assert suggest_after(log, rules()) == chosen
        assert not usual_of_person(log)


class TestWhatIsShown:
    def test_learning_then_watching(self, log: Log) -> None:
        there = AtTheDesk(log)
        first = there.sit(Spell(5))
        assert first.stage == "learning"
        assert first.learning == pytest.approx(0.4, abs=0.11)
        assert "comfortable" in (first.advice or "")
        assert there.sit(Spell(10)).stage == "watching"

    def test_from_the_front_it_says_what_can_not_be_told(self, log: Log) -> None:
        state = AtTheDesk(log).sit(Spell(30), camera=LAPTOP)
        assert "place a camera at your side" in (state.advice or "")

    def test_a_second_person_is_mentioned_for_a_moment(self, log: Log) -> None:
        there = AtTheDesk(log)
        state = there.sit(Spell(30), Spell(5, people=2))
        assert "two people" in (state.advice or "")
        assert "two people" not in (there.sit(Spell(30)).advice or "")

    def test_without_shoulders_it_says_what_to_do(self, log: Log) -> None:
        near = replace(LAPTOP, centre=(0.5, 1.6))
        state = AtTheDesk(log).sit(Spell(30), camera=near)
        assert "both shoulders" in (state.advice or "")

    def test_the_message_is_plain_data(self, log: Log) -> None:
        told = AtTheDesk(log).sit(Spell(40), Spell(40, trunk=20)).as_json()
        assert told["title"] == "Leaning forward"
        assert [one["posture"] for one in told["seconds"]] == ["upright", "leaning_forward"]
        assert told["still_s"] == pytest.approx(39, abs=2)

    def test_a_suggestion_stays_until_it_is_followed(self, log: Log) -> None:
        there = AtTheDesk(log, still_s=60.0)
        suggested = there.sit(Spell(65)).suggestion
        assert suggested is not None
        assert suggested.number == 1
        assert there.sit(Spell(20)).suggestion == suggested
        assert there.sit(Spell(20, trunk=10)).suggestion is None

    @pytest.mark.parametrize("name", ["thanks", "snooze", "meeting"])
    def test_or_put_away(self, log: Log, name: WishName) -> None:
        there = AtTheDesk(log, still_s=60.0)
        assert there.sit(Spell(65)).suggestion is not None
        assert there.wish(name).suggestion is None

    def test_or_forgotten_after_ten_minutes(self, log: Log) -> None:
        there = AtTheDesk(log, still_s=60.0)
        number = there.sit(Spell(65)).suggestion
        there.wish("meeting")
        there.wish("meeting_over")
        assert number is not None
        assert there.sit(Spell(300)).suggestion is None

    def test_leaving_takes_it_away(self, log: Log) -> None:
        there = AtTheDesk(log, still_s=60.0)
        there.sit(Spell(65))
        assert there.sit(away(15)).suggestion is None


class TestWishes:
    def test_quiet_and_awake(self, log: Log) -> None:
        there = AtTheDesk(log)
        there.sit(Spell(20))
        assert there.wish("snooze").snoozed_s == pytest.approx(1800.0)
        assert there.wish("wake").snoozed_s == 0.0
        assert there.wish("meeting").in_meeting
        assert not there.wish("meeting_over").in_meeting

    def test_standing_where_the_camera_can_not_see_it(self, log: Log) -> None:
        there = AtTheDesk(log)
        there.sit(Spell(20), camera=LAPTOP)
        assert there.wish("standing").standing
        assert there.sit(Spell(10), camera=LAPTOP).posture is Posture.STANDING
        there.wish("sitting")
        assert there.sit(Spell(10), camera=LAPTOP).posture is Posture.UPRIGHT

    def test_stop(self, log: Log) -> None:
        there = AtTheDesk(log)
        there.sit(Spell(20))
        assert there.wish("stop").stage == "over"
        before = there.desk.state().seconds
        assert there.sit(Spell(20)).seconds == before

    def test_another_camera_has_another_clock(self, log: Log) -> None:
        there = AtTheDesk(log)
        there.sit(Spell(60))
        there.desk.camera_left()
        there.now_s += 30.0
        there.camera_off_s = -4000.0
        state = there.sit(Spell(60))
        assert state.unwatched_s == pytest.approx(31.0, abs=1.0)
        assert state.seconds[Posture.UPRIGHT] == pytest.approx(118.0, abs=1.0)


class TestMessages:
    def test_those_of_the_live_page(self) -> None:
        frame = next(frames([Spell(1)]))
        assert isinstance(read_desk_message('{"type":"ping","t":1}'), Ping)
        hello = '{"type":"hello","version":1,"token":"t","client":"c"}'
        assert isinstance(read_desk_message(hello), Hello)
        text = json.dumps({"type": "frames", "frames": [frame_json(1, 0.0, frame)]})
        assert isinstance(read_desk_message(text), Frames)

    def test_wishes(self) -> None:
        assert read_desk_message('{"type":"command","name":"learn"}') == Wish("learn")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "nonsense",
            "[]",
            '{"type":"command","name":"delete"}',
            '{"type":"command","name":["stop"]}',
            '{"type":"command"}',
            '{"type":"other"}',
            "[" * 50_000,
            "x" * 70_000,
        ],
    )
    def test_nothing_else(self, text: str) -> None:
        with pytest.raises(WireError):
            read_desk_message(text)


def test_a_stored_baseline_that_lacks_a_spread_is_read_all_the_same() -> None:
    class Kept:
        key, value = "baseline.trunk_lean", 1.5

    assert Baseline.from_targets([Kept()]) == Baseline({"trunk_lean": Usual(1.5, 0.0)})
