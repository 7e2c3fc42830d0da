"""The page of the first visit: one topic at a time, kept after each, stopped by a red flag."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.programme.model import Irritability
from coach.records import ScreeningOutcome, StorageError
from coach.records.alerts import Alerts
from coach.records.answers import Answers
from coach.records.programmes import Programmes
from coach.safety import questionnaire
from coach.visit import KIND, Visit, visit_of
from coach.visit.steps import first_walk, keep_step
from coach.web.routes import MAIN_SCRIPT
from coach.web.store import my_care, my_log

HEALTHY = {question.id: False for question in questionnaire().questions}
NAMES = ("Putting on socks", "Gardening", "Carrying shopping")


@pytest.fixture
def open_page(data_dir: Path) -> Callable[[], AppTest]:
    """A browser that opens the page; each call is another one."""

    def opened() -> AppTest:
        app = AppTest.from_file(str(MAIN_SCRIPT), default_timeout=60)
        return app.run().switch_page("patient/visit.py").run()

    return opened


@pytest.fixture
def ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Let the program's clock run ahead."""
    path = tmp_path / "ahead"
    monkeypatch.setenv("BACK_COACH_CLOCK", str(path))

    def move(by: timedelta) -> None:
        path.write_text(str(by.total_seconds()), encoding="utf-8")

    return move


def press(page: AppTest, key: str) -> AppTest:
    page = page.button(key=key).click().run()
    assert not page.exception
    return page


def title(page: AppTest) -> str:
    (only,) = page.title
    return str(only.value)


def told(page: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "caption", "success", "warning", "error", "info")
    return "\n".join(element.value for kind in kinds for element in page.get(kind))


def screen(page: AppTest, *yes: str) -> AppTest:
    for question in HEALTHY:
        page.radio(key=f"screening-q-{question}").set_value(question in yes)
    return press(page, "screening-done")


def fill_history(page: AppTest) -> AppTest:
    for question, answer in {
        "since": "longer",
        "episodes": "few",
        "stirs": "ordinary",
        "settles": "hours",
    }.items():
        page.radio(key=f"visit-q-{question}").set_value(answer)
    page.checkbox(key="visit-q-worse-sitting").check()
    return press(page, "visit-save-history")


def fill_health(page: AppTest) -> AppTest:
    page.radio(key="visit-q-work").set_value("usual")
    page.checkbox(key="visit-q-cautions-knees").check()
    return press(page, "visit-save-health")


def fill_where(page: AppTest, *areas: str) -> AppTest:
    page.multiselect[0].set_value(list(areas or ("lower_back_left",))).run()
    return press(page, "visit-save-where")


def fill_pain(page: AppTest, average: int = 5) -> AppTest:
    for item, value in {"now": 3, "worst": 8, "average": average}.items():
        page.radio(key=f"visit-pain_nrs-{item}").set_value(value)
    return press(page, "visit-save-pain")


def fill_activities(page: AppTest, rated: int = 3) -> AppTest:
    for row, name in enumerate(NAMES):
        if page.text_input:
            page.text_input(key=f"visit-activity-{row}").set_value(name)
        page.radio(key=f"psfs-{row}").set_value(rated)
    return press(page, "visit-save-activities")


def fill_function(page: AppTest, ticks: int = 10) -> AppTest:
    for item in range(1, ticks + 1):
        page.checkbox(key=f"visit-rmdq-{item}").check()
    return press(page, "visit-save-function")


def fill_mood(page: AppTest, value: str = "0") -> AppTest:
    for name in ("phq2", "gad2"):
        for item in ("1", "2"):
            page.radio(key=f"visit-{name}-{item}").set_value(value)
    return press(page, "visit-save-mood")


def fill_outlook(page: AppTest) -> AppTest:
    page.radio(key="visit-confidence").set_value(4)
    page.text_input(key="visit-goal-0").set_value("Play with my *grandchildren*")
    page.radio(key="visit-days").set_value("4")
    page.radio(key="visit-minutes").set_value("20")
    return press(page, "visit-save-outlook")


def test_a_whole_visit_is_kept_step_by_step_on_two_devices_and_makes_a_programme(
    open_page: Callable[[], AppTest], ahead: Callable[[timedelta], None]
) -> None:
    page = open_page()
    assert title(page) == "Before you begin"
    page = screen(page)
    assert title(page) == "Your back so far"
    assert "Step 2 of 11" in page.get("progress")[0].proto.text

    page = press(page, "visit-save-history")
    assert "Since when has your back" in page.warning[0].value
    page = fill_history(page)
    assert title(page) == "Your days and your health"

    # the browser is closed; another device goes on
    page = open_page()
    assert title(page) == "Your days and your health"
    page = press(page, "visit-back")
    assert page.radio(key="visit-q-since").value == "longer"
    assert page.checkbox(key="visit-q-worse-sitting").value
    page = fill_health(press(page, "visit-save-history"))

    page = press(page, "visit-save-where")
    assert "mark at least one place" in page.warning[0].value
    page = fill_pain(fill_where(page))
    page = press(page, "visit-save-activities")
    assert "activity 1" in page.warning[0].value
    page = fill_function(fill_activities(page))
    page = fill_outlook(press(page, "visit-skip-mood"))
    assert title(page) == "How you move"
    assert "**Standing up" in told(page)
    page = press(page, "visit-save-camera")
    words = told(page)
    assert "It hurts here: left lower back." in words
    assert "Putting on socks" in words
    assert "Play with my \\*grandchildren\\*" in words

    page = press(page, "visit-make")
    assert title(page) == "My check-in"
    assert "Your programme is ready." in told(page)
    care = my_care()
    visit = visit_of(care.journal)
    assert visit is not None
    assert visit.body.activities == NAMES
    current = care.book(Programmes).current()
    assert current is not None
    assert current.programme.starts_on == care.today()
    assert {one.instrument: one.total for one in care.book(Answers).all()} == {
        "pain_nrs": 5.0,
        "psfs": 3.0,
        "rmdq": 10.0,
        "confidence": 4.0,
    }
    assert care.book(Alerts).open() == []

    # three weeks later the same things are asked again
    ahead(timedelta(weeks=3))
    page = press(open_page(), "visit-look-week_3")
    assert title(page) == "A short look at your health"
    page = press(page, "safety-none")
    page = fill_pain(page, average=3)
    assert not page.text_input
    page = fill_function(fill_activities(page, rated=6), ticks=9)
    page = fill_mood(page)
    page.radio(key="visit-confidence-confidence").set_value(7)
    page = press(page, "visit-save-confidence")
    page = press(page, "visit-save-camera")
    page.radio(key="visit-global_change-change").set_value(3)
    page = press(page, "visit-save-change")
    words = told(page)
    assert title(page) == "Half-way"
    assert "Better: 5 at first, 3 now." in words
    assert "No change beyond" in words
    assert "Gardening" in words
    assert "Well done for keeping at it" in words
    page = press(page, "visit-overview")
    assert "visit-see-week_3" in {button.key for button in page.button}


@pytest.mark.parametrize(
    ("yes", "words"),
    [("saddle_numbness", "Please get help now"), ("fever_unwell", "speak to a doctor today")],
)
def test_a_red_flag_stops_the_visit_and_says_whom_to_call(
    open_page: Callable[[], AppTest], yes: str, words: str
) -> None:
    page = screen(open_page(), yes)
    assert words in title(page)
    assert "Call your" in told(page)
    # nothing else is asked: the one button changes the answers
    assert {button.key for button in page.button} == {"screening-changed"}
    assert not page.radio
    walk = first_walk(my_care().journal)
    assert walk is not None
    assert walk.kept == {}
    (alert,) = my_care().book(Alerts).open()
    assert (alert.kind, alert.level) == ("safety", "now")


def at_step(step: str) -> None:
    """A visit whose steps before this one are answered."""
    my_log().add_screening(ScreeningOutcome.CLEAR, HEALTHY)
    journal = my_care().journal
    while True:
        walk = first_walk(journal)
        assert walk is not None
        if walk.next_step == step:
            return
        keep_step(journal, walk, walk.next_step, {})


def test_a_red_flag_told_meanwhile_stops_a_visit_half_way(
    open_page: Callable[[], AppTest],
) -> None:
    at_step("pain")
    page = open_page()
    assert title(page) == "How strong is it?"
    my_log().add_screening(ScreeningOutcome.EMERGENCY, {**HEALTHY, "chest_collapse": True})
    assert title(page.run()) == "Please get help now"
    assert not page.radio


def test_a_review_lets_the_questions_go_on_and_the_exercises_wait(
    open_page: Callable[[], AppTest],
) -> None:
    page = screen(open_page(), "cancer")
    assert "Show this to your therapist" in title(page)
    page = press(page, "visit-meanwhile")
    assert title(page) == "Your back so far"


def test_pain_below_the_knee_becomes_something_the_therapist_should_know(
    open_page: Callable[[], AppTest],
) -> None:
    at_step("where")
    page = fill_where(open_page(), "calf_left")
    assert title(page) == "How strong is it?"
    assert "below the knee" in page.info[0].value
    last = my_log().latest_screening()
    assert last is not None
    assert last.outcome is ScreeningOutcome.REVIEW
    at = {alert.kind for alert in my_care().book(Alerts).open()}
    assert at == {"leg_symptoms"}


def test_low_mood_leads_to_a_person_with_what_to_say_and_to_no_label(
    open_page: Callable[[], AppTest],
) -> None:
    at_step("mood")
    page = fill_mood(open_page(), "2")
    words = told(page)
    assert "Mood and worry" in title(page)
    assert "A talk about how you feel would be good" in words
    assert "You can show or say this" in words
    assert "crisis line" in words
    assert "score" not in words.lower()
    assert {alert.kind for alert in my_care().book(Alerts).open()} == {"talk"}
    assert title(press(page, "visit-talk-go-on")) == "What lies ahead"


def test_a_plan_that_cannot_be_kept_loses_no_answer(
    open_page: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_step("summary")

    def full(*_: object, **__: object) -> int:
        raise StorageError("There is no room left for the log: free some disk space.")

    with monkeypatch.context() as while_full:
        while_full.setattr(Programmes, "save", full)
        page = press(open_page(), "visit-make")
        assert "no room left" in page.error[0].value
    page = open_page()
    assert "still to be made" in told(page)
    page = press(page, "visit-make-late")
    assert "Your programme is ready." in told(page)

    # after a long break all is asked anew, and what was told before stays
    page = press(page, "visit-begin-again")
    assert title(page) == "Your back so far"
    assert visit_of(my_care().journal) is not None


def test_the_therapist_notes_which_movements_relieve(data_dir: Path) -> None:
    def form() -> None:
        from coach.web.store import my_care
        from coach.web.therapist.direction import show_direction

        show_direction(my_care())

    page = AppTest.from_function(form, default_timeout=60).run()
    assert "once the first visit is finished" in page.info[0].value
    my_care().journal.add(KIND, Visit(irritability=Irritability.LOW, usual_pain=2, worst_pain=4))
    page = page.run().radio(key="direction").set_value("extension").run()
    press(page, "direction-keep")
    visit = visit_of(my_care().journal)
    assert visit is not None
    assert visit.body.direction == "extension"


def test_a_clinics_own_questionnaire_is_a_step_of_the_visit(
    open_page: Callable[[], AppTest], data_dir: Path
) -> None:
    (data_dir / "instruments").mkdir(parents=True)
    (data_dir / "instruments" / "own.toml").write_text(OWN_SCALE, encoding="utf-8")
    at_step("more_own_scale")
    page = open_page()
    assert title(page) == "The clinic's scale"
    assert "Licence 4711" in told(page)
    page = press(page, "visit-save-more_own_scale")
    assert "Dressing" in page.warning[0].value
    page.radio(key="visit-own_scale-1").set_value("1")
    page.radio(key="visit-own_scale-2").set_value(4)
    page = press(page, "visit-save-more_own_scale")
    assert title(page) == "Mood and worry"
    (kept,) = my_care().book(Answers).of("own_scale")
    assert kept.total == 5.0


OWN_SCALE = """
id = "own_scale"
name = "The clinic's scale"
measures = "something"
licence = "Licence 4711 of the clinic"
source = "The clinic"
rule = "sum"
better = "lower"
total_low = 0
total_high = 8
low = 0
high = 4

[[item]]
id = "1"
text = "Dressing"
choice = [{ value = 0, text = "Easy" }, { value = 1, text = "Hard" }]

[[item]]
id = "2"
text = "Walking"
"""
