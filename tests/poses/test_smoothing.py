"""Causal smoothing: calm at rest, prompt in motion, anew after a gap."""

from __future__ import annotations

import numpy as np
import pytest

from poses.smoothing import OneEuroFilter


def smoothed(times, values):
    one_euro = OneEuroFilter()
    return np.array(
        [one_euro.update(t, np.array([v]))[0] for t, v in zip(times, values, strict=True)]
    )


def test_noise_at_rest_becomes_smaller():
    times = np.arange(0, 5, 1 / 30)
    noise = np.random.default_rng(1).normal(0, 0.005, len(times))
    assert smoothed(times, noise)[30:].std() < 0.75 * noise[30:].std()


def test_a_movement_is_followed_within_a_tenth_of_a_second():
    times = np.arange(0, 4, 1 / 30)
    truth = 0.3 * np.sin(2 * np.pi * 0.4 * times)
    lagging = 0.3 * np.sin(2 * np.pi * 0.4 * (times - 0.1))
    assert np.abs(smoothed(times, truth) - truth).max() < np.abs(lagging - truth).max()


def test_after_a_gap_the_past_is_forgotten():
    one_euro = OneEuroFilter()
    one_euro.update(0.0, np.array([0.0]))
    assert one_euro.update(2.0, np.array([1.0]))[0] == 1.0


def test_the_future_has_no_say():
    times = np.arange(0, 2, 1 / 30)
    values = np.sin(times)
    whole = smoothed(times, values)
    np.testing.assert_array_equal(smoothed(times[:20], values[:20]), whole[:20])


def test_a_still_value_stays():
    assert smoothed([0.0, 0.1, 0.2], [0.7, 0.7, 0.7]) == pytest.approx([0.7] * 3)
