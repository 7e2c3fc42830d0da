"""A sitting as the person lives it: seen, ready, counted, paused, rested, done."""

from __future__ import annotations

import pytest

from coach.engine.catalogue import catalogue
from coach.engine.tracker import track_set
from coach.live.plan import Plan, first_plan
from coach.live.update import Stage
from coach.live.wire import Command
from coach.records import Ending
from tests.live.performing import AS_MANY, Home, perform
from tests.synthetic import FILMS, squats, standing, walking

EXERCISES = sorted(FILMS)


class TestFromTheCheckToTheEnd:
    @pytest.mark.parametrize("exercise", EXERCISES)
    def test_what_is_counted_live_is_what_the_recording_gives(self, home: Home, exercise: str):
        film = FILMS[exercise]
        recorded = track_set(catalogue()[exercise], film.track()).finish()
        live = perform(home, exercise)
        live.stand(film, 6.0)
        assert live.updates[-1].stage is Stage.ACTIVE
        live.play(film)
        live.coach.command(Command("finish"))
        assert live.coach.keeper.settle(20)
        (summary,) = home.log.sets()
        result = home.log.load(summary.id).result
        assert len(result.repetitions) == len(recorded.repetitions)
        assert [r.side for r in result.repetitions] == [r.side for r in recorded.repetitions]
        if recorded.holds:
            # The still start of a hold is a part of it.
            assert result.hold_s == pytest.approx(recorded.hold_s, abs=7.0)

    def test_standing_still_starts_the_set(self, home: Home):
        live = perform(home, "squat")
        live.stand(squats(), 6.0)
        assert live.stages == [Stage.CHECK, Stage.COUNTDOWN, Stage.ACTIVE]
        assert live.words[-5:-1] == ["3", "2", "1", "Begin"] or "Begin" in live.words
        assert [w for w in live.words if w.isdigit()] == ["3", "2", "1"]

    def test_the_planned_number_ends_the_set_by_itself(self, home: Home):
        live = perform(home, "squat", Plan(sets=1, repetitions=2))
        live.stand(squats(), 6.0)
        last = live.play(squats(3))
        assert last.stage is Stage.OVER
        assert last.count == 2
        assert live.coach.sitting.ended is Ending.DONE

    def test_rest_between_two_sets(self, home: Home):
        live = perform(home, "squat", Plan(sets=2, repetitions=2, rest_s=3.0))
        live.stand(squats(), 6.0)
        assert live.play(squats(2)).stage is Stage.REST
        live.stand(squats(), 10.0)
        assert live.play(squats(2)).stage is Stage.OVER
        assert live.stages == [
            *(Stage.CHECK, Stage.COUNTDOWN, Stage.ACTIVE, Stage.REST),
            *(Stage.CHECK, Stage.COUNTDOWN, Stage.ACTIVE, Stage.OVER),
        ]
        assert live.coach.keeper.settle(20)
        assert [s.repetitions for s in home.log.sets()] == [2, 2]

    def test_the_rest_can_be_skipped(self, home: Home):
        live = perform(home, "squat", Plan(sets=2, repetitions=1, rest_s=60.0))
        live.stand(squats(), 6.0)
        live.play(squats(1))
        assert live.coach.command(Command("skip_rest")).stage is Stage.CHECK

    def test_a_hold_ends_when_it_was_held_long_enough(self, home: Home):
        live = perform(home, "plank", Plan(sets=1, repetitions=None, hold_s=5.0))
        last = live.stand(FILMS["plank"], 16.0)
        assert last.stage is Stage.OVER
        assert live.coach.keeper.settle(20)
        (summary,) = home.log.sets()
        assert summary.hold_s == pytest.approx(5.0, abs=0.3)

    def test_both_sides_are_asked_for(self, home: Home):
        plan = first_plan(catalogue()["lunge"])
        assert plan.per_side
        live = perform(home, "lunge", Plan(1, 2, per_side=True))
        live.stand(FILMS["lunge"], 6.0)
        last = live.play(FILMS["lunge"])
        assert last.target == 4
        assert last.stage is Stage.OVER
        assert last.sides == {"left": 2, "right": 2}


class TestTheLookAtTheCamera:
    def test_nobody_there(self, home: Home):
        live = perform(home, "squat")
        last = live.leave(3.0)
        assert last.stage is Stage.CHECK
        assert {check.id: check.ok for check in last.checks}["person"] is False
        assert last.advice is not None
        assert last.advice.startswith("Step into the picture")
        assert last.advice in live.words

    def test_turned_the_wrong_way(self, home: Home):
        live = perform(home, "hip_hinge")
        last = live.stand(FILMS["hip_hinge"].seen_from(0.0), 5.0)
        assert last.stage is Stage.CHECK
        assert last.advice == "Turn so that your side faces the camera."

    def test_too_dark(self, home: Home):
        live = perform(home, "squat")
        first = squats().track()
        last = live.play(list(first)[:29], light=0.05)
        assert {check.id: check.ok for check in last.checks}["light"] is False

    def test_walking_about_starts_nothing(self, home: Home):
        live = perform(home, "squat")
        live.play(walking(8.0))
        assert live.stages == [Stage.CHECK]

    def test_advice_is_not_repeated_every_second(self, home: Home):
        live = perform(home, "squat")
        live.leave(15.0)
        assert live.words.count(live.updates[-1].advice or "") == 2

    def test_start_by_a_button_waits_for_nothing(self, home: Home):
        live = perform(home, "squat")
        live.play(walking(2.0))
        assert live.coach.command(Command("start")).stage is Stage.COUNTDOWN
        live.stand(squats(), 3.5)
        assert live.updates[-1].stage is Stage.ACTIVE


class TestPausing:
    def begun(self, home: Home):
        live = perform(home, "squat")
        live.stand(squats(), 6.0)
        return live

    def test_leaving_pauses_and_coming_back_goes_on(self, home: Home):
        live = self.begun(home)
        live.play(squats(2))
        assert live.leave(4.0).paused == "left"
        assert live.stand(squats(), 2.0).stage is Stage.ACTIVE
        assert live.play(squats(2)).count == 4

    def test_what_is_done_while_paused_does_not_count(self, home: Home):
        live = self.begun(home)
        live.play(squats(2))
        live.coach.command(Command("pause"))
        assert live.play(squats(2)).count == 2
        live.coach.command(Command("resume"))
        assert live.play(squats(2)).count == 4

    def test_a_raised_arm_pauses_and_goes_on(self, home: Home):
        live = self.begun(home)
        assert live.raise_arm(squats(), 1.5).paused == "asked"
        live.stand(squats(), 1.0)
        assert live.updates[-1].stage is Stage.PAUSED
        assert live.raise_arm(squats(), 1.5).stage is Stage.ACTIVE

    def test_an_arm_that_stays_up_ends_the_sitting(self, home: Home):
        live = self.begun(home)
        assert live.raise_arm(squats(), 4.5).stage is Stage.OVER
        assert live.coach.sitting.ended is Ending.DONE

    def test_squatting_with_arms_forward_is_no_raised_arm(self, home: Home):
        live = self.begun(home)
        live.play(squats(3))
        assert all(update.gesture is None for update in live.updates)

    def test_a_lost_connection_is_bridged(self, home: Home):
        live = self.begun(home)
        live.play(squats(2))
        live.coach.camera_left()
        live.clock.now_s += 40.0
        assert live.stand(squats(), 1.5).count == 2
        assert live.play(squats(2)).count == 4


class TestPainAndStopping:
    def begun(self, home: Home):
        live = perform(home, "squat")
        live.stand(squats(), 6.0)
        live.play(squats(2))
        return live

    @pytest.mark.parametrize(
        ("command", "ended", "pain"),
        [
            (Command("stop"), Ending.STOPPED, None),
            (Command("stop", "pain", 7), Ending.PAIN, 7),
            (Command("stop", "sharp_pain"), Ending.SHARP_PAIN, None),
            (Command("pain", pain=6), Ending.PAIN, 6),
            (Command("finish"), Ending.DONE, None),
        ],
    )
    def test_the_set_ends_and_all_of_it_is_kept(
        self, home: Home, command: Command, ended: Ending, pain: int | None
    ):
        live = self.begun(home)
        assert live.coach.command(command).stage is Stage.OVER
        assert live.coach.keeper.settle(20)
        (summary,) = home.log.sets()
        assert (summary.repetitions, summary.ended, summary.pain) == (2, ended, pain)

    def test_a_little_discomfort_is_noted_and_the_set_goes_on(self, home: Home):
        live = self.begun(home)
        update = live.coach.command(Command("pain", pain=4))
        assert update.stage is Stage.ACTIVE
        assert "Some discomfort is okay" in update.cues[-1].text
        live.coach.command(Command("finish"))
        assert live.coach.keeper.settle(20)
        assert home.log.sets()[0].pain == 4

    def test_a_set_stopped_by_pain_before_anything_was_counted_is_kept(self, home: Home):
        live = perform(home, "squat")
        live.stand(squats(), 6.0)
        live.coach.command(Command("stop", "pain", 8))
        assert live.coach.keeper.settle(20)
        assert home.log.sets()[0].pain == 8

    def test_a_set_in_which_nothing_was_done_leaves_no_trace(self, home: Home):
        live = perform(home, "squat", AS_MANY)
        live.stand(squats(), 6.0)
        live.play(standing(2.0))
        live.coach.command(Command("finish"))
        assert live.coach.keeper.settle(20)
        assert home.log.sets() == []
