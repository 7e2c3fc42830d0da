"""What is answered at once in the diary: kindly, with whom to call, and told once a day."""

from __future__ import annotations

from datetime import date

import pytest

from coach.body import areas
from coach.diary.line import DiaryLine
from coach.diary.noticing import high_pain, note_told, notices
from coach.records.care_entries import AlertLevel

DAY = date(2026, 5, 18)
NUMBER = "112"


def kinds(line: DiaryLine, known: tuple[str, ...] = ()) -> list[str]:
    return [notice.kind for notice in notices(line, known, DAY, NUMBER)]


def test_most_lines_need_no_answer() -> None:
    assert kinds(DiaryLine(pain=7, areas=("lower_back_left",), note="A long walk")) == []


@pytest.mark.parametrize("pain", [8, 9, 10])
def test_much_pain_is_answered_from_eight_on(pain: int) -> None:
    assert high_pain() == 8
    (notice,) = notices(DiaryLine(pain=pain), (), DAY, NUMBER)
    assert notice.level is AlertLevel.DAY
    assert notice.for_therapist == f"Pain {pain} of 10 was noted in the diary."
    assert any("call your therapist or your doctor" in step for step in notice.steps)


def test_a_new_place_below_the_knee_is_answered() -> None:
    line = DiaryLine(pain=3, areas=("lower_back_left", "calf_left", "foot_left"))
    (notice,) = notices(line, ("lower_back_left",), DAY, NUMBER)
    assert notice.kind == "below_knee"
    assert notice.for_therapist.endswith("left calf, left foot.")


def test_a_known_place_below_the_knee_is_nothing_new() -> None:
    assert kinds(DiaryLine(pain=3, areas=("calf_left",)), known=("calf_left",)) == []
    assert kinds(DiaryLine(pain=3, areas=("calf_left",)), known=("calf_right",)) == ["below_knee"]


def test_places_above_the_knee_are_never_answered() -> None:
    above = tuple(one.id for one in areas().values() if one.region != "below_knee")
    assert kinds(DiaryLine(areas=above)) == []


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("My foot feels NUMB today", "numbness"),
        ("tingling in two toes", "numbness"),
        ("Pins  and\nneedles", "numbness"),
        ("I can’t pee", "bladder_bowel"),  # a phone's apostrophe
        ("no control over my bladder", "bladder_bowel"),
        ("a bit numb between my legs", "bladder_bowel"),
        ("both my legs feel weak", "both_legs"),
        ("chest pain on the stairs", "chest"),
        ("I don't want to live like this", "despair"),
        ("I fell down the stairs", "fall"),
        ("a fever since Sunday", "unwell"),
    ],
)
def test_certain_words_are_answered(note: str, kind: str) -> None:
    assert kind in kinds(DiaryLine(note=note))


@pytest.mark.parametrize(
    "note",
    [
        "no numbness today",
        "not numb any more",
        "My leg isn't numb",
        "I fell asleep on the sofa",
        "slept with a pillow between my legs",
        "My number one exercise",
        "no fever",
        "raised the bike saddle",
        "",
    ],
)
def test_harmless_words_are_let_be(note: str) -> None:
    assert kinds(DiaryLine(pain=2, note=note)) == []


def test_side_effects_are_read_as_well() -> None:
    assert kinds(DiaryLine(side_effects="numb hands")) == ["numbness"]


def test_the_most_urgent_comes_first_and_says_whom_to_call() -> None:
    line = DiaryLine(pain=9, note="numb foot, and my bladder leaks")
    found = notices(line, (), DAY, "999")
    assert [notice.kind for notice in found] == ["bladder_bowel", "high_pain", "numbness"]
    assert found[0].level is AlertLevel.NOW
    assert "call 999" in " ".join(found[0].steps)


def test_the_same_thing_on_one_day_has_one_mark() -> None:
    first, second = (notices(DiaryLine(pain=pain), (), DAY, NUMBER)[0] for pain in (8, 10))
    assert first.mark == second.mark == "diary-high_pain-2026-05-18"
    (later,) = notices(DiaryLine(pain=8), (), date(2026, 5, 19), NUMBER)
    assert later.mark != first.mark


def test_the_therapist_reads_the_words_that_were_found_and_not_the_note() -> None:
    line = DiaryLine(note="Quarrel at home again. My foot is numb.")
    (notice,) = notices(line, (), DAY, NUMBER)
    assert "numb" in notice.for_therapist
    assert "Quarrel" not in notice.for_therapist


def test_every_answer_is_filled_in_and_says_that_a_note_is_no_call() -> None:
    line = DiaryLine(
        pain=10,
        areas=("calf_left",),
        note="numb, bladder, both legs are weak, chest pain, suicidal, fever, had a fall",
    )
    found = notices(line, (), DAY, NUMBER)
    assert len(found) == 9
    for notice in found:
        said = " ".join((notice.title, notice.text, *notice.steps, notice.for_therapist))
        assert "{" not in said
    assert "Nobody watches the notes all day" in note_told()
