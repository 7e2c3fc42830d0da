"""Two browsers: a patient before the camera, and a therapist who watches with their permission."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browsing import PATIENCE_MS, Server, fits, press, serving
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from test_browser_live import begin, clip_of, filmed, wait_for_count

from coach.records import Database, Person, Role, Status, add_person, find_person, open_database
from coach.records.access import open_care
from coach.records.accounts import Password, add_account
from coach.records.care_entries import MarkKind
from coach.records.invitations import invite
from coach.records.joining import join
from coach.records.marks import Marks
from coach.records.sign_ins import begin_sign_in
from coach.records.watches import watches_of
from coach.settings import Settings
from coach.web.browser import COOKIE

pytestmark = [pytest.mark.browser, pytest.mark.films]

PASSWORD = "a long password"
MANY = 50
MOST_BYTES_PER_S = 10_000

# Every message of a websocket with the moment at which the page got it, before the page sees it.
LISTEN = """
window.__heard = [];
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    if (!this.url.includes("/live/")) return;
    this.addEventListener("message", ({ data }) => {
      const { type, watching } = JSON.parse(data);
      const at = performance.timeOrigin + performance.now();
      window.__heard.push({ type, at, bytes: data.length, watching: watching?.length });
    });
  }
};
"""


@dataclass(frozen=True)
class Clinic:
    """A server with one therapist and one patient."""

    server: Server
    database: Database
    therapist: Person
    patient: Person

    def context(self, browser: Browser, person: Person, **how: Any) -> BrowserContext:
        """The browser of somebody who is signed in."""
        context = browser.new_context(**how)
        secret = begin_sign_in(self.database, person.id, "Chrome on Linux").secret
        context.add_cookies([{"name": COOKIE, "value": secret, "url": self.server.origin}])
        context.add_init_script(LISTEN)
        context.set_default_timeout(PATIENCE_MS)
        return context


@pytest.fixture
def clinic(tmp_path: Path, pose_model: Path, browser_assets: object) -> Iterator[Clinic]:
    with (
        open_database(Settings(data_dir=tmp_path / "data")) as database,
        serving(tmp_path, pose_model.parent, BACK_COACH_ACCOUNTS="local") as server,
    ):
        therapist = add_person(database, "Thea", Role.THERAPIST)
        add_account(database, therapist.id, Password("thea", PASSWORD))
        invited = invite(database, "Paula", Role.PATIENT, by=therapist)
        join(database, invited.secret, Password("paula", PASSWORD), name="Paula")
        yield Clinic(server, database, therapist, find_person(database, invited.person))


def heard(page: Page) -> list[dict[str, Any]]:
    """What this page's line to the coach brought so far."""
    found: list[dict[str, Any]] = page.evaluate("window.__heard")
    return found


def test_watching_a_set_until_the_patient_ends_it(
    clinic: Clinic, tmp_path: Path, record_property: Any
) -> None:
    with (
        sync_playwright() as playwright,
        filmed(playwright, clip_of("squat_good_side", tmp_path)) as browser,
    ):
        small = {"viewport": {"width": 390, "height": 844}}
        patient = clinic.context(
            browser, clinic.patient, permissions=["camera"], **small
        ).new_page()
        therapist = clinic.context(
            browser, clinic.therapist, viewport={"width": 1280, "height": 800}
        ).new_page()
        patient.goto(f"{clinic.server.origin}/exercise")
        begin(patient, "squat", MANY)
        patient.wait_for_function("() => window.__backCoach?.detected > 0")

        therapist.goto(f"{clinic.server.origin}/watch")
        press(therapist, "Ask to watch")
        expect(therapist.get_by_text("Paula is asked on their screen")).to_be_visible()
        expect(patient.get_by_text("Thea would like to watch this set.").first).to_be_visible()
        assert fits(patient)
        assert [one["type"] for one in heard(therapist)] == ["asked"]  # nothing is seen before
        patient.get_by_role("button", name="Allow").click()
        sign = patient.get_by_text("Thea sees your movement", exact=True)
        expect(sign).to_be_visible()
        sign.click()  # nothing lies over it
        expect(therapist.get_by_role("img", name="The patient's movement")).to_be_visible()

        wait_for_count(patient, 1)
        expect(therapist.get_by_text(re.compile(f"^[1-9] of {MANY}$"))).to_be_visible()
        therapist.get_by_role("button", name="Mark this moment").click()
        expect(therapist.get_by_text("it waits in the review")).to_be_visible()
        therapist.get_by_label("A short cue").fill("Look at the wall")
        therapist.get_by_role("button", name="Send", exact=True).click()
        expect(patient.locator(".live .cue", has_text="Thea: Look at the wall")).to_be_visible()
        assert fits(therapist)
        therapist.get_by_role("button", name="A little slower").click()
        expect(patient.locator(".live .cue", has_text="Thea: A little slower")).to_be_visible()

        done = patient.evaluate("window.__backCoach.last.count")
        patient.get_by_role("button", name="Stop sharing").click()
        expect(patient.get_by_role("button", name="Stop sharing")).to_have_count(0)
        expect(therapist.get_by_text("Paula has stopped sharing.")).to_be_visible()
        wait_for_count(patient, done + 1)  # the set goes on

        told = [one["at"] for one in heard(patient) if one["type"] == "watchers"][-1]
        seen = heard(therapist)
        poses = [one for one in seen if one["type"] == "pose"]
        assert seen[-1]["type"] == "ended"
        assert poses[-1]["at"] <= told + 1000.0  # two busy pages; poses came many times a second
        seconds = (poses[-1]["at"] - poses[0]["at"]) / 1000
        sent = [one for one in seen if poses[0]["at"] <= one["at"] <= poses[-1]["at"]]
        rate = sum(one["bytes"] for one in sent) / seconds
        print(  # noqa: T201 - a figure for whoever runs it
            f"\nwatched for {seconds:.1f} s: {len(poses) / seconds:.1f} poses a second, "
            f"{rate:.0f} bytes a second; the last pose came {told - poses[-1]['at']:.0f} ms before "
            "the patient was told that nobody watches"
        )
        record_property("bytes_per_second", round(rate))
        assert rate < MOST_BYTES_PER_S

        patient.get_by_role("button", name="Finish").first.click()
        patient.get_by_role("button", name="See how it went").click()
        patient.get_by_text("Everything is saved in your log.").wait_for()

    care = open_care(clinic.database, clinic.patient, clinic.patient.id)
    saved = care.log.load(care.log.sets(limit=1)[0].id)
    assert saved.status is Status.FINISHED
    assert len(saved.result.repetitions) >= done + 1
    marks = care.book(Marks).of_set(saved.id)
    assert [mark.kind for mark in marks] == [MarkKind.MOMENT, MarkKind.CUE, MarkKind.CUE]
    (watch,) = watches_of(clinic.database, clinic.patient.id)
    assert watch.granted_at is not None
    assert watch.ended_at is not None
