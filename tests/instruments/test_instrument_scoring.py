"""What answers add up to, and when there is no total."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.instruments import (
    AnswerError,
    Score,
    UnknownInstrumentError,
    check_total,
    find_instrument,
    needs_a_person,
    score,
)

RMDQ = [str(number) for number in range(1, 25)]


@pytest.mark.parametrize(
    ("instrument", "answers", "expected"),
    [
        ("pain_nrs", {"now": 3, "worst": 8, "average": 5}, Score(5.0)),
        ("pain_nrs", {"now": 0, "worst": 0, "average": 0}, Score(0.0)),
        ("pain_nrs", {"now": 3, "worst": 8}, Score(None, ("average",))),
        ("pain_nrs", {"average": 5}, Score(5.0, ("now", "worst"))),
        ("psfs", {"Socks": 2, "Garden": 4, "Stairs": 6}, Score(4.0)),
        ("psfs", {"Socks": 0, "Garden": 10, "Stairs": 5, "Bus": 5, "Bed": 5}, Score(5.0)),
        ("psfs", {"Socks": 2, "Garden": 4}, Score(None)),  # fewer than three
        ("psfs", {"Socks": 2, "Garden": 4, "Stairs": None}, Score(None, ("Stairs",))),  # 67 %
        ("psfs", {"a": 2, "b": 4, "c": 6, "d": 8, "e": None}, Score(5.0, ("e",))),  # 80 %
        ("psfs", {}, Score(None)),
        ("rmdq", {}, Score(0.0)),  # a blank is not ticked
        ("rmdq", {"1": True, "24": True, "7": False}, Score(2.0)),
        ("rmdq", dict.fromkeys(RMDQ, True), Score(24.0)),
        ("phq2", {"1": 3, "2": 3}, Score(6.0)),
        ("phq2", {"1": 1, "2": 2}, Score(3.0)),
        ("phq2", {"1": 3, "2": None}, Score(None, ("2",))),
        ("gad2", {"1": 0, "2": 0}, Score(0.0)),
        ("gad2", {}, Score(None, ("1", "2"))),
        ("global_change", {"change": -5}, Score(-5.0)),
        ("global_change", {}, Score(None, ("change",))),
        ("odi", {"total": 32}, Score(32.0)),
        ("tsk11", {"total": 11}, Score(11.0)),
    ],
)
def test_totals(instrument: str, answers: dict[str, Any], expected: Score) -> None:
    assert score(instrument, answers) == expected


@pytest.mark.parametrize(
    ("instrument", "answers", "words"),
    [
        ("pain_nrs", {"now": 11}, "from 0 to 10"),
        ("pain_nrs", {"now": "a lot"}, "from 0 to 10"),
        ("pain_nrs", {"now": True}, "from 0 to 10"),
        ("pain_nrs", {"yesterday": 3}, "no item 'yesterday'"),
        ("rmdq", {"1": 1}, "ticked or it is not"),
        ("rmdq", {"25": True}, "no item '25'"),
        ("phq2", {"1": 4}, "from 0 to 3"),
        ("psfs", dict.fromkeys("abcdef", 3), "5 are the most"),
        ("odi", {"total": 101}, "from 0 to 100"),
        ("odi", {"total": 12.5}, "from 0 to 100"),
        ("odi", {}, "from 0 to 100"),
        ("tsk11", {"total": 10}, "from 11 to 44"),
        ("start_back", {"total": True}, "from 0 to 9"),
    ],
)
def test_answers_that_there_are_not_are_refused_in_words(
    instrument: str, answers: dict[str, Any], words: str
) -> None:
    with pytest.raises(AnswerError, match=words):
        score(instrument, answers)


def test_an_unknown_instrument_is_told_with_those_that_are_known() -> None:
    with pytest.raises(UnknownInstrumentError, match="pain_nrs, psfs, rmdq"):
        score("horoscope", {})


@pytest.mark.parametrize(
    ("instrument", "low", "high"),
    [
        ("odi", 0, 100),
        ("start_back", 0, 9),
        ("orebro_short", 0, 100),
        ("fabq_pa", 0, 24),
        ("fabq_work", 0, 42),
        ("tsk11", 11, 44),
    ],
)
def test_of_licensed_instruments_only_a_total_is_taken(
    instrument: str, low: int, high: int
) -> None:
    known = find_instrument(instrument)
    assert not known.items
    assert known.licence
    assert (check_total(known, low), check_total(known, high)) == (low, high)
    for beyond in (low - 1, high + 1):
        with pytest.raises(AnswerError):
            check_total(known, beyond)


@pytest.mark.parametrize("instrument", ["phq2", "gad2"])
@pytest.mark.parametrize(("total", "reached"), [(None, False), (0, False), (2, False), (3, True)])
def test_from_three_on_somebody_is_led_to_a_person(
    instrument: str, total: float | None, reached: bool
) -> None:
    words = needs_a_person(instrument, total)
    assert (words is not None) == reached
    if words is not None:
        said = " ".join((words.title, words.text, *words.say)).lower()
        assert "therapist" in said
        assert "doctor" in said
        assert not any(label in said for label in ("depress", "anxiety", "disorder", "diagnos"))


@given(st.sets(st.sampled_from(RMDQ)))
def test_roland_morris_counts_ticks(ticked: set[str]) -> None:
    assert score("rmdq", dict.fromkeys(ticked, True)).total == len(ticked)


@given(st.lists(st.integers(0, 10), min_size=3, max_size=5))
def test_own_activities_lie_between_the_least_and_the_most(values: list[int]) -> None:
    total = score("psfs", {f"activity {place}": one for place, one in enumerate(values)}).total
    assert total is not None
    assert min(values) - 1e-9 <= total <= max(values) + 1e-9
