from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.separation import roc_auc, scale_agreement, separation


@pytest.mark.parametrize(
    ("positive", "negative", "auc"),
    [
        ([3.0, 4.0], [1.0, 2.0], 1.0),  # told apart
        ([1.0, 2.0], [3.0, 4.0], 0.0),  # told apart, the other way round
        ([1.0, 2.0], [1.0, 2.0], 0.5),  # alike
        ([1.0, 3.0], [2.0], 0.5),  # one pair each way
        ([2.0], [2.0, 1.0], 0.75),  # a tie counts half
        ([float("nan"), 5.0], [1.0, float("nan")], 1.0),  # what is unknown is left out
    ],
)
def test_area_under_the_curve(positive: list[float], negative: list[float], auc: float) -> None:
    assert roc_auc(np.array(positive), np.array(negative)) == pytest.approx(auc)


def test_there_is_no_area_without_both_sides() -> None:
    assert roc_auc(np.array([1.0]), np.array([])) is None
    assert roc_auc(np.array([np.nan]), np.array([1.0])) is None
    assert separation(np.array([1.0]), np.array([True]), np.array([0])) is None


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=12),
    st.lists(st.integers(0, 9), min_size=1, max_size=12),
)
def test_area_is_the_share_of_pairs_won(positive: list[int], negative: list[int]) -> None:
    a, b = np.array(positive, np.float64), np.array(negative, np.float64)
    wins = [(p > n) + 0.5 * (p == n) for p in positive for n in negative]
    area, turned = roc_auc(a, b), roc_auc(b, a)
    assert area == pytest.approx(np.mean(wins))
    assert area is not None
    assert turned == pytest.approx(1.0 - area)


def test_the_interval_holds_the_area_and_is_wider_for_few_takes() -> None:
    random = np.random.default_rng(1)
    take = np.repeat(np.arange(8), 30)
    positive = take < 4
    shift = random.normal(size=8)[take]  # frames of a take share their error
    values = positive * 1.0 + shift + 0.1 * random.normal(size=len(take))
    by_take = separation(values, positive, take)
    by_frame = separation(values, positive, np.arange(len(take)))
    assert by_take is not None
    assert by_frame is not None
    assert by_take.auc == by_frame.auc
    assert by_take.low <= by_take.auc <= by_take.high
    assert by_take.high - by_take.low > 2 * (by_frame.high - by_frame.low)
    assert (by_take.positive_groups, by_take.positives) == (4, 120)


def test_the_interval_is_the_same_every_time() -> None:
    values = np.array([1.0, 2.0, 3.0, 2.5])
    positive = np.array([False, False, True, True])
    found = [separation(values, positive, np.arange(4)) for _ in range(2)]
    assert found[0] == found[1]


def test_two_scales_agree_in_rank_and_in_points() -> None:
    seen = scale_agreement([10.0, 20.0, 40.0], [15.0, 22.0, 90.0])
    assert seen is not None
    assert seen.spearman == pytest.approx(1.0)
    assert seen.deviation == pytest.approx((5 + 2 + 50) / 3)
    turned = scale_agreement([10.0, 20.0, 40.0], [3.0, 2.0, 1.0])
    assert turned is not None
    assert turned.spearman == pytest.approx(-1.0)


def test_a_scale_that_never_changes_has_no_rank_correlation() -> None:
    seen = scale_agreement([50.0, 50.0, 50.0], [1.0, 2.0, 3.0])
    assert seen is not None
    assert seen.spearman is None
    assert seen.pairs == 3


def test_too_few_performances_say_nothing() -> None:
    assert scale_agreement([1.0, 2.0], [1.0, 2.0]) is None
    with pytest.raises(ValueError, match="can't be compared"):
        scale_agreement([1.0], [1.0, 2.0])
