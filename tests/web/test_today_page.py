"""Today, as somebody lives it without a camera: begin, tell, finish, and hear what comes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.diary.line import DiaryLine
from coach.engine.catalogue import catalogue
from coach.programme.doing import ItemStatus, SessionEnding, TrainingSession
from coach.programme.messages import MESSAGE, Message
from coach.programme.model import Prescription, Programme
from coach.programme.progression import ProposalKind
from coach.records import ScreeningOutcome, Source, add_person
from coach.records.care import Care
from coach.records.care_entries import DiaryMoment
from coach.records.coaching import accept, settle
from coach.records.diary import Diary
from coach.records.programmes import Programmes
from coach.records.proposals import Proposals
from coach.records.sessions import Sessions
from coach.safety import questionnaire
from coach.web.live import assets
from coach.web.patient import today_cards
from coach.web.store import my_care
from tests.records.programme_examples import programme
from tests.records.record_examples import repetition, result

EXERCISES = catalogue()
ALL_WELL = {question.id: False for question in questionnaire().questions}
Clock = Callable[[int], None]


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Moves the clock to so many days ahead."""
    file = tmp_path / "ahead"
    monkeypatch.setenv("BACK_COACH_CLOCK", str(file))

    def move(days: int) -> None:
        file.write_text(str(86400 * days), encoding="utf-8")

    return move


@pytest.fixture
def care(data_dir: Path, clock: Clock) -> Care:
    """Somebody who answered the safety questions, and has a programme from today on."""
    care = my_care()
    care.log.add_screening(ScreeningOutcome.CLEAR, ALL_WELL)
    care.book(Programmes).save(programme(care.today()), reason="First plan", expected=None)
    return care


def told(page: AppTest) -> str:
    assert not page.exception
    kinds = ("title", "subheader", "markdown", "caption", "success", "warning", "error", "info")
    return "\n".join(str(element.value) for kind in kinds for element in page.get(kind))


def press(page: AppTest, key: str) -> AppTest:
    return page.button(key=key).click().run()


def keys(page: AppTest) -> set[str]:
    return {str(button.key) for button in page.button}


def tap(page: AppTest, key: str, value: int | str) -> AppTest:
    (group,) = (one for one in page.get("button_group") if str(one.key).startswith(key))
    return group.set_value(value).run()  # type: ignore[attr-defined]


def morning(care: Care, pain: int = 2) -> None:
    care.book(Diary).add(DiaryLine(moment=DiaryMoment.MORNING, pain=pain))


def now(care: Care) -> TrainingSession:
    found = care.book(Sessions).on(care.today())
    assert found is not None
    return found


def trained(care: Care, *, pain: int = 2, effort: int = 4) -> None:
    line = programme().weeks[0].of("squat")
    assert line is not None
    book = care.book(Sessions)
    begun = book.open([line], programme=1, week=1, pain_before=2, zone="UTC")
    book.tell(begun.id, 1, 1.0, pain=pain, effort=effort)
    book.finish(begun.id, SessionEnding.DONE)


def two_calm_sessions(care: Care, clock: Clock) -> None:
    trained(care)
    clock(1)
    morning(care)
    clock(2)
    trained(care)
    clock(3)
    morning(care)


def test_without_a_plan_the_first_visit_comes_first(app: AppTest) -> None:
    page = app.run()
    assert "Good " in page.title[0].value
    assert "today-visit" in keys(page)
    assert page.button(key="today-visit").label == "Begin with your first visit"


def test_the_safety_questions_come_before_everything(app: AppTest, clock: Clock) -> None:
    care = my_care()
    care.book(Programmes).save(programme(care.today()), reason="First plan", expected=None)
    page = app.run()
    assert page.title[0].value == "Before you begin"
    care.log.add_screening(ScreeningOutcome.CLEAR, ALL_WELL)
    assert "today-morning-later-ask" in keys(page.run())
    clock(8)
    assert "today-morning-later-ask" not in keys(page.run())  # a week later they come again


def test_a_whole_day_without_a_camera(app: AppTest, care: Care) -> None:
    page = app.run()
    assert "How " in page.subheader[0].value
    assert "today-start" not in keys(page)
    tap(page, "today-morning-", 2)
    assert care.book(Diary).morning_pain(care.today(), care.today()) == {care.today(): 2}

    words = told(page)
    assert "2 exercises today" in words
    assert "week 1 of 6" in words
    assert "2 sets of 8 repetitions" in words
    press(page, "today-start")
    assert "First tap how your back is now" in told(page)
    tap(page, "today-before-", 2)
    press(page, "today-start")

    assert now(care).pain_before == 2
    assert "**Squat**" in told(page)
    tell(page, 1, pain=3, effort=5)
    squat = now(care).items[0]
    assert (squat.status, squat.told, squat.pain, squat.effort) == (ItemStatus.DONE, True, 3, 5)

    assert "**Walk**" in told(page)
    tap(page, "today-skip-reason-2", "time")
    press(page, "today-skip-2")
    assert now(care).items[1].status is ItemStatus.SKIPPED

    assert "That was everything for today" in told(page)
    tap(page, "today-after-", 2)
    tap(page, "today-effort-", 4)
    press(page, "today-finish")
    ended = now(care)
    assert (ended.ended, ended.pain_after, ended.effort) == (SessionEnding.DONE, 2, 4)
    words = told(page)
    assert "Well done" in words
    assert "What your coach makes of it" in words
    assert "Tell me tomorrow morning how your back is" in words
    assert "Your next exercises are" in words


def tell(page: AppTest, place: int, *, pain: int, effort: int) -> None:
    """Say without a camera that all was done."""
    for key, value in (("today-told-pain", pain), ("today-told-effort", effort)):
        (group,) = (one for one in page.get("button_group") if one.key == f"{key}-{place}")
        group.set_value(value)  # type: ignore[attr-defined]
    press(page, f"today-told-keep-{place}")


def test_a_set_that_was_done_elsewhere_is_taken_in_and_asked_about(
    app: AppTest, care: Care
) -> None:
    morning(care)
    page = app.run()
    tap(page, "today-before-", 2)
    press(page, "today-start")
    kept = result(repetitions=tuple(repetition(n) for n in range(1, 17)), holds=())
    care.log.save_result(
        kept, source=Source.VIDEO, source_name="a.mp4", performed_at=now(care).started_at
    )
    page.run()
    assert "How was it: Squat?" in told(page)
    assert now(care).items[0].form == 87.5
    tap(page, "today-pain-", 2)
    tap(page, "today-effort-", 4)
    squat = now(care).items[0]
    assert (squat.status, squat.pain, squat.effort) == (ItemStatus.DONE, 2, 4)
    assert "**Walk**" in told(page)


def test_the_coach_opens_with_the_dose_of_today_and_the_way_leads_back(
    app: AppTest, care: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "ready", lambda: True)
    monkeypatch.setattr(assets, "prepare", lambda *_: None)
    morning(care)
    page = app.run()
    tap(page, "today-before-", 2)
    press(page, "today-start")
    press(page, "today-item-2")  # the walk first
    assert "**Walk**" in told(page)
    press(page, "today-coach")
    assert page.title[0].value == "Walk"
    assert "For today: **10 minutes**" in told(page)
    page.number_input[0].set_value(9)
    (save,) = (button for button in page.button if button.label == "Save it in my log")
    save.click().run()
    tap(page, "pain-", 1)
    tap(page, "effort-", 3)
    press(page, "live-to-today")
    walk = now(care).items[1]
    assert (walk.status, walk.done_share, walk.pain, walk.effort) == (ItemStatus.DONE, 0.9, 1, 3)
    assert "How was it" not in told(page)
    assert "**Squat**" in told(page)
    press(page, "today-coach")
    assert page.title[0].value == "Squat"
    assert (
        page.number_input(key="sets-squat").value,
        page.number_input(key="reps-squat").value,
    ) == (2, 8)


def test_what_hurts_ends_for_today_and_something_easier_is_offered(
    app: AppTest, care: Care
) -> None:
    morning(care)
    page = app.run()
    tap(page, "today-before-", 2)
    press(page, "today-start")
    tell(page, 1, pain=7, effort=5)
    assert "You listened to your body" in told(page)
    press(page, "today-stop-kimore_squat")
    items = now(care).items
    assert [item.exercise for item in items] == ["squat", "walking", "kimore_squat"]
    tell(page, 3, pain=8, effort=5)
    ended = now(care)
    assert ended.ended is SessionEnding.PAIN  # twice is enough
    words = told(page)
    assert "Enough for today, and that was wise" in words
    assert "call a doctor now" in words


def test_a_sore_morning_makes_an_easy_day(app: AppTest, care: Care) -> None:
    morning(care, 5)
    words = told(app.run())
    assert "only gentle movement and a walk" in words
    assert "1 exercise today" in words
    assert "For a calmer day: Squat" in words


def test_a_flare_up_is_one_button_and_one_question(app: AppTest, care: Care) -> None:
    morning(care)
    page = press(app.run(), "today-flare")
    press(page, "today-flare-yes")
    (flare,) = (
        one for one in care.book(Proposals).recent() if one.decision.kind is ProposalKind.FLARE
    )
    assert flare.programme == 2
    assert page.title[0].value == "Before you begin"  # the safety questions once more
    press(page, "screening-back")
    words = told(page)
    assert "not damage" in words
    assert "Warmth" in words
    assert "today-flare" not in keys(page)


def test_the_person_alone_takes_the_next_step_themselves(
    app: AppTest, care: Care, clock: Clock
) -> None:
    two_calm_sessions(care, clock)
    page = app.run()
    assert "A next step is ready" in told(page)
    press(page, "today-step-yes")
    saved = care.book(Programmes).current()
    assert saved is not None
    squat = saved.programme.weeks[0].of("squat")
    assert squat is not None
    assert squat.repetitions == 9
    assert "A next step is ready" not in told(page)


def test_with_accounts_a_step_waits_for_the_therapist(
    app: AppTest, care: Care, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_calm_sessions(care, clock)
    monkeypatch.setattr(today_cards, "single_user", lambda: False)
    page = app.run()
    assert "It waits for your therapist's yes" in told(page)
    assert "today-step-yes" not in keys(page)

    therapist = add_person(care.database, "Physio")
    (step,) = care.book(Proposals).waiting()
    accept(replace(care, author=therapist.id), EXERCISES, step.id, value=10, note="Go on!")
    words = told(page.run())
    assert "Your therapist agreed to a next step. Squat: 2 sets of 10 repetitions. Go on!" in words


def test_a_message_stays_until_it_was_read(app: AppTest, care: Care) -> None:
    morning(care)
    entry = care.journal.add(MESSAGE, Message(text="Well done with *walking*!"))
    page = app.run()
    assert "Well done with \\*walking\\*!" in told(page)
    press(page, f"today-read-{entry}")
    assert "walking\\*!" not in told(page)


def test_an_exercise_that_is_gone_is_said_and_can_be_replaced(app: AppTest, care: Care) -> None:
    gone = Prescription(exercise="no_such_thing", repetitions=8, days_per_week=7)
    plan = programme(care.today())
    first = plan.weeks[0].model_copy(update={"prescriptions": (gone,)})
    changed: Programme = plan.model_copy(update={"weeks": (first, *plan.weeks[1:])})
    care.book(Programmes).save(changed, reason="Changed", expected=1)
    morning(care)
    page = app.run()
    assert "No such thing (no longer available)" in told(page)
    tap(page, "today-before-", 1)
    press(page, "today-start")
    assert "Choose another one below, or leave it out" in told(page)
    press(page, "today-easier-squat")
    assert now(care).items[0].exercise == "squat"


def test_proposals_are_answered_by_the_therapist(app: AppTest, care: Care, clock: Clock) -> None:
    two_calm_sessions(care, clock)
    settle(care, EXERCISES)
    page = app.run().switch_page("therapist/deciding.py").run()
    (step,) = care.book(Proposals).waiting()
    words = told(page)
    assert "Repetitions: 8 → 9" in words
    assert "Pain in it | 2 | 2" in words
    page.number_input(key=f"proposal-value-{step.id}").set_value(10.0)
    page.text_input(key=f"proposal-note-{step.id}").set_value("Ready for two")
    press(page, f"proposal-accept-{step.id}")
    answered = care.book(Proposals).find(step.id)
    assert (answered.status.value, answered.decision_note) == ("edited", "Ready for two")
    words = told(page)
    assert "Nothing waits" in words
    assert "Accepted with another value · Ready for two" in words

    page.text_area(key="deciding-message-text").set_value("See you on Monday")
    press(page, "deciding-message-send")
    (message,) = care.journal.entries(MESSAGE, Message)
    assert message.body.text == "See you on Monday"


def test_alerts_are_seen_once(app: AppTest, care: Care) -> None:
    trained(care, pain=9)
    page = app.run().switch_page("therapist/deciding.py").run()
    assert "A pain of 9 of 10 was told" in told(page)
    (key,) = (one for one in keys(page) if one.startswith("alert-seen-"))
    press(page, key)
    assert "A pain of 9 of 10 was told" not in told(page)
