"""A therapist and a patient in two browsers: invited, joined, each to their own pages, out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from browsing import ROOT, Seen, Server, chromium, drawn, fits, free_port, named, press, serving
from oidc_stand_in import service
from playwright.sync_api import Page, expect, sync_playwright

from coach.records import open_database
from coach.records.accounts import find_account
from coach.records.care_links import patients_of
from coach.settings import Settings

pytestmark = pytest.mark.browser

RIGHT = "a long password"


def coach(data_dir: Path, *arguments: str) -> str:
    """The command, as whoever looks after the server gives it."""
    return subprocess.run(
        [sys.executable, "-c", "from coach.cli import main; main()", *arguments],
        cwd=ROOT,
        env=os.environ | {"BACK_COACH_DATA_DIR": str(data_dir)},
        input=f"{RIGHT}\n",
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout


def fill(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).fill(text)


def sign_in(page: Page, login: str) -> None:
    page.get_by_role("heading", name="Welcome to Back Coach").wait_for()
    drawn(page)
    fill(page, "Your name here, or e-mail address", login)
    fill(page, "Password", RIGHT)
    press(page, "Sign in")


def test_from_the_invitation_to_the_own_pages_and_out_again(tmp_path: Path) -> None:
    coach(tmp_path / "data", "user", "add", "Thea", "--role", "therapist", "--login", "thea")
    with (
        serving(tmp_path, tmp_path, BACK_COACH_ACCOUNTS="local") as server,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
    ):
        seen = Seen()
        therapist = browser.new_context(timezone_id="Europe/Berlin").new_page()
        seen.watch(therapist)
        therapist.goto(f"{server.origin}/plan")  # whatever is asked for, one signs in first
        sign_in(therapist, "thea")
        therapist.get_by_role("heading", name="Patients").wait_for()
        (cookie,) = (each for each in therapist.context.cookies() if each["name"] == "back_coach")
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Lax"
        assert "back_coach" not in therapist.evaluate("() => document.cookie")

        drawn(therapist)
        fill(therapist, "What is your patient called?", "Paula")
        press(therapist, "Make the link")
        link = therapist.get_by_text(re.compile(r"/\?invite=")).inner_text().strip()
        assert link.startswith(f"{server.origin}/?invite=")

        context = browser.new_context(
            timezone_id="Asia/Tokyo", viewport={"width": 390, "height": 844}
        )
        patient = context.new_page()
        seen.watch(patient)
        patient.goto(link)
        patient.get_by_role("heading", name="Welcome, Paula").wait_for()
        drawn(patient)
        assert fits(patient)
        fill(patient, "Name to sign in with", "paula")
        fill(patient, "Password", RIGHT)
        fill(patient, "The same once more", RIGHT)
        patient.get_by_text("I agree that Thea sees").click()
        press(patient, "Join")
        # Signed in at once, on the page that comes first, and the secret is out of the address.
        patient.get_by_role("link", name="Today").wait_for()
        assert "invite" not in patient.url
        expect(patient.get_by_role("link", name="Patients")).to_have_count(0)
        drawn(patient)

        therapist.reload()
        named(therapist, "Open").wait_for()
        expect(therapist.get_by_text("Has come; nothing recorded yet.")).to_be_visible()
        press(therapist, "Open")
        expect(therapist.get_by_text("chosen")).to_be_visible()

        patient.goto(f"{server.origin}/account")
        press(patient, "Sign out")
        patient.get_by_role("heading", name="Welcome to Back Coach").wait_for()
        assert [each for each in context.cookies() if each["name"] == "back_coach"] == []
        patient.goto(f"{server.origin}/account")  # back to where it was
        sign_in(patient, "paula")
        patient.get_by_role("heading", name="Account").wait_for()
        assert patient.url == f"{server.origin}/account"
        seen.assert_at_home(server.origin)

    with open_database(Settings(data_dir=server.data_dir)) as database:
        thea, paula = (find_account(database, login).person for login in ("thea", "paula"))
        assert (thea.zone, paula.zone) == ("Europe/Berlin", "Asia/Tokyo")
        (own,) = patients_of(database, thea.id)
        assert (own.person.id, own.agreed) == (paula.id, True)


def test_with_the_clinics_own_service(tmp_path: Path) -> None:
    out = coach(tmp_path / "data", "user", "add", "Paula", "--role", "patient")
    secret = out.partition("invite=")[2].strip()
    secrets = tmp_path / "secrets.toml"
    settings = {"BACK_COACH_ACCOUNTS": "oidc", "STREAMLIT_SECRETS_FILES": str(secrets)}
    server = Server(tmp_path, tmp_path, settings, free_port())
    with service() as clinic, sync_playwright() as playwright, chromium(playwright) as browser:
        secrets.write_text(clinic.secrets(server.origin))
        server.start()
        try:
            page = browser.new_page()
            page.goto(f"{server.origin}/?invite={secret}")
            page.get_by_text("First sign in").wait_for()
            press(page, "Sign in")
            page.get_by_role("button", name="Go on as Paula P.").wait_for()
            page.goto(f"{server.origin}/?invite={secret}")
            press(page, "Join")
            page.get_by_role("link", name="Today").wait_for()

            page.goto(f"{server.origin}/account")
            press(page, "Sign out")
            page.get_by_role("heading", name="Welcome to Back Coach").wait_for()
            press(page, "Sign in")
            press(page, "Go on as Paula P.")
            page.get_by_role("link", name="Today").wait_for()
        finally:
            server.stop()
    with open_database(Settings(data_dir=server.data_dir)) as database:
        account = find_account(database, "paula@clinic.example")
        assert (account.person.display_name, account.has_password) == ("Paula", False)
