"""Exercise files: all of them good, and every mistake told by file, key and expectation."""

from __future__ import annotations

from importlib import resources

import pytest

from coach.engine.catalogue import ExerciseError, catalogue, find_exercise, read_exercise

FIRST_TEN = {
    "squat",
    "sit_to_stand",
    "hip_hinge",
    "box_lift",
    "lunge",
    "glute_bridge",
    "plank",
    "bird_dog",
    "standing_side_bend",
    "standing_posture",
}
FRIGHTENING = ("danger", "wrong", "damage", "injur", "bad posture", "rounded", " never ")


def test_the_first_exercises_are_there():
    assert set(catalogue()) >= FIRST_TEN


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_the_words_are_complete_and_kind(name):
    exercise = catalogue()[name]
    words = [
        exercise.name,
        exercise.goal,
        exercise.text.purpose,
        *exercise.text.how_to,
        *exercise.text.safety,
        *(check.cue for check in exercise.checks),
        *(check.why for check in exercise.checks),
    ]
    assert all(len(word) > 3 for word in words)
    for word in words:
        assert not any(scare in word.lower() for scare in FRIGHTENING), word
    assert exercise.text.unseen


@pytest.fixture
def squat_text() -> str:
    return resources.files("coach").joinpath("exercises/squat.toml").read_text(encoding="utf-8")


MISTAKES = [
    ('name = "Squat"', "nmae = 1", "key 'name': Field required"),
    ('category = "functional"', 'category = "magic"', "key 'category'"),
    ('measure = "knee_flexion"\n', 'measure = "knee_bend"\n', "no measure 'knee_bend'"),
    ("minimum = 38", "minimum = 380", "must not exceed"),
    ("above = 55", "abov = 55", "abov"),
    ('cue = "Knees over your toes"', 'cue = "a b c d e f g h i"', "at most eight words"),
    ('id = "knees_in"', 'id = "shallow"', "two checks have the same id"),
    ("schema = 1", "schema = 2", "key 'schema'"),
    ('id = "squat"', 'id = "squad"', "expected 'squat' as in the file's name"),
    ('views = ["oblique"]', 'views = ["above"]', "views"),
    ("severity = ", "severity == ", "not valid TOML"),
    ('view = "side_right"', 'view = "rear"', "key 'reference.view'"),
    ("knee = 95", "knee = 195", "keyframes.1.posture.knee': expected values from 0 to 160"),
    ("trunk = 38", "trunk = 380", "keyframes.1.posture.trunk'"),
    ("trunk = 38", "torso = 38", "keyframes.1.posture.torso'"),
    ("move_s = 1.8", "move_s = -1.8", "keyframes.1.move_s'"),
    ('view = "side_right"', 'view = "side_right"\nfar_end = 2', "'far_end' and 'telling'"),
    ('view = "side_right"', 'view = "side_right"\nrepetitions = 3', "same number of keyframes"),
    ('views = ["side_left", "side_right", "front"]', 'views = ["front"]', "one of 'camera.views'"),
]


@pytest.mark.parametrize(("good", "bad", "told"), MISTAKES, ids=[m[1][:20] for m in MISTAKES])
def test_a_mistake_names_file_key_and_expectation(tmp_path, squat_text, good, bad, told):
    assert good in squat_text
    path = tmp_path / "squat.toml"
    path.write_text(squat_text.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(ExerciseError) as caught:
        read_exercise(path)
    assert "squat.toml" in str(caught.value)
    assert told in str(caught.value)


def test_a_missing_movement_is_told(tmp_path, squat_text):
    path = tmp_path / "squat.toml"
    path.write_text(squat_text.split("[reference]")[0], encoding="utf-8")
    with pytest.raises(ExerciseError, match=r"squat.toml, key 'reference': Field required"):
        read_exercise(path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ExerciseError, match="can't be read"):
        read_exercise(tmp_path / "squat.toml")


def test_an_unknown_exercise_lists_the_known_ones():
    with pytest.raises(ExerciseError, match="squat"):
        find_exercise("moonwalk")
