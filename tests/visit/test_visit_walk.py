"""A visit goes step by step, is kept step by step, and comes to something."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coach import clock
from coach.programme.model import Irritability
from coach.records import ScreeningOutcome
from coach.records.alerts import Alerts
from coach.records.answers import Answers
from coach.records.care import Care
from coach.safety import THERAPIST_AGREES, questionnaire
from coach.visit import KIND, Caution, enter_total, prefer, visit_of
from coach.visit.concluding import conclude, summary
from coach.visit.results import by_outcome, camera_lines, opening, questionnaire_lines
from coach.visit.steps import (
    FIRST_STEPS,
    LATER_STEPS,
    Walk,
    begin_again,
    first_walk,
    keep_step,
    later_walk,
)
from coach.visit.telling import tell_areas, tell_screening, tell_total

HEALTHY = {question.id: False for question in questionnaire().questions}

TOLD: dict[str, dict[str, object]] = {
    "history": {
        "since": "longer",
        "worse": ["flexion", "sitting"],
        "better": ["walking"],
        "stirs": "ordinary",
        "settles": "hours",
    },
    "health": {"work": "off", "cautions": ["knees"], "medicines": "as my doctor says"},
    "where": {"areas": ["lower_back_left", "buttock_left"]},
    "pain": {"now": 3, "worst": 8, "average": 5},
    "activities": {"Putting on socks": 3, "Gardening": 2, "Carrying shopping": 4},
    "outlook": {"fear": "Bending", "confidence": 4, "goals": ["Garden again"], "days": 4},
}


def open_walk(care: Care) -> Walk:
    walk = first_walk(care.journal)
    assert walk is not None
    return walk


def told(care: Care) -> Walk:
    for step, answers in TOLD.items():
        keep_step(care.journal, open_walk(care), step, answers)
    return open_walk(care)


def test_a_visit_begins_with_safety_and_goes_on_where_it_was_left(care: Care) -> None:
    walk = open_walk(care)
    assert (walk.next_step, walk.before("safety")) == ("safety", None)
    keep_step(care.journal, walk, "safety", {})
    keep_step(care.journal, walk, "history", {"since": "weeks"})
    again = open_walk(care)
    assert again.next_step == "health"
    assert again.of("history") == {"since": "weeks"}
    assert again.began_on == care.today()
    assert (again.after("history"), again.before("health")) == ("health", "history")
    assert again.after("summary") == "summary"


def test_two_devices_in_one_visit_overwrite_nothing(care: Care) -> None:
    phone, desk = open_walk(care), open_walk(care)
    keep_step(care.journal, phone, "history", {"since": "days"})
    keep_step(care.journal, desk, "pain", {"now": 4})
    keep_step(care.journal, desk, "history", {"since": "years"})
    walk = open_walk(care)
    assert walk.of("history") == {"since": "years"}
    assert walk.of("pain") == {"now": 4}


def test_a_step_that_there_is_not_is_refused(care: Care) -> None:
    with pytest.raises(ValueError, match="no step"):
        keep_step(care.journal, open_walk(care), "horoscope", {})


def test_nobody_sees_the_visit_of_somebody_else(care: Care, other_care: Care) -> None:
    told(care)
    care.journal.add(KIND, conclude(open_walk(care), HEALTHY))
    assert open_walk(other_care).kept == {}
    assert visit_of(other_care.journal) is None


def test_what_the_visit_comes_to(care: Care) -> None:
    visit = conclude(told(care), {**HEALTHY, "fall": True})
    assert visit.irritability is Irritability.MEDIUM
    assert (visit.usual_pain, visit.worst_pain, visit.confidence) == (5, 8, 4)
    assert visit.activities == ("Putting on socks", "Gardening", "Carrying shopping")
    assert visit.cautions == (Caution.KNEES, Caution.BALANCE)
    assert (visit.days_per_week, visit.minutes, visit.direction) == (4, 20, "none")
    assert visit.works is False
    assert visit.goals == ("Garden again",)


def test_the_summary_is_plain_and_kind(care: Care) -> None:
    walk = told(care)
    words = " ".join(summary(conclude(walk, HEALTHY), walk))
    assert "It hurts here: left lower back and left buttock." in words
    assert "On average your pain is 5 of 10" in words
    assert "What stirs it up: bending forward, sitting for long." in words
    assert "Your goals: Garden again." in words
    assert "4 days a week" in words
    for unkind in ("irritab", "wrong", "bad", "danger", "diagnos"):
        assert unkind not in words.lower()


def test_a_finished_visit_is_over_until_a_new_one_begins(care: Care) -> None:
    care.journal.add(KIND, conclude(told(care), HEALTHY))
    assert first_walk(care.journal) is None
    begin_again(care.journal)
    walk = open_walk(care)
    assert walk.kept == {}
    assert visit_of(care.journal) is not None
    keep_step(care.journal, walk, "safety", {})
    assert open_walk(care).next_step == "history"


def test_only_a_therapist_says_which_movements_relieve(care: Care) -> None:
    assert prefer(care.journal, "extension") is None
    care.journal.add(KIND, conclude(told(care), HEALTHY))
    prefer(care.journal, "extension")
    kept = visit_of(care.journal)
    assert kept is not None
    assert kept.body.direction == "extension"


def test_a_look_back_has_steps_of_its_own(care: Care) -> None:
    today = care.today()
    walk = later_walk(care.journal, "week_3", today)
    keep_step(care.journal, walk, "pain", {"average": 3})
    assert later_walk(care.journal, "week_3", today).of("pain") == {"average": 3}
    assert later_walk(care.journal, "week_6", today).kept == {}
    assert later_walk(care.journal, "week_3", today + timedelta(days=1)).kept == {}
    assert set(LATER_STEPS) - set(FIRST_STEPS) == {"confidence", "change"}
    assert open_walk(care).kept == {}


def test_a_mark_below_the_knee_asks_the_therapist(care: Care) -> None:
    care.log.add_screening(ScreeningOutcome.CLEAR, HEALTHY)
    assert tell_areas(care, ["lower_back_left"]) == ()
    assert care.book(Alerts).open() == []
    assert tell_areas(care, ["calf_left"]) == ("calf_left",)
    last = care.log.latest_screening()
    assert last is not None
    assert last.outcome is ScreeningOutcome.REVIEW
    assert [alert.kind for alert in care.book(Alerts).open()] == ["leg_symptoms"]
    # once the therapist has agreed, knowing of it, the same marks ask no more
    care.log.add_screening(last.outcome, {**last.answers, THERAPIST_AGREES: True})
    tell_areas(care, ["calf_left"])
    agreed = care.log.latest_screening()
    assert agreed is not None
    assert agreed.answers[THERAPIST_AGREES]


def test_red_flags_are_told_at_once_and_once(care: Care) -> None:
    care.log.add_screening(ScreeningOutcome.EMERGENCY, {**HEALTHY, "saddle_numbness": True})
    last = care.log.latest_screening()
    assert last is not None
    tell_screening(care, last)
    tell_screening(care, last)
    (alert,) = care.book(Alerts).open()
    assert (alert.kind, alert.level) == ("safety", "now")
    assert "saddle" in alert.sentence


def test_nothing_is_told_of_clear_answers(care: Care) -> None:
    care.log.add_screening(ScreeningOutcome.CLEAR, HEALTHY)
    last = care.log.latest_screening()
    assert last is not None
    tell_screening(care, last)
    tell_total(care, "phq2", 2)
    tell_total(care, "rmdq", 20)
    assert care.book(Alerts).open() == []


def test_a_score_that_needs_a_person_is_told(care: Care) -> None:
    tell_total(care, "gad2", 3)
    (alert,) = care.book(Alerts).open()
    assert (alert.kind, alert.level) == ("talk", "day")


def test_a_typed_total_is_kept_within_its_range(care: Care) -> None:
    enter_total(care, "odi", 32)
    (kept,) = care.book(Answers).of("odi")
    assert (kept.total, kept.occasion, kept.answers) == (32.0, "clinic", {})
    with pytest.raises(Exception, match="from 0 to 100"):
        enter_total(care, "odi", 132)
    assert len(care.book(Answers).of("odi")) == 1


def give(care: Care, occasion: str, totals: dict[str, float], psfs: dict[str, float]) -> None:
    book = care.book(Answers)
    for name, total in totals.items():
        book.put(name, {}, occasion=occasion, total=total, since=care.today())
    mean = sum(psfs.values()) / len(psfs)
    book.put("psfs", psfs, occasion=occasion, total=mean, since=care.today())


def test_a_look_back_calls_only_real_change_a_change(care: Care) -> None:
    give(
        care,
        "first_visit",
        {"pain_nrs": 6, "rmdq": 12, "phq2": 2, "confidence": 4},
        {"A": 2, "B": 2},
    )
    give(
        care,
        "week_3",
        {"pain_nrs": 4, "rmdq": 10, "phq2": 1, "confidence": 7, "global_change": 2},
        {"A": 5, "B": 3},
    )
    lines = questionnaire_lines(care.book(Answers).all(), "week_3", care.today())
    outcomes = {line.title: line.outcome for line in lines}
    assert outcomes == {
        "Pain from 0 to 10": "better",
        "Your own activities": "better",
        "A": "better",
        "B": "same",
        "Your back in everyday life (Roland-Morris)": "same",
        "Your mood": "same",
        "How sure you are of moving well": "better",
        "All in all": "better",
    }
    assert opening(lines) == "5 things are better than at the start. Well done for keeping at it."
    assert list(by_outcome(lines)) == ["better", "same", "worse"]


@pytest.mark.parametrize(
    ("now", "words"),
    [(6, "about as they were"), (9, "Such times come, and they pass")],
)
def test_a_look_back_without_progress_is_kind(care: Care, now: float, words: str) -> None:
    give(care, "first_visit", {"pain_nrs": 6}, {"A": 2})
    give(care, "week_3", {"pain_nrs": now}, {"A": 2})
    lines = questionnaire_lines(care.book(Answers).all(), "week_3", care.today())
    assert words in opening(lines)


def test_without_a_first_time_there_is_nothing_to_compare(care: Care) -> None:
    give(care, "week_3", {"pain_nrs": 4}, {"A": 2})
    lines = questionnaire_lines(care.book(Answers).all(), "week_3", care.today())
    assert lines == []
    assert "nothing to put beside" in opening(lines)


def test_camera_tests_are_held_against_their_measurement_error(care: Care) -> None:
    for weeks, stands, side_bend in ((0, 9.0, 18.0), (3, 13.0, 18.5)):
        at = clock.now() - timedelta(weeks=4 - weeks)
        for test, side, value, unit in (
            ("chair_stand_30s", None, stands, "times"),
            ("side_bend", "left", side_bend, "cm"),
        ):
            care.log.add_assessment(
                test=test,
                side=side,
                value=value,
                unit=unit,
                error=None,
                details={},
                set_id=None,
                performed_at=at,
            )
    started = care.today() - timedelta(weeks=4)
    lines = camera_lines(care.log.assessments(), started, care.patient.zone)
    assert [(line.outcome, line.measured) for line in lines] == [("better", True), ("same", True)]
    assert "No change beyond measurement error" in lines[1].sentence
    assert camera_lines(care.log.assessments(), care.today() + timedelta(weeks=8), None) == []
