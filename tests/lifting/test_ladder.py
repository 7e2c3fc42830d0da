"""The lifting ladder: one thing at a time, up when all is well, back when it was too much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.engine.catalogue import find_exercise
from coach.lifting import is_lift
from coach.lifting.ladder import LadderFile, ladder
from coach.lifting.progress import History, Move, Session, next_step
from coach.lifting.reading import LiftingDataError, parse
from coach.safety import pain_limit

TODAY = date(2026, 5, 20)
LAST = len(ladder().steps)


def went(days_ago: int, step: int = 3, **changes: object) -> Session:
    """A good day on a step."""
    done = ladder().step(step).total
    good = Session(TODAY - timedelta(days_ago), step, done, pain=1, effort=4, form=90.0)
    return replace(good, **changes)  # type: ignore[arg-type]


def here(*sessions: Session, step: int = 3, **changes: object) -> History:
    return replace(  # type: ignore[arg-type]
        History(step, TODAY, sessions, pain_now=1), **changes
    )


days = st.integers(0, 20).map(lambda ago: TODAY - timedelta(ago))
sessions = st.builds(
    Session,
    days,
    st.integers(1, LAST),
    st.integers(0, 30),
    st.none() | st.integers(0, 10),
    st.none() | st.integers(0, 10),
    st.none() | st.floats(0, 100),
    st.booleans(),
)
histories = st.builds(
    History,
    st.integers(1, LAST),
    st.just(TODAY),
    st.lists(sessions, max_size=8).map(lambda found: sorted(found, key=lambda one: one.day)),
    st.none() | st.integers(0, 10),
    st.none() | days,
)


class TestTheSteps:
    def test_begin_with_an_empty_box_on_a_table_and_end_with_ten_kilograms_from_the_floor(self):
        first, last = ladder().steps[0], ladder().steps[-1]
        assert (first.place, first.load_kg) == ("table", 0)
        assert (last.place, last.load_kg) == ("floor", 10)

    def test_each_is_harder_than_the_one_before_in_one_thing(self):
        for before, after in pairwise(ladder().steps):
            changed = [
                before.place != after.place,
                after.load_kg > before.load_kg,
                after.sets > before.sets,
                after.repetitions > before.repetitions,
            ]
            assert sum(changed) == 1
            assert after.load_kg - before.load_kg in (0, 2)

    def test_belong_to_a_lifting_exercise_of_the_catalogue(self):
        assert is_lift(find_exercise(ladder().exercise))

    def test_say_all_in_a_few_words(self):
        assert ladder().step(1).words.startswith("Empty box, from a table")
        assert ladder().step(7).words == "2 kg in the box, from the floor: 2 sets of 8 lifts"

    def test_a_file_that_adds_two_things_at_once_is_refused(self):
        text = """
            exercise = "box_lift"
            [rules]
            good_sessions = 2
            pain_at_most = 3
            effort_at_most = 6
            form_at_least = 75
            done_at_least = 0.9
            hard_sessions = 2
            too_much_effort = 8
            too_low_form = 60
            rest_after_flare_days = 1
            [places]
            table = "a"
            seat = "b"
            shin = "c"
            floor = "d"
            [[step]]
            place = "table"
            load_kg = 0
            sets = 1
            repetitions = 5
            [[step]]
            place = "seat"
            load_kg = 2
            sets = 1
            repetitions = 5
        """
        with pytest.raises(LiftingDataError, match="step 2 must be harder than 1 in one thing"):
            parse(LadderFile, "ladder.toml", text)


class TestGoingOn:
    def test_begins_where_one_is(self):
        found = next_step(here())
        assert (found.move, found.step.number) == (Move.SAME, 3)
        assert "begin" in found.reason

    def test_after_two_good_days_comes_the_next_step(self):
        found = next_step(here(went(4), went(2)))
        assert (found.move, found.step.number) == (Move.UP, 4)
        assert "next you lift from a low stool" in found.reason

    def test_one_good_day_is_not_enough(self):
        found = next_step(here(went(2)))
        assert found.move is Move.SAME
        assert "one more good day" in found.reason

    def test_two_times_on_one_day_are_one_good_day(self):
        assert next_step(here(went(2), went(2))).move is Move.SAME

    def test_a_weight_needs_the_therapist(self):
        found = next_step(here(went(4, 6), went(2, 6), step=6))
        assert found.step.load_kg == 2
        assert "therapist" in found.reason

    def test_days_on_another_step_do_not_count(self):
        assert next_step(here(went(4, 2), went(2, 3))).move is Move.SAME

    def test_the_top_is_the_top(self):
        found = next_step(here(went(4, LAST), went(2, LAST), step=LAST))
        assert (found.move, found.step.number) == (Move.SAME, LAST)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"pain": 4}, "pain was 4"),
            ({"effort": 7}, "hard work"),
            ({"form": 70.0}, "smoother"),
            ({"repetitions": 6}, "6 of 8 lifts"),
            ({"pain": None}, "how it felt"),
            ({"stopped": True}, "hurt"),
        ],
    )
    def test_what_is_missing_is_said(self, changes: dict[str, object], said: str):
        found = next_step(here(went(6), went(3, **changes)))
        assert found.move is Move.SAME
        assert said in found.reason

    def test_form_that_no_camera_saw_is_not_asked_for(self):
        assert next_step(here(went(4, form=None), went(2, form=None))).move is Move.UP


class TestHoldingBack:
    def test_with_too_much_pain_now_one_rests(self):
        found = next_step(here(went(4), went(2), pain_now=pain_limit() + 1))
        assert found.move is Move.SAME
        assert "rest" in found.reason

    def test_pain_that_is_not_told_lets_nobody_up(self):
        assert next_step(here(went(4), went(2), pain_now=None)).move is Move.SAME

    @pytest.mark.parametrize(("days_ago", "move"), [(0, Move.SAME), (1, Move.SAME), (2, Move.UP)])
    def test_nothing_is_added_on_the_day_of_a_flare_nor_the_day_after(
        self, days_ago: int, move: Move
    ):
        flare = TODAY - timedelta(days_ago)
        assert next_step(here(went(6), went(4), flared_on=flare)).move is move

    def test_once_too_much_is_not_yet_a_step_back(self):
        assert next_step(here(went(6), went(3, pain=7))).move is Move.SAME

    @pytest.mark.parametrize("changes", [{"pain": 7}, {"effort": 9}, {"form": 50.0}])
    def test_twice_too_much_is_one_step_back(self, changes: dict[str, object]):
        found = next_step(here(went(6, **changes), went(3, **changes)))
        assert (found.move, found.step.number) == (Move.BACK, 2)

    def test_twice_too_much_on_the_first_step_asks_for_the_therapist(self):
        hard = [went(6, 1, pain=7), went(3, 1, pain=7)]
        found = next_step(here(*hard, step=1))
        assert (found.move, found.step.number) == (Move.SAME, 1)
        assert "therapist" in found.reason

    def test_old_trouble_does_not_send_back_who_has_come_up_again(self):
        then = [went(20, 3, pain=7), went(18, 3, pain=7), went(8, 2), went(5, 2)]
        assert next_step(here(*then, step=3)).move is Move.SAME


class TestWhatAlwaysHolds:
    @given(histories)
    def test_one_step_at_most(self, history: History):
        found = next_step(history)
        way = found.step.number - history.step
        assert way == {Move.UP: 1, Move.SAME: 0, Move.BACK: -1}[found.move]

    @given(histories)
    def test_never_up_in_pain_after_a_flare_or_without_good_days(self, history: History):
        if next_step(history).move is not Move.UP:
            return
        assert history.pain_now is not None
        assert history.pain_now <= pain_limit()
        assert history.flared_on is None or (TODAY - history.flared_on).days > 1
        assert all((TODAY - s.day).days > 1 for s in history.sessions if s.stopped)
        last = history.sessions[-1]
        assert last.pain is not None
        assert last.pain <= ladder().rules.pain_at_most
        assert last.step == history.step

    @given(histories)
    def test_the_reason_is_one_kind_sentence(self, history: History):
        reason = next_step(history).reason
        assert reason.endswith(".")
        assert reason.count(".") == 1
        assert not {"wrong", "bad", "danger", "damage"} & set(reason.lower().split())
