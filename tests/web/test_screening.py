"""Who may go on to the exercises, and what everybody else reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.records import Log, ScreeningOutcome, StorageError
from coach.safety import THERAPIST_AGREES, questionnaire
from coach.web.store import my_log

QUESTIONS = [question.id for question in questionnaire().questions]


def page() -> None:
    """A page of exercises behind the questions."""
    import streamlit as st

    from coach.web.patient.screening import show_ask_again, show_screening, show_stop_rules
    from coach.web.store import my_log

    if show_screening(my_log()):
        st.title("Exercises")
        show_stop_rules()
        show_ask_again()


@pytest.fixture
def screen(data_dir: Path) -> AppTest:
    return AppTest.from_function(page, default_timeout=60).run()


def words(app: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "caption", "warning")
    return "\n".join(element.value for kind in kinds for element in app.get(kind))


def answer(app: AppTest, *yes: str, leave_out: tuple[str, ...] = ()) -> AppTest:
    for question in QUESTIONS:
        if question not in leave_out:
            app.radio(key=f"screening-q-{question}").set_value(question in yes)
    return app.button(key="screening-done").click().run()


def answers(*yes: str) -> dict[str, bool]:
    return {question: question in yes for question in QUESTIONS}


def test_the_questions_come_first_and_none_is_answered_for_you(screen: AppTest) -> None:
    assert not screen.exception
    assert [title.value for title in screen.title] == ["Before you begin"]
    assert [radio.value for radio in screen.radio] == [None] * len(QUESTIONS)
    assert all(radio.options == ["Yes", "No"] for radio in screen.radio)
    assert "not a diagnosis" in words(screen)


def test_whoever_says_no_to_all_goes_on_and_is_not_asked_again(screen: AppTest) -> None:
    answer(screen)
    assert screen.title[0].value == "Exercises"
    kept = my_log().latest_screening()
    assert kept is not None
    assert (kept.outcome, kept.answers) == (ScreeningOutcome.CLEAR, answers())
    another_day = AppTest.from_function(page, default_timeout=60).run()
    assert another_day.title[0].value == "Exercises"


def test_the_stop_rules_are_told(screen: AppTest) -> None:
    said = words(answer(screen))
    assert "pain rises above 5 out of 10" in said
    assert "your chest hurts :material/call:" in said
    assert "your local emergency number: 112" in said


def test_what_was_left_out_is_marked_and_what_was_answered_stays(screen: AppTest) -> None:
    answer(screen, "cancer", leave_out=("fever_unwell", "fall"))
    assert my_log().latest_screening() is None
    places = [str(QUESTIONS.index(one) + 1) for one in ("fever_unwell", "fall")]
    assert screen.warning[0].value == (f"Still missing: 2 answers, at number {', '.join(places)}.")
    assert words(screen).count("Please answer this one too.") == 2
    assert screen.radio(key="screening-q-cancer").value is True
    for question in ("fever_unwell", "fall"):
        screen.radio(key=f"screening-q-{question}").set_value(False)
    screen.button(key="screening-done").click().run()
    assert screen.title[0].value == "Show this to your therapist before you start"


def test_a_therapists_yes_is_recorded_and_opens_the_way(screen: AppTest) -> None:
    answer(screen, "pregnancy")
    assert screen.title[0].value == "Show this to your therapist before you start"
    assert "Are you pregnant" in words(screen)
    assert screen.button(key="screening-begin").disabled
    screen.checkbox(key="screening-agreed").check().run()
    screen.button(key="screening-begin").click().run()
    assert screen.title[0].value == "Exercises"
    kept = my_log().latest_screening()
    assert kept is not None
    assert kept.outcome is ScreeningOutcome.REVIEW
    assert kept.answers == {**answers("pregnancy"), THERAPIST_AGREES: True}


@pytest.mark.parametrize(
    ("yes", "title", "whom"),
    [
        ("saddle_numbness", "Please get help now", "Call your local emergency number now: 911"),
        ("fever_unwell", "Please speak to a doctor today", "Call your doctor today"),
    ],
)
def test_a_red_flag_locks_and_says_whom_to_call(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch, yes: str, title: str, whom: str
) -> None:
    monkeypatch.setenv("BACK_COACH_EMERGENCY_NUMBER", "911")
    answer(screen, yes, "cancer")
    assert [element.value for element in screen.title] == [title]
    assert whom in words(screen)
    assert "911" in words(screen)
    assert not screen.checkbox
    # It stays locked, in this session and the next.
    assert screen.run().title[0].value == title
    assert AppTest.from_function(page, default_timeout=60).run().title[0].value == title


def test_changed_answers_are_new_ones_beside_the_old(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[ScreeningOutcome] = []
    add = Log.add_screening

    def note(self: Log, outcome: ScreeningOutcome, given: dict[str, bool]) -> None:
        kept.append(outcome)
        add(self, outcome, given)

    monkeypatch.setattr(Log, "add_screening", note)
    answer(screen, "fever_unwell")
    screen.button(key="screening-changed").click().run()
    assert screen.title[0].value == "Before you begin"
    assert all(radio.value is None for radio in screen.radio)
    answer(screen)
    assert screen.title[0].value == "Exercises"
    assert kept == [ScreeningOutcome.TODAY, ScreeningOutcome.CLEAR]


def test_one_may_ask_again_and_leave_it_as_it_was(screen: AppTest) -> None:
    answer(screen)
    screen.button(key="screening-ask-again").click().run()
    assert screen.title[0].value == "Before you begin"
    screen.button(key="screening-back").click().run()
    assert screen.title[0].value == "Exercises"
    screen.button(key="screening-ask-again").click().run()
    answer(screen, "chest_collapse")
    assert screen.title[0].value == "Please get help now"


def test_answers_that_cannot_be_kept_let_nobody_through(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("There is no room left for the log: free some disk space.")

    with monkeypatch.context() as while_full:
        while_full.setattr(Log, "add_screening", full)
        answer(screen)
        assert "no room left" in screen.error[0].value
        assert screen.title[0].value == "Before you begin"
    screen.button(key="screening-done").click().run()
    assert screen.title[0].value == "Exercises"
