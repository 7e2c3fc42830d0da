"""The page about lifting: a set in words, the calculator fed by it, and the ladder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from coach.lifting.ladder import KEPT_UNDER, TARGET, ladder
from coach.records import SetId, Source, TargetSource
from coach.web.patient.lifting_diary import present_step, report, sessions
from coach.web.patient.lifting_picture import style_picture
from coach.web.store import my_library, my_log
from tests.lifting.lifter import Doing, Seen, filmed

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)


@cache
def two_lifts() -> Seen:
    return filmed(Doing.of("squat"), Doing.of("stoop"), fps=15.0)


def save(seen: Seen, performed_at: datetime = NOON) -> SetId:
    return my_log().save_result(
        seen.result,
        source=Source.TRACK,
        source_name="lifts.npz",
        performed_at=performed_at,
        track=seen.track,
    )


def told(page: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "info", "caption", "warning", "error", "html")
    words = "\n".join(
        str(getattr(element, "value", None) or element.proto.body)
        for kind in kinds
        for element in page.get(kind)
    )
    return words.replace("\\", "")


@pytest.fixture
def opened(page: AppTest) -> Callable[[], AppTest]:
    return lambda: page.run().switch_page("patient/lifting.py").run()


class TestMyLifts:
    def test_without_any_the_way_to_the_first_is_shown(self, opened):
        page = opened()
        assert not page.exception
        assert "There are no lifts of yours yet" in told(page)
        assert any("Sample" in option for option in page.selectbox(key="lifting-set").options)

    def test_a_set_of_the_log_is_told_lift_by_lift(self, page, opened):
        save(two_lifts())
        page = opened()
        assert not page.exception
        words = told(page)
        assert "You did 2 lifts: 1 in squat style, 1 in stoop style." in words
        assert "All styles are fine" in words
        for cell in ("picked up", "put down", "squat", "stoop"):
            assert f"<td>{cell}</td>" in words

    def test_the_height_is_asked_once_and_kept(self, page, opened):
        save(two_lifts())
        page = opened()
        page.number_input(key="lifting-height").set_value(172).run()
        assert not page.exception
        assert "Tell your height above" not in told(page)
        kept = {target.key: target.value for target in my_log().targets(KEPT_UNDER)}
        assert kept["body.height_cm"] == 172
        again = AppTest.from_file(page._script_path, default_timeout=60)
        again.run().switch_page("patient/lifting.py").run()
        assert again.number_input(key="lifting-height").value == 172

    def test_from_the_front_it_says_what_could_not_be_seen(self, page, opened):
        save(filmed(Doing.of("mixed"), Doing.of("mixed"), yaw_deg=0.0, fps=15.0))
        words = told(opened())
        assert "The style can only be seen from the side." in words
        assert "turn your side to the camera" in words


class TestThePicture:
    def test_lifts_that_were_alike_share_a_dot_with_all_their_numbers(self):
        doings = [Doing.of(style) for style in ("squat", "stoop", "squat", "squat")]
        picture = style_picture(filmed(*doings, fps=15.0).lifts())
        dots = {trace.name: list(trace.text) for trace in picture.data}
        assert dots == {"Squat (3)": ["1, 3, 4"], "Stoop (1)": ["2"]}

    def test_there_is_none_where_no_style_was_seen(self):
        assert style_picture(()) is None


class TestHowHeavy:
    def test_is_honest_about_what_it_is(self, opened):
        words = told(opened())
        assert "made for healthy people at work" in words
        assert "agreed with your therapist" in words

    def test_is_filled_in_from_the_set(self, page, opened):
        save(two_lifts())
        page = opened()
        reach = field(page, "niosh-reach-start")
        height = field(page, "niosh-height-start")
        first = two_lifts().lifts(None)[0]
        assert first.from_hands.reach_m is not None
        assert first.from_hands.height_m is not None
        assert reach == pytest.approx(100 * first.from_hands.reach_m.value, abs=0.6)
        assert height == pytest.approx(100 * first.from_hands.height_m.value, abs=0.6)
        assert "Recommended limit: between" in told(page)

    def test_every_field_can_be_changed(self, opened):
        page = opened()
        before = told(page)
        page.number_input(key="niosh-load").set_value(20.0).run()
        page.number_input(key="niosh-reach-start-by-hand").set_value(60.0).run()
        page.number_input(key="niosh-often").set_value(5.0).run()
        page.selectbox(key="niosh-grip").select_index(2).run()
        page.selectbox(key="niosh-duration").select_index(2).run()
        after = told(page)
        assert not page.exception
        assert before != after
        assert "Too much for most people" in after
        assert "Fewer lifts in a minute" in after or "Bringing the load closer" in after

    def test_measured_with_a_tape_gives_one_figure(self, opened):
        words = told(opened())
        assert "Recommended limit: between" not in words
        assert "Recommended limit: " in words

    def test_says_nothing_where_the_equation_does_not_hold(self, opened):
        page = opened()
        pills(page, "niosh-situations").set_value(["one_hand"]).run()
        words = told(page)
        assert "the equation says nothing about that" in words
        assert "Recommended limit" not in words

    def test_each_multiplier_is_told_in_plain_words(self, opened):
        words = told(opened())
        for title in ("How close the load is", "How high it stands", "How well it can be held"):
            assert title in words


class TestTheLadder:
    def test_begins_on_the_first_step(self, opened):
        words = told(opened())
        assert f"You are on step 1 of {len(ladder().steps)}" in words
        assert "Empty box, from a table" in words

    def test_lifts_told_by_the_person_count(self, page, opened):
        page.run()
        for days_ago in (4, 2):
            put(days_ago)
        page = opened()
        assert "how much it hurts now" in told(page)
        pills(page, "ladder-pain").set_value(1).run()
        page.button(key="ladder-up").click().run()
        assert not page.exception
        assert present_step(my_log()) == 2
        assert "You are on step 2" in told(page)

    def test_no_next_step_with_pain_or_after_a_flare(self, page, opened):
        page.run()
        for days_ago in (4, 2):
            put(days_ago)
        page = opened()
        pills(page, "ladder-pain").set_value(7).run()
        assert not [button for button in page.button if button.key == "ladder-up"]
        pills(page, "ladder-pain").set_value(1).run()
        pills(page, "ladder-flare").set_value("Yes").run()
        assert not [button for button in page.button if button.key == "ladder-up"]
        assert "give it a day" in told(page)

    def test_an_easier_step_is_always_there(self, page, opened):
        page.run()
        set_step(5)
        page = opened()
        page.button(key="ladder-easier").click().run()
        assert present_step(my_log()) == 4

    def test_a_weight_asks_for_the_therapist(self, page, opened):
        page.run()
        set_step(7)
        assert "The weight is agreed with your therapist." in told(opened())

    def test_leads_to_the_exercise(self, page, opened):
        page.run()
        set_step(5)
        page = opened()
        page.button(key="ladder-start").click().run()
        assert not page.exception
        assert page.session_state["live-exercise"] == "box_lift"

    def test_what_was_done_without_a_camera_can_be_told(self, opened):
        page = opened()
        page.number_input(key="ladder-done").set_value(5)
        pills(page, "ladder-felt-pain").set_value(2)
        pills(page, "ladder-felt-effort").set_value(3)
        submit(page)
        assert not page.exception
        (session,) = sessions(my_log())
        assert (session.repetitions, session.pain, session.effort) == (5, 2, 3)
        assert (session.step, session.form, session.stopped) == (1, None, False)


class TestTheDiary:
    def test_the_step_and_the_height_leave_every_exercise_as_it_is(self, page):
        page.run()
        set_step(4)
        assert my_library().problems == ()
        assert my_library().own == my_library().usual

    def test_sets_count_for_the_step_that_held_when_they_were_done(self, page):
        page.run()
        save(two_lifts(), performed_at=NOON - timedelta(days=30))
        set_step(4)
        report(my_log(), ladder().step(4), 8, 1, 3)
        first, second = sessions(my_log())
        assert (first.step, second.step) == (1, 4)
        assert first.repetitions == 2
        assert first.form is not None

    def test_sets_of_one_day_are_one_session_with_the_worst_that_was_told(self, page):
        page.run()
        report(my_log(), ladder().step(1), 3, 1, 3)
        report(my_log(), ladder().step(1), 2, 4, 2)
        (session,) = sessions(my_log())
        assert (session.repetitions, session.pain, session.effort) == (5, 4, 3)


def set_step(number: int) -> None:
    my_log().set_target(KEPT_UNDER, TARGET, number, set_by=TargetSource.THERAPIST, reason="agreed")


def put(days_ago: int) -> None:
    """A good day on the first step."""
    from coach.web.patient import lifting_diary

    log = my_log()
    moment = datetime.now(UTC) - timedelta(days=days_ago)
    lifting_diary.report(log, ladder().step(1), 5, 1, 3, performed_at=moment)


def field(page: AppTest, start: str) -> float:
    return next(one.value for one in page.number_input if one.key.startswith(start))


def pills(page: AppTest, key: str):
    return next(one for one in page.button_group if one.key == key)


def submit(page: AppTest) -> None:
    next(one for one in page.button if one.label == "Keep it").click().run()
