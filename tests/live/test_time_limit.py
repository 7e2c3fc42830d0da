"""Sets that end by themselves after a time, holds in one go, and holds on each side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coach.engine.catalogue import find_exercise
from coach.engine.exercise import Condition, Exercise, MeasureRef
from coach.engine.results import Side
from coach.engine.tracker import track_set
from coach.live.livecoach import LiveCoach, restore
from coach.live.plan import Plan
from coach.live.update import Stage
from coach.live.wire import Command
from coach.records import Ending, SetId
from tests.live.performing import Clock, Home, Performance, perform
from tests.synthetic import FILMS, Film, Posture, squats


def leaning(*parts: tuple[float, float]) -> Film:
    """Stands and leans to the side: (degrees to the right, seconds) one after the other."""

    def movement(time_s: float) -> Posture:
        for lean, seconds in parts:
            if time_s < seconds:
                return Posture(lean=lean)
            time_s -= seconds
        return Posture()

    return Film(movement, sum(seconds for _, seconds in parts)).seen_from(0.0)


@pytest.fixture
def to_each_side() -> Exercise:
    """Leaning to one side is held, and the side is told."""
    posture = find_exercise("standing_posture")
    assert posture.hold is not None
    hold = posture.hold.model_copy(
        update={
            "conditions": (Condition(measure="trunk_lean", absolute=True, above=12),),
            "side_from": MeasureRef(measure="trunk_lean"),
            "minimum_s": 1.0,
        }
    )
    return posture.model_copy(update={"hold": hold, "checks": ()})


def performing(home: Home, exercise: Exercise, plan: Plan) -> Performance:
    clock = Clock()
    return Performance(LiveCoach(home.owner, exercise, plan, now=clock), clock)


class TestASetWithATimeLimit:
    PLAN = Plan(time_s=8.0, rest_s=3.0)

    def test_it_ends_by_itself_and_nothing_after_it_counts(self, home: Home):
        live = perform(home, "squat", self.PLAN)
        live.stand(squats(), 6.0)
        before = live.clock.now_s
        last = live.play(squats(6))
        assert last.stage is Stage.OVER
        assert live.coach.sitting.ended is Ending.DONE
        assert "Time is up" in live.words
        ended = next(u for u in live.updates if u.stage is Stage.OVER)
        assert live.coach.keeper.settle(20)
        (summary,) = home.log.sets()
        assert summary.duration_s == pytest.approx(8.0, abs=0.1)
        assert ended.count == summary.repetitions < 6
        assert live.clock.now_s > before + 8.0

    def test_what_is_left_is_counted_down(self, home: Home):
        live = perform(home, "squat", self.PLAN)
        live.stand(squats(), 6.0)
        live.play(squats(2))
        left = [u.left_s for u in live.updates if u.stage is Stage.ACTIVE]
        assert all(one is not None for one in left)
        assert left[0] == pytest.approx(8.0, abs=0.1)
        assert left == sorted(left, reverse=True)

    def test_a_pause_stops_the_clock(self, home: Home):
        live = perform(home, "squat", self.PLAN)
        live.stand(squats(), 6.0)
        live.play(squats(1))
        left = live.updates[-1].left_s
        live.coach.command(Command("pause"))
        paused = live.stand(squats(), 6.0)
        assert paused.stage is Stage.PAUSED
        assert paused.left_s == pytest.approx(left, abs=0.1)
        live.coach.command(Command("resume"))
        assert live.stand(squats(), 1.0).left_s == pytest.approx(left - 1.0, abs=0.1)

    def test_who_leaves_finds_the_time_again_that_was_left(self, home: Home):
        live = perform(home, "squat", self.PLAN)
        live.stand(squats(), 6.0)
        live.play(squats(1))
        left = live.updates[-1].left_s
        live.leave(5.0)
        back = live.stand(squats(), 1.0)
        assert back.stage is Stage.ACTIVE
        assert left - 1.2 <= back.left_s <= left

    def test_after_a_restart_the_clock_goes_on_where_it_was(self, home: Home):
        live = perform(home, "squat", self.PLAN)
        live.stand(squats(), 6.0)
        live.play(squats(1))
        left = live.updates[-1].left_s
        live.coach.keeper.flush()
        assert live.coach.keeper.settle(20)
        coach = restore(home.owner, SetId(live.coach.sitting.set_ids[0]))
        assert coach.sitting.plan == self.PLAN
        assert coach.sitting.update().left_s == pytest.approx(left, abs=0.7)

    def test_the_end_is_announced_in_good_time(self, home: Home):
        live = perform(home, "squat", Plan(time_s=22.0))
        live.stand(squats(), 6.0)
        live.stand(squats(), 23.0)
        assert live.words.count("10 seconds left") == 1

    def test_the_same_frames_from_a_file_count_the_same(self, home: Home):
        live = perform(home, "squat", self.PLAN)
        live.stand(squats(), 6.0)
        live.play(squats(6))
        assert live.coach.keeper.settle(20)
        (summary,) = home.log.sets()
        track = home.log.track(summary.id)
        assert track is not None
        assert track.source["go_s"] == 0.0
        again = track_set(find_exercise("squat"), track).finish()
        assert replace(again, warnings=()) == replace(home.log.load(summary.id).result, warnings=())

    def test_repetitions_may_end_it_earlier(self, home: Home):
        live = perform(home, "squat", Plan(repetitions=1, time_s=60.0))
        live.stand(squats(), 6.0)
        assert live.play(squats(2)).stage is Stage.OVER
        assert "Time is up" not in live.words


class TestAHoldInOneGo:
    def test_it_is_over_when_the_position_is_left(self, home: Home, to_each_side: Exercise):
        live = performing(home, to_each_side, Plan(hold_s=45.0, one_go=True))
        live.stand(leaning((0.0, 1.0)), 6.0)
        last = live.play(leaning((20.0, 4.0), (0.0, 3.0)))
        assert last.stage is Stage.OVER
        assert last.held_s == pytest.approx(4.0, abs=0.3)

    def test_the_longest_possible_time_ends_it(self, home: Home, to_each_side: Exercise):
        live = performing(home, to_each_side, Plan(hold_s=3.0, one_go=True))
        live.stand(leaning((0.0, 1.0)), 6.0)
        assert live.play(leaning((20.0, 4.0))).stage is Stage.OVER

    def test_several_attempts_are_several_sets(self, home: Home, to_each_side: Exercise):
        live = performing(home, to_each_side, Plan(sets=2, hold_s=9.0, rest_s=2.0, one_go=True))
        live.stand(leaning((0.0, 1.0)), 6.0)
        assert live.play(leaning((20.0, 3.0), (0.0, 2.0))).stage is Stage.REST
        live.stand(leaning((0.0, 1.0)), 9.0)
        assert live.play(leaning((20.0, 5.0), (0.0, 2.0))).stage is Stage.OVER
        assert live.coach.keeper.settle(20)
        held = sorted(entry.hold_s for entry in home.log.sets())
        assert held == pytest.approx([3.0, 5.0], abs=0.3)

    def test_without_it_seconds_add_up(self, home: Home):
        live = perform(home, "plank", Plan(hold_s=14.0))
        live.stand(FILMS["plank"], 6.0)
        live.stand(FILMS["plank"], 4.0)
        assert live.updates[-1].stage is Stage.ACTIVE
        live.leave(3.0)
        assert live.stand(FILMS["plank"], 14.0).stage is Stage.OVER


class TestHoldsOnEachSide:
    def test_both_sides_have_to_be_held(self, home: Home, to_each_side: Exercise):
        live = performing(home, to_each_side, Plan(hold_s=3.0, per_side=True))
        live.stand(leaning((0.0, 1.0)), 6.0)
        last = live.play(leaning((20.0, 3.5), (0.0, 1.5), (-20.0, 1.5)))
        assert last.stage is Stage.ACTIVE
        assert last.sides == {Side.LEFT: 1, Side.RIGHT: 3}
        assert last.held_s == pytest.approx(1.5, abs=0.3)
        assert live.words.count("Well held. Now the other side") == 1
        assert live.play(leaning((-20.0, 2.0))).stage is Stage.OVER

    def test_one_attempt_on_each_side_in_one_go(self, home: Home, to_each_side: Exercise):
        live = performing(home, to_each_side, Plan(hold_s=45.0, per_side=True, one_go=True))
        live.stand(leaning((0.0, 1.0)), 6.0)
        assert live.play(leaning((20.0, 3.4), (0.0, 2.0))).stage is Stage.ACTIVE
        last = live.play(leaning((-20.0, 2.4), (0.0, 2.0)))
        assert last.stage is Stage.OVER
        assert last.sides == {Side.LEFT: 2, Side.RIGHT: 3}


class TestTasks:
    def test_each_set_has_its_own(self, home: Home):
        tasks = ("Face the camera", "Turn your side to it")
        live = perform(home, "squat", Plan(sets=2, repetitions=1, rest_s=2.0, tasks=tasks))
        live.stand(squats(), 6.0)
        assert live.updates[0].task == "Face the camera"
        assert live.play(squats(1)).task == "Turn your side to it"
        assert live.words.count("Turn your side to it") == 1
        live.stand(squats(), 3.0)
        assert live.words.count("Turn your side to it") == 2

    def test_without_any_nothing_is_said(self):
        assert Plan().task(1) is None

    def test_the_last_one_holds_for_all_that_follow(self):
        assert Plan(sets=3, tasks=("first", "then")).task(3) == "then"


@pytest.mark.parametrize("seconds", [0.0, -1.0])
def test_no_set_lasts_no_time(seconds: float):
    with pytest.raises(ValueError, match="no time"):
        Plan(time_s=seconds)
