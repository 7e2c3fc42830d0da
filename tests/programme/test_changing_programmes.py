"""A change holds from its week on; what lies before is never touched."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.engine.catalogue import catalogue
from coach.programme.changing import DOSE_FIELDS, apply_change
from coach.programme.days import eased_share
from coach.programme.facts import Facts
from coach.programme.making import make_programme
from coach.programme.missing import missing_from, name_of, replacements
from coach.programme.model import WEEKS, Change, Prescription, Programme, Week
from coach.programme.restarting import restart, week_to_return_to
from tests.programme.programme_facts import MONDAY

EXERCISES = catalogue()
PLAN = make_programme(Facts(minutes=30), EXERCISES, MONDAY)
USED = sorted({one.exercise for week in PLAN.weeks for one in week.prescriptions})


def day_in(week: int, ahead: int = 0) -> date:
    return MONDAY + timedelta(weeks=week - 1, days=ahead)


def line(programme: Programme, week: int, exercise: str) -> Prescription:
    found = programme.week_on(day_in(week)).of(exercise)
    assert found is not None
    return found


def changed(change: Change, week: int, programme: Programme = PLAN) -> Programme:
    return apply_change(programme, change, day_in(week, 3))


changes = st.one_of(
    st.builds(
        Change,
        exercise=st.sampled_from(USED),
        field=st.sampled_from(DOSE_FIELDS),
        new=st.integers(1, 7),
    ),
    st.builds(
        Change,
        exercise=st.none() | st.sampled_from(USED),
        field=st.just("exercise"),
        new=st.none() | st.sampled_from(sorted(EXERCISES)),
    ),
    st.builds(
        Change,
        share=st.floats(0.1, 1),
        until=st.none() | st.integers(60, 100).map(lambda days: MONDAY + timedelta(days=days)),
    ),
)


@settings(max_examples=200, deadline=None)
@given(changes, st.integers(-10, 59))
def test_no_change_touches_an_earlier_week(change: Change, ahead: int) -> None:
    day = MONDAY + timedelta(days=ahead)
    after = apply_change(PLAN, change, day)
    number = PLAN.week_number(day)
    earlier = [week for week in PLAN.weeks if week.number < number]
    assert list(after.weeks[: len(earlier)]) == earlier
    assert after.starts_on == PLAN.starts_on
    for back in range(1, 20):
        assert eased_share(after, day - timedelta(days=back)) is None
    assert apply_change(PLAN, change, day) == after


def test_a_step_up_lifts_later_weeks_to_it_and_takes_nothing_away() -> None:
    change = Change(exercise="glute_bridge", field="repetitions", old=8, new=9)
    after = changed(change, 2)
    assert line(after, 1, "glute_bridge").repetitions == 8
    assert [line(after, week, "glute_bridge").repetitions for week in (2, 3, 4)] == [9, 9, 12]
    assert line(after, 2, "sit_to_stand") == line(PLAN, 2, "sit_to_stand")


def test_a_step_down_stays_down() -> None:
    change = Change(exercise="glute_bridge", field="repetitions", old=8, new=6)
    after = changed(change, 2)
    assert [line(after, week, "glute_bridge").repetitions for week in (1, 2, 3, 4)] == [8, 6, 6, 6]


def test_days_of_a_week_are_another_matter_after_the_six_weeks() -> None:
    after = changed(Change(exercise="squat", field="days_per_week", new=4), 3)
    assert line(after, 3, "squat").days_per_week == 4
    assert line(after, WEEKS + 1, "squat").days_per_week == 2
    later = changed(Change(exercise="squat", field="days_per_week", new=3), WEEKS + 1)
    assert line(later, WEEKS + 1, "squat").days_per_week == 3
    assert later.weeks == PLAN.weeks


def test_an_easier_exercise_takes_the_place_with_its_own_dose() -> None:
    after = changed(Change(exercise="squat", field="exercise", old="squat", new="kimore_squat"), 4)
    assert line(after, 3, "squat") == line(PLAN, 3, "squat")
    new = line(after, 4, "kimore_squat")
    assert (new.sets, new.repetitions) == (2, 8)
    assert new.why == "Leg strength, with the arms as a counterweight."
    for week in range(4, WEEKS + 2):
        names = [one.exercise for one in after.week_on(day_in(week)).prescriptions]
        assert "squat" not in names
        assert len(names) == len(set(names))


def test_an_exercise_that_is_there_already_is_not_there_twice() -> None:
    after = changed(Change(exercise="squat", field="exercise", new="bird_dog"), 3)
    week = after.week_on(day_in(3))
    assert [one.exercise for one in week.prescriptions].count("bird_dog") == 1
    assert week.of("squat") is None


def test_an_exercise_is_added_and_taken_away() -> None:
    added = changed(Change(field="exercise", new="wall_angel"), 3)
    assert line(added, 3, "wall_angel").days_per_week == added.weeks[2].sessions
    assert added.weeks[1].of("wall_angel") is None
    gone = changed(Change(exercise="wall_angel", field="exercise", new=None), 5, added)
    assert gone.weeks[3].of("wall_angel") is not None
    assert gone.weeks[4].of("wall_angel") is None


def test_a_share_eases_days_and_no_dose() -> None:
    until = day_in(2, 5)
    after = apply_change(PLAN, Change(share=0.5, until=until), day_in(2, 3))
    assert after.weeks == PLAN.weeks
    shares = [eased_share(after, day_in(2, ahead)) for ahead in range(2, 7)]
    assert shares == [None, 0.5, 0.5, 0.5, None]
    later = apply_change(after, Change(share=0.75, until=day_in(2, 6)), day_in(2, 5))
    assert [eased_share(later, day_in(2, ahead)) for ahead in (4, 5, 6)] == [0.5, 0.75, 0.75]


def test_a_share_without_an_end_lasts_for_the_week() -> None:
    after = apply_change(PLAN, Change(share=0.5), day_in(2, 3))
    assert eased_share(after, day_in(2, 6)) == 0.5
    assert eased_share(after, day_in(3)) is None


def test_what_the_therapist_fixed_stays() -> None:
    fixed = PLAN.model_copy(
        update={
            "weeks": tuple(
                week.model_copy(
                    update={
                        "prescriptions": tuple(
                            one.model_copy(update={"fixed": True}) for one in week.prescriptions
                        )
                    }
                )
                for week in PLAN.weeks
            )
        }
    )
    assert changed(Change(exercise="squat", field="sets", new=4), 3, fixed).weeks == fixed.weeks
    swap = Change(exercise="squat", field="exercise", new="kimore_squat")
    assert changed(swap, 3, fixed).weeks == fixed.weeks


@pytest.mark.parametrize(
    "change",
    [
        Change(exercise="squat", field="colour", new=3),
        Change(exercise="squat", field="sets", new=99),
        Change(exercise="squat", field="sets", new="many"),
        Change(exercise="squat", field="exercise", new=3.0),
        Change(field="exercise", new="no_such_exercise"),
    ],
)
def test_what_can_not_be_is_refused(change: Change) -> None:
    with pytest.raises(ValueError, match=r"."):
        changed(change, 3)


def test_a_programme_begins_again_at_a_week() -> None:
    today = date(2026, 6, 10)
    eased = apply_change(PLAN, Change(share=0.5), MONDAY)
    again = restart(eased, today, 3)
    assert again.week_number(today) == 3
    assert again.week_on(today) == PLAN.weeks[2]
    assert eased_share(again, MONDAY) is None
    assert restart(PLAN, today).starts_on == today
    with pytest.raises(ValueError, match="weeks 1 to 6"):
        restart(PLAN, today, 7)


@pytest.mark.parametrize(
    ("pause_days", "week"),
    [(2, 4), (7, 3), (20, 2), (90, 1)],  # never, a week, nearly three weeks, a long time
)
def test_the_longer_the_pause_the_earlier_the_week(pause_days: int, week: int) -> None:
    last = day_in(4, 1)
    assert week_to_return_to(PLAN, last + timedelta(days=pause_days), last) == week
    assert week_to_return_to(PLAN, day_in(9), None) == 1


def test_an_exercise_that_is_gone_is_named_and_another_is_offered() -> None:
    left = {name: each for name, each in EXERCISES.items() if name != "squat"}
    (gone,) = missing_from(PLAN.weeks[2], left)
    assert name_of(gone.exercise, left) == "Squat (no longer available)"
    assert name_of("bird_dog", left) == "Bird dog"
    offered = replacements("squat", PLAN, left)
    assert offered[0] in {"kimore_squat", "lunge"}
    assert "bird_dog" not in offered
    after = apply_change(
        PLAN, Change(exercise="squat", field="exercise", new=offered[0]), day_in(3), left
    )
    assert missing_from(after.weeks[2], left) == ()


def test_an_exercise_that_nobody_knows_any_more_breaks_nothing() -> None:
    old = Prescription(exercise="long_gone", sets=2, repetitions=8)
    week: Week = PLAN.weeks[0].model_copy(
        update={"prescriptions": (old, *PLAN.weeks[0].prescriptions)}
    )
    plan = PLAN.model_copy(update={"weeks": (week, *PLAN.weeks[1:])})
    assert name_of("long_gone", EXERCISES) == "Long gone (no longer available)"
    assert set(replacements("long_gone", plan, EXERCISES)) <= set(EXERCISES)
    more = changed(Change(exercise="long_gone", field="repetitions", new=9), 1, plan)
    assert line(more, 1, "long_gone").repetitions == 9
