"""The therapist's judgement, comparisons, and the agreement that comes of it, on their pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from accounts_stand_in import Screen, member, patient_of, signed_in, with_accounts, words
from streamlit.testing.v1 import AppTest

from coach.engine.catalogue import catalogue
from coach.engine.results import SetResult
from coach.engine.tracker import track_set
from coach.records import Log, Role, SetId, Source
from coach.records.care_entries import ConsentKind, Subject, Verdict
from coach.records.consents import Consents
from coach.records.judgements import Judgements
from coach.records.marks import Marks
from coach.web.store import PATIENT, my_care, my_database, my_log
from poses.track import PoseTrack
from tests.synthetic import squats

MORNING = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)


@cache
def squatted(depth: float) -> tuple[PoseTrack, SetResult]:
    track = replace(squats(4, depth=depth), fps=12.0).track()
    return track, track_set(catalogue()["squat"], track).finish()


def save(log: Log, depth: float = 70.0, days: int = 0) -> SetId:
    track, result = squatted(depth)
    return log.save_result(
        result,
        source=Source.VIDEO,
        source_name="clip.mp4",
        performed_at=MORNING + timedelta(days=days),
        track=track,
    )


@pytest.fixture
def screen(data_dir: object, monkeypatch: pytest.MonkeyPatch) -> Screen:
    return with_accounts(monkeypatch)


def review(app: AppTest, set_id: SetId) -> AppTest:
    app.session_state["review-set"] = str(set_id)
    page = app.run().switch_page("therapist/review.py").run()
    assert not page.exception
    return page


def number(page: AppTest, label: str, value: int) -> None:
    next(each for each in page.number_input if each.label == label).set_value(value)


def reason(page: AppTest, place: int, text: str) -> None:
    page.text_input[place].set_value(text)


def press(page: AppTest, label: str) -> AppTest:
    page = next(each for each in page.button if each.label == label).click().run()
    assert not page.exception
    return page


def test_a_count_is_corrected_with_a_reason_beside_the_apps(app: AppTest) -> None:
    set_id = save(my_log())
    page = review(app, set_id)
    assert "The app: 4" in words(page)
    number(page, "You count", 3)
    page = press(page, "Keep")
    assert "say in a few words why" in page.warning[0].value
    assert my_care().book(Judgements).all() == []

    reason(page, 0, "The last one was only half")
    page = press(page, "Keep")
    (kept,) = my_care().book(Judgements).of_set(set_id)
    assert (kept.subject, kept.verdict) == (Subject.COUNT, Verdict.CORRECTED)
    assert (kept.machine, kept.value) == (4, 3)
    told = words(page)
    assert "The app: 4. Therapist: 3." in told
    assert "The last one was only half" in told
    assert len(my_log().load(set_id).result.repetitions) == 4

    page = press(page, "Take back")
    assert my_care().book(Judgements).all() == []


def test_a_fault_is_added_and_the_rest_confirmed(app: AppTest) -> None:
    set_id = save(my_log())
    page = review(app, set_id)
    fault = page.segmented_control[0]
    assert "the app: not seen" in fault.label
    fault.set_value("Seen")
    reason(page, 2, "Clearly in the video")
    page = press(page, "Keep for repetition 1")
    (kept,) = my_care().book(Judgements).of_set(set_id)
    assert (kept.verdict, kept.machine, kept.value) == (Verdict.ADDED, False, True)
    assert (kept.repetition, kept.reason) == (1, "Clearly in the video")

    page = press(page, "The rest is as the app says")
    held = my_care().book(Judgements).of_set(set_id)
    assert [one.verdict for one in held].count(Verdict.ADDED) == 1
    assert all(one.verdict is Verdict.CONFIRMED for one in held if one.id != kept.id)
    assert {one.subject for one in held} == set(Subject)

    page = page.switch_page("therapist/agreement.py").run()
    assert not page.exception
    assert f"{len(held)} judgements on 1 set of 1 patient" in words(page)
    html = "".join(element.body for element in page.get("html"))
    assert "Too few to tell: 1 of the 20 that are needed." in html


def test_todays_set_is_compared_with_the_first(app: AppTest) -> None:
    save(my_log(), 70.0)
    save(my_log(), 75.0, days=7)
    today = save(my_log(), 100.0, days=21)
    page = review(app, today)
    page.segmented_control(key=f"compare-kind-{today}").set_value("With another set")
    page = page.run()
    assert not page.exception
    told = words(page)
    assert "more" in told
    assert "Range: 6" in told
    assert "(20 May 2026)" in told
    assert "Both are drawn at the same size" in told
    assert "the second one is up to" in told

    page.segmented_control(key=f"compare-kind-{today}").set_value("Two of this set")
    page = page.run()
    assert "Nothing differs by more than measuring can make." in words(page)


def test_a_therapist_sees_only_agreement_on_own_patients(app: AppTest, screen: Screen) -> None:
    ada = member("ada", Role.THERAPIST)
    eve = member("eve", Role.THERAPIST)
    paula = patient_of(ada, "paula")
    set_id = save(Log(my_database(), paula.id))
    book = Judgements(my_database(), paula.id, ada.id)
    book.add(set_id, Subject.COUNT, Verdict.CONFIRMED, machine=4, value=4)
    with signed_in(screen, eve):
        told = words(app.run().switch_page("therapist/agreement.py").run())
        assert "Nothing has been judged yet" in told
    with signed_in(screen, ada):
        page = app.run().switch_page("therapist/agreement.py").run()
        assert "1 judgement on 1 set of 1 patient" in words(page)
        page = press(page, "Prepare the file")
        assert "None of these patients has agreed" in words(page)
        Consents(my_database(), paula.id).give(ConsentKind.SHARING)
        page = press(page, "Prepare the file")
        assert "Left out" not in words(page)


def test_the_patient_is_told_kindly_that_somebody_has_looked(app: AppTest, screen: Screen) -> None:
    ada = member("ada", Role.THERAPIST)
    paula = patient_of(ada, "paula")
    set_id = save(Log(my_database(), paula.id))
    with signed_in(screen, paula):
        page = app.run().switch_page("patient/log.py").run()
        assert "looked at this set" not in words(page)
        book = Judgements(my_database(), paula.id, ada.id)
        book.add(set_id, Subject.COUNT, Verdict.CORRECTED, machine=4, value=3, reason="Half")
        assert "Your therapist has looked at this set with care." in words(page.run())


def test_without_the_movement_the_figures_are_compared_all_the_same(
    app: AppTest, screen: Screen
) -> None:
    ada = member("ada", Role.THERAPIST)
    paula = patient_of(ada, "paula")
    log = Log(my_database(), paula.id)
    save(log, 70.0)
    today = save(log, 100.0, days=21)
    consents = Consents(my_database(), paula.id)
    consents.give(ConsentKind.MOVEMENT)
    consents.withdraw(ConsentKind.MOVEMENT)
    with signed_in(screen, ada):
        app.session_state[PATIENT] = paula.id
        page = review(app, today)
        page.segmented_control(key=f"compare-kind-{today}").set_value("With another set")
        page = page.run()
        told = words(page)
        assert "Range: 6" in told
        assert "The movement of one of them can't be shown. The figures stay." in told
        assert "lie on each other" not in told


def test_another_therapist_can_judge_nothing(app: AppTest, screen: Screen) -> None:
    ada, eve = member("ada", Role.THERAPIST), member("eve", Role.THERAPIST)
    paula = patient_of(ada, "paula")
    set_id = save(Log(my_database(), paula.id))
    with signed_in(screen, eve):
        app.session_state[PATIENT] = paula.id
        page = review(app, set_id)
        assert page.error
        assert not page.number_input
    assert (
        Judgements(my_database(), paula.id).all() == Marks(my_database(), paula.id).waiting() == []
    )
