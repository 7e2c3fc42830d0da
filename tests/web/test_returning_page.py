"""Back to life: choose an activity, tell how the step went, go on when it went well."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.lifting.ladder import ladder
from coach.programme.model import Irritability
from coach.returning import ActivityStep, standing
from coach.returning.forms import LADDER, LADDER_STEP, LadderPlace, LadderTry
from coach.visit import KIND, Visit
from coach.web.patient.lifting_diary import move_to
from coach.web.store import my_care

DAY_S = 86_400


@pytest.fixture
def ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that moves the clock."""
    file = tmp_path / "ahead"
    file.write_text("0", encoding="utf-8")
    monkeypatch.setenv("BACK_COACH_CLOCK", str(file))
    return file


@pytest.fixture
def page(app: AppTest, ahead: Path) -> AppTest:
    return app.run().switch_page("patient/returning.py")


def told(page: AppTest) -> str:
    assert not page.exception
    kinds = ("title", "subheader", "markdown", "caption", "success", "info", "error")
    return "\n".join(element.value for kind in kinds for element in page.get(kind))


def group(page: AppTest, ending: str):
    return next(one for one in page.get("button_group") if str(one.key).endswith(ending))


def press(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label == label).click().run()


def labels(page: AppTest) -> set[str]:
    return {one.label for one in page.button}


def here() -> ActivityStep:
    (mine,) = standing(my_care().journal)
    return mine


def do_the_step(page: AppTest, pain: int) -> None:
    group(page, "-felt").set_value(pain)
    press(page, "Keep it")


def test_two_good_days_that_settled_lead_to_the_next_step(page: AppTest, ahead: Path) -> None:
    page.run().button(key="ladder-choose-walking").click().run()
    assert (here().ladder, here().step) == ("walking", 1)
    for day in (1, 2):
        do_the_step(page, pain=1)
        ahead.write_text(str(day * DAY_S), encoding="utf-8")
        page.run()
        assert "Take the next step" not in labels(page)
        press(page, "As usual")
    assert "how much it hurts now" in told(page)

    group(page, "returning-pain").set_value(7).run()
    assert "Take the next step" not in labels(page)
    group(page, "returning-pain").set_value(1).run()
    press(page, "Take the next step")
    assert here().step == 2
    assert "You are on step 2 now" in told(page)

    group(page, "returning-pain").set_value(1)
    do_the_step(page, pain=8)
    press(page, "Take one step back")
    assert (here().step, here().place.came) == (1, "back")


def test_own_activities_of_the_visit_get_a_ladder_in_own_words(page: AppTest) -> None:
    care = my_care()
    visit = Visit(
        irritability=Irritability.LOW, usual_pain=4, worst_pain=6, activities=("Dance *tango*",)
    )
    care.journal.add(KIND, visit)
    page.run()
    fields = {str(one.key).rsplit("-", 1)[-1]: one for one in page.text_input}
    assert fields["name"].value == "Dance *tango*"
    press(page, "Keep this ladder")
    assert "at least 3 steps" in page.error[0].value
    for number in (1, 2, 3):
        step = next(one for one in page.text_input if str(one.key).endswith(f"-step-{number}"))
        step.set_value(f"{number} songs")
    press(page, "Keep this ladder")
    assert (here().title, here().words, here().last) == ("Dance *tango*", "1 songs", 3)
    assert "#### 1 songs" in told(page)


def test_one_new_thing_at_a_time(page: AppTest, ahead: Path) -> None:
    care = my_care()
    start = care.today()
    care.journal.add(LADDER, LadderPlace(ladder="sitting", title="Sitting", since=start))
    for day in (start, start + timedelta(days=1)):
        went = LadderTry(ladder="sitting", step=1, pain=0, morning="settled")
        care.journal.add(LADDER_STEP, went, day=day)
    ahead.write_text(str(2 * DAY_S), encoding="utf-8")
    group(page.run(), "returning-pain").set_value(0).run()
    assert "Take the next step" in labels(page)
    move_to(care.log, ladder().step(2), "It went well")
    page.run()
    assert "Take the next step" not in labels(page)
    assert "one new thing at a time" in told(page)
    ahead.write_text(str(4 * DAY_S), encoding="utf-8")
    page.run()
    assert "Take the next step" in labels(page)


def test_lifting_leads_to_its_own_ladder(page: AppTest) -> None:
    group(page.run(), "returning-which").set_value("Lifting").run()
    assert "Step 1 of 12" in told(page)
