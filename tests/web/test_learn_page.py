"""The page to learn from."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from coach.lessons import (
    ACTION_PLAN,
    WORKSTATION,
    ActionPlan,
    Shelf,
    WorkstationCheck,
    finished,
    lessons,
    lessons_read,
)
from coach.programme.model import WEEKS, Irritability, Phase, Programme, Week
from coach.records.programmes import Programmes
from coach.web.patient import learning
from coach.web.store import my_care


@pytest.fixture
def page(app: AppTest) -> AppTest:
    return app.run().switch_page("patient/learn.py").run()


def told(page: AppTest) -> str:
    assert not page.exception
    kinds = ("title", "subheader", "markdown", "caption", "success", "warning", "error", "info")
    return "\n".join(element.value for kind in kinds for element in page.get(kind))


def press(page: AppTest, key: str) -> AppTest:
    return page.button(key=key).click().run()


def part(page: AppTest, name: str) -> AppTest:
    page.segmented_control(key="learn-part").set_value(name)
    return page.run()


def test_the_first_lesson_comes_first_and_later_ones_may_be_read_early(page: AppTest) -> None:
    words = told(page)
    assert "Your programme has not begun yet" in words
    assert words.index("#### Why backs hurt") < words.index("A plan for flare-ups")
    assert "0 of 2 lessons up to now" in words
    assert {f"lesson-all-{one.id}" for one in lessons()} <= {b.key for b in page.button}


def begin_programme(weeks_ago: int) -> None:
    care = my_care()
    week = Week(
        number=1,
        phase=Phase.CALM,
        title="Calm",
        aim="Move",
        sessions=4,
        minutes=15,
        effort=(2, 4),
        prescriptions=(),
    )
    programme = Programme(
        template="six_weeks",
        starts_on=care.today() - timedelta(weeks=weeks_ago),
        irritability=Irritability.LOW,
        usual_pain=3,
        weeks=tuple(week.model_copy(update={"number": n}) for n in range(1, WEEKS + 1)),
        maintenance=week,
    )
    care.book(Programmes).save(programme, reason="test", expected=None)


def test_in_the_programme_its_weeks_lesson_comes_first(app: AppTest) -> None:
    page = app.run()
    begin_programme(weeks_ago=3)
    words = told(page.switch_page("patient/learn.py").run())
    assert "You are in week 4." in words
    assert words.index("#### Thoughts, stress and mood") < words.index("Why backs hurt")
    assert "0 of 8 lessons up to now" in words


def test_a_lesson_is_read_answered_tried_and_finished(page: AppTest) -> None:
    opened = press(page, "lesson-now")
    assert "Pain is an alarm" in told(opened)
    opened.radio(key="lesson-answer-why_backs_hurt-alarm").set_value("lie_down").run()
    assert "A short rest is fine." in told(opened)
    opened.checkbox(key="lesson-task-why_backs_hurt").check().run()
    kept = lessons_read(my_care().journal)["why_backs_hurt"].body
    assert (kept.answers, kept.task_done) == ({"alarm": "lie_down"}, True)
    after = press(opened, "lesson-done")
    assert "One more lesson is yours." in told(after)
    assert "1 of 2 lessons up to now" in told(after)
    assert set(finished(my_care().journal)) == {"why_backs_hurt"}


def test_a_lesson_leads_to_the_camera(page: AppTest) -> None:
    opened = press(page, "lesson-all-lifting")
    live = press(opened, "lesson-exercise-box_lift")
    assert live.session_state["live-exercise"] == "box_lift"


def test_the_number_to_call_is_this_installations(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACK_COACH_EMERGENCY_NUMBER", "999")
    page = app.run().switch_page("patient/learn.py").run()
    words = told(press(page, "lesson-all-asking_for_help"))
    assert "Call 999 at once" in words
    assert "{" not in words


def test_a_lesson_that_is_left_out_is_told_and_the_others_stay(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Shelf(lessons()[:2], ("One lesson is left out. walk.md, key 'week': too large.",))
    monkeypatch.setattr(learning, "shelf", lambda: broken)
    words = told(app.run().switch_page("patient/learn.py").run())
    assert "walk.md, key 'week'" in words
    assert "Why backs hurt" in words


def test_an_action_plan_that_is_not_sure_could_be_smaller_and_is_kept_all_the_same(
    page: AppTest,
) -> None:
    plan = part(page, "plan")
    plan.text_input(key="plan-what").set_value("Walk to the park")
    plan.text_input(key="plan-when").set_value("on three mornings")
    plan.pills(key="plan-sure").set_value(5).run()
    assert "Could it be a little smaller?" in told(plan)
    words = told(press(plan, "plan-keep"))
    assert plan.text_input(key="plan-what").value == ""
    assert "**Walk to the park, on three mornings.**" in words
    kept = my_care().journal.latest(ACTION_PLAN, ActionPlan)
    assert kept is not None
    assert kept.body.sure == 5
    plan = press(plan, f"plan-done-{kept.id}")
    assert "Well done." in told(plan)
    assert my_care().journal.entries(ACTION_PLAN, ActionPlan)[0].body.done


def test_an_empty_plan_is_not_kept(page: AppTest) -> None:
    words = told(press(part(page, "plan"), "plan-keep"))
    assert "Nothing is kept yet" in words
    assert my_care().journal.latest(ACTION_PLAN, ActionPlan) is None


def test_a_plan_can_be_changed_and_put_away(page: AppTest) -> None:
    entry = my_care().journal.add(ACTION_PLAN, ActionPlan(what="Swim", sure=7))
    plan = press(part(page, "plan"), f"plan-change-{entry}")
    plan.text_input(key="plan-what").set_value("Swim ten minutes").run()
    plan = press(plan, "plan-keep")
    (kept,) = my_care().journal.entries(ACTION_PLAN, ActionPlan)
    assert (kept.body.what, kept.replaces) == ("Swim ten minutes", entry)
    press(plan, f"plan-away-{kept.id}")
    assert my_care().journal.entries(ACTION_PLAN, ActionPlan) == []


def test_a_link_leads_to_a_part_or_a_lesson(app: AppTest) -> None:
    page = app.run().switch_page("patient/learn.py")
    page.query_params["part"] = "place"
    assert "I can look at the screen" in "".join(radio.label for radio in page.run().radio)
    page.query_params["lesson"] = "tens"
    assert "TENS is a small device" in told(page.run())


def test_the_workstation_is_looked_at_and_leads_to_suggestions(page: AppTest) -> None:
    place = part(page, "place")
    place.radio(key="place-feet").set_value("not_yet")
    place.radio(key="place-chair").set_value("yes")
    place = next(b for b in place.button if b.label == "Show me what I could try").click().run()
    words = told(place)
    assert "put a box or a thick book under your feet" in words
    assert "**That fits already:** chair" in words
    kept = my_care().journal.latest(WORKSTATION, WorkstationCheck)
    assert kept is not None
    assert kept.body.answers == {"feet": "not_yet", "chair": "yes"}
