"""What may ease pain: the list, the honest note about TENS, and never a dose."""

from __future__ import annotations

import re

import pytest

from coach.diary.relief import (
    advices,
    helping,
    relief_name,
    relief_words,
    reliefs,
    treatments,
)

DOSE = re.compile(r"\d+\s*(mg|milligram|ml|gram|tablets?|pills?|drops?|times a day)", re.IGNORECASE)


def said() -> list[str]:
    kinds = [f"{kind.name} {kind.note}" for kind in reliefs().values()]
    texts = [" ".join((one.title, one.text, one.first, *one.steps, one.stop)) for one in advices()]
    return kinds + texts


def test_all_that_may_help_can_be_noted() -> None:
    assert {
        "heat",
        "cold",
        "medicine",
        "tens",
        "manual_therapy",
        "rest",
        "movement",
        "relaxation",
        "other",
    } <= {kind.id for kind in helping()}


def test_a_therapist_records_treatments_and_no_medicine() -> None:
    kinds = {kind.id for kind in treatments()}
    assert {"manual_therapy", "tens", "heat"} <= kinds
    assert "medicine" not in kinds


def test_tens_comes_with_what_the_guideline_says() -> None:
    advice = next(one for one in advices() if one.relief == "tens")
    for text in (reliefs()["tens"].note, advice.text):
        assert "The clinic offers it" in text
        assert "NICE NG59) advises against" in text


@pytest.mark.parametrize("text", said())
def test_no_dose_of_a_medicine_is_named(text: str) -> None:
    assert not DOSE.search(text)


@pytest.mark.parametrize("kind", ["heat", "cold"])
def test_warmth_and_cold_begin_with_a_look_at_the_skin(kind: str) -> None:
    advice = next(one for one in advices() if one.relief == kind)
    assert advice.first.startswith("Look at your skin first")
    assert any("Look at your skin" in step for step in advice.steps)
    assert "our own careful choice" in advice.basis


def test_every_advice_belongs_to_something_that_can_be_noted() -> None:
    assert {one.relief for one in advices()} <= {kind.id for kind in helping()}


def test_a_kind_that_is_no_longer_in_the_list_keeps_its_words() -> None:
    assert relief_name("mud_bath") == "Mud bath"
    assert relief_words("mud_bath") == "mud bath"
