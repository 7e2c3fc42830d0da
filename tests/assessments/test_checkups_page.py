"""The page of check-ups: chosen, explained, done before the camera or elsewhere, looked back at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from filming import from_the_chair, reference
from streamlit.testing.v1 import AppTest

from coach.assessments.about import About, Sex
from coach.assessments.due import due
from coach.assessments.keeping import By, courses, keep, told_before
from coach.assessments.measure import assess
from coach.assessments.outcome import Outcome
from coach.assessments.protocol import Protocol
from coach.assessments.shelf import find_protocol, protocols
from coach.engine.tracker import track_set
from coach.live.livecoach import LiveCoach
from coach.live.update import Stage
from coach.records import Ending, ScreeningOutcome, SetId, Source
from coach.safety import questionnaire
from coach.web.live.hub import hub
from coach.web.patient.assess_concluding import Concluded
from poses.track import PoseTrack
from tests.live.performing import Clock, Home, Performance

PAGE = "patient/assess.py"
STANDS = find_protocol("chair_stand_30s")
BEND = find_protocol("forward_bend")
ARMS = find_protocol("shoulder_elevation")
NOW = datetime(2026, 5, 20, 9, 0, tzinfo=UTC)

Opening = Callable[..., AppTest]


@pytest.fixture
def opened(page: AppTest, home: Home) -> Opening:
    """The page, opened by somebody who answered the safety questions before."""
    home.log.add_screening(
        ScreeningOutcome.CLEAR, {one.id: False for one in questionnaire().questions}
    )

    def open_page(test: str | None = None, view: str | None = None, **state: object) -> AppTest:
        for name, value in state.items():
            page.session_state[name.replace("_", "-")] = value
        for name, value in (("test", test), ("view", view)):
            if value is not None:
                page.query_params[name] = value
        return page.run()

    return open_page


def words(app: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "info", "caption", "warning", "html")
    told = [str(getattr(one, "value", "")) for kind in kinds for one in app.get(kind)]
    told += [str(one.proto.body) for one in app.get("html")]
    return "\n".join(told).replace("\\", "")


def earlier(
    home: Home, protocol: Protocol, value: float, days: int, about: About, **details: object
) -> None:
    """A result of some days ago."""
    outcome = Outcome(
        protocol.id, protocol.quantities[0], None, value, protocol.quantities[0].error.value,
        details=details,
    )  # fmt: skip
    moment = NOW - timedelta(days=days)
    keep(home.log, [outcome], about=about, by=By.CAMERA, performed_at=moment)


def kept_set(home: Home, protocol: Protocol, track: PoseTrack) -> SetId:
    result = track_set(protocol.as_tested, track).finish()
    return home.log.save_result(
        result, source=Source.VIDEO, source_name="film.mp4", performed_at=NOW, track=track
    )


def done(protocol: Protocol, *sets: SetId, ended: Ending | None = Ending.DONE) -> Concluded:
    return Concluded(protocol.id, By.CAMERA, sets, NOW, ended)


class TestTheList:
    def test_safety_questions_come_first(self, app: AppTest, data_dir):
        app.run().switch_page(PAGE).run()
        assert app.title[0].value == "Before you begin"

    def test_every_test_is_a_card(self, opened: Opening):
        app = opened()
        assert not app.exception
        for protocol in protocols().values():
            assert protocol.name in words(app)
            assert app.button(key=f"do-{protocol.id}")
        assert words(app).count("Not done yet") == len(protocols())

    def test_a_card_says_what_came_of_it_and_when_it_is_due(self, opened: Opening, home: Home):
        earlier(home, STANDS, 12.0, 0, About(70))
        told = words(opened())
        assert "Last: **12 stands**" in told
        assert "Again about 10 June" in told or "Time to do it again" in told


class TestBefore:
    @pytest.mark.parametrize("test", sorted(protocols()))
    def test_all_is_said(self, opened: Opening, test: str):
        app = opened(test)
        assert not app.exception
        told = words(app)
        protocol = find_protocol(test)
        for text in (protocol.purpose, protocol.camera, *protocol.steps, *protocol.leave_out):
            assert text in told
        for text in (*protocol.stop, *protocol.unseen):
            assert text in told
        assert "Our own default" in told

    def test_what_was_told_before_is_filled_in(self, opened: Opening, home: Home):
        earlier(home, STANDS, 12.0, 0, About(71, Sex.FEMALE, 164.0))
        app = opened("chair_stand_30s")
        assert app.number_input(key="about-age").value == 71
        assert app.selectbox(key="about-sex").value is Sex.FEMALE
        app = opened("forward_bend")
        assert app.number_input(key="about-height").value == 164

    def test_start_opens_a_sitting_as_the_test_asks(self, opened: Opening):
        app = opened("chair_stand_30s")
        app.button(key="live-start").click().run()
        named = app.query_params["sitting"]
        room = next(r for r in hub._rooms.values() if str(r.coach.id) == named)
        assert room.coach.sitting.plan == STANDS.run.plan
        assert room.coach.exercise.checks == ()
        assert app.query_params["test"] == "chair_stand_30s"

    def test_what_the_therapist_measured_is_written_down(self, opened: Opening, home: Home):
        app = opened("side_bend")
        app.segmented_control(key="way-side_bend").set_value("My therapist measured it").run()
        app.number_input(key="manual-side_bend-left").set_value(17.0)
        app.button(key="manual-keep").click().run()
        (one,) = home.log.assessments("side_bend")
        assert (one.side, one.value, one.error) == ("left", 17.0, None)
        assert one.details["by"] == "therapist"
        assert "17" in words(app)

    def test_nothing_filled_in_is_no_result(self, opened: Opening, home: Home):
        app = opened("side_bend")
        app.segmented_control(key="way-side_bend").set_value("My therapist measured it").run()
        app.button(key="manual-keep").click().run()
        assert "one value at least" in words(app)
        assert home.log.assessments() == []

    def test_a_video_has_to_be_chosen_first(self, opened: Opening):
        app = opened("plank_endurance")
        app.segmented_control(key="way-plank_endurance").set_value("From a video").run()
        app.button(key="measure-video").click().run()
        assert "choose a video first" in words(app)


class TestAfter:
    def test_value_error_norm_and_source(self, opened: Opening, home: Home):
        set_id = kept_set(home, STANDS, replace(from_the_chair(14, 2.9), source={"go_s": 1.0}))
        app = opened(
            "chair_stand_30s",
            assess_concluded=done(STANDS, set_id),
            assess_about=About(66, Sex.MALE),
        )
        assert not app.exception
        told = words(app)
        assert "stands ± 1" in told
        assert "Less than is usual for your age: good to work on." in told
        assert "Men from 65 to 69 usually reach 12 stands or more." in told
        (one,) = home.log.assessments("chair_stand_30s")
        assert (one.value, one.unit, one.set_id) == (11.0, "stands", set_id)
        assert one.details["age"] == 66

    def test_it_is_kept_once(self, opened: Opening, home: Home):
        set_id = kept_set(home, ARMS, reference("kimore_arm_lift"))
        app = opened("shoulder_elevation", assess_concluded=done(ARMS, set_id))
        app.run()
        assert len(home.log.assessments()) == 2

    def test_a_change_within_the_error_is_none(self, opened: Opening, home: Home):
        earlier(home, STANDS, 10.0, 42, About(70))
        earlier(home, STANDS, 14.0, 21, About(70))
        earlier(home, STANDS, 15.0, 0, About(70))
        told = words(opened("chair_stand_30s", "result"))
        assert "Since the first time: Better by 5 stands." in told
        assert "Since the last time: No change beyond measurement error." in told
        assert "over time" in told

    def test_what_could_not_be_assessed_says_why(self, opened: Opening, home: Home):
        set_id = kept_set(home, BEND, reference("standing_forward_bend"))
        app = opened("forward_bend", assess_concluded=done(BEND, set_id))
        app.button(key="touched-no").click().run()
        told = words(app)
        assert "Tell your height" in told
        assert {one.test for one in home.log.assessments()} == {
            "forward_bend.trunk",
            "forward_bend.hip",
        }

    def test_touching_the_floor_is_asked_for(self, opened: Opening, home: Home):
        set_id = kept_set(home, BEND, reference("standing_forward_bend"))
        app = opened(
            "forward_bend", assess_concluded=done(BEND, set_id), assess_about=About(height_cm=172)
        )
        assert "My fingertips touched the floor" in words(app)
        assert home.log.assessments() == []
        app.button(key="touched-yes").click().run()
        (main,) = home.log.assessments("forward_bend")
        assert main.value == 0.0

    def test_pain_has_no_result(self, opened: Opening, home: Home):
        set_id = kept_set(home, STANDS, from_the_chair(14, 2.9))
        concluded = done(STANDS, set_id, ended=Ending.PAIN)
        app = opened("chair_stand_30s", assess_concluded=concluded)
        assert app.title[0].value == "You listened to your body"
        assert home.log.assessments() == []

    def test_nothing_done_is_fine(self, opened: Opening, home: Home):
        app = opened("chair_stand_30s", assess_concluded=done(STANDS))
        assert "No result this time" in words(app)
        assert home.log.assessments() == []

    def test_a_result_that_does_not_count_can_go(self, opened: Opening, home: Home):
        earlier(home, STANDS, 3.0, 0, About(70))
        app = opened("chair_stand_30s", "result")
        app.button(key="remove-result").click().run()
        assert home.log.assessments() == []
        assert "No result this time" in words(app)


class TestTheWholeWay:
    def test_live_and_from_a_file_are_the_same(self, opened: Opening, home: Home):
        clock = Clock()
        coach = LiveCoach(home.owner, STANDS.as_tested, STANDS.run.plan, now=clock)
        live = Performance(coach, clock)
        track = from_the_chair(14, 2.9, lead_s=0.1)
        live.play(replace(track[0], time_s=i / 15) for i in range(15 * 6))
        assert live.updates[-1].stage is Stage.ACTIVE
        last = live.play(track)
        assert last.stage is Stage.OVER
        assert "Time is up" in live.words
        assert coach.keeper.settle(20)
        (set_id,) = coach.sitting.set_ids
        opened("chair_stand_30s", assess_concluded=done(STANDS, SetId(set_id)))
        (kept,) = home.log.assessments("chair_stand_30s")
        assert kept.value in (10.0, 11.0)
        stored = home.log.track(SetId(set_id))
        assert stored is not None
        (again,) = assess(STANDS, [stored])
        assert again.value == kept.value
        assert again.notes == ()


class TestDue:
    WEEKS = (0, 3, 6)

    def day(self, days: float) -> datetime:
        return NOW + timedelta(days=days)

    @pytest.mark.parametrize(
        ("days", "next_day"),
        [([], None), ([0], 21), ([0, 10], 21), ([0, 18], 42), ([0, 21, 43], None)],
        ids=["never", "once", "too early", "a little early", "all"],
    )
    def test_the_next_time(self, days: list[int], next_day: int | None):
        found = due(self.WEEKS, map(self.day, days))
        assert found.done is bool(days)
        assert found.at == (None if next_day is None else self.day(next_day))

    def test_it_is_time_from_some_days_before(self):
        found = due(self.WEEKS, [NOW])
        assert not found.now(self.day(16))
        assert found.now(self.day(17))
        assert found.now(self.day(60))


class TestTheLog:
    def test_a_course_has_the_oldest_first_and_each_side_by_itself(self, home: Home):
        side = find_protocol("side_bend")
        for days, film in ((21, 3), (0, 4)):
            outcomes = assess(side, [reference("standing_side_bend", film)], About(height_cm=172))
            keep(
                home.log,
                outcomes,
                about=About(50, None, 172.0),
                by=By.VIDEO,
                performed_at=NOW - timedelta(days=days),
            )
        found = courses(side, home.log.assessments())
        assert [(c.quantity.id, c.side and c.side.value) for c in found] == [
            ("side_bend", "left"),
            ("side_bend", "right"),
            ("lean", "left"),
            ("lean", "right"),
        ]
        assert all(len(course.results) == 2 for course in found)
        assert all(course.since_last is None for course in found)

    def test_what_was_told_is_the_latest_of_each(self, home: Home):
        earlier(home, STANDS, 10.0, 30, About(70, Sex.MALE, 180.0))
        earlier(home, STANDS, 10.0, 3, About(height_cm=179.0))
        assert told_before(home.log.assessments(), NOW) == About(70, Sex.MALE, 179.0)
