"""A therapist's draft: exact changes, told as differences, merged with somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.engine.catalogue import catalogue
from coach.programme import editing
from coach.programme.comparing import differences
from coach.programme.facts import Facts
from coach.programme.making import make_programme
from coach.programme.merging import merged
from coach.programme.model import WEEKS, Prescription, Programme
from coach.programme.own_templates import OwnTemplate, folder, own_templates, save_own
from coach.programme.reading import ProgrammeDataError
from tests.programme.programme_facts import MONDAY

EXERCISES = catalogue()
PLAN = make_programme(Facts(minutes=30), EXERCISES, MONDAY)


def line(programme: Programme, week: int, exercise: str) -> Prescription:
    found = editing.week_at(programme, week).of(exercise)
    assert found is not None
    return found


def with_(week: int, scope: editing.Scope, exercise: str, **values: object) -> Programme:
    old = line(PLAN, week, exercise)
    return editing.set_line(PLAN, week, scope, old, old.model_copy(update=values))


def names(programme: Programme, week: int) -> list[str]:
    return [one.exercise for one in editing.week_at(programme, week).prescriptions]


def test_one_week_is_changed_and_no_other() -> None:
    after = with_(3, "only", "squat", repetitions=5)
    assert line(after, 3, "squat").repetitions == 5
    assert after.weeks[3:] == PLAN.weeks[3:]
    assert after.maintenance == PLAN.maintenance
    assert differences(PLAN, after, EXERCISES) == ("Week 3: Squat, repetitions: 8 → 5",)


def test_later_weeks_take_over_what_was_changed_and_keep_the_rest() -> None:
    after = with_(3, "onwards", "squat", note="Hold on to the table", load_kg=2.0)
    for week in range(3, WEEKS + 2):
        assert line(after, week, "squat").note == "Hold on to the table"
        assert line(after, week, "squat").repetitions == line(PLAN, week, "squat").repetitions
    assert differences(PLAN, after, EXERCISES) == (
        "Weeks 3-6 and after: Squat, load in kg: none → 2",
        "Weeks 3-6 and after: Squat, note: none → Hold on to the table",
    )


def test_exercises_come_go_and_change_places() -> None:
    added = editing.add(PLAN, 2, "onwards", EXERCISES["wall_angel"])
    assert names(added, 2)[-1] == "wall_angel"
    assert "wall_angel" not in names(added, 1)
    assert line(added, 5, "wall_angel").repetitions == 12
    gone = editing.remove(PLAN, 5, "onwards", "squat")
    assert "squat" in names(gone, 4)
    assert "squat" not in [*names(gone, 5), *names(gone, 6), *names(gone, 7)]
    moved = editing.move(PLAN, 3, "only", "squat", -1)
    place = names(PLAN, 3).index("squat")
    assert names(moved, 3).index("squat") == place - 1
    assert names(editing.move(PLAN, 3, "only", names(PLAN, 3)[0], -1), 3) == names(PLAN, 3)
    swapped = editing.swap(PLAN, 3, "only", "squat", EXERCISES["kimore_squat"])
    assert names(swapped, 3).index("kimore_squat") == place
    assert differences(PLAN, swapped, EXERCISES) == (
        "Week 3: Squat is taken out",
        "Week 3: Squat with arms forward is new",
    )
    assert differences(PLAN, moved, EXERCISES) == ("Week 3: another order",)


def test_words_of_a_week_and_of_the_whole_plan_are_told_too() -> None:
    after = editing.retitle(PLAN, 2, {"title": "Slowly", "effort": (2, 3)})
    after = after.model_copy(update={"pain_limit": 4})
    assert differences(PLAN, after, EXERCISES) == (
        "Pain limit: 5 → 4",
        "Week 2: title: Learn control → Slowly",
        "Week 2: effort: 3 to 4 → 2 to 3",
    )
    with pytest.raises(ValueError, match="sessions"):
        editing.retitle(PLAN, 2, {"sessions": 9})


edits = st.lists(
    st.tuples(
        st.sampled_from(["remove", "add", "swap", "up", "down", "why", "sets", "title"]),
        st.integers(1, WEEKS + 1),
        st.sampled_from(["only", "onwards"]),
        st.sampled_from(["squat", "glute_bridge", "cat_camel", "walking"]),
    ),
    max_size=4,
)


def edited(found: list[tuple[str, int, editing.Scope, str]]) -> Programme:
    plan = PLAN
    for kind, week, scope, exercise in found:
        held = editing.week_at(plan, week).of(exercise)
        if kind == "remove":
            plan = editing.remove(plan, week, scope, exercise)
        elif kind == "add":
            plan = editing.add(plan, week, scope, EXERCISES["wall_angel"])
        elif kind == "swap":
            plan = editing.swap(plan, week, scope, exercise, EXERCISES["lunge"])
        elif kind in ("up", "down"):
            plan = editing.move(plan, week, scope, exercise, -1 if kind == "up" else 1)
        elif kind == "title":
            plan = editing.retitle(plan, week, {"title": f"Another {week}"})
        elif held is not None:
            value = {"why": "Because."} if kind == "why" else {"sets": 9}
            plan = editing.set_line(plan, week, scope, held, held.model_copy(update=value))
    return plan


@settings(max_examples=150, deadline=None)
@given(edits, edits)
def test_every_draft_is_a_programme_its_changes_are_told_and_merging_loses_none(
    one: list[tuple[str, int, editing.Scope, str]], two: list[tuple[str, int, editing.Scope, str]]
) -> None:
    mine, theirs = edited(one), edited(two)
    assert Programme.model_validate_json(mine.model_dump_json()) == mine
    assert (differences(PLAN, mine, EXERCISES) == ()) == (mine == PLAN)
    assert merged(PLAN, mine, PLAN) == mine
    assert merged(PLAN, PLAN, theirs) == theirs
    assert merged(PLAN, mine, mine) == mine
    both = merged(PLAN, mine, theirs)
    assert Programme.model_validate_json(both.model_dump_json()) == both


def test_nothing_differs_from_itself() -> None:
    assert differences(PLAN, PLAN, EXERCISES) == ()


def test_changes_of_two_people_are_both_kept() -> None:
    mine = editing.add(with_(3, "only", "squat", sets=1), 4, "only", EXERCISES["wall_angel"])
    theirs = with_(3, "only", "squat", repetitions=6).model_copy(update={"pain_limit": 4})
    theirs = editing.remove(theirs, 4, "only", "hip_hinge")
    both = merged(PLAN, mine, theirs)
    squat = line(both, 3, "squat")
    assert (squat.sets, squat.repetitions) == (1, 6)
    assert both.pain_limit == 4
    assert "wall_angel" in names(both, 4)
    assert "hip_hinge" not in names(both, 4)


def test_where_both_changed_the_same_it_is_mine_and_nothing_else_moves() -> None:
    mine = with_(3, "only", "squat", sets=1)
    theirs = with_(3, "only", "squat", sets=4)
    assert line(merged(PLAN, mine, theirs), 3, "squat").sets == 1
    assert merged(PLAN, PLAN, theirs) == theirs
    assert merged(PLAN, mine, PLAN) == mine


def test_an_own_template_holds_the_weeks_and_nothing_of_the_person(tmp_path: Path) -> None:
    personal = with_(3, "only", "squat", note="Mind the left knee", load_kg=3.0)
    path = save_own(tmp_path, "  After  surgery ", personal)
    assert path == folder(tmp_path) / "after_surgery.toml"
    assert "left knee" not in path.read_text(encoding="utf-8")
    found, problems = own_templates(tmp_path)
    assert problems == ()
    other = make_programme(Facts(), EXERCISES, MONDAY, "standing")
    loaded = found["After surgery"].applied_to(other)
    assert isinstance(found["After surgery"], OwnTemplate)
    assert [names(loaded, week) for week in range(1, 8)] == [
        names(personal, week) for week in range(1, 8)
    ]
    assert loaded.starts_on == other.starts_on
    assert line(loaded, 3, "squat").load_kg is None


def test_a_broken_own_template_is_told_and_stops_nothing(tmp_path: Path) -> None:
    save_own(tmp_path, "Good", PLAN)
    (folder(tmp_path) / "odd.toml").write_text("name = 3", encoding="utf-8")
    found, (problem,) = own_templates(tmp_path)
    assert set(found) == {"Good"}
    assert problem.startswith("odd.toml, key 'name'")


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_an_own_template_needs_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ProgrammeDataError, match="name of at most 60"):
        save_own(tmp_path, name, PLAN)
