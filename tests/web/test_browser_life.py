"""Somebody lives with the app: a week from the invitation on, and six weeks and after."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import PATIENCE_MS, Seen, choose, chromium, drawn, fits, press, serving
from first_visit import look_back, tell_everything
from living import PASSWORD, Days, Patient, coach, exercise_today, finish_today, tell_the_rest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from coach.records import Database, open_database
from coach.records.accounts import find_account
from coach.records.care import Care
from coach.records.care_entries import ProposalKind, ProposalStatus
from coach.records.programmes import Programmes
from coach.records.proposals import Proposal, Proposals
from coach.records.sessions import Sessions
from coach.settings import Settings

pytestmark = pytest.mark.browser

SITTING_DOWN = ("Sit to stand: good form, filmed from the left side", "Sit to stand")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def opened(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    return page


def sign_in(somebody: Patient, login: str) -> None:
    somebody.heading("Welcome to Back Coach")
    somebody.write("Your name here, or e-mail address", login)
    somebody.write("Password", PASSWORD)
    somebody.press("Sign in")


def invite(therapist: Patient) -> str:
    """The link that a therapist makes."""
    therapist.open()
    sign_in(therapist, "thea")
    therapist.heading("Patients")
    therapist.write("What is your patient called?", "Paula")
    therapist.press("Make the link")
    return therapist.page.get_by_text(re.compile(r"/\?invite=")).inner_text().strip()


def join(patient: Patient, link: str) -> None:
    patient.page.goto(link)
    patient.heading("Welcome, Paula")
    patient.write("Name to sign in with", "paula")
    patient.write("Password", PASSWORD)
    patient.write("The same once more", PASSWORD)
    patient.page.get_by_text("I agree that Thea sees").click()
    patient.press("Join")
    patient.sees("Begin with your first visit")


def analyse(patient: Patient, sample: str, exercise: str) -> None:
    """A set out of a video, kept in the log."""
    patient.open("analyse")
    patient.page.get_by_role("radio", name="A sample").click()
    choose(patient.page, "Choose a sample", sample)
    choose(patient.page, "Which exercise?", exercise)
    patient.press("Analyse")
    patient.press("Save to my log")
    patient.page.get_by_role("link", name="See it in my log").wait_for()


def morning(patient: Patient, pain: int) -> None:
    """The first question of a day."""
    patient.open()
    patient.pick("0 is no pain", str(pain))


def proposals(database: Database, login: str) -> list[Proposal]:
    person = find_account(database, login).person
    return Care(database, person, person.id).book(Proposals).recent(100)


def test_a_week_from_the_invitation_to_the_summary(tmp_path: Path, pose_model: Path) -> None:
    days = Days(tmp_path)
    environment = {**days.environment, "BACK_COACH_ACCOUNTS": "local"}
    with (
        serving(tmp_path, pose_model.parent, **environment) as server,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        add = ("user", "add", "Thea", "--role", "therapist", "--login", "thea")
        coach(server, *add, typed=f"{PASSWORD}\n")
        berlin = {"timezone_id": "Europe/Berlin"}
        therapist = Patient(opened(browser.new_context(viewport=DESKTOP, **berlin)), server.origin)
        page = opened(browser.new_context(viewport=DESKTOP, **berlin))
        seen = Seen()
        seen.watch(page)
        patient = Patient(page, server.origin)
        join(patient, invite(therapist))
        patient.press("Begin with your first visit")
        tell_everything(patient)

        # Day 1: one exercise out of a video, the others told; pain and effort are asked for.
        morning(patient, 3)
        analyse(patient, *SITTING_DOWN)
        patient.open()
        patient.pick("How much does your back hurt now?", "3")
        patient.press("Start")
        tell_the_rest(patient, pain=2, effort=4)
        finish_today(patient, after=3, effort=4)
        assert fits(page)

        # Days 2 to 4: calm mornings, and a second calm day.
        for day in (2, 3, 4):
            days.pass_by(1)
            morning(patient, 3)
            if day == 3:
                exercise_today(patient, before=3, pain=2, effort=4, after=3)
        patient.sees("It waits for your therapist's yes.")

        # The therapist, signed out overnight, comes back and says yes.
        therapist.open()
        sign_in(therapist, "thea")
        therapist.press("Open")
        press(therapist.page, "Proposals", "link")
        therapist.heading("Proposals")
        drawn(therapist.page)
        therapist.page.get_by_role("button", name="Accept", exact=True).first.click()
        therapist.sees("Accepted")

        # Day 5: the step is in the plan. Day 6: the back is worse, and the plan goes easy.
        days.pass_by(1)
        morning(patient, 3)
        exercise_today(patient, before=3, pain=2, effort=4, after=3)
        days.pass_by(1)
        morning(patient, 5)
        patient.press("My back is much worse today")
        patient.press("Yes, take it easy")
        patient.press("No, none of these")
        patient.sees("An easy time for your back")

        # Day 7: the week in words.
        days.pass_by(1)
        morning(patient, 4)
        patient.open("progress")
        patient.sees("You exercised on 3 days")
        patient.sees("What the coach decided, and why")
        patient.sees("Your pain was")
        assert fits(page)
        seen.assert_at_home(server.origin)
        assert_only_probes(seen)

    with open_database(Settings(data_dir=server.data_dir)) as database:
        found = proposals(database, "paula")
        stepped = [one for one in found if one.decision.kind is ProposalKind.STEP_UP]
        assert ProposalStatus.ACCEPTED in {one.status for one in stepped}
        assert ProposalKind.FLARE in {one.decision.kind for one in found}
        assert all(one.decision.sentence for one in found)
        person = find_account(database, "paula").person
        care = Care(database, person, person.id)
        first, *_ = care.book(Sessions).between(person.created_at.date(), care.today())
        assert any(item.set_ids for item in first.items), "the set out of the video is in the day"
        assert {version.number for version in care.book(Programmes).history()} >= {1, 2, 3}


def assert_only_probes(seen: Seen) -> None:
    """Streamlit asks for its own health below an address that is opened directly; nothing else."""
    assert [text for text in seen.errors if "404" not in text] == []


def test_six_weeks_the_look_backs_and_after(tmp_path: Path, pose_model: Path) -> None:
    days = Days(tmp_path)
    with (
        serving(tmp_path, pose_model.parent, **days.environment) as server,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        page = opened(browser.new_context(viewport=PHONE, timezone_id="America/New_York"))
        patient = Patient(page, server.origin)
        patient.open()
        patient.press("Begin with your first visit")
        tell_everything(patient, pain=6, function=12)
        morning(patient, 4)
        exercise_today(patient, before=4, pain=3, effort=4, after=3)
        assert fits(page)

        days.pass_by(21)
        patient.open("visit")
        look_back(patient, pain=5, function=10, activities=5)
        patient.heading("Half-way")
        patient.sees("About the same")

        days.pass_by(21)
        patient.open("visit")
        look_back(patient, pain=2, function=3, activities=8)
        patient.heading("After six weeks")
        patient.sees("Better: 6 at first, 2 now.")
        patient.sees("Better: 12 at first, 3 now.")

        patient.open()
        patient.say_that_health_is_as_it_was("keeping what you have won")
        patient.open("keep-going")
        _write_relapse_plan(patient)

        days.pass_by(14)
        patient.open("keep-going")
        for question in ("How much did your back hurt", "How well do the things", "How sure"):
            patient.pick(question, {"How much did your back hurt": "2"}.get(question, "8"))
        patient.press("Keep this check-in")
        patient.sees("Thank you: it is kept.")
        assert fits(page)

        page.get_by_role("tab", name="Start again").click()
        drawn(page)
        for asked in ("again-pain", "again-function"):
            patient.choose(page.locator(f".st-key-{asked}"), "5")
        page.get_by_role("button", name=re.compile("^Start again at week")).click()
        patient.sees("begins today. Welcome back.")


def _write_relapse_plan(patient: Patient) -> None:
    patient.page.get_by_role("tab", name="If it gets worse again").click()
    drawn(patient.page)
    boxes = (
        patient.page.get_by_role("tabpanel").get_by_test_id("stCheckbox").locator("label:visible")
    )
    boxes.nth(0).click()
    boxes.last.click()
    patient.write("Whom do I call if it does not settle? Name and number", "Thea, 030 123")
    patient.press("Keep my plan")
    expect(patient.page.get_by_text("Kept. It is here when you need it.").first).to_be_visible()
