"""My plan, and changing it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.engine.catalogue import catalogue
from coach.programme.changing import apply_change
from coach.programme.facts import Facts
from coach.programme.making import make_programme
from coach.programme.model import Change, Irritability, Prescription, Programme
from coach.programme.own_templates import own_templates
from coach.records import Role, add_person
from coach.records.care import Care
from coach.records.programmes import Programmes, SavedProgramme
from coach.visit import KIND, Visit
from coach.web.store import my_care
from coach.web.therapist import editing_page

PLAN = "patient/plan.py"
EDITING = "therapist/editing.py"


def book() -> Programmes:
    return my_care().book(Programmes)


def now_held() -> SavedProgramme:
    found = book().current()
    assert found is not None
    return found


def made(*, begun_days_ago: int = 0, facts: Facts | None = None) -> Programme:
    starts_on = my_care().today() - timedelta(days=begun_days_ago)
    return make_programme(facts or Facts(minutes=30), catalogue(), starts_on)


def save(programme: Programme, reason: str = "First plan") -> int:
    held = book().current()
    return book().save(programme, reason=reason, expected=held.number if held else None)


def opened(app: AppTest, page: str) -> AppTest:
    return app.run().switch_page(page).run()


def told(page: AppTest) -> str:
    assert not page.exception
    kinds = ("title", "subheader", "markdown", "caption", "success", "warning", "error", "info")
    return "\n".join(element.value for kind in kinds for element in page.get(kind))


def drawn(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def press(page: AppTest, key: str) -> AppTest:
    return page.button(key=key).click().run()


def labels(page: AppTest) -> set[str]:
    return {str(button.key) for button in page.button}


def visit(**facts: object) -> None:
    values = {"irritability": "medium", "usual_pain": 3, "worst_pain": 5, "minutes": 30} | facts
    my_care().journal.add(KIND, Visit.model_validate(values))


def test_without_a_check_in_the_page_leads_to_it(app: AppTest) -> None:
    page = opened(app, PLAN)
    assert "made from what you tell" in told(page)
    assert "plan-make" not in labels(page)
    press(page, "plan-visit")
    assert "My plan" not in {title.value for title in page.title}


def test_a_check_in_becomes_a_plan_that_says_why(app: AppTest) -> None:
    visit(activities=("Getting up from the sofa",), cautions=("knees",))
    page = press(opened(app, PLAN), "plan-make")
    words = told(page)
    assert "week 1 of 6: Calm and move" in words
    assert "**Glute bridge**" in words
    assert "2 sets of 8 repetitions · 3 days a week: " in words
    assert "**Squat**: It waits for now, so that your knees stay comfortable." in words
    assert "Getting up from a chair with ease: a step towards “Getting up from the sofa”." in words
    assert "A drawn figure: Glute bridge" in drawn(page)
    held = now_held()
    assert held.reason == "Made from the first visit"
    assert held.programme.goals == ("Getting up from the sofa",)


def test_all_weeks_are_in_sight_and_today_is_marked(app: AppTest) -> None:
    save(made(begun_days_ago=15))
    page = opened(app, PLAN)
    html = drawn(page)
    assert [f"<b>Week {number}</b>" in html for number in range(1, 7)] == [True] * 6
    assert html.count('aria-current="step"') == 1
    assert html.count("<span>done</span>") == 2
    assert "week 3 of 6: Build strength**, day 2" in told(page)
    ahead = page.segmented_control(key="plan-week").set_value(5).run()
    assert "Week 5: Real tasks" in told(ahead)
    assert "**Box lift**" in told(ahead)
    assert "How far: up to 90° of knee bend, as far as is comfortable" in told(ahead)


def test_a_week_that_is_over_is_shown_as_it_was_then(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = tmp_path / "ahead"
    monkeypatch.setenv("BACK_COACH_CLOCK", str(clock))
    save(made())
    clock.write_text(str(14 * 86400), encoding="utf-8")
    first = now_held().programme
    swap = Change(exercise="glute_bridge", field="exercise", new="calf_raise")
    changed = first.weeks[0].model_copy(update={"title": "Never seen"})
    later = apply_change(first, swap, my_care().today()).model_copy(
        update={"weeks": (changed, *first.weeks[1:])}
    )
    save(later, "Calves instead")
    page = opened(app, PLAN).segmented_control(key="plan-week").set_value(1).run()
    words = told(page)
    assert "Week 1: Calm and move" in words
    assert "version 1 of your plan" in words
    assert "Never seen" not in words.split("How my plan")[0].split("**Version")[0]
    assert "Calves instead" in words


def test_an_exercise_that_is_gone_breaks_nothing_and_another_is_offered(app: AppTest) -> None:
    plan = made()
    gone = Prescription(exercise="hula_hoop", sets=2, repetitions=8)
    week = plan.weeks[0].model_copy(update={"prescriptions": (gone, *plan.weeks[0].prescriptions)})
    save(plan.model_copy(update={"weeks": (week, *plan.weeks[1:])}))
    page = opened(app, PLAN)
    assert "Hula hoop (no longer available)" in told(page)
    offered = sorted(key for key in labels(page) if key.startswith("plan-instead-hula_hoop-"))
    assert offered
    page = press(page, offered[0])
    assert "Hula hoop (no longer available)**" not in told(page)
    new = offered[0].removeprefix("plan-instead-hula_hoop-")
    assert now_held().programme.weeks[0].of(new) is not None


def test_eased_days_and_the_end_are_told_kindly(app: AppTest) -> None:
    plan = made(begun_days_ago=1)
    save(apply_change(plan, Change(share=0.5), my_care().today()), "A calmer time")
    page = opened(app, PLAN)
    assert "about half of its usual amount" in told(page)
    save(made(begun_days_ago=50), "Long ago")
    words = told(page.run())
    assert "Your 6 weeks are done" in words
    assert "After: Keep going" in words


def test_somebody_begins_again_at_a_week(app: AppTest) -> None:
    save(made(begun_days_ago=30))
    page = opened(app, PLAN)
    page.selectbox(key="plan-again-week").set_value(2)
    page = press(page, "plan-again")
    assert "week 2 of 6: Learn control**, day 1" in told(page)
    assert "Began again at week 2" in told(page)
    assert [version.number for version in book().history()] == [2, 1]


def test_a_therapist_makes_the_first_plan_from_a_template(app: AppTest) -> None:
    page = opened(app, EDITING)
    assert "no finished check-in yet" in told(page)
    page.selectbox(key="editing-first-template").set_value("standing").run()
    page = press(page, "editing-make")
    assert "This is the first plan." in told(page)
    assert book().current() is None
    page = press(page, "editing-save")
    assert "say why" in page.error[0].value
    page.text_input(key="editing-reason").set_value("Floor is hard")
    page = press(page, "editing-save")
    assert "Saved as version 1" in told(page)
    held = now_held()
    assert (held.programme.template, held.reason) == ("standing", "Floor is hard")


def test_a_dose_is_changed_looked_at_and_saved_with_a_reason(app: AppTest) -> None:
    save(made(begun_days_ago=8))
    page = press(opened(app, EDITING), "editing-change-glute_bridge")
    page.number_input(key="editing-repetitions-glute_bridge-2-0").set_value(10)
    page.text_input(key="editing-note-glute_bridge-2-0").set_value("Heels close")
    page.checkbox(key="editing-fixed-glute_bridge-2-0").set_value(True)
    page = press(page, "editing-take-glute_bridge")
    words = told(page)
    assert "Glute bridge, repetitions: 8 → 10" in words
    assert "Glute bridge, note: none → Heels close" in words
    assert now_held().number == 1
    page.text_input(key="editing-reason").set_value("Going well")
    page = press(page, "editing-save")
    plan = now_held().programme
    assert plan.weeks[0] == made(begun_days_ago=8).weeks[0]
    bridge = plan.weeks[1].of("glute_bridge")
    assert bridge is not None
    assert (bridge.repetitions, bridge.note, bridge.fixed) == (10, "Heels close", True)
    assert "Nothing yet." in told(page)


def test_exercises_come_and_go_in_the_chosen_weeks_only(app: AppTest) -> None:
    save(made())
    page = opened(app, EDITING)
    page.radio(key="editing-scope").set_value("only").run()
    page = press(page, "editing-remove-knee_to_chest")
    page = press(page, "editing-down-cat_camel")
    page.selectbox(key="editing-add-2").set_value("wall_angel").run()
    page = press(page, "editing-add")
    words = told(page)
    assert "Week 1: Knee to chest is taken out" in words
    assert "Week 1: Wall angel is new" in words
    assert "Week 1: another order" in words
    assert "Week 2" not in words.split("What will be different")[-1]
    page = press(page, "editing-leave")
    assert "Nothing yet." in told(page)
    assert now_held().number == 1


def test_whoever_was_slower_sees_both_and_loses_nothing(app: AppTest) -> None:
    save(made())
    page = press(opened(app, EDITING), "editing-remove-knee_to_chest")
    other = apply_change(
        now_held().programme,
        Change(exercise="glute_bridge", field="repetitions", new=6),
        my_care().today(),
    )
    page.text_input(key="editing-reason").set_value("Mine")
    save(other, "A step down")
    page = press(page, "editing-save")
    words = told(page)
    assert "changed meanwhile, in version 2: “A step down”" in words
    assert "Glute bridge, repetitions: 8 → 6" in words
    assert "Knee to chest is taken out" in words
    assert now_held().number == 2

    page = press(page, "editing-rebase")
    page.text_input(key="editing-reason").set_value("Both")
    press(page, "editing-save")
    week = now_held().programme.weeks[0]
    bridge = week.of("glute_bridge")
    assert bridge is not None
    assert bridge.repetitions == 6
    assert week.of("knee_to_chest") is None


def test_a_template_is_loaded_and_the_own_weeks_are_kept_as_one(
    app: AppTest, data_dir: Path
) -> None:
    visit(irritability=Irritability.HIGH, cautions=("wrists",))
    save(made())
    page = opened(app, EDITING)
    assert "Bird dog: Wrists" in told(page)
    page.text_input(key="editing-own-name").set_value("Our usual")
    page = press(page, "editing-own")
    assert set(own_templates(data_dir)[0]) == {"Our usual"}
    page.selectbox(key="editing-template-0").set_value("gentle").run()
    page = press(page, "editing-load")
    assert "Template: Six weeks, step by step → A gentle start" in told(page)
    page.selectbox(key="editing-template-1").set_value("own:Our usual").run()
    page = press(page, "editing-load")
    assert "Template: Six weeks, step by step → Our usual" in told(page)


def test_each_patient_has_a_draft_of_their_own_and_reads_who_changed_the_plan(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(made())
    me = my_care()
    kim = add_person(me.database, "Kim Lee", Role.THERAPIST)
    other = add_person(me.database, "Bob")
    shown = [other]
    monkeypatch.setattr(editing_page, "patient_care", lambda: Care(me.database, shown[0], kim.id))
    page = opened(app, EDITING)
    assert "The plan of Bob" in told(page)
    page = press(page, "editing-make")
    assert "This is the first plan." in told(page)
    page.text_input(key="editing-reason").set_value("For Bob").run()

    shown[0] = me.patient
    page = press(page.run(), "editing-remove-knee_to_chest")
    assert "The plan of Me" in told(page)
    assert page.text_input(key="editing-reason").value == ""
    page.text_input(key="editing-reason").set_value("The hip is sore")
    page = press(page, "editing-save")
    held = now_held()
    assert (held.number, held.made_by) == (2, kim.id)
    assert Care(me.database, other, kim.id).book(Programmes).current() is None
    shown[0] = other
    assert "This is the first plan." in told(page.run())
    words = told(app.switch_page(PLAN).run())
    assert "by Kim Lee  \nThe hip is sore" in words
