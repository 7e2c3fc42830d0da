"""The data of the programme: complete, known, and told by file and key when it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.assessments.shelf import protocols
from coach.engine.catalogue import catalogue
from coach.programme.capacity import capacity_rules
from coach.programme.cautions import by_prescription, caution_rules
from coach.programme.reading import ProgrammeDataError, packaged, read
from coach.programme.template import Template, routine, templates
from coach.programme.wishes import topics_of, wishes
from coach.visit import Caution

EXERCISES = catalogue()
SIX_WEEKS = packaged("templates").joinpath("six_weeks.toml").read_text(encoding="utf-8")


def test_there_is_one_for_most_one_for_sore_backs_and_one_without_the_floor() -> None:
    assert set(templates()) == {"six_weeks", "gentle", "standing"}


@pytest.mark.parametrize("template", templates().values(), ids=str)
def test_templates_name_exercises_and_topics_that_there_are(template: Template) -> None:
    topics = {topic.id for topic in wishes().topic}
    kinds = {exercise.category for exercise in EXERCISES.values()}
    for slot in (*template.slots, *routine().slots):
        assert set(slot.choose) <= set(EXERCISES), slot.choose
        assert slot.topic is None or slot.topic in topics
    assert set(template.rest_s) == kinds
    assert [theme.effort[0] for theme in template.themes] == sorted(
        theme.effort[0] for theme in template.themes
    )


@pytest.mark.parametrize("template", templates().values(), ids=str)
def test_what_only_a_therapist_chooses_stands_in_no_place_for_everybody(
    template: Template,
) -> None:
    for slot in (*template.slots, *routine().slots):
        directed = set(slot.choose) & set(by_prescription())
        assert not directed or slot.direction == "extension"


def test_tables_name_exercises_and_tests_that_there_are() -> None:
    for rule in caution_rules().values():
        assert set(rule.leave_out) <= set(EXERCISES), rule.id
        assert rule.leave_out or rule.positions
    for topic in wishes().topic:
        assert set(topic.exercises) <= set(EXERCISES), topic.id
    for capacity in capacity_rules():
        assert capacity.test in protocols()
        assert {*capacity.exercises, *capacity.instead, *capacity.instead.values()} <= set(
            EXERCISES
        )


def test_every_fact_that_a_first_visit_asks_has_its_rule() -> None:
    assert {caution.value for caution in Caution} <= set(caution_rules())


@pytest.mark.parametrize(
    ("wish", "topic"),
    [
        ("Lifting my grandson", "lifting"),
        ("put on SOCKS", "bending"),
        ("sitting at work", "sitting"),
        ("A walk in the hills", "walking"),
        ("get up from the sofa", "rising"),
    ],
)
def test_wishes_are_understood_by_their_words(wish: str, topic: str) -> None:
    assert topic in {found.id for found in topics_of(wish)}


def test_a_wish_that_nobody_understands_is_about_nothing() -> None:
    assert topics_of("") == ()
    assert topics_of("Singing in the choir") == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "six_weeks"', 'id = ""', "six_weeks.toml, key 'id'"),
        ("fewest = 3", "fewest = 3\nmost = 4", "six_weeks.toml, key 'most'"),
        ("weeks = [1, 2]", "weeks = [2, 1]", "'weeks' are the first and the last"),
        ("[paces.low]", "[paces.tiny]", "key 'paces.tiny"),
        ("id =", "id :", "no valid TOML"),
    ],
)
def test_mistakes_are_told_by_file_and_key(tmp_path: Path, old: str, new: str, told: str) -> None:
    file = tmp_path / "six_weeks.toml"
    file.write_text(SIX_WEEKS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ProgrammeDataError, match=told):
        read(Template, file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeDataError, match=r"gone.toml can't be read"):
        read(Template, tmp_path / "gone.toml")
