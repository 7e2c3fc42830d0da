from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.metrics import (
    agreement,
    count_error,
    matched,
    mean_absolute_error,
    median_or_none,
    off_by_one_accuracy,
)


@pytest.mark.parametrize(
    ("counted", "low", "high", "error"),
    [
        (3, 3, 3, 0),  # exact
        (6, 6, 8, 0),  # at the lower edge of the range
        (8, 6, 8, 0),  # at the upper edge
        (9, 6, 8, 1),  # one too many
        (4, 6, 8, -2),  # two missed
        (2, 0, 0, 2),  # nothing to count
    ],
)
def test_error_is_the_distance_to_the_range(counted: int, low: int, high: int, error: int) -> None:
    assert count_error(counted, low, high) == error


def test_an_empty_range_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="empty"):
        count_error(1, 3, 2)


@given(st.lists(st.integers(-5, 5), min_size=1))
def test_errors_sum_up(errors: list[int]) -> None:
    mae, obo = mean_absolute_error(errors), off_by_one_accuracy(errors)
    assert mae is not None
    assert obo is not None
    assert mae == pytest.approx(sum(map(abs, errors)) / len(errors))
    assert obo == pytest.approx(sum(-1 <= e <= 1 for e in errors) / len(errors))
    assert (mae == 0) == (not any(errors))


def test_nothing_has_no_mean() -> None:
    assert mean_absolute_error([]) is None
    assert off_by_one_accuracy([]) is None
    assert median_or_none([]) is None


@pytest.mark.parametrize(
    ("found", "expected", "pairs"),
    [
        ([(0, 2), (3, 5)], [(0.2, 2.1), (3, 4.8)], [(0, 0), (1, 1)]),  # both found
        ([(3, 5)], [(0, 2), (3, 5)], [(0, 1)]),  # the first missed
        ([(0, 1.5)], [(1, 4)], []),  # too little in common
        ([(0, 10)], [(0, 4), (5, 9)], [(0, 0)]),  # two run together count once
        ([], [(0, 1)], []),
        ([(1, 1)], [(0, 2)], []),  # without duration
    ],
)
def test_repetitions_are_paired_by_overlap(
    found: list[tuple[float, float]],
    expected: list[tuple[float, float]],
    pairs: list[tuple[int, int]],
) -> None:
    assert matched(found, expected) == pairs


def test_agreement_interpolates_the_truth() -> None:
    seen = agreement(
        np.array([0.0, 0.5, 1.0]),
        np.array([2.0, 6.0, 12.0]),
        np.array([0.0, 1.0]),
        np.array([0.0, 10.0]),
    )
    assert seen is not None
    assert seen.mae == pytest.approx((2 + 1 + 2) / 3)
    assert seen.bias == pytest.approx((2 + 1 + 2) / 3)
    assert seen.samples == 3


def test_agreement_leaves_out_what_is_unknown() -> None:
    nan = float("nan")
    seen = agreement(
        np.array([-1.0, 0.0, 0.5, 1.5, 3.0]),  # before and after the truth
        np.array([5.0, nan, 4.0, 9.0, 5.0]),  # not measured
        np.array([0.0, 1.0, 2.0]),
        np.array([1.0, 1.0, nan]),  # truth unknown from here on
    )
    assert seen is not None
    assert (seen.mae, seen.samples) == (3.0, 1)


def test_no_agreement_without_anything_to_compare() -> None:
    nothing, one = np.array([]), np.array([1.0])
    assert agreement(nothing, nothing, one, one) is None
    assert agreement(one, one, nothing, nothing) is None
    assert agreement(one, np.array([np.nan]), one, one) is None
