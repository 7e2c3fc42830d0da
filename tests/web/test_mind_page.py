"""Calm and mind: one thing at a time, kept in the journal, changed and taken away."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from coach.mind import goals
from coach.mind.forms import (
    CALM,
    EXPOSURE,
    PACING,
    THOUGHT,
    CalmTime,
    Exposure,
    PacingPlan,
    Thought,
)
from coach.mind.practices import practices
from coach.records.answers import Answers
from coach.web.patient.mind_calm import note_end
from coach.web.store import my_care


@pytest.fixture
def page(app: AppTest) -> AppTest:
    return app.run().switch_page("patient/mind.py").run()


def told(page: AppTest) -> str:
    assert not page.exception
    kinds = ("title", "subheader", "markdown", "caption", "success", "info", "error")
    return "\n".join(element.value for kind in kinds for element in page.get(kind))


def open_topic(page: AppTest, topic: str) -> AppTest:
    return page.button(key=f"mind-open-{topic}").click().run()


def send(page: AppTest, label: str) -> AppTest:
    return next(one for one in page.button if one.label == label).click().run()


def press(page: AppTest, label: str) -> AppTest:
    return send(page, label)


def write(page: AppTest, ending: str, value: object) -> None:
    """Into the field whose key ends so."""
    kinds = ("text_input", "text_area", "number_input", "slider", "button_group")
    fields = [field for kind in kinds for field in page.get(kind)]
    next(field for field in fields if str(field.key).endswith(ending)).set_value(value)


def test_seven_cards_and_a_kind_word(page: AppTest) -> None:
    words = told(page)
    assert sum(str(one.key).startswith("mind-open-") for one in page.button) == 7
    assert "does not replace treatment" in words
    assert "What you could say" not in [one.label for one in page.expander]


def test_answers_that_need_a_person_lead_to_one_with_words_and_no_label(page: AppTest) -> None:
    care = my_care()
    care.book(Answers).add("phq2", {"1": 2, "2": 2}, occasion="week 3", total=4.0)
    page.run()
    words = told(page)
    assert "therapist or your doctor" in words
    assert "112" in words
    assert "What you could say" in [one.label for one in page.expander]
    assert "depress" not in words.lower()
    care.book(Answers).add("phq2", {"1": 0, "2": 1}, occasion="week 6", total=1.0)
    page.run()
    assert "What you could say" not in [one.label for one in page.expander]


def test_a_goal_with_little_confidence_is_made_smaller_and_reached(page: AppTest) -> None:
    open_topic(page, "goals")
    write(page, "-text", "Walk 10 km")
    write(page, "-sure", 4)
    send(page, "Keep this goal")
    (goal,) = goals(my_care().journal)
    assert goal.body.wants_shrinking
    assert "Make it smaller" in told(page)

    press(page, "Make it smaller")
    write(page, "-text", "Walk 2 km")
    write(page, "-sure", 8)
    send(page, "Keep the change")
    (goal,) = goals(my_care().journal)
    assert (goal.body.text, goal.body.confidence) == ("Walk 2 km", 8)
    press(page, "I reached it")
    (goal,) = goals(my_care().journal)
    assert goal.body.reached_on == my_care().today()


def test_a_budget_begins_below_what_was_comfortable(page: AppTest) -> None:
    open_topic(page, "pacing")
    write(page, "-activity", "Gardening")
    for day, amount in enumerate((20.0, 30.0, 25.0)):
        write(page, f"-trial-{day}", amount)
    write(page, "-longest", 8.0)
    send(page, "Keep this plan")
    assert my_care().journal.latest(PACING, PacingPlan) is not None
    words = told(page)
    assert "**8 minutes** · 5 min rest · **8 minutes** · 5 min rest · **4 minutes**" in words
    write(page, "-amount", 40.0)
    write(page, "-pain", 2)
    send(page, "Keep it")
    assert "Tomorrow it is the plan again" in told(page)


def test_a_thought_is_looked_at_and_can_be_taken_away(page: AppTest) -> None:
    open_topic(page, "thoughts")
    send(page, "Keep it")
    assert "what went through your mind" in page.error[0].value
    write(page, "-where", "On the *stairs*")
    write(page, "-thought", "It will never end")
    write(page, "-belief", 80)
    write(page, "-balanced", "It has eased before")
    write(page, "-belief-after", 40)
    send(page, "Keep it")
    words = told(page)
    assert "less weight" in words
    assert "On the \\*stairs\\*" in words
    journal = my_care().journal
    assert len(journal.entries(THOUGHT, Thought)) == 1
    press(page, "Yes, take it away")
    assert journal.entries(THOUGHT, Thought) == []


def test_what_is_tried_is_compared(page: AppTest) -> None:
    open_topic(page, "trying")
    write(page, "-what", "Tie my shoes bent over")
    write(page, "-expected", "It locks")
    write(page, "-pain", 7)
    send(page, "Keep the plan")
    assert "A smaller version" in told(page)
    (plan,) = my_care().journal.entries(EXPOSURE, Exposure)
    write(page, f"compare-{plan.id}-pain", 3)
    send(page, "Keep it")
    assert "less than you expected" in told(page)
    assert my_care().journal.entries(EXPOSURE, Exposure)[0].body.done_on == my_care().today()


def test_a_quiet_time_is_noted_and_asked_about(page: AppTest) -> None:
    journal = my_care().journal
    breathing = practices()["breathing"]
    note_end(journal, breathing, {"seconds": 4, "finished": False})
    assert journal.entries(CALM, CalmTime) == []
    note_end(journal, breathing, {"seconds": 304, "finished": True})
    open_topic(page, "calm")
    press(page, "Calmer")
    (time,) = journal.entries(CALM, CalmTime)
    assert (time.body.seconds, time.body.finished, time.body.felt) == (304, True, "calmer")


def test_a_night_and_a_plan_for_sleep(page: AppTest) -> None:
    open_topic(page, "sleep")
    send(page, "Keep this plan")
    assert "Up every day at: **07:00**" in told(page)
    write(page, "-asleep", 6.0)
    send(page, "Keep it")
    assert "In bed: **22:30 to 07:00, 8.5 hours**" in told(page)
    write(page, "-asleep", 12.0)
    send(page, "Keep it")
    assert "more sleep than time in bed" in page.error[0].value


def test_help_at_once_has_a_number(page: AppTest) -> None:
    words = told(open_topic(page, "support"))
    assert "112" in words
    assert "I need you with me now" in words
    press(page, "All of calm and mind")
    assert page.title[0].value == "Calm and mind"
