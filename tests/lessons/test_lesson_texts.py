"""Every lesson that comes with the program: kind, short, plain, with sources and live links."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import textstat

from coach.engine.catalogue import catalogue
from coach.lessons import (
    NUMBER,
    Drawing,
    Lesson,
    PageLink,
    check_list,
    lesson,
    lessons,
    of_week,
    plan_words,
    shelf,
    spoken,
)
from coach.lessons.spoken import plain_lines
from coach.programme.model import WEEKS
from coach.safety import questionnaire, stop_rules
from coach.web.pages import PAGES

# What neither diagnoses nor frightens says none of these. "Wrong" and "bad" judge.
NEVER = re.compile(
    r"\b(wrong|bad|danger\w*|damag\w*|injur\w*|degenerat\w*|crumbl\w*|slipped|worn|paraly\w*"
    r"|tumou?r\w*|fractur\w*|syndrome|wheelchair|cripple\w*|fail\w*|never recover\w*|death|die"
    r"|you must|protect your (spine|back)|keep your back straight)\b",
    re.IGNORECASE,
)
# Aloud, slowly, for somebody who is not in a hurry: audio books have about 150 words a minute.
WORDS_A_MINUTE = 130
# Flesch: 70 to 80 is "fairly easy", about what a twelve-year-old reads; pain takes attention away.
EASE = 75.0
DOSE = re.compile(r"\b\d+\s*(mg|milligrams?|tablets?|drops)\b", re.IGNORECASE)

ALL = pytest.mark.parametrize("one", lessons(), ids=lambda one: one.id)


def own_words(one: Lesson) -> str:
    """The lesson without the safety questions that it repeats."""
    text = one.text
    for question in questionnaire().questions:
        text = text.replace(question.text, "")
    for sign in stop_rules(NUMBER).signs:
        text = text.replace(f"- {sign}\n", "\n")
    return text


def sentences(one: Lesson) -> str:
    lines = plain_lines(own_words(one))
    return "\n".join(line if line[-1] in ".?!:" else f"{line}." for line in lines)


def everything(one: Lesson) -> Iterator[str]:
    head = one.head
    yield from (one.title, head.summary, own_words(one), head.task.text)
    yield from (part.told for part in one.parts if isinstance(part, Drawing))
    for question in head.questions:
        yield question.text
        for answer in question.answers:
            yield answer.reply


def links(one: Lesson) -> Iterator[PageLink]:
    yield from one.head.links
    if one.head.task.link is not None:
        yield one.head.task.link


def test_all_lessons_that_come_with_the_program_can_be_read() -> None:
    assert shelf().problems == ()
    assert len(lessons()) >= 2 * WEEKS


@pytest.mark.parametrize("week", range(1, WEEKS + 1))
def test_every_week_has_two_lessons_or_three(week: int) -> None:
    assert len(of_week(lessons(), week)) in (2, 3)


def test_what_may_be_read_at_any_time_begins_with_when_to_ask_for_help() -> None:
    assert of_week(lessons(), None)[0].id == "asking_for_help"


@ALL
def test_a_lesson_takes_no_longer_than_it_says(one: Lesson) -> None:
    words = sum(len(line.split()) for line in spoken(one))
    assert words / WORDS_A_MINUTE <= one.head.minutes


@ALL
def test_a_lesson_reads_easily(one: Lesson) -> None:
    assert textstat.flesch_reading_ease(sentences(one)) >= EASE


@ALL
def test_nothing_in_a_lesson_frightens_or_judges(one: Lesson) -> None:
    for text in everything(one):
        found = NEVER.search(text)
        assert found is None, f"{found and found[0]}: {text}"


@ALL
def test_every_answer_gets_a_reply_and_none_is_called_false(one: Lesson) -> None:
    for question in one.head.questions:
        for answer in question.answers:
            assert not re.match(r"no\b|false|incorrect", answer.reply, re.IGNORECASE)


@ALL
def test_no_lesson_gives_doses(one: Lesson) -> None:
    assert not any(DOSE.search(text) for text in everything(one))


@ALL
def test_exercises_and_pages_of_a_lesson_are_there(one: Lesson) -> None:
    assert set(one.head.needs) <= set(catalogue())
    assert {link.page for link in links(one)} <= {page.script for page in PAGES}
    for link in links(one):
        assert (link.part is not None) == (link.page == "patient/learn.py")


@ALL
def test_lessons_named_in_a_lesson_are_there(one: Lesson) -> None:
    titles = {each.title for each in lessons()}
    assert set(re.findall(r"lesson \*(.+?)\*", one.text)) <= titles


@ALL
def test_drawings_are_small_and_told_in_words(one: Lesson) -> None:
    for part in one.parts:
        if isinstance(part, Drawing):
            assert len(part.told.split()) >= 6
            assert len(part.svg) < 4000
            assert "<script" not in part.svg
            assert "href" not in part.svg


def test_lifting_and_carrying_end_with_the_coach_and_know_both_styles() -> None:
    lifting, carrying = lesson("lifting"), lesson("carrying")
    assert lifting is not None
    assert carrying is not None
    assert {"box_lift", "hip_hinge", "squat"} <= set(lifting.head.needs)
    assert "suitcase_carry" in carrying.head.needs
    for one in (lifting, carrying):
        for idea in ("close", "smooth", "both", "each week"):
            assert idea in one.text.lower(), (one.id, idea)


def test_when_to_ask_for_help_names_every_sign_of_the_safety_questions() -> None:
    help_lesson = lesson("asking_for_help")
    assert help_lesson is not None
    for question in questionnaire().questions:
        if question.action in ("emergency", "today") and question.alone:
            assert f"- {question.text}" in help_lesson.text
    for sign in stop_rules(NUMBER).signs:
        assert f"- {sign}" in help_lesson.text
    for sign in stop_rules(NUMBER).call_for:
        assert sign.removeprefix("your ") in help_lesson.text.rpartition("Sit or lie down")[2]


def test_tens_tells_both_views() -> None:
    tens = lesson("tens")
    assert tens is not None
    assert "Our clinic offers TENS" in tens.text
    assert "**against**" in tens.text


def test_the_check_list_and_the_plan_frighten_nobody_either() -> None:
    listed, words = check_list(), plan_words()
    said = [listed.intro, *(text for item in listed.items for text in (item.text, item.suggestion))]
    said += [words.intro, words.smaller, words.ready, *words.ways]
    for text in said:
        assert NEVER.search(text) is None, text
