"""A lesson file that can't be used is told by file and key, and leaves the others usable."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.datafile import DataFileError
from coach.lessons import Drawing, Lesson, read_shelf, spoken
from coach.lessons.reading import read_lesson

HEAD = """\
id = "walk"
title = "A walk"
summary = "Short."
week = 2
minutes = 3

[[source]]
name = "Somebody 2020"
mark = "read"

[task]
text = "Take a walk."

[[question]]
id = "how"
text = "How?"

[[question.answer]]
id = "slow"
text = "Slowly"
reply = "Yes."
fits = true

[[question.answer]]
id = "fast"
text = "Fast"
reply = "That is fine too."
"""
BODY = "Walk a **little**.\n\n- In the morning\n- With a\n  friend\n"


def written(folder: Path, head: str = HEAD, body: str = BODY, name: str = "walk.md") -> Path:
    file = folder / name
    file.write_text(f"+++\n{head}+++\n{body}", encoding="utf-8")
    return file


def read(file: Path) -> Lesson:
    return read_lesson(file, file.parent)


def test_a_lesson_is_a_head_and_a_text(tmp_path: Path) -> None:
    one = read(written(tmp_path))
    assert (one.id, one.week, one.text) == ("walk", 2, BODY.strip())
    fast = one.head.questions[0].answer("fast")
    assert fast is not None
    assert fast.reply == "That is fine too."


def test_it_is_read_aloud_without_marks(tmp_path: Path) -> None:
    lines = ("A walk", "Walk a little.", "In the morning", "With a friend")
    assert spoken(read(written(tmp_path))) == lines


def test_a_picture_stands_between_two_pieces_of_text(tmp_path: Path) -> None:
    (tmp_path / "path.svg").write_text("<svg/>", encoding="utf-8")
    body = "Before.\n\n![A path](drawings/path.svg)\n\nAfter.\n"
    one = read(written(tmp_path, body=body))
    assert one.parts == ("Before.", Drawing("<svg/>", "A path"), "After.")


@pytest.mark.parametrize(
    ("head", "body", "told"),
    [
        (HEAD.replace("week = 2", "week = 9"), BODY, "walk.md, key 'week': Input should be less"),
        (HEAD.replace("minutes = 3", "minutes = 12"), BODY, "walk.md, key 'minutes'"),
        (HEAD.replace("minutes = 3\n", ""), BODY, "walk.md, key 'minutes': Field required"),
        (HEAD.replace('"walk"', '"stroll"'), BODY, "walk.md, key 'id': expected 'walk'"),
        (HEAD + "colour = 1\n", BODY, "walk.md, key 'question.0.answer.1.colour'"),
        (HEAD.replace("fits = true", ""), BODY, "key 'question.0': say of exactly one answer"),
        (HEAD.replace('mark = "read"', 'mark = "sure"'), BODY, "key 'source.0.mark'"),
        (HEAD.replace('"A walk"', '"A walk'), BODY, "walk.md can't be read"),
        (HEAD, "\n", "walk.md: the text after the head is missing"),
        (HEAD, "![A path](path.svg)\n", "walk.md: the picture path.svg can't be read"),
        (HEAD, "![](path.svg)\n", "walk.md: say in words what the picture path.svg shows"),
    ],
)
def test_mistakes_are_told_by_file_and_key(tmp_path: Path, head: str, body: str, told: str) -> None:
    with pytest.raises(DataFileError) as error:
        read(written(tmp_path, head, body))
    assert told in str(error.value)


def test_a_file_without_a_head_says_how_to_begin(tmp_path: Path) -> None:
    file = tmp_path / "walk.md"
    file.write_text("# A walk\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="begin with a head"):
        read(file)


def test_one_broken_lesson_leaves_the_others_usable(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, HEAD.replace('"walk"', '"late"'), name="late.md")
    written(tmp_path, HEAD.replace("week = 2", 'week = "two"'), name="broken.md")
    (tmp_path / "notes.txt").write_text("no lesson", encoding="utf-8")
    shelf = read_shelf(tmp_path, tmp_path)
    assert [one.id for one in shelf.lessons] == ["late", "walk"]
    assert len(shelf.problems) == 1
    assert "broken.md, key 'week'" in shelf.problems[0]
