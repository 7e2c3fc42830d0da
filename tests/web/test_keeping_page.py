"""Keep going: the plan for sore days at any time; after week six check-ins and the way back in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from coach.diary.line import DiaryLine
from coach.keeping.forms import MONTHLY, RELAPSE_PLAN, Monthly, RelapsePlan
from coach.programme.model import Irritability, Phase, Prescription, Programme, Week
from coach.records.diary import Diary
from coach.records.programmes import Programmes
from coach.web.store import my_care


def week(number: int, phase: Phase = Phase.BUILD) -> Week:
    return Week(
        number=number,
        phase=phase,
        title="Build",
        aim="A little stronger",
        sessions=3,
        minutes=20,
        effort=(3, 5),
        prescriptions=(Prescription(exercise="squat", sets=2, repetitions=8),),
    )


def programme(starts_on: date) -> Programme:
    return Programme(
        template="six_weeks",
        starts_on=starts_on,
        irritability=Irritability.LOW,
        usual_pain=3,
        weeks=tuple(week(number) for number in range(1, 7)),
        maintenance=week(7, Phase.MAINTENANCE).model_copy(
            update={
                "prescriptions": (
                    Prescription(exercise="squat", sets=2, repetitions=10),
                    Prescription(exercise="gone_long_ago", minutes=5),
                )
            }
        ),
    )


def begun(weeks_ago: int) -> None:
    care = my_care()
    start = care.today() - timedelta(weeks=weeks_ago)
    care.book(Programmes).save(programme(start), reason="First plan", expected=None)


@pytest.fixture
def page(app: AppTest) -> AppTest:
    return app.run().switch_page("patient/keeping.py")


def told(page: AppTest) -> str:
    assert not page.exception
    kinds = ("title", "subheader", "markdown", "caption", "success", "info", "error")
    return "\n".join(element.value for kind in kinds for element in page.get(kind))


def group(page: AppTest, ending: str):
    return next(one for one in page.get("button_group") if str(one.key).endswith(ending))


def press(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label == label).click().run()


def test_before_the_programme_it_says_what_comes(page: AppTest) -> None:
    words = told(page.run())
    assert "takes six weeks" in words
    assert "weeks 8, 12 and 26" in words


def test_the_plan_for_sore_days_begins_with_what_helped_by_the_diary(page: AppTest) -> None:
    begun(weeks_ago=2)
    care = my_care()
    care.book(Diary).add(DiaryLine(pain=5, helped=("heat",)))
    page.run()
    assert "Week 3 of 6" in told(page)
    helped = next(one for one in page.text_area if str(one.key).endswith("-helped"))
    assert helped.value == "Heat"
    next(one for one in page.checkbox if str(one.key).endswith("-signs-known-0")).check()
    whom = next(one for one in page.text_input if str(one.key).endswith("-whom"))
    whom.set_value("Dr. *Lind*")
    press(page, "Keep my plan")
    kept = care.journal.latest(RELAPSE_PLAN, RelapsePlan)
    assert kept is not None
    assert kept.body.helped_before == ("Heat",)
    assert len(kept.body.warning_signs) == 1
    words = told(page)
    assert "It is here when you need it" in words
    assert "Dr. \\*Lind\\*" in words


def test_after_week_six_there_are_check_ins_and_a_routine(page: AppTest) -> None:
    begun(weeks_ago=7)
    words = told(page.run())
    assert "Your check-in of week 8 is here" in words
    assert "2 sets of 10 repetitions" in words
    assert "gone\\_long\\_ago (no longer available)" in words
    for ending, value in (("-pain", 5), ("-function", 8), ("-confidence", 6)):
        group(page, ending).set_value(value)
    press(page, "Keep this check-in")
    (kept,) = my_care().journal.entries(MONTHLY, Monthly)
    assert (kept.body.pain, kept.body.week, kept.body.sessions) == (5, 8, 0)
    words = told(page)
    assert "Your next check-in is on" in words
    assert "week 3" in words


def test_the_programme_begins_again_at_the_week_that_was_chosen(page: AppTest) -> None:
    begun(weeks_ago=9)
    page.run()
    group(page, "again-pain").set_value(6)
    group(page, "again-function").set_value(8).run()
    assert "week 1" in told(page)
    press(page, "Start again at week 1")
    care = my_care()
    saved = care.book(Programmes).current()
    assert saved is not None
    assert (saved.number, saved.programme.week_number(care.today())) == (2, 1)
    assert "Welcome back" in told(page)


def test_with_a_lot_of_pain_a_person_comes_first(page: AppTest) -> None:
    begun(weeks_ago=9)
    page.run()
    group(page, "again-pain").set_value(9)
    group(page, "again-function").set_value(2).run()
    assert "therapist or doctor" in told(page)
    assert "again-start" not in {str(one.key) for one in page.button}
