"""A therapist sees who needs them first, opens the patient, and finds what it is about."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from accounts_stand_in import (
    Screen,
    cookie_of,
    fill,
    press,
    words,
)
from streamlit.testing.v1 import AppTest
from web_examples import squat_result

from coach import clock
from coach.caseload.reason import ReasonKind
from coach.diary.line import DiaryLine
from coach.records import Log, Person, SetId, Source, add_person
from coach.records.account_models import CareLinkRow
from coach.records.alerts import Alerts
from coach.records.care import Care
from coach.records.care_entries import AlertLevel, DiaryMoment
from coach.records.diary import Diary
from coach.web.store import my_database


def save_set(person: Person, days_ago: int, pain: int) -> SetId:
    log = Log(my_database(), person.id)
    set_id = log.save_result(
        squat_result(),
        source=Source.LIVE,
        source_name="camera",
        performed_at=clock.now() - timedelta(days=days_ago),
        track=None,
    )
    log.report(set_id, pain=pain)
    return set_id


def tell_pain(person: Person, days_ago: int) -> None:
    day = clock.now().date() - timedelta(days=days_ago)
    Alerts(my_database(), person.id).tell(
        "strong_pain",
        AlertLevel.DAY,
        "A pain of 8 of 10 was told with the exercises.",
        f"strong_pain/{day.isoformat()}",
    )


def test_an_alert_leads_to_the_set_that_it_is_about(
    app: AppTest, screen: Screen, therapist: Person, patient: Person
) -> None:
    save_set(patient, 0, pain=1)
    sore = save_set(patient, 1, pain=8)
    tell_pain(patient, days_ago=1)
    screen.secret = cookie_of(therapist)
    app.run()
    assert "**Within a day:** A pain of 8 of 10" in words(app)
    press(app, "Look")
    assert app.session_state["patient"] == patient.id
    assert app.session_state["review-set"] == str(sore)


def test_one_patient_on_one_page(
    app: AppTest, screen: Screen, therapist: Person, patient: Person
) -> None:
    save_set(patient, 1, pain=8)
    tell_pain(patient, days_ago=2)
    Care(my_database(), patient, patient.id).book(Diary).add(
        DiaryLine(moment=DiaryMoment.DAY, pain=3, note="Better after the *walk*")
    )
    screen.secret = cookie_of(therapist)
    app.run()
    press(app, "Open")
    told = words(app)
    assert app.title[0].value == "Paula"
    assert "A pain of 8 of 10 was told" in told
    assert "Exercised on 1 day: 1 set, 2 repetitions." in told
    assert "Better after the \\*walk\\*" in told
    assert "**Squat**" in told
    press(app, "Look")  # there is no set of that day, so the day itself is shown
    assert "Nothing was recorded on this day." in words(app)
    press(app, "Put it away")
    press(app, "Seen")
    assert "A pain of 8 of 10 was told with the exercises. Seen." in words(app)
    assert [each for each in app.button if each.label == "Seen"] == []
    press(app, "Review")
    assert app.session_state["review-set"]


def test_many_patients_are_searched_narrowed_and_turned_like_pages(
    app: AppTest, screen: Screen, therapist: Person
) -> None:
    now = clock.now()
    for number in range(17):
        person = add_person(my_database(), f"Patient {number:02}")
        with my_database().writing() as session:
            session.add(
                CareLinkRow(
                    therapist_id=therapist.id, patient_id=person.id, offered_at=now, agreed_at=now
                )
            )
    tell_pain(person, days_ago=0)  # the last one by name needs somebody first
    screen.secret = cookie_of(therapist)
    app.run()
    assert "1 to 15 of 17, page 1 of 2" in words(app)
    assert shown(app)[0] == "Patient 16"
    press(app, "Next")
    assert shown(app) == ["Patient 14", "Patient 15"]
    fill(app, "Search", "patient 07")
    app.run()
    assert shown(app) == ["Patient 07"]
    app.session_state["caseload-wanted"] = ReasonKind.PAIN
    app.run()
    assert "Nobody here is called so" in words(app)
    fill(app, "Search", "")
    app.run()
    assert shown(app) == ["Patient 16"]


def shown(app: AppTest) -> list[str]:
    names = (each.value.partition("**")[2].partition("**")[0] for each in app.markdown)
    return [name for name in names if name.startswith("Patient ")]


def test_one_person_alone_has_an_overview_of_their_own(app: AppTest, data_dir: Path) -> None:
    app.run()
    app.switch_page("therapist/overview.py").run()
    told = words(app)
    assert app.title[0].value == "Overview"
    assert "Nothing needs you here now." in told
    assert "No exercise was recorded." in told
    assert "No set was recorded yet." in told
