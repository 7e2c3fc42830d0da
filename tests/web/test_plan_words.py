"""A plan in words that people use."""

from __future__ import annotations

from datetime import date

import pytest

from coach.engine.catalogue import catalogue
from coach.programme.facts import Facts
from coach.programme.making import make_programme
from coach.programme.model import Prescription
from coach.web.plan_words import (
    day_words,
    effort_words,
    often_words,
    prescribed_words,
    range_words,
    span_words,
    weekdays_words,
)

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        ({"repetitions": 8}, "8 repetitions"),
        ({"sets": 2, "repetitions": 8, "per_side": True}, "2 sets of 8 repetitions on each side"),
        (
            {"sets": 2, "repetitions": 8, "per_side": True, "side": "left"},
            "2 sets of 8 repetitions, the left side only",
        ),
        ({"sets": 3, "hold_s": 10}, "3 times 10 seconds"),
        ({"repetitions": 3, "hold_s": 5}, "3 repetitions, each held for 5 seconds"),
        ({"minutes": 12}, "12 minutes"),
        ({"minutes": 1}, "1 minute"),
        ({"sets": 2, "minutes": 5}, "2 times 5 minutes"),
        ({"repetitions": 5, "load_kg": 2.5}, "5 repetitions, 2.5 kg"),
        ({"repetitions": 5, "load_kg": 0}, "5 repetitions, without weight"),
    ],
)
def test_doses(dose: dict[str, object], words: str) -> None:
    one = Prescription.model_validate({"exercise": "squat", **dose})
    assert prescribed_words(one) == words


def test_ranges_name_what_bends() -> None:
    one = Prescription(exercise="lunge", repetitions=8, target_deg=75)
    assert range_words(one, catalogue()["lunge"]) == "75° of knee bend"
    assert range_words(one, None) == "75°"
    assert range_words(one.model_copy(update={"target_deg": None}), catalogue()["lunge"]) == ""


def test_days() -> None:
    plan = make_programme(Facts(), catalogue(), MONDAY)
    assert often_words(7) == "every day"
    assert often_words(1) == "1 day a week"
    assert weekdays_words(plan, 3) == "Monday, Wednesday, Friday"
    assert weekdays_words(plan, 7) == ""
    assert day_words(MONDAY) == "Monday, 2 March"
    assert span_words(MONDAY, date(2026, 3, 8)) == "2 March to 8 March"


@pytest.mark.parametrize(
    ("effort", "word"),
    [((1, 3), "easy"), ((3, 4), "light"), ((5, 7), "a little hard")],
)
def test_effort(effort: tuple[int, int], word: str) -> None:
    assert effort_words(effort) == f"{effort[0]} to {effort[1]} out of 10, {word}"
