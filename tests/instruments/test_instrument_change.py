"""What may be called a change, and how it is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.instruments import compare, instruments

UNKIND = ("wrong", "bad", "fail", "danger", "worse", "damage")


@pytest.mark.parametrize(
    ("instrument", "first", "now", "direction"),
    [
        ("pain_nrs", 5, 5, "same"),
        ("pain_nrs", 5, 4, "same"),
        ("pain_nrs", 5, 3, "better"),
        ("pain_nrs", 3, 5, "worse"),
        ("pain_nrs", 3, 2, "same"),  # a third of it, and one step of the scale
        ("pain_nrs", 2, 0, "better"),
        ("pain_nrs", 10, 8, "better"),  # 2 points are enough, 30 % would be 3
        ("psfs", 3.0, 4.9, "same"),
        ("psfs", 3.0, 5.0, "better"),
        ("psfs", 10 / 3, 10 / 3 + 2, "better"),
        ("psfs", 5.0, 3.0, "worse"),
        ("rmdq", 20, 16, "same"),
        ("rmdq", 20, 15, "better"),
        ("rmdq", 15, 20, "worse"),
        ("rmdq", 10, 8, "same"),
        ("rmdq", 10, 7, "better"),  # 30 %
        ("rmdq", 4, 2, "same"),  # half of it, and yet within measuring
        ("rmdq", 4, 1, "better"),
        ("odi", 60, 51, "same"),
        ("odi", 60, 50, "better"),
        ("odi", 20, 14, "better"),  # 30 %
        ("odi", 20, 15, "same"),
        ("tsk11", 30, 27, "same"),
        ("tsk11", 30, 26, "better"),
        ("fabq_work", 30, 23, "better"),
        ("fabq_pa", 24, 0, "same"),  # nobody has settled what counts
        ("start_back", 8, 1, "same"),  # no measure of change
        ("phq2", 6, 0, "same"),
        ("global_change", None, 1, "same"),
        ("global_change", None, 2, "better"),
        ("global_change", None, -2, "worse"),
        ("pain_nrs", None, 3, "same"),
        ("pain_nrs", 3, None, "same"),
    ],
)
def test_only_what_is_beyond_the_limit_is_called_a_change(
    instrument: str, first: float | None, now: float | None, direction: str
) -> None:
    verdict = compare(instrument, first, now)
    assert verdict.direction == direction
    assert not any(word in verdict.sentence.lower() for word in UNKIND)


@pytest.mark.parametrize(("now", "direction"), [(4, "same"), (5, "better")])
def test_one_activity_by_itself_needs_three_points(now: float, direction: str) -> None:
    assert compare("psfs", 2, now, single=True).direction == direction


def test_every_limit_names_its_source_and_how_sure_it_is() -> None:
    for instrument in instruments().values():
        if instrument.change is None:
            continue
        for stated in (
            instrument.change.points,
            instrument.change.share,
            instrument.change.least,
            instrument.change.single,
        ):
            assert stated is None or (stated.source and stated.mark in ("recalled", "own", "read"))


NAMES = sorted(
    name
    for name, one in instruments().items()
    if one.change is not None and not one.change.from_zero
)


@given(st.sampled_from(NAMES), st.floats(0, 1), st.floats(0, 1))
def test_a_smaller_difference_is_never_more_of_a_change(name: str, a: float, b: float) -> None:
    known = instruments()[name]
    size = known.total_high - known.total_low
    first, now = known.total_low + a * size, known.total_low + b * size
    verdict = compare(name, first, now)
    halfway = compare(name, first, (first + now) / 2)
    if verdict.direction == "same":
        assert halfway.direction == "same"
    else:
        rises = now > first
        assert (verdict.direction == "better") == (rises == (known.better == "higher"))
        assert halfway.direction in ("same", verdict.direction)
    assert verdict.sentence
