"""The ladder of every exercise of the catalogue, rung by rung."""

from __future__ import annotations

import pytest

from coach.engine.catalogue import catalogue
from coach.programme.changing import apply_change
from coach.programme.dose import amount, catalogue_dose, prescribed
from coach.programme.model import Change, Prescription, Programme
from coach.programme.progression import rungs
from coach.programme.progression.stepping import EXERCISE, step_down, step_up
from tests.progression.progression_examples import MONDAY, programme

RUNGS = rungs(catalogue())
PRESCRIBED_ONLY = {"prone_press_up", "standing_back_extension"}
_MOST_STEPS = 60


def first(exercise: str, **more: object) -> Prescription:
    dose = catalogue_dose(catalogue()[exercise], 1)
    line = prescribed(exercise, dose, days_per_week=3, rest_s=60.0)
    return Prescription.model_validate({**line.model_dump(), **more})


def after(line: Prescription, change: Change) -> Prescription:
    """The line as the programme has it after the change, which must leave it valid."""
    changed = apply_change(programme([line]), change, MONDAY)
    assert Programme.model_validate_json(changed.model_dump_json()) == changed
    (new,) = changed.weeks[0].prescriptions
    return new


@pytest.mark.parametrize("exercise", sorted(catalogue()))
def test_up_leads_to_the_whole_dose_and_then_to_a_harder_exercise(exercise: str) -> None:
    line, rung = first(exercise), RUNGS[exercise]
    for _ in range(_MOST_STEPS):
        change = step_up(line, rung, [exercise])
        if change is None or change.field == EXERCISE:
            break
        more = after(line, change)
        assert more != line
        assert amount(more) >= amount(line)
        line = more
    else:
        pytest.fail("it never ends")
    assert line.repetitions is None or line.repetitions >= (rung.most_repetitions or 0)
    if change is None:
        assert set(rung.harder) <= {exercise}
    else:
        assert change.new in catalogue()[exercise].harder
        assert change.new not in PRESCRIBED_ONLY


@pytest.mark.parametrize("exercise", sorted(catalogue()))
def test_down_leads_to_a_small_dose_and_then_to_an_easier_exercise(exercise: str) -> None:
    line, rung = first(exercise), RUNGS[exercise]
    for _ in range(_MOST_STEPS):
        change = step_down(line, rung, [exercise])
        if change is None or change.field == EXERCISE:
            break
        less = after(line, change)
        assert less != line
        assert amount(less) <= amount(line)
        line = less
    else:
        pytest.fail("it never ends")
    assert amount(line) >= 1
    if change is None:
        assert not rung.easier
    else:
        assert change.new in catalogue()[exercise].easier


def test_a_load_gets_lighter_first() -> None:
    line = first("box_lift", load_kg=3.0)
    change = step_down(line, RUNGS["box_lift"], ["box_lift"])
    assert change == Change(exercise="box_lift", field="load_kg", old=3.0, new=2.0)
    assert after(line, change).load_kg == 2.0


def test_the_rules_propose_no_load_above_ten_kilograms() -> None:
    line = first("box_lift", repetitions=8, load_kg=9.8)
    change = step_up(line, RUNGS["box_lift"], ["box_lift"])
    assert change is not None
    assert change.new == 10.0
    line = first("box_lift", repetitions=8, load_kg=10.0)
    further = step_up(line, RUNGS["box_lift"], ["box_lift"])
    assert further is None or further.field == EXERCISE


def test_an_easier_exercise_that_is_there_already_lets_this_one_rest() -> None:
    line = first("squat", repetitions=4)
    change = step_down(line, RUNGS["squat"], ["squat", "kimore_squat"])
    assert change is not None
    assert change.new == "kimore_squat"
    both = programme([line, first("kimore_squat")])
    changed = apply_change(both, change, MONDAY)
    assert [one.exercise for one in changed.weeks[0].prescriptions] == ["kimore_squat"]


def test_a_movement_of_one_direction_is_never_proposed() -> None:
    offered = {one for rung in RUNGS.values() for one in (*rung.harder, *rung.easier)}
    assert not offered & PRESCRIBED_ONLY
