"""Easier and harder: a graph over the catalogue that a programme can walk, and never in circles."""

from __future__ import annotations

import graphlib

import pytest

from coach.engine.catalogue import catalogue

EXERCISES = sorted(catalogue())
TRAINED = [e for e in EXERCISES if catalogue()[e].category not in ("assessment", "posture")]


@pytest.mark.parametrize("exercise", EXERCISES)
def test_its_neighbours_are_in_the_catalogue_and_know_it(exercise):
    known = catalogue()[exercise]
    assert set(known.easier) | set(known.harder) <= set(catalogue())
    assert all(exercise in catalogue()[other].harder for other in known.easier)
    assert all(exercise in catalogue()[other].easier for other in known.harder)


@pytest.mark.parametrize("exercise", TRAINED)
def test_there_is_always_somewhere_to_go(exercise):
    known = catalogue()[exercise]
    assert known.easier or known.harder or known.category == "assessment"


def test_going_harder_never_leads_back():
    order = graphlib.TopologicalSorter(
        {exercise: catalogue()[exercise].easier for exercise in EXERCISES}
    ).static_order()
    assert set(order) == set(EXERCISES)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_it_says_who_leaves_it_out_and_when_to_stop(exercise):
    known = catalogue()[exercise]
    if known.category not in ("assessment", "posture"):
        assert known.text.leave_out
        assert known.text.stop


@pytest.mark.parametrize("exercise", EXERCISES)
def test_floor_exercises_say_how_one_lies(exercise):
    known = catalogue()[exercise]
    assert (known.floor_pose is not None) == (known.position == "floor")
