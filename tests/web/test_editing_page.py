"""Changing the plan: order, variants, thresholds, and two therapists at once."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from coach.engine.catalogue import catalogue
from coach.programme.changing import apply_change
from coach.programme.facts import Facts
from coach.programme.making import make_programme
from coach.programme.messages import MESSAGE, Message
from coach.programme.model import Change, Week
from coach.records.programmes import Programmes
from coach.web.store import my_care


def book() -> Programmes:
    return my_care().book(Programmes)


def first_week() -> Week:
    held = book().current()
    assert held is not None
    return held.programme.weeks[0]


def press(page: AppTest, key: str) -> AppTest:
    pressed = page.button(key=key).click().run()
    assert not pressed.exception
    return pressed


def told(page: AppTest) -> str:
    kinds = ("title", "subheader", "markdown", "caption", "success", "warning", "error")
    return "\n".join(element.value for kind in kinds for element in page.get(kind))


def saved(page: AppTest) -> None:
    page.text_input(key="editing-reason").set_value("As agreed")
    press(page, "editing-save")


@pytest.fixture
def page(app: AppTest) -> AppTest:
    """The editor with a plan that begins today."""
    plan = make_programme(Facts(minutes=30), catalogue(), my_care().today())
    book().save(plan, reason="First plan", expected=None)
    opened = app.run().switch_page("therapist/editing.py").run()
    assert not opened.exception
    return opened


def test_the_order_that_was_dragged_is_in_the_plan(page: AppTest) -> None:
    names = [one.exercise for one in first_week().prescriptions]
    page.session_state["editing-order-wish"] = names[::-1]
    page.run()
    assert "another order" in told(page)
    saved(page)
    assert [one.exercise for one in first_week().prescriptions] == names[::-1]


def test_the_harder_neighbour_takes_its_place_and_a_variant_becomes_a_note(page: AppTest) -> None:
    page = press(page, "editing-change-glute_bridge")
    page = press(page, "editing-variant-easier-glute_bridge")
    assert f"note: none → {catalogue()['glute_bridge'].text.easier}" in told(page)
    harder = catalogue()["glute_bridge"].harder[0]
    page = press(page, f"editing-near-glute_bridge-{harder}")
    page.text_area(key="editing-message").set_value("One leg at a time now.")
    saved(page)
    sent = my_care().journal.latest(MESSAGE, Message)
    assert sent is not None
    assert sent.body.text == "One leg at a time now."
    assert first_week().of(harder) is not None
    assert first_week().of("glute_bridge") is None


def test_the_thresholds_of_this_patient_are_one_press_away(page: AppTest) -> None:
    page = press(page, "editing-change-glute_bridge")
    page = press(page, "editing-targets-glute_bridge")
    assert [title.value for title in page.title] == ["Your own targets"]
    assert page.selectbox(key="targets-exercise").value == "glute_bridge"


def test_what_two_therapists_both_changed_is_shown_with_both_values(page: AppTest) -> None:
    page = press(page, "editing-change-glute_bridge")
    page.number_input(key="editing-repetitions-glute_bridge-1-0").set_value(12)
    page.number_input(key="editing-sets-glute_bridge-1-0").set_value(3)
    page = press(page, "editing-take-glute_bridge")
    held = book().current()
    assert held is not None
    theirs = apply_change(
        held.programme,
        Change(exercise="glute_bridge", field="repetitions", new=6),
        my_care().today(),
    )
    book().save(theirs, reason="A step down", expected=held.number)
    words = told(page.run())
    assert "changed meanwhile, in version 2: “A step down”" in words
    assert "Glute bridge, repetitions: 6 → 12" in words
    page = press(page, "editing-rebase-theirs")
    saved(page)
    bridge = first_week().of("glute_bridge")
    assert bridge is not None
    assert (bridge.repetitions, bridge.sets) == (6, 3)
