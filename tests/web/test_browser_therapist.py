"""A therapist in the twenty minutes of an online session: from the alert to the signed note."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import PATIENCE_MS, Seen, Server, choose, chromium, drawn, press, serving
from living import PASSWORD, Patient, coach
from playwright.sync_api import Browser, expect, sync_playwright
from pypdfium2 import PdfDocument

from coach.engine.catalogue import catalogue
from coach.programme.facts import Facts
from coach.programme.making import make_programme
from coach.records import Database, Person, Role, add_person, find_person, open_database
from coach.records.accounts import Password, add_account
from coach.records.care import Care
from coach.records.care_entries import ConsentKind, Subject
from coach.records.consents import Consents
from coach.records.invitations import invite
from coach.records.joining import join
from coach.records.judgements import Judgements
from coach.records.programmes import Programmes
from coach.reporting.note import PARTS
from coach.reporting.notes import signed_notes
from coach.safety import questionnaire
from coach.safety.outcome import ScreeningOutcome
from coach.settings import Settings

pytestmark = pytest.mark.browser

FAR_FORWARD = "Squat: trunk far forward, filmed from the right side"
DESKTOP = {"width": 1280, "height": 900}
MESSAGE = "Take it easy today, Paula. I looked at your squats: we talk about them on Friday."
WHY = "A little less while the back is sore"


def settings(server: Server) -> Settings:
    return Settings(data_dir=server.data_dir, accounts="local")


def somebody_with_a_plan(database: Database) -> Person:
    """Paula, who joined, has a programme, and lets Thea see how she moves."""
    therapist = add_person(database, "Thea", Role.THERAPIST)
    add_account(database, therapist.id, Password("thea", PASSWORD))
    invited = invite(database, "Paula", Role.PATIENT, by=therapist)
    join(database, invited.secret, Password("paula", PASSWORD), name="Paula")
    patient = find_person(database, invited.person)
    care = Care(database, patient, patient.id)
    answers = {question.id: False for question in questionnaire().questions}
    care.log.add_screening(ScreeningOutcome.CLEAR, answers)
    for kind in ConsentKind:
        care.book(Consents).give(kind)
    facts = Facts(goals=("Play with my grandchildren",))
    programme = make_programme(facts, catalogue(), care.today())
    care.book(Programmes).save(programme, reason="Made from the first visit", expected=None)
    return patient


def signed_in(browser: Browser, server: Server, login: str) -> Patient:
    context = browser.new_context(viewport=DESKTOP, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    here = Patient(page, server.origin)
    here.open()
    here.heading("Welcome to Back Coach")
    here.write("Your name here, or e-mail address", login)
    here.write("Password", PASSWORD)
    here.press("Sign in")
    page.get_by_text("More", exact=True).first.wait_for()
    return here


def test_from_the_alert_to_the_signed_note(tmp_path: Path, pose_model: Path) -> None:
    with (
        serving(tmp_path, pose_model.parent, BACK_COACH_ACCOUNTS="local") as server,
        open_database(settings(server)) as database,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        paula = somebody_with_a_plan(database)
        patient = signed_in(browser, server, "paula")
        do_squats(patient)
        patient.open()
        patient.pick("0 is no pain", "8")
        patient.sees("This is noted for your therapist.")

        therapist = signed_in(browser, server, "thea")
        seen = Seen()
        seen.watch(therapist.page)
        open_the_alert(therapist)
        jump_to_the_fault(therapist)
        correct_the_count(therapist)
        change_the_plan(therapist)
        send_a_message(therapist)
        write_the_note(therapist)
        report = take(
            therapist, "Report", "Make the report", "Download it", tmp_path / "report.pdf"
        )
        bundle = take(
            therapist, "FHIR", "Prepare the file", "Download the file", tmp_path / "fhir.json"
        )
        seen.assert_at_home(server.origin)

        patient.open()
        patient.sees(MESSAGE)
        patient.open("plan")
        patient.unfold("How my plan has changed")
        patient.sees(WHY)
        patient.open("privacy")
        patient.sees("Thea")
        kept = Care(database, paula, paula.id)
        (said,) = kept.book(Judgements).all()
        assert (said.subject, said.machine, said.value) == (Subject.COUNT, 3, 4)
        assert len(kept.book(Programmes).history()) == 2
        assert [one.body.signed for one in signed_notes(kept.journal)] == [True]
    assert len(PdfDocument(report)) >= 1
    assert "is valid" in coach(server, "fhir", "check", str(bundle))


def open_the_alert(therapist: Patient) -> None:
    """The caseload says who needs her, and why; the reason leads to the set of that day."""
    therapist.heading("Patients")
    therapist.sees("8 of 10")
    therapist.press("Look")
    therapist.heading("Review")
    therapist.sees("For Paula")


def jump_to_the_fault(therapist: Patient) -> None:
    """By keyboard: the next fault, then its repetition over and over, slowly."""
    page = therapist.page
    player = page.get_by_role("region", name="Review of the set")
    place = player.get_by_role("slider", name="Place in the set")
    before = place.input_value()
    player.get_by_role("button", name="Fault ›").click()
    expect(player.get_by_text(re.compile("Fault 1 of .*Trunk far forward"))).to_be_visible()
    assert float(place.input_value()) > float(before)


def correct_the_count(therapist: Patient) -> None:
    """She counts one more than the app, and says why."""
    page = therapist.page
    box = page.locator(".st-key-card-judge-set")
    box.get_by_text("The app: 3").first.wait_for()
    therapist.write("You count", "4")
    box.get_by_label("Why, in a few words").first.fill("The last one was cut off by the picture")
    box.get_by_label("Why, in a few words").first.press("Tab")
    drawn(page)
    box.get_by_role("button", name="Keep").first.click()
    therapist.sees("The last one was cut off by the picture")


def change_the_plan(therapist: Patient) -> None:
    """An exercise is taken out, with the reason that the patient reads."""
    go(therapist, "Change the plan")
    page = therapist.page
    drawn(page)
    page.get_by_role("button", name="Take out").first.click()
    therapist.write("Why?", WHY)
    therapist.press("Save as a new version")
    therapist.sees("Saved as version 2.")


def send_a_message(therapist: Patient) -> None:
    go(therapist, "Proposals")
    therapist.write("It stands on top of the patient's day until it was read", MESSAGE)
    therapist.press("Send it")
    therapist.sees("Sent. It is on Today now.")


def write_the_note(therapist: Patient) -> None:
    """It begins with the figures; what they mean she writes herself."""
    go(therapist, "Notes and reports")
    therapist.press("Begin with the figures")
    therapist.write(PARTS["assessment"], "Sore after gardening; squats to be seen again.")
    therapist.press("Sign it")
    therapist.press("Yes, sign it")
    therapist.sees("Signed. It stays as it is.")


def take(therapist: Patient, part: str, make: str, download: str, path: Path) -> Path:
    """One of the files that leave the app."""
    page = therapist.page
    drawn(page)
    page.get_by_role("radio", name=part, exact=True).click()
    therapist.press(make)
    with page.expect_download() as gone:
        press(page, download)
    gone.value.save_as(path)
    return path


def go(therapist: Patient, title: str) -> None:
    """By the menu, as the therapist does."""
    page = therapist.page
    drawn(page)
    page.get_by_test_id("stPopover").get_by_role("button").first.click()
    page.get_by_role("link", name=title).last.click()
    therapist.heading(title)


def do_squats(patient: Patient) -> None:
    """A strong pain is told, and a set is kept in which the trunk goes far forward."""
    patient.open("analyse")
    patient.page.get_by_role("radio", name="A sample").click()
    choose(patient.page, "Choose a sample", FAR_FORWARD)
    choose(patient.page, "Which exercise?", "Squat")
    patient.press("Analyse")
    patient.press("Save to my log")
    patient.page.get_by_role("link", name="See it in my log").wait_for()
