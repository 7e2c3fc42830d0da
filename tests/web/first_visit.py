"""The first visit and the look backs, told by the same person each time."""

from __future__ import annotations

import re

from living import Patient
from playwright.sync_api import expect

from coach.instruments import find_instrument

PLACE = re.compile("^left lower back$", re.IGNORECASE)
ACTIVITIES = ("Putting on socks", "An hour in the garden", "Carrying the shopping")


def tell_everything(patient: Patient, *, pain: int = 5, function: int = 8) -> None:
    """From the safety questions to the programme."""
    patient.answer_no_to_all_safety_questions()
    patient.heading("Your back so far")
    patient.pick("Since when has your back", "6 weeks to 3 months")
    patient.pick("Were there such times before?", "Yes, now and then")
    patient.tick("Bending forward")
    patient.pick("How much does it take", "Ordinary things of the day")
    patient.pick("And once it has", "An hour or a few")
    patient.press("Save and go on")

    patient.heading("Your days and your health")
    patient.pick("Do you work at the moment?", "Yes, as usual")
    patient.press("Save and go on")

    patient.heading("Where does it hurt?")
    area = patient.page.get_by_role("button", name=PLACE).first
    area.click()
    expect(area).to_have_attribute("aria-pressed", "true")
    patient.sees("Marked:")
    patient.press("Save and go on")

    _pain(patient, pain)
    _activities(patient, 4, named=False)
    _function(patient, function)

    patient.heading("Mood and worry")
    patient.press("Skip these")

    patient.heading("What lies ahead")
    patient.pick(find_instrument("confidence").ask, "6")
    patient.write("Goal 1", "Play with my grandchildren")
    patient.pick("On how many days a week", "4")
    patient.pick("How many minutes", "15")
    patient.press("Save and go on")

    patient.heading("How you move")
    patient.press("Go on")
    patient.heading("What we have understood")
    patient.press("Make my programme")
    patient.sees("Your programme is ready.")


def look_back(patient: Patient, *, pain: int, function: int, activities: int) -> None:
    """The same questions once more, and how it is all in all."""
    patient.press("Look back now")
    patient.say_that_health_is_as_it_was("How strong is it?")
    _pain(patient, pain)
    _activities(patient, activities, named=True)
    _function(patient, function)
    patient.heading("Mood and worry")
    patient.press("Skip these")
    patient.heading("How sure you are")
    for item in find_instrument("confidence").items:
        patient.pick(item.text, "8")
    patient.press("Save and go on")
    patient.heading("How you move")
    patient.press("Go on")
    patient.heading("All in all")
    for item in find_instrument("global_change").items:
        patient.pick(item.text, "+3")
    patient.press("Save and go on")


def _pain(patient: Patient, pain: int) -> None:
    patient.heading("How strong is it?")
    for item in find_instrument("pain_nrs").items:
        patient.pick(item.text, str(pain))
    patient.press("Save and go on")


def _activities(patient: Patient, rated: int, *, named: bool) -> None:
    patient.heading("What you want to do again")
    for row, name in enumerate(ACTIVITIES):
        card = patient.page.locator(f".st-key-card-activity-{row}")
        if not named:
            card.get_by_role("textbox").fill(name)
        card.get_by_role("radiogroup").get_by_text(str(rated), exact=True).click()
    patient.press("Save and go on")


def _function(patient: Patient, ticked: int) -> None:
    patient.heading("Your back in everyday life")
    boxes = patient.page.locator(".st-key-tick-rmdq [data-testid=stCheckbox] label")
    for place in range(ticked):
        boxes.nth(place).click()
    patient.press("Save and go on")
