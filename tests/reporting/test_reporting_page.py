"""The page of notes and reports, in the hands of one person who is patient and therapist."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from coach.diary.line import DiaryLine
from coach.records.auditing import Deed, audit_of
from coach.records.care import Care
from coach.records.care_entries import ConsentKind, DiaryMoment
from coach.records.consents import Consents
from coach.records.diary import Diary
from coach.reporting.note import VisitNote
from coach.reporting.notes import draft_note, keep_draft, sign, signed_notes
from coach.web.store import my_care
from coach.web.therapist import reporting_page


def opened(app: AppTest) -> AppTest:
    page = app.run().switch_page("therapist/reporting.py").run()
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    pressed = page.button(key=key).click().run()
    assert not pressed.exception
    return pressed


def told(page: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "caption", "success", "warning", "error", "text")
    return "\n".join(element.value for kind in kinds for element in page.get(kind))


def part(page: AppTest, name: str):  # type: ignore[no-untyped-def]
    (area,) = (area for area in page.text_area if str(area.key).startswith(f"reporting-{name}-"))
    return area


@pytest.fixture
def noted(app: AppTest) -> AppTest:
    """Somebody who noted pain on two days."""
    care = my_care()
    for back, pain in ((3, 5), (1, 2)):
        line = DiaryLine(moment=DiaryMoment.EVENING, pain=pain, note="Raked the leaves")
        care.book(Diary).add(line, day=care.today() - timedelta(days=back))
    return app


def test_a_note_begins_with_figures_grows_at_once_and_is_signed(noted: AppTest) -> None:
    page = press(opened(noted), "reporting-note-begin")
    assert "Pain 3.5 of 10 on average, 5 at most. [diary, 2 lines" in part(page, "subjective").value
    assert "“Raked the leaves”" in part(page, "subjective").value
    part(page, "assessment").set_value("Getting on well; the load may grow.").run()
    care = my_care()
    draft = draft_note(care.journal, care.author)
    assert draft is not None
    assert draft.body.assessment == "Getting on well; the load may grow."
    page = press(page, "reporting-sign")
    assert "stays as it is" in told(page)
    page = press(page, "reporting-sign-yes")
    assert "Signed. It stays as it is." in told(page)
    (signed,) = signed_notes(care.journal)
    assert signed.body.assessment == "Getting on well; the load may grow."
    assert not page.text_area


def test_two_windows_are_both_shown(noted: AppTest) -> None:
    page = press(opened(noted), "reporting-note-empty")
    care = my_care()
    held = draft_note(care.journal, care.author)
    assert held is not None
    keep_draft(care, held.body.with_parts(plan="From the other window"), held.id)
    page = part(page, "plan").set_value("From this window").run()
    words = told(page)
    assert "nothing is lost" in words
    assert "From this window" in words
    assert "From the other window" in words
    page = press(page, "reporting-mine")
    assert part(page, "plan").value == "From this window"
    kept = draft_note(care.journal, care.author)
    assert kept is not None
    assert kept.body.plan == "From this window"


def test_a_signed_note_can_only_be_followed_by_another(app: AppTest) -> None:
    care = my_care()
    entry = sign(care, VisitNote(plan="Two weeks."), None)
    page = press(opened(app), f"amend-{entry}")
    part(page, "plan").set_value("Three weeks.").run()
    press(press(page, "reporting-sign"), "reporting-sign-yes")
    assert [one.body.plan for one in signed_notes(care.journal)] == ["Three weeks.", "Two weeks."]


def test_a_report_and_a_table_are_made_and_can_be_downloaded(noted: AppTest) -> None:
    page = opened(noted)
    page.segmented_control(key="reporting-part").set_value("Report").run()
    page.radio(key="reporting-edition").set_value("doctor").run()
    page = press(page, "reporting-make")
    assert [one.label for one in page.get("download_button")] == ["Download it"]
    page.segmented_control(key="reporting-part").set_value("Tables").run()
    page.radio(key="reporting-table").set_value("diary").run()
    assert not page.get("download_button")
    page = press(page, "reporting-make")
    assert [one.label for one in page.get("download_button")] == ["Download it"]


def test_a_therapist_takes_nothing_along_without_consent_and_what_is_taken_is_written_down(
    ada: Care, own: Care, app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting_page, "patient_care", lambda: ada)
    page = opened(app)
    for name in ("Report", "Tables"):
        page.segmented_control(key="reporting-part").set_value(name).run()
        assert "has not agreed" in told(page)
        assert not page.get("download_button")
    own.book(Consents).give(ConsentKind.SHARING)
    page.segmented_control(key="reporting-part").set_value("Report").run()
    page = press(page, "reporting-make")
    assert page.get("download_button")
    (event,) = (one for one in audit_of(own.database, own.patient.id) if one.deed == Deed.EXPORTED)
    assert (event.actor, event.detail) == (ada.author, "a progress report for the patient (PDF)")
    own.book(Consents).withdraw(ConsentKind.SHARING)
    assert "has not agreed" in told(page.run())
    assert not page.get("download_button")
    assert "reporting-made" not in page.session_state
