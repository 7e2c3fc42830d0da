"""Two people change one programme: what both changed is told, and nothing goes unseen."""

from __future__ import annotations

import pytest

from coach.engine.catalogue import catalogue
from coach.programme import editing
from coach.programme.colliding import collisions
from coach.programme.comparing import differences
from coach.programme.facts import Facts
from coach.programme.making import make_programme
from coach.programme.merging import merged
from coach.programme.model import Programme
from tests.programme.programme_facts import MONDAY

EXERCISES = catalogue()
PLAN = make_programme(Facts(minutes=30), EXERCISES, MONDAY)


def squats(**values: object) -> Programme:
    held = editing.week_at(PLAN, 3).of("squat")
    assert held is not None
    return editing.set_line(PLAN, 3, "only", held, held.model_copy(update=values))


def test_changes_that_have_nothing_to_do_with_each_other_do_not_collide() -> None:
    theirs = editing.add(PLAN, 5, "onwards", EXERCISES["wall_angel"])
    assert not collisions(PLAN, squats(repetitions=10), theirs, EXERCISES)
    assert not collisions(PLAN, squats(repetitions=10), squats(sets=1), EXERCISES)


def test_the_same_change_is_no_collision() -> None:
    assert not collisions(PLAN, squats(repetitions=10), squats(repetitions=10), EXERCISES)


def test_two_values_of_one_thing_are_both_told_theirs_first() -> None:
    found = collisions(PLAN, squats(repetitions=10), squats(repetitions=6), EXERCISES)
    assert found == ("Week 3: Squat, repetitions: 6 → 10",)


def test_two_orders_collide() -> None:
    names = [one.exercise for one in editing.week_at(PLAN, 3).prescriptions]
    mine = editing.reorder(PLAN, 3, "only", names[::-1])
    theirs = editing.reorder(PLAN, 3, "only", [names[1], names[0]])
    assert collisions(PLAN, mine, theirs, EXERCISES) == ("Week 3: another order",)
    assert not collisions(PLAN, mine, PLAN, EXERCISES)


@pytest.mark.parametrize("mine_removes", [True, False])
def test_what_one_takes_out_and_the_other_changes_is_told(mine_removes: bool) -> None:
    gone, changed = editing.remove(PLAN, 3, "only", "squat"), squats(repetitions=10)
    mine, theirs = (gone, changed) if mine_removes else (changed, gone)
    (found,) = collisions(PLAN, mine, theirs, EXERCISES)
    assert found.startswith("Week 3: Squat was ")
    assert found.endswith("taken out by you" if mine_removes else "changed by you")


def test_whoever_is_to_come_first_does() -> None:
    mine, theirs = squats(repetitions=10, sets=1), squats(repetitions=6)
    first = merged(PLAN, theirs, mine)
    assert differences(theirs, first, EXERCISES) == ("Week 3: Squat, sets: 3 → 1",)


def test_a_new_order_leaves_what_it_does_not_name_where_it_is() -> None:
    week = editing.week_at(PLAN, 2)
    names = [one.exercise for one in week.prescriptions]
    wished = [names[2], names[0], "no_such_exercise"]
    after = editing.reorder(PLAN, 2, "onwards", wished)
    told = [one.exercise for one in editing.week_at(after, 2).prescriptions]
    assert told == [names[2], names[1], names[0], *names[3:]]
    assert after.weeks[0] == PLAN.weeks[0]
    for number, later in enumerate(after.weeks[2:], 3):
        before = editing.week_at(PLAN, number)
        assert sorted(one.exercise for one in later.prescriptions) == sorted(
            one.exercise for one in before.prescriptions
        )
