"""The page of progress, from nothing to two weeks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from coach.diary.line import DiaryLine
from coach.engine.catalogue import catalogue
from coach.programme.facts import Facts
from coach.programme.making import make_programme
from coach.records.answers import Answers
from coach.records.care_entries import DiaryMoment
from coach.records.diary import Diary
from coach.records.programmes import Programmes
from coach.web.store import my_care


def told(app: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption", "info")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def opened(app: AppTest) -> AppTest:
    page = app.run().switch_page("patient/progress.py").run()
    assert not page.exception
    return page


@pytest.fixture
def second_week(app: AppTest) -> AppTest:
    """Eight days into the programme, with a diary and two answers."""
    care = my_care()
    today = care.today()
    start = today - timedelta(days=8)
    programme = make_programme(Facts(), catalogue(), start)
    care.book(Programmes).save(programme, reason="The first plan", expected=None)
    for back, pain in ((8, 5), (5, 4), (1, 3)):
        line = DiaryLine(moment=DiaryMoment.EVENING, pain=pain)
        care.book(Diary).add(line, day=today - timedelta(days=back))
    for back, total in ((8, 6.0), (0, 3.0)):
        care.book(Answers).add(
            "pain_nrs", {}, occasion="other", total=total, day=today - timedelta(days=back)
        )
    return app


def test_before_there_is_a_plan_it_leads_to_the_beginning(app: AppTest) -> None:
    assert "It begins with your plan" in told(opened(app))


def test_the_weeks_are_told_and_can_be_looked_back_on(second_week: AppTest) -> None:
    page = opened(second_week)
    words = told(page)
    assert "Week 2:" in words
    assert "Your pain was 3 of 10 on average" in words
    assert "Better: 6 at first, 3 now." in words
    page.selectbox(key="progress-week").select(1).run()
    assert "Your pain was 4.5 of 10 on average, 5 at most." in told(page)


def test_what_is_not_known_is_not_drawn_as_nothing(second_week: AppTest) -> None:
    assert "It shows after your first sets with the coach." in told(opened(second_week))


def test_the_calendar_can_be_taken_along(second_week: AppTest) -> None:
    page = opened(second_week)
    labels = [button.label for button in page.get("download_button")]
    assert {"Download the calendar file", "Keep these words"} <= set(labels)
